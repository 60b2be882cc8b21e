"""岗位与权限: every role in a sentence with its powers, readable by all staff; the login that each role asks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jiuzhu.cases import rules as duties
from jiuzhu.offices import actions
from jiuzhu.offices import queries as offices
from jiuzhu.offices.refusals import UnknownRole
from jiuzhu.offices.roles import POWERS, ROLES
from jiuzhu.web import clock
from jiuzhu.web.office import pages

LEVELS = ("village", "township", "county")


@require_safe
@pages.power()
def listing(request: HttpRequest) -> HttpResponse:
    """Every role by level: its sentence, its powers, its login."""
    language = pages.language()
    english = language.startswith("en")
    asked = offices.login_requirements()
    names = {"village": _("村（社区）"), "township": _("乡镇（街道）"), "county": _("县级")}
    levels = [
        (
            names[level],
            [
                {
                    "role": role, "name": role.name(language), "sentence": role.sentence(language),
                    "powers": [POWERS[power][english] for power in POWERS if power in role.powers],
                    "second_factor": asked.get(role.key, False),
                    "mine": role.key in {held.key for held in request.officer_roles},  # type: ignore[attr-defined]
                }
                for role in ROLES.values()
                if role.level == level
            ],
        )
        for level in LEVELS
    ]  # fmt: skip
    separations = [
        (names_of_duty[english], [duties.NAMES[one][english] for one in sorted(duties.excluded_by(duty))])
        for duty, names_of_duty in duties.NAMES.items()
        if duties.excluded_by(duty)
    ]
    context = {
        "levels": levels, "separations": separations,
        "may_keep": "accounts.keep" in request.powers,  # type: ignore[attr-defined]
    }  # fmt: skip
    return pages.show(request, "office/staff/roles.html", context)


@require_POST
@pages.power("accounts.keep")
def require(request: HttpRequest, role: str) -> HttpResponse:
    """Ask a second factor of a role, or no longer."""
    if role not in ROLES:
        raise UnknownRole(role=role)
    wanted = request.POST.get("second_factor") == "yes"

    def act() -> str:
        actions.require_second_factor(
            role, required=wanted, actor=request.officer, on=clock.today(), at=clock.now()  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:roles")

    return pages.carry_out(request, f"staff.login.{role}", act)
