"""Drafts: every field as it is typed, by whom and when. Nothing is overwritten by a colleague unseen; nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.documents import actions as documents
from jiuzhu.households.queries import APPLICANT, sort_key
from jiuzhu.intake import form as forms
from jiuzhu.intake.models import Draft, DraftEntry
from jiuzhu.intake.refusals import DraftClosed, NoSuchDraft, TooLong, TooManyMembers, TwoValues, UnknownField
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal

OPENED = audit.act("intake.draft-opened", zh="新建申请草稿", en="began a draft application")
LOOKED = audit.act("intake.draft-looked", zh="查看申请草稿", en="looked at a draft application")
DISCARDED = audit.act("intake.draft-discarded", zh="作废申请草稿：{reason}", en="discarded a draft: {reason}")
CHOSE = audit.act("intake.draft-chose", zh="选定“{path}”为“{value}”", en="chose “{value}” for “{path}”")

LONGEST_TYPED = 2000  # characters kept as typed in one field; what an answer allows is less
SERVER_PATHS = ("members", "supporters")


@dataclass(frozen=True)
class Saved:
    """The draft after saving, and what could not take effect because a colleague had set it meanwhile."""

    draft: Draft
    conflicts: tuple[TwoValues, ...]
    changed: tuple[str, ...]


def open_draft(
    item_code: str, *, area: Any, channel: str = "counter", actor: Any, on: date, at: datetime
) -> Draft:
    """A new, empty draft. Raises NotYourPower, NotYourArea, rulebook.UnknownItem."""
    _empowered(actor, area.code, on)
    forms.of_item(item_code)
    with transaction.atomic():
        draft = Draft.objects.create(
            item_code=item_code,
            area=area,
            channel=channel,
            opened_by=actor,
            opened_at=at,
            changed_by=actor,
            changed_at=at,
        )
        audit.record(OPENED, actor=actor, at=at, draft=str(draft.pk), item=item_code)
        return draft


def look(draft: Draft, *, actor: Any, at: datetime) -> None:
    """Leave the trace of a look at what a family told."""
    with transaction.atomic():
        audit.record(LOOKED, actor=actor, at=at, draft=str(draft.pk))


def save(
    draft_id: UUID, changes: Mapping[str, str], *, seen: int, actor: Any, on: date, at: datetime
) -> Saved:
    """Set fields to what a page holds. `seen` is the draft's version that the page was made from.

    A field that the page left as it was changes nothing. A field that a colleague has set to something else since: both
    values are kept, hers stands, and TwoValues tells so. Any text is kept, right or wrong, up to LONGEST_TYPED characters.
    Raises NoSuchDraft, DraftClosed, UnknownField, TooLong.
    """
    with transaction.atomic():
        draft = _held(draft_id, actor, on)
        form = forms.of_item(draft.item_code)
        since = _since(draft, seen)
        conflicts, changed = [], []
        for path, text in changes.items():
            question = _question(form, path)
            if len(text) > LONGEST_TYPED:
                raise TooLong(path, **question.labels, length=len(text), longest=LONGEST_TYPED)
            verdict = _verdict(draft, since.get(path, []), path, text, actor)
            if verdict == "set":
                _set(draft, path, text, actor, at)
                changed.append(path)
            elif verdict == "aside":
                conflicts.append(_put_aside(draft, question, path, text, since[path][-1], actor, at))
        _named(draft)
        draft.save()
        return Saved(draft, tuple(conflicts), tuple(changed))


def _since(draft: Draft, seen: int) -> dict[str, list[DraftEntry]]:
    """What took effect after the page was made, by path."""
    found: dict[str, list[DraftEntry]] = {}
    for entry in (
        DraftEntry.objects.filter(draft=draft, number__gt=seen, aside=False)
        .select_related("by")
        .order_by("number")
    ):
        found.setdefault(entry.path, []).append(entry)
    return found


def _verdict(draft: Draft, later: list[DraftEntry], path: str, text: str, actor: Any) -> str:
    """`same`, `set` or `aside`: whether a value of a page takes effect beside what happened since the page was made."""
    now = draft.typed.get(path, "")
    if text == now:
        return "same"
    if not later or later[-1].by_id == actor.pk:
        return "set"
    seen_on_page = _before(draft, path, later[0].number)
    if text == seen_on_page:
        return "same"  # she never touched it: the page merely shows the value of before
    kept = any(one["path"] == path and one["mine"] == text for one in draft.aside)
    return "same" if kept else "aside"


def _before(draft: Draft, path: str, number: int) -> str:
    last = (
        DraftEntry.objects.filter(draft=draft, path=path, number__lt=number, aside=False)
        .order_by("-number")
        .first()
    )
    return last.value if last else ""


def _set(draft: Draft, path: str, text: str, actor: Any, at: datetime, *, aside: bool = False) -> None:
    draft.version += 1
    DraftEntry.objects.create(
        draft=draft, number=draft.version, path=path, value=text, by=actor, at=at, aside=aside
    )
    if not aside:
        if text:
            draft.typed[path] = text
        else:
            draft.typed.pop(path, None)
    draft.changed_by, draft.changed_at = actor, at


def _put_aside(
    draft: Draft, question: forms.Field, path: str, text: str, theirs: DraftEntry, actor: Any, at: datetime
) -> TwoValues:
    _set(draft, path, text, actor, at, aside=True)
    draft.aside = [one for one in draft.aside if one["path"] != path]
    draft.aside.append(
        {
            "path": path,
            "mine": text,
            "mine_by": actor.name,
            "theirs": theirs.value,
            "theirs_by": theirs.by.name,
        }
    )
    return TwoValues(path, by=theirs.by.name, mine=text, theirs=theirs.value, **question.labels)


def choose(draft_id: UUID, path: str, value: str, *, actor: Any, on: date, at: datetime) -> Draft:
    """Settle a field of which two values are kept."""
    with transaction.atomic():
        draft = _held(draft_id, actor, on)
        _question(forms.of_item(draft.item_code), path)
        _set(draft, path, value, actor, at)
        draft.aside = [one for one in draft.aside if one["path"] != path]
        _named(draft)
        draft.save()
        audit.record(CHOSE, actor=actor, at=at, draft=str(draft.pk), path=path, value=value)
        return draft


def add_member(draft_id: UUID, told: Mapping[str, str], *, actor: Any, on: date, at: datetime) -> str:
    """A new line among the members with what is known of it (field → text); the first one is the applicant. The key."""
    return _add_line(draft_id, "members", "m", forms.MOST_MEMBERS, told, actor, on, at)


def add_supporter(draft_id: UUID, told: Mapping[str, str], *, actor: Any, on: date, at: datetime) -> str:
    return _add_line(draft_id, "supporters", "s", forms.MOST_SUPPORTERS, told, actor, on, at)


def _add_line(
    draft_id: UUID,
    lines: str,
    letter: str,
    most: int,
    told: Mapping[str, str],
    actor: Any,
    on: date,
    at: datetime,
) -> str:
    with transaction.atomic():
        draft = _held(draft_id, actor, on)
        keys = forms.keys_of(draft.typed, lines)
        if len(keys) >= most:
            raise TooManyMembers(lines, most=most)
        # Never a key that was used before: a removed line keeps what was typed in it.
        used = DraftEntry.objects.filter(draft=draft, path=lines).values_list("value", flat=True)
        taken = {int(key[1:]) for value in used for key in value.split()}
        key = f"{letter}{max(taken, default=0) + 1}"
        _set(draft, lines, " ".join([*keys, key]), actor, at)
        if lines == "members" and not keys:
            told = {"relation": APPLICANT, **told}
            _set(draft, "payee", key, actor, at)
        form = forms.of_item(draft.item_code)
        for name, text in told.items():
            _question(form, f"{key}.{name}")
            _set(draft, f"{key}.{name}", text[:LONGEST_TYPED], actor, at)
        _named(draft)
        draft.save()
        return key


def remove_line(draft_id: UUID, key: str, *, actor: Any, on: date, at: datetime) -> Draft:
    """Take a member or supporter off the list; what was typed there stays in the log."""
    with transaction.atomic():
        draft = _held(draft_id, actor, on)
        lines = "members" if key.startswith("m") else "supporters"
        _set(
            draft, lines, " ".join(one for one in forms.keys_of(draft.typed, lines) if one != key), actor, at
        )
        _named(draft)
        draft.save()
        return draft


def attach(draft_id: UUID, key: str, body: bytes, name: str, *, actor: Any, on: date, at: datetime) -> Draft:
    """A scan or photograph of a paper that the item asks for. Raises what documents.store refuses."""
    with transaction.atomic():
        draft = _held(draft_id, actor, on)
        stored = documents.store(
            body, name=name, kind=key, area_code=draft.area_id, actor=actor, at=at, field=f"papers.{key}"
        )
        path = f"papers.{key}.files"
        _set(draft, path, " ".join([*draft.typed.get(path, "").split(), str(stored.pk)]), actor, at)
        draft.save()
        return draft


def discard(draft_id: UUID, reason: str, *, actor: Any, on: date, at: datetime) -> Draft:
    """Close a draft without an application; it stays readable."""
    with transaction.atomic():
        draft = _held(draft_id, actor, on)
        draft.discarded_at = at
        draft.save()
        audit.record(DISCARDED, actor=actor, at=at, draft=str(draft.pk), reason=reason or "—")
        return draft


def hold(draft_id: UUID, *, actor: Any, on: date) -> Draft:
    """The draft locked for the caller's transaction. Raises NoSuchDraft, DraftClosed, NotYourPower, NotYourArea."""
    return _held(draft_id, actor, on)


