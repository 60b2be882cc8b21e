"""Everything that changes persons, households, memberships and accounts, and the sheets they are taken over from."""

from jiuzhu.households.actions.knowing import know
from jiuzhu.households.actions.registering import (
    Registered,
    looked,
    record_death,
    register,
    set_account,
    why_not_register,
)
from jiuzhu.households.actions.sheets import finish, progress, receive, turn_back
from jiuzhu.households.rules import Member

__all__ = [
    "Member", "Registered", "finish", "know", "looked", "progress", "receive", "record_death", "register", "set_account", "turn_back",
    "why_not_register",
]  # fmt: skip
