"""Applications: what was declared and signed, the one notice of what is missing, what was supplied, how it was turned away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.documents import actions as documents
from jiuzhu.intake import answers, papers, queries, statements
from jiuzhu.intake import form as forms
from jiuzhu.intake.actions.drafts import submitted
from jiuzhu.intake.missing import Missing
from jiuzhu.intake.models import Application, Draft, MissingNotice, Statement, Supplement, Turning
from jiuzhu.intake.refusals import AlreadyTold, NothingMissing, NotTold, ReasonNeeded, UnknownField
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import Refusal, refuse_if_any

RECEIVED = audit.act(
    "intake.received",
    zh="收到申请（{channel_zh}），{members}人",
    en="received the application ({channel}), {members} members",
)
ACCEPTED_NOTICE = audit.act(
    "intake.accepted", zh="受理申请，出具受理通知书", en="accepted the application and gave the receipt"
)
TOLD = audit.act(
    "intake.told-missing", zh="一次性告知缺少{count}项：{names}；补正期限{deadline_on}",
    en="told once that {count} items are missing; to be supplied by {deadline_on}",
)  # fmt: skip
SUPPLIED = audit.act("intake.supplied", zh="登记补充材料{count}项", en="recorded {count} supplied items")
TURNED = {
    "refused_acceptance": audit.act(
        "intake.refused", zh="不予受理：{reason}", en="did not accept the application: {reason}"
    ),
    "withdrawn": audit.act(
        "intake.withdrawn", zh="申请人撤回申请：{reason}", en="the applicant withdrew: {reason}"
    ),
    "lapsed": audit.act(
        "intake.lapsed", zh="逾期未补正，申请终结：{reason}", en="not supplied in time: {reason}"
    ),
}
PRINTED = audit.act("intake.forms-printed", zh="打印申请表、承诺书、授权书", en="printed the unified forms")


def receive(
    draft: Draft,
    case: Any,
    content: Mapping[str, Any],
    persons: Mapping[str, Any],
    *,
    actor: Any,
    on: date,
    at: datetime,
) -> Application:
    """Keep the application of a case that was just opened, with every signature, and close its draft."""
    with transaction.atomic():
        application = Application.objects.create(
            case=case, item_code=draft.item_code, applicant=case.applicant, channel=draft.channel, content=dict(content),
            received_on=on, received_at=at, received_by=actor, draft=draft,
        )  # fmt: skip
        _sign(application, content, persons, on)
        for key, entry in content["papers"].items():
            for pk in entry["files"]:
                documents.file_under(pk, case=case.number, kind=key, actor=actor, at=at)
        submitted(draft, case.number)
        audit.record(
            RECEIVED, actor=actor, at=at, case=case.number, person=str(case.applicant_id), members=len(content["members"]),
            channel=draft.channel, channel_zh=queries.channel(draft.channel),
        )  # fmt: skip
        return application


def _sign(application: Application, content: Mapping[str, Any], persons: Mapping[str, Any], on: date) -> None:
    """A row for every signature; a guardian's signature stands for a minor (57号 Art. 9; 个人信息保护法 Art. 31)."""
    rows = []
    guardian = next((one["key"] for one in content["members"] if one.get("authorisation")), None)
    for one in content["members"]:
        someone = persons[one["key"]]
        minor = "authorisation" not in one and one["key"] not in _adults(content)
        for kind, key in (("authorisation", "authorisation"), ("integrity", "statement")):
            signer = (
                someone
                if one.get(key)
                else persons[guardian]
                if minor and guardian and kind == "authorisation"
                else None
            )
            if signer is not None:
                version = statements.text(kind, on).starts_on
                rows.append(
                    Statement(
                        application=application,
                        kind=kind,
                        text_version=version,
                        person=someone,
                        signed_by=signer,
                        signed_on=on,
                    )
                )
    for one in content["supporters"]:
        if one.get("consent"):
            version = statements.text("supporter_consent", on).starts_on
            rows.append(
                Statement(
                    application=application,
                    kind="supporter_consent",
                    text_version=version,
                    supporter=one["key"],
                    signed_on=on,
                )
            )
    Statement.objects.bulk_create(rows)


def _adults(content: Mapping[str, Any]) -> set[str]:
    on = date.fromisoformat(content["on"])
    return {one["key"] for one in content["members"] if queries.is_adult(one, on)}


def note_accepted(case: Any, paper: Any, *, actor: Any, at: datetime) -> None:
    """The entry that the application was accepted and which paper says so."""
    with transaction.atomic():
        audit.record(ACCEPTED_NOTICE, actor=actor, at=at, case=case.number, file=paper.pk)


