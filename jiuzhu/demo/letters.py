"""The demo county hands its items down: plan, sign-offs, readiness, letters signed by both sides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings

from jiuzhu import rulebook
from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries as letters
from jiuzhu.offices import queries as office_queries
from jiuzhu.values import canonical

from .moments import moment

BODIES = ("civil_affairs", "establishment", "justice", "legal_affairs")
PILOTS_FROM, ALL_FROM = date(2019, 12, 1), date(2020, 1, 1)
TERMS = {
    "county_representative": "县民政局局长（演示）", "township_representative": "乡镇长、街道主任（演示）",
    "powers": "在委托事项、期限和限额内受理、审核并作出决定，加盖委托事项专用章。",
    "exclusions": "超过限额的、县级书面收回的和法律规定由县级办理的，不在委托权限内。",
    "seal": "以新泰市民政局名义，加盖新泰市民政局委托事项专用章。", "responsibility": "谁调查、谁签字、谁负责；县级监管，乡镇办理。",
    "confidentiality": "逐级签订保密协议，个人信息只用于本事项办理。", "supervision": "决定自动备案，县级按不低于百分之三十抽查。",
    "no_redelegation": "不得再委托其他组织或者个人。", "changes": "变更须另签；违反监管办法的，县级可以中止、收回。",
    "resources": "县级负责培训和资金发放，乡镇配备首席代表和经办人员。", "publication": "双方在政府网站和公开栏公布。",
    "attachments": "事项目录、首席代表任命、印模。",
}  # fmt: skip


def hand_down(county: Any, on: date) -> None:
    """The plan, its sign-offs, readiness, hand-over and letters: pilots first (three streets), all others a month later.

    Renewed letters run until the end of next year.
    """
    supervisor, planned = county.of("", "county-supervisor"), PILOTS_FROM - timedelta(days=20)
    told = {"actor": supervisor, "on": planned, "at": moment(planned)}
    pilots = [area.code for area in county.townships if area.name.endswith("街道")]
    plan = delegation.draw_up(
        number="新政办〔2019〕36号（演示）", title="社会救助审批权限下放实施方案（演示）", approval="新政复〔2019〕12号（演示）",
        basis="社会救助暂行办法；县级民政部门委托下放（演示）", county=office_queries.area(settings.COUNTY), starts_on=PILOTS_FROM,
        items=[item.code for item in rulebook.catalogue(settings.COUNTY, PILOTS_FROM).items], pilots=pilots, demo=True,
        townships={area.code: PILOTS_FROM if area.code in pilots else ALL_FROM for area in county.townships}, **told,
    )  # fmt: skip
    for body in BODIES:
        recorder = county.of("", "county-legal") if body in ("justice", "legal_affairs") else supervisor
        delegation.sign_off(
            plan,
            body,
            agrees=True,
            signer="演示签字人",
            opinion="同意",
            signed_on=planned,
            **told | {"actor": recorder},
        )
    plan = delegation.adopt(plan, **told)
    for area in county.townships:
        _hand_down(
            county, plan, area, PILOTS_FROM if area.code in pilots else ALL_FROM, date(on.year + 1, 12, 31)
        )


def _hand_down(county: Any, plan: Any, area: Any, first: date, last: date) -> None:
    """One township: ready, items handed down, letter drafted, reviewed, signed by both sides and published."""
    day = first - timedelta(days=10)

    def by(desk: str) -> dict[str, Any]:
        return {"actor": county.of(area.code, desk), "on": day, "at": moment(day)}

    for criterion, evidence in (
        ("trained_staff", "县级培训合格名册（演示）"),
        ("confidentiality", "保密协议3份（演示）"),
        ("seal", "纸质印章已启用（演示）"),
    ):
        delegation.note_readiness(
            area,
            criterion,
            met=True,
            evidence=evidence,
            by_register=criterion == "seal",
            **by("county-supervisor"),
        )
    for item in rulebook.items():
        delegation.hand_down(plan, area, item.code, starts_on=first, **by("county-supervisor"))
    draft = delegation.draft(
        plan=plan, township=area, items={item.code: 500_000 for item in rulebook.items()}, legal_form="entrusted",
        basis="社会救助法第四十四条；民发〔2021〕57号第二条；县政府批复（演示）", starts_on=first, stops_on=last, terms=TERMS,
        demo=True, **by("county-supervisor"),
    )  # fmt: skip
    seen = canonical.digest(letters.draft_content(draft))
    delegation.review(draft, agrees=True, seen=seen, **by("county-legal"))
    delegation.sign_for_township(draft, seen=seen, **by("head"))
    delegation.sign_for_county(draft, seen=seen, **by("county-head"))
    delegation.publish(draft, published_in="县政府网站、乡镇公开栏（演示）", **by("county-supervisor"))
