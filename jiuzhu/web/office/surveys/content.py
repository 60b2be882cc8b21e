"""Between what is typed and the record that is signed: cleaned fields to content, a draft back to fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jiuzhu.surveys import queries as surveys
from jiuzhu.web.office.surveys.forms import NEIGHBOURS, VisitForm

_NOT_KEPT = {"password", "csrfmiddlewaretoken", "once", "whose", "version", "turn", "act"}


def typed_fields(post: Any) -> dict[str, list[str]]:
    """What a draft keeps of a form as it was sent."""
    return {name: values for name, values in post.lists() if name not in _NOT_KEPT}


def initial(typed: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """A draft's fields as they were typed, also those that cannot be read yet."""
    return {name: values[0] for name, values in typed.items() if values}


def content(
    form: VisitForm, declared: Mapping[str, Mapping[str, Any]], papers: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The record in the shape of surveys/rules/record.py; what was declared stands beside what was found."""
    typed = form.cleaned_data
    at = typed["visited_at"]
    respondent = None
    if typed["respondent_name"]:
        respondent = {"name": typed["respondent_name"], "relation": typed["respondent_relation"]}
    return {
        "shape": surveys.SHAPE, "mode": typed["mode"] or "home", "mode_reason": typed["mode_reason"].strip(),
        "visited_on": typed["visited_on"].isoformat(), "visited_at": f"{at:%H:%M}" if at else "", "place": typed["place"],
        "outcome": typed["outcome"], "cause": typed["cause"], "respondent": respondent,
        "home": {
            "tenure": typed["tenure"], "square_metres": "" if typed["square_metres"] is None else str(typed["square_metres"]),
            "condition": typed["condition"],
        },
        "belongings": {key: typed[key] for key in ("vehicles", "machines", "livestock", "own_mu", "let_mu", "rented_mu")},
        "spending": {f"{key}_fen": typed[key] for key in ("utilities", "school", "medical")},
        "members": [_member(one, typed, declared.get(str(one.pk), {})) for one in form.members],
        "neighbours": [_neighbour(number, typed) for number in NEIGHBOURS if typed[f"n{number}_name"]],
        "staff_relative": typed["staff_relative"] == "yes", "staff_relative_of": typed["staff_relative_of"],
        "finding": typed["finding"].strip(), "differs": typed["differs"] == "yes", "differs_how": typed["differs_how"].strip(),
        "household_signed": typed["household_signed"],
        "refused": {"reason": typed["refused_reason"].strip(), "witness": typed["refused_witness"].strip()},
        "papers": [dict(one) for one in papers], "corrects": typed["corrects"],
    }  # fmt: skip


def _member(person: Any, typed: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, Any]:
    prefix = f"m{person.pk}_"
    actual = {}
    for key, (kind, _zh, _en) in surveys.ACTUAL.items():
        value = typed[f"{prefix}{key}"]
        if value not in (None, ""):
            actual[key] = value == "yes" if kind == "yes_no" else value
    return {
        "person": str(person.pk), "name": person.name, "seen": {"yes": True, "no": False}.get(typed[f"{prefix}seen"]),
        "self_care": typed[f"{prefix}self_care"], "actual": actual,
        "declared": {key: declared[key] for key in surveys.ACTUAL if declared.get(key) not in (None, "")},
        "reason": typed[f"{prefix}reason"].strip(), "note": typed[f"{prefix}note"].strip(),
        "illness": typed[f"{prefix}illness"].strip(),
        "care": {item: {"yes": True, "no": False}.get(typed[f"{prefix}care_{item}"]) for item in surveys.CARE},
    }  # fmt: skip


def _neighbour(number: int, typed: Mapping[str, Any]) -> dict[str, str]:
    return {key: typed[f"n{number}_{key}"] for key in ("name", "relation", "opinion")}