def print_forms(draft: Draft, *, connected: Collection[str] = (), actor: Any, on: date, at: datetime) -> Any:
    """The unified forms of a draft as one PDF, to be signed (mission M13); what `connected` sources give is not on them."""
    with transaction.atomic():
        reading = queries.reading(draft, on, connected=connected)
        content = papers.application(draft, reading.content, on)
        desk = offices.office_of(draft.area_id)
        stored = documents.issue(
            documents.draft("application", content, at=at), kind="application", title="社会救助申请表", number=draft.case_number,
            name="申请表承诺书授权书.pdf", issuer=desk.name if desk else draft.area.name, addressee=content["applicant_name"],
            area_code=draft.area_id, case=draft.case_number, dated_on=on, actor=actor, at=at,
        ).file  # fmt: skip
        audit.record(PRINTED, actor=actor, at=at, case=draft.case_number, draft=str(draft.pk), file=stored.pk)
        return stored


def tell_missing(
    application: Application,
    items: Sequence[Missing],
    *,
    deadline_on: date,
    actor: Any,
    on: date,
    at: datetime,
) -> MissingNotice:
    """The one notice. Raises NothingMissing, AlreadyTold (asked before and by the table itself)."""
    if not items:
        raise NothingMissing
    refuse_if_any([why_not_tell(application)])
    with transaction.atomic(), refusing():
        notice = MissingNotice.objects.create(
            application=application, items=[one.as_json() for one in items], told_on=on, deadline_on=deadline_on,
            told_by=actor, at=at,
        )  # fmt: skip
        audit.record(
            TOLD, actor=actor, at=at, case=application.case.number, count=len(items), deadline_on=deadline_on,
            names="、".join(dict.fromkeys(one.zh for one in items)),
        )  # fmt: skip
        return notice


def why_not_tell(application: Application) -> Refusal | None:
    """An application is told what it lacks once."""
    notice = queries.notice(application)
    return AlreadyTold(told_on=notice.told_on) if notice else None


def record_supplement(
    application: Application, *, typed: Mapping[str, str], seen_papers: Sequence[str] = (), files: Mapping[str, tuple[str, bytes]] | None = None,
    actor: Any, on: date, at: datetime,
) -> Supplement:  # fmt: skip
    """What was brought: answers as typed (path → text), papers seen (document keys), scans (key → name, bytes).

    Only what the notice told can be supplied. Raises NotTold and what reading an answer or storing a file refuses.
    """
    told = {one["key"] for one in queries.told(application)}
    form = forms.of_item(application.item_code)
    given: dict[str, Any] = {}
    with transaction.atomic():
        for path, text in typed.items():
            given[path] = _supplied(form, path, text, told, on)
        brought: dict[str, dict[str, Any]] = {key: {"seen": True, "files": []} for key in seen_papers}
        for key, (name, body) in (files or {}).items():
            stored = documents.store(
                body, name=name, kind=key, area_code=application.case.area_id, case=application.case.number, actor=actor,
                at=at, field=f"papers.{key}",
            )  # fmt: skip
            brought.setdefault(key, {"seen": False, "files": []})["files"].append(stored.pk)
        for key in brought:
            if f"papers.{key}" not in told:
                raise NotTold(f"papers.{key}", key=key)
        number = Supplement.objects.filter(application=application).count() + 1
        supplement = Supplement.objects.create(
            application=application,
            number=number,
            answers=given,
            papers=brought,
            supplied_on=on,
            taken_by=actor,
            at=at,
        )
        _sign_later(application, given, on)
        audit.record(
            SUPPLIED, actor=actor, at=at, case=application.case.number, count=len(given) + len(brought)
        )
        return supplement


def _supplied(form: forms.Form, path: str, text: str, told: set[str], on: date) -> Any:
    question = form.field(path)
    if question is None:
        raise UnknownField(path, path=path[:80])
    if path not in told:
        raise NotTold(path, key=question.zh)
    return answers.value(question, text, path=path, on=on)


def _sign_later(application: Application, given: Mapping[str, Any], on: date) -> None:
    """Signatures that were among what was missing; with the first authorisation the guardian also signs for minors."""
    people = {one["key"]: one for one in application.content["members"]}
    day = date.fromisoformat(application.content["on"])
    for path, answer in given.items():
        who, _, key = path.partition(".")
        kind = {"authorisation": "authorisation", "statement": "integrity"}.get(key)
        if kind is None or answer is not True or who not in people:
            continue
        minors = (
            [one for one in people.values() if not queries.is_adult(one, day)]
            if kind == "authorisation"
            else []
        )
        for one in [people[who], *minors]:
            Statement.objects.get_or_create(
                application=application, kind=kind, person_id=one["person"], supporter="",
                defaults={
                    "text_version": statements.text(kind, on).starts_on, "signed_by_id": people[who]["person"],
                    "signed_on": on,
                },
            )  # fmt: skip


def keep_turning(
    application: Application, kind: str, *, reason: str, law: str, actor: Any, on: date, at: datetime
) -> Turning:
    """Why an application ended before it was decided. Raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded("reason")
    with transaction.atomic():
        turning = Turning.objects.create(
            application=application, kind=kind, reason=reason, law=law, on=on, by=actor, at=at
        )
        audit.record(TURNED[kind], actor=actor, at=at, case=application.case.number, reason=reason, law=law)
        return turning
