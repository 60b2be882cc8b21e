"""The plan: drawn up from the catalogue, signed off by the four bodies, adopted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.delegation.models import Plan, PlanArea, PlanItem, SignOff
from jiuzhu.delegation.models.plans import BODIES
from jiuzhu.delegation.refusals import NumberTaken, PlanIncomplete
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures

DRAWN = audit.act("delegation.plan-drawn", zh="起草放权方案{number}", en="drew up the plan {number}")
SIGNED_OFF = audit.act(
    "delegation.plan-signed-off", zh="登记{body_zh}对方案{number}的意见：{opinion}", en="recorded what {body} said of {number}: {opinion}"
)  # fmt: skip
ADOPTED = audit.act("delegation.plan-adopted", zh="放权方案{number}通过施行", en="adopted the plan {number}")


def draw_up(
    *, number: str, title: str, basis: str, approval: str, county: Any, items: Sequence[str], townships: Mapping[str, date],
    pilots: Sequence[str], starts_on: date, demo: bool = False, actor: Any, on: date, at: datetime,
) -> Plan:  # fmt: skip
    """A plan over items of the catalogue. `townships`: code → the day from which it may take items over; `pilots` go first.

    Raises NotYourPower, PlanIncomplete, NumberTaken. Source: 大众日报 2019-12-20 (先试点，后全面); 山东省乡镇人民政府工作条例 Art. 8.
    """
    if refusal := offices.why_not(actor, "delegation.plan", county.code, on):
        raise refusal
    catalogue = rulebook.catalogue(county.code, max(starts_on, on))
    chosen = [catalogue.item(code) for code in items]
    for field, there in (("number", number.strip()), ("title", title.strip()), ("basis", basis.strip()),
                         ("approval", approval.strip()), ("items", items and None not in chosen),
                         ("townships", townships and set(pilots) <= set(townships))):  # fmt: skip
        if not there:
            raise PlanIncomplete(field)
    last_pilot = max((townships[code] for code in pilots), default=starts_on)
    if any(day < starts_on or (code not in pilots and day < last_pilot) for code, day in townships.items()):
        raise PlanIncomplete("townships")  # pilots first, then all
    try:
        with transaction.atomic(), refusing():
            plan = Plan.objects.create(
                number=number.strip(), county=county, title=title.strip(), basis=basis.strip(), approval=approval.strip(),
                starts_on=starts_on, by=actor, at=at, demo=demo,
            )  # fmt: skip
            PlanItem.objects.bulk_create(
                PlanItem(
                    plan=plan, item_code=one.code, category=one.category, name=one.zh, evidence=one.evidence
                )
                for one in chosen
                if one is not None
            )
            PlanArea.objects.bulk_create(
                PlanArea(plan=plan, township_id=code, pilot=code in pilots, starts_on=day)
                for code, day in sorted(townships.items())
            )
            audit.record(
                DRAWN, actor=actor, at=at, number=plan.number, items=len(chosen), townships=len(townships)
            )
            return plan
    except IntegrityError as error:
        raise NumberTaken("number", number=number) from error


def sign_off(
    plan: Plan,
    body: str,
    *,
    agrees: bool,
    signer: str,
    opinion: str,
    signed_on: date,
    actor: Any,
    on: date,
    at: datetime,
) -> SignOff:
    """Record what one of the four bodies said; whoever records it signs for the record. Raises NotYourPower, PlanIncomplete."""
    power = "delegation.review" if body in ("justice", "legal_affairs") else "delegation.plan"
    if refusal := offices.why_not(actor, power, plan.county_id, on):
        raise refusal
    for field, there in (
        ("body", body in dict(BODIES)),
        ("signer", signer.strip()),
        ("opinion", opinion.strip()),
    ):
        if not there:
            raise PlanIncomplete(field)
    content = {
        "plan": plan.number, "body": body, "agrees": agrees, "signer": signer.strip(), "opinion": opinion.strip(),
        "signed_on": signed_on.isoformat(), "items": sorted(plan.items.values_list("item_code", flat=True)),
        "townships": {one.township_id: one.starts_on.isoformat() for one in plan.areas.all()},
    }  # fmt: skip
    with transaction.atomic(), refusing():
        signature = signatures.sign(
            content, kind="sign_off", about=plan.number, area_code=plan.county_id, actor=actor, on=on, at=at
        )
        said = SignOff.objects.create(
            plan=plan, body=body, agrees=agrees, signer=signer.strip(), opinion=opinion.strip(), signed_on=signed_on,
            by=actor, digest=signature.digest, signature=signature, at=at,
        )  # fmt: skip
        audit.record(
            SIGNED_OFF, actor=actor, at=at, number=plan.number, body=body, body_zh=dict(BODIES)[body], opinion=opinion,
            agrees=agrees,
        )  # fmt: skip
        return said


def adopt(plan: Plan, *, actor: Any, on: date, at: datetime) -> Plan:
    """The plan is in force from its first day. Raises NotYourPower; the database raises NotSignedOff, PlanFrozen."""
    if refusal := offices.why_not(actor, "delegation.plan", plan.county_id, on):
        raise refusal
    with transaction.atomic(), refusing():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        plan.adopted_on = on
        plan.save(update_fields=["adopted_on"])
        audit.record(ADOPTED, actor=actor, at=at, number=plan.number)
        return plan
