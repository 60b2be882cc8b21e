"""Everything that writes in this room: drafts while they are typed, applications once they are made."""

from .applications import (
    ACCEPTED_NOTICE,
    keep_turning,
    print_forms,
    receive,
    record_supplement,
    tell_missing,
)
from .drafts import (
    add_member,
    add_supporter,
    attach,
    choose,
    discard,
    look,
    open_draft,
    remove_line,
    save,
    submitted,
)

__all__ = [
    "ACCEPTED_NOTICE", "add_member", "add_supporter", "attach", "choose", "discard", "keep_turning", "look",
    "open_draft", "print_forms", "receive", "record_supplement", "remove_line", "save", "submitted", "tell_missing",
]  # fmt: skip
