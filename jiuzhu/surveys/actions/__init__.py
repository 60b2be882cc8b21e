"""Everything that writes: drafts and signatures of visits, what is taken along and comes back, letters and neighbours."""

from .along import Noted, give_back, keep_photograph, send, settle, take_along
from .inquiring import ask_neighbour, enter_answer, write_letter
from .routing import drop_stop, move_stop, plan_route
from .signing import Signed, confirm, file, keep_paper, look, save_draft, sign_first, take_back

__all__ = [
    "Noted", "Signed", "ask_neighbour", "confirm", "drop_stop", "enter_answer", "file", "give_back", "keep_paper",
    "keep_photograph", "look", "move_stop", "plan_route", "save_draft", "send", "settle", "sign_first", "take_along",
    "take_back", "write_letter",
]  # fmt: skip
