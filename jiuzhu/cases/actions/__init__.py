"""Everything that changes a case file, and who may not handle it."""

from jiuzhu.cases.refusals import AlreadyExtended, NoExtension, NotAMember, NotThisStage, ReasonNeeded, Stale

from .casefile import (
    close,
    extend,
    keep_process,
    locked,
    look,
    move,
    open_case,
    read_anew,
    reveal,
    set_stage_due,
    stage_label,
    take_duty,
    take_over,
    write_duty_rules,
)
from .standing_back import match_relatives, name_substitute, record_relatives, take_back_substitute

__all__ = [
    "AlreadyExtended", "NoExtension", "NotAMember", "NotThisStage", "ReasonNeeded", "Stale", "close",
    "extend", "keep_process", "locked", "look", "match_relatives", "move", "name_substitute", "open_case",
    "read_anew", "record_relatives", "reveal", "set_stage_due", "stage_label", "take_back_substitute",
    "take_duty", "take_over", "write_duty_rules",
]  # fmt: skip