def submitted(draft: Draft, case_number: str) -> None:
    """The draft became a case; called by receive in the same transaction."""
    draft.case_number = case_number
    draft.save(update_fields=["case_number"])


def _held(draft_id: UUID, actor: Any, on: date) -> Draft:
    draft = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise NoSuchDraft
    _empowered(actor, draft.area_id, on)
    if not draft.open:
        raise DraftClosed(case=draft.case_number or "—")
    return draft


def _empowered(actor: Any, area_code: str, on: date) -> None:
    no: Refusal | None = offices.why_not(actor, "intake.draft", area_code, on)
    if no is not None:
        raise no


def _question(form: forms.Form, path: str) -> forms.Field:
    if path.startswith("papers."):
        return forms.Field(path, "材料", "Papers", "text", "", needed=False)
    question = form.field(path)
    if question is None or path in SERVER_PATHS:
        raise UnknownField(path, path=path[:80])
    return question


def _named(draft: Draft) -> None:
    """What lists show: the applicant's name as typed so far."""
    keys = forms.keys_of(draft.typed, "members")
    who = next(
        (key for key in keys if draft.typed.get(f"{key}.relation") == APPLICANT), keys[0] if keys else ""
    )
    draft.applicant_name = draft.typed.get(f"{who}.name", "")[:60]
    draft.applicant_sort_key = sort_key(draft.applicant_name)
