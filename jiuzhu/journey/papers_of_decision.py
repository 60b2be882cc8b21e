"""What the papers of a decision say: everything from the case, the signed act and its determination; nothing is typed.

Field lists: china.md §11.9, §11.14, §11.16. Texts and layout belong to rulebook/documents; this file fills their fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jiuzhu import rulebook
from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.households import queries as households
from jiuzhu.intake import queries as intake
from jiuzhu.intake.refusals import NoSuchApplication
from jiuzhu.offices import queries as offices
from jiuzhu.publicity import queries as publicity
from jiuzhu.signatures import queries as signatures
from jiuzhu.values import figures, masking, money
from jiuzhu.values.month import Month

from . import wording

TEMPLATES = {
    "granted": ("decision-to-grant", "给予决定书"),
    "refused": ("decision-to-refuse", "不予决定书"),
    "raised": ("decision-to-adjust", "增发决定书"),
    "reduced": ("decision-to-adjust", "减发决定书"),
    "grace_given": ("decision-to-adjust", "渐退决定书"),
    "stopped": ("decision-to-stop", "停发决定书"),
}
"""Kind of decision → template and what people call the paper. `kept` changes nothing and has no paper."""
KINDS = tuple(dict.fromkeys(template for template, _ in TEMPLATES.values()))
CHANGE_WORDS = {
    "raised": ("增发", "增加"),
    "reduced": ("减发", "减少"),
    "grace_given": ("渐退发放", "按渐退减少"),
}
EXAMINED = {
    "verifying": "信息核对", "surveying": "入户调查", "appraising": "民主评议", "posting_opinion": "公示",
    "county_reviewing": "县级审核", "posting_approval": "县级公示",
}  # fmt: skip
SIGNED = {
    "report": "核对报告", "survey": "入户调查", "preliminary": "初审意见", "county_review": "县级审核", "decision": "决定",
    "change_decision": "变更决定",
}  # fmt: skip
HEARD_HOW = {
    "visit": "到你家当面",
    "counter": "在窗口当面",
    "phone": "通过电话",
    "absent": "在联系不到你户后以公告方式",
}


@dataclass(frozen=True)
class PaperToBe:
    """A paper before it is numbered and sealed: its template, what it says, and what the register will say of it."""

    template: str
    content: dict[str, Any]
    kind: str
    title: str
    about: str
    series: str
    numbered_by: str
    issuer: str
    keeper: str
    letter: str
    legal_form: str
    dated_on: date
    amount_fen: int


def about_of(decision: Any) -> str:
    """The act as issued papers name it: approvals.decision:12, entitlements.changedecision:3."""
    kind = "entitlements.changedecision" if hasattr(decision, "change_id") else "approvals.decision"
    return f"{kind}:{decision.pk}"


def has_paper(decision: Any) -> bool:
    return decision.kind in TEMPLATES


def paper_of(case: Any, decision: Any) -> PaperToBe:
    """The paper of a decision (approvals.Decision) or of a decided change (entitlements.ChangeDecision)."""
    template, kind_zh = TEMPLATES[decision.kind]
    change = getattr(decision, "change", None)
    content = _common(case, decision) | (
        _of_decision(case, decision) if change is None else _of_change(case, decision, change)
    )
    item = rulebook.item(case.item_code)
    amount = decision.amount_fen if change is None else change.new_amount_fen or 0
    form = wording.form_of(decision, case)
    keeper = offices.office_of(case.area_id if decision.decided_by_level == "township" else case.area_id[:6])
    return PaperToBe(
        template=template, content=content, kind=template, title=f"{item.zh}{kind_zh}", about=about_of(decision),
        series=form.series, numbered_by=form.numbered_by, issuer=decision.in_the_name_of,
        keeper=keeper.name if keeper else "", letter=decision.letter.number if decision.letter_id else "",
        legal_form=decision.legal_form, dated_on=decision.on, amount_fen=amount,
    )  # fmt: skip


def _common(case: Any, decision: Any) -> dict[str, Any]:
    form = wording.form_of(decision, case)
    desk = offices.office_of(case.area_id)
    name = desk.name if desk else case.area.name
    phone = (desk.phone if desk else "") or case.area.phone
    return {
        "issuer": decision.in_the_name_of, "number": "", "day": figures.day(decision.on), "applicant_name": case.applicant_name,
        "citizen_id": masking.citizen_id(case.applicant_citizen_id), "item": rulebook.item(case.item_code).zh,
        "case_number": case.number, "accepted_by": name, "remedy": form.remedy, "entrusted_by": form.entrusted_by,
        "contact": f"咨询电话：{name} {phone}。" if phone else "",
        "again": "家庭情况发生变化、认为符合条件的，可以随时重新提出申请。",
    }  # fmt: skip


def _of_decision(case: Any, decision: Any) -> dict[str, Any]:
    found = determination_of(case, decision.determination_digest)
    told = found.told["zh"] if found else {}
    passed = {step.from_stage for step in cases.steps(case)}
    months: dict[str, Any] = {}
    if decision.kind == "granted":
        months = {
            "amount": money.format(decision.amount_fen), "capitals": money.capitals(decision.amount_fen),
            "from_month": _month(decision.starts_on), "paid_to": _paid_to(case, decision.starts_on),
        }  # fmt: skip
    kind = "grant" if decision.kind == "granted" else "refuse"
    return months | {
        "received_on": figures.day(_received_on(case)),
        "accepted_on": figures.day(case.accepted_on) if case.accepted_on else "",
        "examined": "、".join(word for stage, word in EXAMINED.items() if stage in passed),
        "persons": str(decision.persons),
        "members": _members(case, decision.on),
        "facts": wording.facts(found, told),
        "reasons": wording.reasons(told, refused=decision.kind == "refused"),
        "grounds": decision.grounds.replace("\n", "；"),
        "law": wording.basis(kind, decision.on),
        "duty": wording.duty(offices.office_of(case.area_id), decision.on),
    }


def _of_change(case: Any, decision: Any, change: Any) -> dict[str, Any]:
    what, word = CHANGE_WORDS.get(decision.kind, ("停发", ""))
    found = determination_of(case, change.determination_digest)
    to_fen, before = change.new_amount_fen or 0, int(decision.content["from_fen"])
    right = change.entitlement
    ground = entitlements.GROUNDS[change.ground][0]
    stops = {
        "last_month": _month(Month.of(change.effective_on).previous().first_day)
        if decision.kind == "stopped"
        else ""
    }
    return stops | {
        "since": f"自{_month(right.starts_on)}", "amount_before": money.format(before), "what": what, "what_word": word,
        "amount": money.format(to_fen) if to_fen else "", "capitals": money.capitals(to_fen) if to_fen else "",
        "from_month": _month(change.effective_on), "explanation": f"{ground}：{_full_stop(change.explanation)}",
        "grounds": _full_stop(decision.reasons.replace("\n", "；")),
        "reasons": wording.reasons(found.told["zh"], refused=decision.kind == "stopped") if found else [],
        "heard": _heard(change), "law": wording.basis("change", decision.on),
        "until": f"渐退期至{_month(Month.of(change.until).previous().first_day)}止，期满停发。" if change.until else "",
        "paid_to": _paid_to(case, change.effective_on) if to_fen else "",
    }  # fmt: skip


def _heard(change: Any) -> str:
    """The hearing before a cut as the paper tells it (社会救助法 Art. 48)."""
    hearing = getattr(change, "hearing", None)
    if hearing is not None:
        return (
            f"{figures.day(hearing.heard_on)}，本机关工作人员{HEARD_HOW[hearing.how]}听取了{hearing.who_spoke}的意见。告知的内容："
            f"{_full_stop(hearing.told)}你户的意见：{_full_stop(hearing.said)}考虑的结果：{_full_stop(hearing.considered)}"
        )
    if change.kind == "raise":
        return ""
    if change.ground == "gave_up":
        return "本次停发由你户自愿申请，申请中已说明意见。"
    return "依照作出决定时的规定，本次变更不以听取意见为前提。"


def filing_content(
    case: Any,
    decision: Any,
    *,
    decision_number: str,
    risks: Sequence[str] = (),
    relatives: str = "",
    papers: Sequence[dict[str, str]] = (),
    number: str = "",
    on: date,
) -> dict[str, Any]:
    """The content of `filing-sheet` (备案表): the decision in figures, who did what, the papers with their hashes."""
    paper = paper_of(case, decision)
    found = eligibility.latest(case)
    desk = offices.office_of(case.area_id)
    return {
        "number": number, "township": desk.name if desk else case.area.name, "letter": paper.letter,
        "decision_number": decision_number, "decision": decision.get_kind_display(), "item": paper.content["item"],
        "applicant_name": case.applicant_name, "citizen_id": paper.content["citizen_id"], "village": case.village.name,
        "persons": f"{case.household_size} 人", "amount": money.format(paper.amount_fen) if paper.amount_fen else "",
        "from_month": paper.content.get("from_month", ""), "accepted_on": figures.day(case.accepted_on) if case.accepted_on else "—",
        "decided_on": figures.day(decision.on), "posting": _posted(case), "relatives": relatives or "未登记",
        "income_per_head": money.format(found.income_per_head_fen) if found and found.income_per_head_fen is not None else "",
        "standard": money.format(found.standard_fen) if found and found.standard_fen is not None else "",
        "risks": list(risks), "papers": list(papers), "day": figures.day(on), "chain": _chain(case),
    }  # fmt: skip


def _chain(case: Any) -> list[dict[str, str]]:
    """Who signed what, with the fingerprint of the signed text."""
    return [
        {"duty": SIGNED[one.kind], "officer": one.officer.name, "at": figures.day(one.on), "digest": f"{one.digest[:16]}…"}
        for one in signatures.of_case(case.number)
        if one.kind in SIGNED
    ]  # fmt: skip


def _posted(case: Any) -> str:
    hung = [
        f"{figures.day(one.posted_on)}在{one.place}"
        + (f"，异议 {one.objections.count()} 件" if one.objections.count() else "，无异议")
        for one in publicity.postings(case)
    ]
    return "；".join(hung)


PREVIEW = "预览　未用印"


def as_it_will_be(paper: PaperToBe) -> dict[str, Any]:
    """The content of a preview: everything but number and code, which come with the seal."""
    return paper.content | {"number": f"{paper.series}〔{paper.dated_on.year}〕　号（用印时编号）"}


def preview(paper: PaperToBe, *, at: datetime) -> bytes:
    """The paper as it will be, as PDF."""
    return documents.preview(paper.template, as_it_will_be(paper), word=PREVIEW, at=at)


def pages(paper: PaperToBe) -> list[bytes]:
    """The same, page by page, as PNG."""
    return documents.pictures(paper.template, as_it_will_be(paper), word=PREVIEW)


def determination_of(case: Any, digest: str) -> Any:
    """The determination that a decision rests on, not a later one; None for what was decided without."""
    return eligibility.of_case(case).filter(digest=digest).first() if digest else None


def _received_on(case: Any) -> date:
    try:
        received: date = intake.application(case).received_on
    except NoSuchApplication:
        received = case.opened_on
    return received


def _members(case: Any, on: date) -> str:
    relations = rulebook.codes("relations")
    return "、".join(
        f"{one.person.name}（{relations.label(one.relation)}）"
        for one in households.members(case.household_id, on)
    )


def _paid_to(case: Any, on: date) -> str:
    account = households.account(case.household_id, on)
    if account is None:
        return "请尽快登记收款账户，登记后补发。"
    return f"发放至{account.bank}，户名{account.holder.name}，账号尾号{account.number[-4:]}。"


def _month(on: date) -> str:
    return f"{on.year}年{on.month}月"


def _full_stop(text: str) -> str:
    plain = text.strip()
    return plain if plain.endswith(("。", "！", "？")) else f"{plain}。"
