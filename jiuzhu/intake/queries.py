"""Everything others may read: drafts, what stands against submitting one, what is missing, applications with their signatures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from jiuzhu import rulebook
from jiuzhu.cases import queries as cases
from jiuzhu.households import actions as households
from jiuzhu.households import queries as register
from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.values import masking
from jiuzhu.values.refusals import Refusal

from . import answers, asking, papers, rules, statements
from . import form as forms
from . import missing as gaps
from .asking import WHY_ASKED, Asking, facts_not_asked, sources_of
from .form import Field, Form, Group
from .missing import Missing
from .models import Application, Draft, DraftEntry, MissingNotice, Remark, Statement, Supplement, Turning
from .refusals import (
    ApplyingAlone,
    LiveCase,
    NoSuchApplication,
    NoSuchDraft,
    NotThisTownship,
    UnresolvedValues,
)

__all__ = [
    "WHY_ASKED", "Asking", "Field", "Form", "Group", "Missing", "Reading", "Remark", "application", "authorisations", "channel",
    "content", "draft", "drafts", "facts_not_asked", "fetched", "form", "history", "is_adult", "members", "missing_in",
    "notice", "papers_asked", "question_of", "questions", "reading", "remarks", "shown", "signatures", "sources_of", "statement_text",
    "still_missing", "told", "turning", "value", "why_not_submit",
]  # fmt: skip

form = forms.of_item
shown = papers.shown
members = rules.members
value = answers.value
fetched = gaps.fetched
statement_text = statements.text


@dataclass(frozen=True)
class Reading:
    """A draft as it can be understood on a day: the content, what stands against submitting, what is missing, what is not asked."""

    content: dict[str, Any]
    against: tuple[Refusal, ...]
    missing: tuple[Missing, ...]
    asking: Asking

    def at(self, path: str) -> list[Refusal]:
        """What is wrong at a field."""
        return [one for one in self.against if one.field == path]


def drafts(*, reach: Sequence[str], words: str = "") -> QuerySet[Draft]:
    """Open drafts within reach, the last touched first; by applicant's name or pinyin initials."""
    under = Q(pk__in=[])
    for prefix in reach:
        under |= Q(area__code__startswith=prefix[:9])
    found = Draft.objects.filter(under, case_number="", discarded_at=None).select_related(
        "opened_by", "changed_by", "area"
    )
    if words.isascii() and words:
        found = found.filter(applicant_sort_key__startswith=words.lower())
    elif words:
        found = found.filter(applicant_name__startswith=words)
    return found.order_by("-changed_at")


def draft(draft_id: UUID | str) -> Draft:
    """Raises NoSuchDraft, also for a draft out of reach."""
    found = Draft.objects.select_related("area", "opened_by", "changed_by").filter(pk=draft_id).first()
    if found is None:
        raise NoSuchDraft
    return found


def history(found: Draft, path: str) -> QuerySet[DraftEntry]:
    """Every value a field ever had, newest first."""
    return DraftEntry.objects.filter(draft=found, path=path).select_related("by").order_by("-number")


def reading(found: Draft, on: date, *, register_too: bool = True, connected: Collection[str] = ()) -> Reading:
    """Read a draft on the day it must make sense. `register_too=False` leaves the register unasked (a field was saved);
    `connected` are the sources whose answers are not asked for (this room knows none: journey.asked tells them).
    """
    of = forms.of_item(found.item_code)
    unasked = asking.asking(of, found.typed, on=on, connected=connected)
    read = answers.read(of, found.typed, on=on, asking=unasked)
    read.content |= {"shape": 1, "item": found.item_code, "on": on.isoformat(), "channel": found.channel}
    against = [*read.wrong, *_unresolved(found, of)]
    if register_too:
        with scope.whole_county():
            against += _about_people(found, read.content, on)
    missing = tuple(gaps.missing(of, read.content, read.unanswered))
    return Reading(read.content, tuple(against), missing, unasked)


def why_not_submit(found: Draft, on: date) -> list[Refusal]:
    """Everything that stands against registering the application, each with the path of its field."""
    return list(reading(found, on).against)


def questions(item_code: str) -> list[tuple[Group, Field]]:
    """Every question of an item that a department may answer, with its group."""
    return [(group, one) for group in forms.of_item(item_code).groups for one in group.fields if one.given_by]


def _unresolved(found: Draft, of: Form) -> list[Refusal]:
    questions = [(one["path"], of.field(one["path"])) for one in found.aside]
    return [UnresolvedValues(path, **question.labels) for path, question in questions if question]


def _about_people(found: Draft, content: Mapping[str, Any], on: date) -> list[Refusal]:
    """What needs the register: duplicates anywhere in the county, the dead, the village, a running case."""
    against: list[Refusal] = []
    home = content["household"]
    village = home.get("registered_area")
    if village and not (village.startswith(found.area_id) and offices.area_exists(village)):
        against.append(NotThisTownship("household.registered_area", township=found.area.name))
    members = rules.members(content)
    if members:
        against += households.why_not_register(members, on)
    if home.get("alone") is True and len(content["members"]) > 1:
        against.append(ApplyingAlone("household.alone", count=len(content["members"])))
    against += _live(members, found.item_code, on)
    return against


