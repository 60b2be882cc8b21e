"""Everything that changes offices, officers and their posts, and the once-only door of forms and API calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from axes.utils import reset as axes_reset
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from pypinyin import Style, lazy_pinyin

from jiuzhu.audit import actions as audit
from jiuzhu.values.refusals import refuse_if_any

from . import queries
from .database import refusing
from .exclusions import EXCLUDES
from .models import Area, LoginRequirement, Office, Officer, Once, Posting, RoleExclusion, RolePower
from .refusals import (
    AlreadyPosted,
    EndsBeforeStart,
    KeyOfAnother,
    NotOneself,
    RoleOfAnotherLevel,
    StaffNumberTaken,
    UnknownRole,
    UsernameTaken,
)
from .roles import ROLES

ENROLLED = audit.act("offices.enrolled", zh="登记了工作人员{name}", en="enrolled the officer {name}")
PASSWORD_GIVEN = audit.act(
    "offices.password-given", zh="为{name}设置了初始密码", en="set a first password for {name}"
)
UNLOCKED = audit.act("offices.unlocked", zh="解除了{name}的登录锁定", en="unlocked the login of {name}")
PASSWORD_CHOSEN = audit.act("offices.password-chosen", zh="修改了自己的密码", en="chose a new password")
POSTED = audit.act("offices.posted", zh="任命{name}为{role}（{area}）", en="posted {name} as {role} ({area})")
RELIEVED = audit.act(
    "offices.relieved", zh="免去{name}的{role}（{area}）", en="relieved {name} of {role} ({area})"
)
REQUIRED = audit.act(
    "offices.login-required",
    zh="设定{role}登录二次验证：{second_factor}",
    en="second factor for {role}: {second_factor}",
)


def enroll(
    *,
    username: str,
    password: str | None,
    name: str,
    staff_number: str,
    office: Office,
    citizen_id: str = "",
    phone: str = "",
    own_password: bool = True,
    password_hash: str = "",
    actor: Officer | None,
    at: datetime,
) -> Officer:
    """A new officer with her login; she holds no power until she is posted. Raises StaffNumberTaken, UsernameTaken.

    ``own_password=False``: the password was set by somebody else; the first thing it opens is its own change.
    ``password_hash`` takes a hash instead of a password (seeds and migrations from another directory).
    """
    _keeper(actor, at)
    users = get_user_model().objects
    with transaction.atomic():
        taken = Officer.objects.filter(staff_number=staff_number).exists()
        again = users.filter(username=username).exists()
        refuse_if_any(
            [
                StaffNumberTaken("staff_number", staff_number=staff_number) if taken else None,
                UsernameTaken("username", username=username) if again else None,
            ]
        )
        user = users.create_user(username=username, password=None if password_hash else password)
        if password_hash:
            user.password = password_hash
            user.save(update_fields=["password"])
        officer = Officer.objects.create(
            user=user,
            name=name,
            staff_number=staff_number,
            office=office,
            citizen_id=citizen_id,
            phone=phone,
            own_password=own_password,
        )
        audit.record(ENROLLED, actor=actor, at=at, name=name, staff_number=staff_number)
        return officer


def give_password(officer: Officer, password: str, *, actor: Officer | None, at: datetime) -> None:
    """A new password from the administrator, for one who forgot hers; she must change it before anything else."""
    _keeper(actor, at, over=officer)
    with transaction.atomic():
        officer.user.set_password(password)
        officer.user.save(update_fields=["password"])
        Officer.objects.filter(pk=officer.pk).update(own_password=False)
        audit.record(PASSWORD_GIVEN, actor=actor, at=at, name=officer.name)


def password_chosen(officer: Officer, *, at: datetime) -> None:
    """She has chosen a password of her own; the login library has stored it."""
    with transaction.atomic():
        Officer.objects.filter(pk=officer.pk).update(own_password=True)
        audit.record(PASSWORD_CHOSEN, actor=officer, at=at)


def post(
    officer: Officer,
    role: str,
    area: Area,
    *,
    starts_on: date,
    stops_on: date | None = None,
    actor: Officer | None,
    at: datetime,
) -> Posting:
    """Give an officer a role in an area. Raises UnknownRole, RoleOfAnotherLevel, AlreadyPosted, EndsBeforeStart."""
    _keeper(actor, at, over=officer)
    if role not in ROLES:
        raise UnknownRole(role=role)
    level = ROLES[role].level
    fits = {"county": ("county",), "township": ("township",), "village": ("township", "village")}[level]
    if area.level not in fits:
        raise RoleOfAnotherLevel("area", role=ROLES[role].zh, level=level, area=area.name)
    _ends_after(starts_on, stops_on)
    with transaction.atomic(), refusing():
        if queries.posted_during(officer, role, area, starts_on, stops_on):
            raise AlreadyPosted(
                "starts_on", name=officer.name, area=area.name, role_zh=ROLES[role].zh, role_en=ROLES[role].en
            )
        posting = Posting.objects.create(
            officer=officer, role=role, area=area, starts_on=starts_on, stops_on=stops_on
        )
        audit.record(POSTED, actor=actor, at=at, name=officer.name, role=ROLES[role].zh, area=area.name)
        return posting


def relieve(posting: Posting, *, stops_on: date, actor: Officer | None, at: datetime) -> None:
    """End a post on a day (exclusive); what was done until then stands. Raises EndsBeforeStart."""
    _keeper(actor, at, over=posting.officer)
    _ends_after(posting.starts_on, stops_on)
    with transaction.atomic():
        posting.stops_on = stops_on
        posting.save(update_fields=["stops_on"])
        audit.record(
            RELIEVED,
            actor=actor,
            at=at,
            name=posting.officer.name,
            role=ROLES[posting.role].zh,
            area=posting.area.name,
        )


def require_second_factor(
    role: str, *, required: bool, actor: Officer | None, on: date, at: datetime
) -> None:
    if role not in ROLES:
        raise UnknownRole(role=role)
    _keeper(actor, at)
    with transaction.atomic():
        LoginRequirement.objects.update_or_create(
            role=role, defaults={"second_factor": required, "set_on": on}
        )
        audit.record(REQUIRED, actor=actor, at=at, role=ROLES[role].zh, second_factor=required)


def unlock(officer: Officer, *, actor: Officer | None, at: datetime) -> None:
    """Let somebody log in again who was locked out by wrong passwords."""
    _keeper(actor, at, over=officer)
    with transaction.atomic():
        axes_reset(username=officer.user.get_username())
        audit.record(UNLOCKED, actor=actor, at=at, name=officer.name)


def _keeper(actor: Officer | None, at: datetime, over: Officer | None = None) -> None:
    """Set-up and the command line act without an officer; an officer needs the power, and never acts on herself."""
    if actor is None:
        return
    refuse_if_any([queries.why_not(actor, "accounts.keep", None, timezone.localdate(at))])
    if over is not None and over.pk == actor.pk:
        raise NotOneself


def _ends_after(starts_on: date, stops_on: date | None) -> None:
    if stops_on is not None and stops_on <= starts_on:
        raise EndsBeforeStart("stops_on", starts_on=starts_on, stops_on=stops_on)


def once(key: str, *, who: str, what: str, at: datetime, run: Callable[[], str]) -> str:
    """Carry `run` out the first time the key is seen and answer its result again ever after.

    Two requests with one key at the same time: the second waits on the key's row until the first has committed.
    Refusals raised by `run` roll the key back, so that a corrected form may be sent again with it.
    Raises KeyOfAnother when the key was used by someone else or for something else.
    """
    try:
        with transaction.atomic():
            row = Once.objects.create(key=key, who=who, what=what, at=at)
            row.answer = run()
            row.save(update_fields=["answer"])
            return row.answer
    except IntegrityError:
        seen = Once.objects.filter(key=key).first()
        if seen is None:
            raise
        if (seen.who, seen.what) != (who, what):
            raise KeyOfAnother from None
        return seen.answer


def write_role_powers(**_: object) -> None:
    """Bring offices_rolepower in line with roles.py; called after every migrate."""
    wanted = {(role.key, power) for role in ROLES.values() for power in role.powers}
    with transaction.atomic():
        for row in RolePower.objects.all():
            if (row.role, row.power) not in wanted:
                row.delete()
        known = set(RolePower.objects.values_list("role", "power"))
        RolePower.objects.bulk_create([RolePower(role=r, power=p) for r, p in sorted(wanted - known)])


def write_role_exclusions() -> None:
    """Bring offices_roleexclusion in line with roles.py; called after every migrate."""
    wanted = {(a, b) for pair in EXCLUDES for a in pair for b in pair if a != b}
    with transaction.atomic():
        for row in RoleExclusion.objects.all():
            if (row.role, row.excludes) not in wanted:
                row.delete()
        known = set(RoleExclusion.objects.values_list("role", "excludes"))
        RoleExclusion.objects.bulk_create(
            [RoleExclusion(role=a, excludes=b) for a, b in sorted(wanted - known)]
        )


def add_area(*, code: str, name: str, level: str, parent: str | None, phone: str = "") -> Area:
    """A division, or the one that is there already. The county's own villages are kept here, not in the rulebook."""
    area, _ = Area.objects.get_or_create(
        code=code,
        defaults={
            "name": name, "level": level, "parent_id": parent, "phone": phone,
            "sort_key": "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)),
        },
    )  # fmt: skip
    return area


def add_office(*, name: str, area: str, kind: str, phone: str = "") -> Office:
    """An office of an area, or the one of that name that is there already."""
    office, _ = Office.objects.get_or_create(name=name, area_id=area, defaults={"kind": kind, "phone": phone})
    return office
