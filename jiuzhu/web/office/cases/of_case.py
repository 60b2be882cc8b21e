"""What belongs to every case: its household, its timeline, extension and withdrawal."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu import rulebook
from jiuzhu.audit import queries as audit
from jiuzhu.households import queries as households
from jiuzhu.web import clock
from jiuzhu.web import parts as shapes
from jiuzhu.web.office import pages
from jiuzhu.web.office.of_case import Act, Part

ACTS = (
    Act("*", _("延长办理期限"), "office:case-extend", power="approvals.review", main=False),
    Act("*", _("登记申请人撤回"), "office:case-withdraw", power="intake.accept", main=False),
)


def parts(request: HttpRequest, case: Any) -> list[Part]:
    language = pages.language()
    relations = rulebook.codes("relations")
    members = [
        (
            member,
            relations.label(member.relation, language)
            if member.relation in relations.entries
            else member.relation,
        )
        for member in households.members(case.household_id, case.closed_on or clock.today())
    ]
    lines = [
        shapes.Entry(line.at, line.text(language), line.actor_name)
        for line in islice(reversed(list(audit.of_case(case.number))), 12)
    ]
    return [
        Part(
            "household",
            _("家庭成员"),
            "office/cases/_household.html",
            {"members": members, "case": case},
            order=10,
        ),
        Part(
            "timeline",
            _("办理经过"),
            "office/cases/_timeline.html",
            {"entries": lines, "case": case},
            order=90,
        ),
    ]