def _live(members: Sequence[register.Member], item_code: str, on: date) -> list[Refusal]:
    """Cases of the same category that are not closed, wherever in the county; a running entitlement is one too.

    The imported one of the applicant's own household is not in the way: by applying it is completed (57号 Art. 28).
    """
    lines = {one.citizen_id: one for one in members if one.citizen_id}
    if not lines:
        return []
    headed = [one.citizen_id for one in members if one.relation == register.APPLICANT and one.citizen_id]
    homes = [known.elsewhere for known in register.known(headed, on).values() if known.elsewhere]
    own = [home.household_id for home in homes if home.relation == register.APPLICANT]
    with scope.whole_county():
        live = cases.open_of_persons(list(lines)).filter(item_code__startswith=item_code[:4])
        running: list[Any] = list(live.exclude(legacy=True, household_id__in=own).order_by("id"))
    first = {case.of: case for case in reversed(running)}
    return [_live_case(one, first[number]) for number, one in lines.items() if number in first]


def _live_case(one: register.Member, case: Any) -> Refusal:
    item, stage = rulebook.item(case.item_code), case.process.body["stages"][case.stage]
    return LiveCase(
        one.at("citizen_id"), name=masking.name(one.name), area=case.area.name, number=case.number,
        item_zh=item.zh, item_en=item.en, stage_zh=stage["zh"], stage_en=stage["en"],
    )  # fmt: skip


def is_adult(one: Mapping[str, Any], on: date) -> bool:
    """Whether a member of the content is of age on a day (民法典 Art. 17)."""
    return register.age(date.fromisoformat(one["birth_on"]), on) >= register.ADULT


def papers_asked(found: Draft, content: Mapping[str, Any]) -> list[rulebook.Document]:
    """The papers that this household has to show or bring."""
    return [one for one in rulebook.item(found.item_code).documents if gaps.needed(one, content)]


def village_name(code: str) -> str:
    """The village's name as documents write it; its code when the county has no such village."""
    return offices.area(code).name if offices.area_exists(code) else code


def channel(code: str, language: str = "zh-hans") -> str:
    return rulebook.codes("channels").label(code, language)


def application(case: Any) -> Application:
    """The application of a case. Raises NoSuchApplication (imported recipients have none yet)."""
    found = (
        Application.objects.select_related("case__area", "applicant", "received_by", "draft")
        .filter(case=case)
        .first()
    )
    if found is None:
        raise NoSuchApplication(number=case.number)
    return found


def content(found: Application) -> dict[str, Any]:
    """What was declared, with everything that was supplied or said later laid over it."""
    later = Supplement.objects.filter(application=found).order_by("number")
    said = remarks(found).exclude(path="").filter(value__isnull=False)
    laid = [(one.answers, one.papers) for one in later] + [({one.path: one.value}, {}) for one in said]
    return rules.with_supplements(found.content, laid)


def remarks(found: Application) -> QuerySet[Remark]:
    """What the household said of single facts since, the oldest first; the last word on a fact is its word."""
    return Remark.objects.filter(application=found).select_related("by").order_by("id")


def question_of(item_code: str, fact: str) -> Field | None:
    """The question of a form that a department's fact answers."""
    return next(
        (
            one
            for _, one in questions(item_code)
            if fact in {giver.partition(".")[2] for giver in one.given_by}
        ),
        None,
    )


def still_missing(found: Application) -> list[dict[str, Any]]:
    """Lines of the notice that were not supplied yet; empty where nothing was told."""
    later = list(Supplement.objects.filter(application=found))
    have = {path for one in later for path in one.answers} | {
        f"papers.{key}" for one in later for key in one.papers
    }
    return [line for line in told(found) if line["key"] not in have]


def missing_in(found: Application) -> list[Missing]:
    """What the application itself lacks, read again from its draft as it was submitted."""
    if found.draft is None:
        return []
    of = forms.of_item(found.item_code)
    read = answers.read(of, found.draft.typed, on=found.received_on, asking=asking.kept(found.content))
    return gaps.missing(of, found.content, read.unanswered)


def notice(found: Application) -> MissingNotice | None:
    return MissingNotice.objects.filter(application=found).select_related("told_by").first()


def told(found: Application) -> list[dict[str, Any]]:
    """The lines of the one notice, or none."""
    given = notice(found)
    return list(given.items) if given else []


def turning(found: Application) -> Turning | None:
    return Turning.objects.filter(application=found).first()


def signatures(found: Application) -> QuerySet[Statement]:
    return Statement.objects.filter(application=found).select_related("person", "signed_by").order_by("id")


def authorisations(case: Any) -> QuerySet[Statement]:
    """Who authorised the verification of whom, from which day, under which text (社会救助法 Art. 40–41)."""
    found = Statement.objects.filter(application__case=case, kind__in=("authorisation", "supporter_consent"))
    return found.select_related("person", "signed_by").order_by("id")


def sources_named(signature: Statement) -> tuple[str, ...]:
    """The registers that the text names which was signed; a later text does not widen an earlier signature."""
    return statements.text(signature.kind, signature.text_version).sources
