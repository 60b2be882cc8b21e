"""A letter from its draft to its publication: written, signed by both sides, numbered, in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.delegation import queries
from jiuzhu.delegation.models import LEGAL_FORMS, Letter, LetterCounter, LetterDraft, Plan
from jiuzhu.delegation.refusals import LetterIncomplete, NotATownship, NotYourSide, ReasonNeeded
from jiuzhu.delegation.rules import TERMS, missing_terms
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures

from .letters import add_item, end_items, one_number_at_a_time

DRAFTED = audit.act(
    "delegation.letter-drafted", zh="起草{township}的委托书", en="drafted a letter for {township}"
)
SIGNED = audit.act(
    "delegation.letter-signed",
    zh="代表{side_zh}签署{township}的委托书",
    en="signed the letter for {township} on behalf of the {side}",
)
PUBLISHED = audit.act(
    "delegation.published",
    zh="公布委托书{number}（{where}），自{starts_on}起生效",
    en="published letter {number} ({where}), in force from {starts_on}",
)
DROPPED = audit.act(
    "delegation.letter-dropped",
    zh="作废{township}的委托书草案：{reason}",
    en="dropped the draft letter for {township}: {reason}",
)
_OPEN = ("drafted", "returned")


def draft(
    *, plan: Plan, township: Any, items: Mapping[str, int | None], legal_form: str, provincial_rule: str = "", basis: str,
    starts_on: date, stops_on: date, terms: Mapping[str, str], amends: Letter | None = None, demo: bool = False, actor: Any,
    on: date, at: datetime,
) -> LetterDraft:  # fmt: skip
    """A draft for the legal review. `items`: code → limit in fen per household and month (None: none); `terms`: rules.TERMS.

    Raises NotYourPower, NotATownship, LetterIncomplete (also where it amends another township's letter). Whether the items are
    handed down is asked when the letter is published.
    """
    _may(actor, township, on)
    if township.level != "township":
        raise NotATownship(area=township.name)
    told = _whole(items, legal_form, provincial_rule, basis, starts_on, stops_on, terms)
    with transaction.atomic(), refusing():
        made = LetterDraft.objects.create(
            county_id=township.code[:6],
            township=township,
            plan=plan,
            amends=amends,
            by=actor,
            at=at,
            demo=demo,
            **told,
        )
        audit.record(
            DRAFTED,
            actor=actor,
            at=at,
            township=township.name,
            items=dict(items),
            amends=amends.number if amends else "",
        )
        return made


def amend(letter: Letter, *, plan: Plan, actor: Any, on: date, at: datetime, **told: Any) -> LetterDraft:
    """A draft that takes over from a letter on its first day; the old letter's items stop there when it is published."""
    return draft(plan=plan, township=letter.township, amends=letter, actor=actor, on=on, at=at, **told)


def rewrite(made: LetterDraft, *, actor: Any, on: date, at: datetime, **told: Any) -> LetterDraft:
    """Change a draft that nobody has agreed to yet; one that was sent back goes to the review again. Raises NotThisState."""
    _may(actor, made.township, on)
    with transaction.atomic(), refusing():
        held = queries.held_draft(made, *_OPEN)
        usual = {name: getattr(held, name) for name in
                 ("items", "legal_form", "provincial_rule", "basis", "starts_on", "stops_on", "terms")}  # fmt: skip
        for name, value in _whole(**usual | told).items():
            setattr(held, name, value)
        held.state, held.at, held.by = "drafted", at, actor
        held.save()
        audit.record(
            DRAFTED, actor=actor, at=at, township=held.township.name, items=dict(held.items), amends=""
        )
        return held


def sign_for_township(made: LetterDraft, *, seen: str, actor: Any, on: date, at: datetime) -> LetterDraft:
    """The township's head signs exactly what was reviewed. Raises NotYourPower, NotThisState, ChangedSinceSeen, NotReauthenticated."""
    return _sign(made, "township", "reviewed", "signed_by_township", seen, actor, on, at)


def sign_for_county(made: LetterDraft, *, seen: str, actor: Any, on: date, at: datetime) -> LetterDraft:
    """The head of the bureau signs the same; another person than for the township."""
    return _sign(made, "county", "signed_by_township", "signed", seen, actor, on, at)


def _sign(
    made: LetterDraft, side: str, before: str, after: str, seen: str, actor: Any, on: date, at: datetime
) -> LetterDraft:
    area = made.township_id if side == "township" else made.county_id
    if refusal := offices.why_not(actor, f"delegation.sign_{side}", area, on):
        raise refusal
    with transaction.atomic(), refusing():
        held = queries.held_draft(made, before, seen=seen)
        if side == "county" and held.township_signer_id == actor.pk:
            raise NotYourSide
        signature = signatures.sign(
            queries.draft_content(held), kind="letter", about=f"draft {held.pk}", area_code=held.township_id, actor=actor,
            on=on, at=at,
        )  # fmt: skip
        setattr(held, f"{side}_signer", actor)
        setattr(held, f"{side}_signature", signature)
        held.state, held.signed_on = after, on
        held.save()
        audit.record(
            SIGNED,
            actor=actor,
            at=at,
            township=held.township.name,
            side=side,
            side_zh="乡镇" if side == "township" else "县级民政部门",
        )
        return held


def publish(made: LetterDraft, *, published_in: str, actor: Any, on: date, at: datetime) -> Letter:
    """Number the signed letter and publish it: from its first day it is in force. What it amends stops there.

    Raises NotYourPower, NotThisState, ReasonNeeded, LetterOverlaps; the database raises NotHandedDown.
    """
    _may(actor, made.township, on)
    if not published_in.strip():
        raise ReasonNeeded("published_in")
    with transaction.atomic(), refusing():
        held = queries.held_draft(made, "signed")
        assert held.county_signer is not None
        assert held.township_signer is not None
        letter = Letter.objects.create(
            number=_number(held, on), county=held.county, township=held.township, legal_form=held.legal_form,
            basis=held.basis, starts_on=held.starts_on, stops_on=held.stops_on, issued_on=min(on, held.starts_on),
            signed_for_county=held.county_signer, signed_for_township=held.township_signer.name, taken_over=False,
            provincial_rule=held.provincial_rule, terms=held.terms, amends=held.amends, published_on=on,
            published_in=published_in.strip(), demo=held.demo,
        )  # fmt: skip
        if held.amends is not None:
            end_items(held.amends, held.starts_on)
        for code, limit in sorted(held.items.items()):
            add_item(letter, code, limit)
        held.state, held.letter = "published", letter
        held.save(update_fields=["state", "letter"])
        audit.record(
            PUBLISHED, actor=actor, at=at, number=letter.number, where=published_in, starts_on=letter.starts_on,
            items=dict(held.items),
        )  # fmt: skip
        return letter


def drop(made: LetterDraft, *, reason: str, actor: Any, on: date, at: datetime) -> LetterDraft:
    """Not to become a letter after all. Raises NotYourPower, NotThisState, ReasonNeeded."""
    _may(actor, made.township, on)
    if not reason.strip():
        raise ReasonNeeded("reason")
    with transaction.atomic(), refusing():
        held = queries.held_draft(made, *_OPEN, "reviewed", "signed_by_township", "signed")
        held.state, held.review_note = "dropped", reason.strip()
        held.save(update_fields=["state", "review_note"])
        audit.record(DROPPED, actor=actor, at=at, township=held.township.name, reason=reason)
        return held


def _number(held: LetterDraft, on: date) -> str:
    """The next free number of county and year: what a letter taken over from paper bears already is left out."""
    one_number_at_a_time()
    LetterCounter.objects.get_or_create(county=held.county, year=on.year)
    counter = LetterCounter.objects.select_for_update().get(county=held.county, year=on.year)
    short = held.county.name.removesuffix("市").removesuffix("县").removesuffix("区")[:1]
    while True:
        counter.last += 1
        number = f"{short}民委〔{on.year}〕{counter.last}号"
        if not Letter.objects.filter(number=number).exists():
            break
    counter.save(update_fields=["last"])
    return number


def _may(actor: Any, township: Any, on: date) -> None:
    if refusal := offices.why_not(actor, "delegation.issue", township.code, on):
        raise refusal


def _whole(
    items: Mapping[str, int | None], legal_form: str, provincial_rule: str, basis: str, starts_on: date, stops_on: date,
    terms: Mapping[str, str],
) -> dict[str, Any]:  # fmt: skip
    needs_rule = legal_form == "statutory_township"
    for field, there, zh, en in (
        ("items", items, "委托事项", "its items"), ("legal_form", legal_form in LEGAL_FORMS, "法律形式", "a legal form"),
        ("provincial_rule", bool(provincial_rule.strip()) or not needs_rule, "省级人民政府规定的文号", "the number of the provincial rule"),
        ("starts_on", not needs_rule or starts_on >= date(2026, 7, 1), "2026年7月1日以后的生效日期（社会救助法第七十八条）",
         "a first day from 1 July 2026 on (Social Assistance Law Art. 78)"),
        ("basis", basis.strip(), "法律依据", "its legal basis"),
        ("stops_on", stops_on > starts_on, "有效的起止日期", "a period that ends after it starts"),
    ):  # fmt: skip
        if not there:
            raise LetterIncomplete(field, what_zh=zh, what_en=en)
    if missing := missing_terms(terms):
        zh, en = (("、" if not n else ", ").join(TERMS[key][n] for key in missing) for n in (0, 1))
        raise LetterIncomplete(f"term-{missing[0]}", what_zh=zh, what_en=en)
    return {
        "items": dict(sorted(items.items())), "legal_form": legal_form,
        "provincial_rule": provincial_rule.strip(), "basis": basis.strip(), "starts_on": starts_on, "stops_on": stops_on,
        "terms": {key: str(terms[key]).strip() for key in TERMS},
    }  # fmt: skip
