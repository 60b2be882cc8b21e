"""Everything that writes in this room: drafts while they are typed, applications once they are made."""

from .applications import (
    keep_turning,
    note_accepted,
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
    hold,
    look,
    open_draft,
    remove_line,
    save,
    submitted,
)
from .remarks import About, remark

__all__ = [
    "About",
    "add_member",
    "add_supporter",
    "attach",
    "choose",
    "discard",
    "hold",
    "keep_turning",
    "look",
    "note_accepted",
    "open_draft",
    "print_forms",
    "receive",
    "record_supplement",
    "remark",
    "remove_line",
    "save",
    "submitted",
    "tell_missing",
]  # fmt: skip
