"""What must be checked before a seal is put on a paper. Source: china.md §7.2, §7.6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .life import KINDS

# What the custodian confirms before she stamps (china.md §7.2, §7.6; 委托事项监管办法). Complete or no seal.
CHECKLIST: dict[str, tuple[str, str]] = {
    "signed": ("决定已由有权的人签署", "the decision is signed by whoever may decide"),
    "read": ("已通读全文，内容与决定一致", "I have read it all and it says what was decided"),
    "authority": ("事项在委托书或法定职权之内", "the item is within the letter or the law"),
    "no_blanks": ("没有空白栏目、空白页", "no field and no page is blank"),
    "copies": ("份数、页数与登记一致", "copies and pages are as registered"),
    "not_mine": ("本人没有参与本件的调查、审核", "I neither surveyed nor reviewed this case"),
}


def unchecked(checklist: Mapping[str, Any]) -> tuple[str, ...]:
    """The points of the checklist that are not confirmed; a point counts only when it is exactly true."""
    return tuple(key for key in CHECKLIST if checklist.get(key) is not True)


def fits(kind: str, paper: str, legal_form: str) -> bool:
    """Whether a seal of this kind belongs on this kind of paper under this legal form."""
    return legal_form in KINDS[kind].papers.get(paper, ())


def blanks(required: Sequence[str], content: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The required fields that a paper leaves blank. A list counts as blank when it is empty; 0 and False are values.

    A dotted field (`members.name`) asks every row of a list. Source: china.md §7.6 (no blank pages).
    """
    return tuple(name for name in required if _blank(content or {}, name.split(".")))


def _blank(value: Any, path: list[str]) -> bool:
    if isinstance(value, list | tuple):
        return not value or any(_blank(one, path) for one in value)
    if not path:
        return value is None or (isinstance(value, str) and not value.strip(" \u3000\t\n_＿—")) or value == {}
    return not isinstance(value, Mapping) or path[0] not in value or _blank(value[path[0]], path[1:])
