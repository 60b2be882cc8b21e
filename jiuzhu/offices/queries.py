"""Who may do what, where; read-only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from jiuzhu.offices.scope import under
from jiuzhu.values.refusals import Refusal

from .models import Area, LoginRequirement, Office, Officer, Posting
from .refusals import NoSuchOfficer, NoSuchPosting, NotAnOfficer, NotYourArea, NotYourPower
from .roles import POWERS, ROLES


def officer_of(user: object) -> Officer:
    """The officer behind a login. Raises NotAnOfficer."""
    found = (
        Officer.objects.select_related("office", "office__area")
        .filter(user_id=getattr(user, "pk", None) or 0)
        .first()
    )
    if found is None:
        raise NotAnOfficer
    return found


def by_staff_number(number: str) -> Officer | None:
    return Officer.objects.select_related("office__area").filter(staff_number=number).first()


def postings(officer: Officer, on: date) -> QuerySet[Posting]:
    """The posts that an officer holds on a day."""
    held = Q(stops_on=None) | Q(stops_on__gt=on)
    return officer.postings.select_related("area").filter(held, starts_on__lte=on)


def roles(officer: Officer, on: date) -> list[str]:
    return sorted({posting.role for posting in postings(officer, on)})


def powers(officer: Officer, on: date) -> frozenset[str]:
    return frozenset().union(*(ROLES[role].powers for role in roles(officer, on)))


def reach(officer: Officer, on: date, power: str = "cases.see") -> tuple[str, ...]:
    """Area codes (each with everything below it) in which the officer holds the power on that day."""
    return tuple(sorted({p.area_id for p in postings(officer, on) if power in ROLES[p.role].powers}))


def may(officer: Officer, power: str, area_code: str | None, on: date) -> bool:
    return why_not(officer, power, area_code, on) is None


def why_not(officer: Officer, power: str, area_code: str | None, on: date) -> Refusal | None:
    """Why an officer may not use a power in an area on a day, or None. `area_code=None` asks for the power anywhere."""
    areas = reach(officer, on, power)
    if not areas:
        zh, en = POWERS[power]
        return NotYourPower(power_zh=zh, power_en=en)
    if area_code is not None and not any(area_code.startswith(code) for code in areas):
        name = Area.objects.filter(code=area_code).values_list("name", flat=True).first() or area_code
        return NotYourArea(area=name)
    return None


def posting(pk: int) -> Posting:
    """One post. Raises NoSuchPosting."""
    found = Posting.objects.select_related("officer__office", "area").filter(pk=pk).first()
    if found is None:
        raise NoSuchPosting
    return found


def posts_ever(officer: Officer) -> QuerySet[Posting]:
    """Every post an officer holds or held, newest first."""
    return officer.postings.select_related("area").order_by("-starts_on", "-id")


def posted_during(officer: Officer, role: str, area: Area, starts_on: date, stops_on: date | None) -> bool:
    """Whether a post of that role in that area overlaps the period."""
    overlapping = officer.postings.filter(Q(stops_on=None) | Q(stops_on__gt=starts_on), role=role, area=area)
    return (overlapping.filter(starts_on__lt=stops_on) if stops_on else overlapping).exists()


def desks(prefixes: Sequence[str] = ("",)) -> QuerySet[Office]:
    """Offices, county first, for pickers."""
    return Office.objects.select_related("area").filter(under(prefixes)).order_by("area__code", "id")


def second_factor_required(officer: Officer, on: date) -> bool:
    return LoginRequirement.objects.filter(role__in=roles(officer, on), second_factor=True).exists()


def login_requirements() -> dict[str, bool]:
    return dict(LoginRequirement.objects.values_list("role", "second_factor"))


def area(code: str) -> Area:
    return Area.objects.get(code=code)


def area_exists(code: str) -> bool:
    return Area.objects.filter(code=code).exists()


def township_of(code: str) -> Area | None:
    """The township a village (or township) code belongs to."""
    return Area.objects.filter(code=code[:9], level="township").first()


def townships(prefixes: Sequence[str] = ("",)) -> QuerySet[Area]:
    return _under(prefixes).filter(level="township")


def villages(prefixes: Sequence[str]) -> QuerySet[Area]:
    return _under(prefixes).filter(level="village")


def _under(prefixes: Sequence[str]) -> QuerySet[Area]:
    return Area.objects.filter(under(prefixes, "code")).order_by("code")


def office_of(area_code: str) -> Office | None:
    return Office.objects.filter(area_id=area_code).order_by("id").first()


def officers(
    *, area: str = "", power: str = "", role: str = "", on: date, words: str = ""
) -> QuerySet[Officer]:
    """Officers by area prefix, by a power or a role they hold on that day, by name, login or staff number."""
    found = Officer.objects.select_related("office", "office__area", "user").order_by("staff_number")
    if area:
        found = found.filter(office__area__code__startswith=area)
    if power or role:
        able = [key for key, one in ROLES.items() if (not power or power in one.powers) and role in ("", key)]
        held = Q(postings__stops_on=None) | Q(postings__stops_on__gt=on)
        found = found.filter(held, postings__role__in=able, postings__starts_on__lte=on).distinct()
    if words:
        named = Q(name__icontains=words) | Q(staff_number__istartswith=words)
        found = found.filter(named | Q(user__username__istartswith=words))
    return found


def officer(staff_number: str) -> Officer:
    """One officer. Raises NoSuchOfficer."""
    found = Officer.objects.select_related("office__area", "user").filter(staff_number=staff_number).first()
    if found is None:
        raise NoSuchOfficer("staff_number", staff_number=staff_number)
    return found


def posts_of(officers: Sequence[Officer], on: date) -> dict[int, list[Posting]]:
    """The posts held on a day by each of these officers, in one query."""
    found: dict[int, list[Posting]] = {one.pk: [] for one in officers}
    held = Q(stops_on=None) | Q(stops_on__gt=on)
    for post in Posting.objects.select_related("area").filter(held, officer__in=officers, starts_on__lte=on):
        found[post.officer_id].append(post)
    return found
