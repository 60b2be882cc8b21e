"""Facts in the words of a page, for the office, the portal and the API alike: who said what, which counts, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jiuzhu import rulebook
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.intake import queries as intake
from jiuzhu.values import figures, masking
from jiuzhu.verification import queries as verification

_DISABILITIES = ("visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple")


def value(found: Any, fact: Any, language: str) -> str:
    """A fact's value in its unit, an ID number masked; a dash for none. `fact` None: a text of its own, as another name."""
    if found is None or found == "":
        return "—"
    if fact is None:
        return str(found)
    if isinstance(found, bool):
        return _("是") if found else _("否")
    if found == "none":
        return _("无")
    if fact.unit in ("fen", "fen_per_year", "fen_per_month"):
        per = {"fen": _("元"), "fen_per_year": _("元/年"), "fen_per_month": _("元/月")}[fact.unit]
        return f"{figures.plain_yuan(found)} {per}"
    if fact.unit == "day":
        return figures.day(date.fromisoformat(found), language)
    if fact.unit == "pieces":
        return ngettext("%(n)d 项", "%(n)d 项", int(found)) % {"n": int(found)}
    if fact.unit == "citizen_id":
        return masking.citizen_id(found) if len(found) == 18 else str(found)  # a report has it masked already
    if fact.unit == "grade":
        return rulebook.codes("disability-grades").label(str(found), language)
    return _word(fact.codes, str(found), language) if fact.codes else str(found)


def _word(codes: str, found: str, language: str) -> str:
    """A word of a fact as the rulebook's list of codes calls it."""
    if codes == "sex":
        found = {"male": "1", "female": "2"}[found]
    elif codes == "disability-types" and found in _DISABILITIES:
        found = str(_DISABILITIES.index(found) + 1)
    return rulebook.codes(codes).label(found, language)


def outcome(given: Any) -> str:
    """What a source said, where it gave no value."""
    return {
        "": _("尚未答复"), "found": _("有记录"), "not_found": _("无记录"), "name_mismatch": _("姓名不符"), "ambiguous": _("记录不唯一"),
        "not_covered": _("未覆盖"), "source_error": _("来源故障"), "unclear": _("记录不明确"),
    }.get(given.outcome, given.outcome) if given is not None else _("没有查询")  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What the household said of a fact, in words."""

    text: str
    reason: str
    on: date
    by: str


@dataclass(frozen=True)
class Row:
    """One fact of one member in words."""

    member: str
    name: str
    fact: str
    label: str
    declared: str
    found: str
    source: str
    as_of: date | None
    until: date | None
    rows: Sequence[int]
    counts: str
    why: str
    law: str
    differs: bool
    meaning: str
    to_fill_in: bool
    known: bool
    asked: bool
    said: tuple[Said, ...]


def rows(lines: Iterable[Any], language: str) -> list[Row]:
    """The lines of journey.confirming in words."""
    return [_row(one, language) for one in lines]


def by_member(found: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The rows under the name of each member, in their order."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for one in found:
        grouped.setdefault((one.member, one.name), []).append(one)
    return [(name, theirs) for (_key, name), theirs in grouped.items()]


def _row(line: Any, language: str) -> Row:
    given, fact = line.given, line.fact
    source = verification.SOURCES[given.source if given is not None else fact.source]
    zh, en, law = eligibility.WHY[line.counts.why] if line.counts is not None else ("", "", "")
    empty = given is None or (given.value is None and given.outcome != "found")
    text = outcome(given) if empty else value(given.value, fact, language)
    return Row(
        member=line.member["key"], name=line.member["name"], fact=fact.key, label=fact.name(language),
        declared=_("没有询问") if line.declared is None and not line.asked else value(line.declared, fact, language),
        found=text, source=f"{source.name(language)} · {source.department(language)}", as_of=given.as_of if given else None,
        until=given.until if given else None, rows=given.rows if given else (),
        counts=_counts(line, language), why=en if language.startswith("en") else zh, law=law, differs=line.differs, meaning=_meaning(line, language),
        to_fill_in=line.to_fill_in, known=not _to_supply(line), asked=line.asked,
        said=tuple(_said(one, line.question, language) for one in line.remarks),
    )  # fmt: skip


def _meaning(line: Any, language: str) -> str:
    """How the two compare, in the words of the report; empty where they agree."""
    if line.judged in ("", "agrees", "not_asked"):
        return ""
    _effect, zh, en = verification.KINDS[line.judged]
    return en if language.startswith("en") else zh


def _counts(line: Any, language: str) -> str:
    if line.counts is None:
        return ""
    counts = line.counts.value
    if (
        line.question is not None
        and line.question.kind == "code"
        and counts == line.member.get(line.question.key)
    ):
        return value(line.declared, line.fact, language)
    return value(counts, line.fact, language)


def _said(one: Any, question: Any, language: str) -> Said:
    words = {"agrees": _("认可"), "differs": _("有不同说法"), "supplies": _("家庭说明")}[one.says]
    if one.value is not None and question is not None:
        words = f"{words}：{intake.shown(question, one.value, language=language)}"
    return Said(words, one.reason, one.on, one.by.name if one.by else _("本人网上"))


def remarks(case: Any, said: Iterable[Any], language: str) -> list[tuple[str, str, Said]]:
    """(member's name, fact, what was said), without what the department says."""
    application = intake.application(case)
    names = {one["key"]: one["name"] for one in application.content["members"]}
    return [
        (
            names.get(one.member, ""), verification.FACTS[one.fact].name(language),
            _said(one, intake.question_of(application.item_code, one.fact), language),
        )
        for one in said
    ]  # fmt: skip


class SayForm(forms.Form):
    """What the household says of one fact. The room judges; nothing typed is lost."""

    use_required_attribute = False
    says = forms.ChoiceField(label=gettext_lazy("家庭的说法"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("理由"), required=False, max_length=2000,
        help_text=gettext_lazy("例如：车已在三月卖掉，还没有过户。"), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, line: Any, language: str, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        agree, differ = ("agrees", _("认可部门的数据")), ("differs", _("有不同说法"))
        supply = ("supplies", _("部门说不清，由家庭说明"))
        self.fields["says"].choices = [supply] if _to_supply(line) else [agree, differ]  # type: ignore[attr-defined]
        self.fields["says"].initial = "supplies" if _to_supply(line) else "differs"
        if line.question is not None:
            self.fields["value"] = _box(line, language)
            self.order_fields(["says", "value", "reason"])


def _to_supply(line: Any) -> bool:
    return bool(line.to_fill_in or not line.known)


def _box(line: Any, language: str) -> forms.Field:
    question, needed = line.question, _to_supply(line)
    if question.kind == "code":
        codes = rulebook.codes(question.codes)
        choices = [("", _("请选择")), *((code, codes.label(code, language)) for code in codes.entries)]
        made: forms.Field = forms.ChoiceField(choices=choices, required=needed)
    else:
        made = forms.CharField(
            required=needed,
            max_length=2000,
            widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        )
        made.unit = {"money_per_year": _("元/年"), "money": _("元")}.get(question.kind, "")  # type: ignore[attr-defined]
    made.label = _("家庭说的：%(label)s") % {"label": question.label(language)}
    return made
