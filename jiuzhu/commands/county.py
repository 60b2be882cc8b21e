"""``jiuzhu county``: what a real county needs before its first officer can log in."""

from __future__ import annotations

import csv
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from jiuzhu.commands import with_django

_LEVELS = {"street": "township", "town": "township"}
_OFFICES = {"street": "办事处", "town": "人民政府"}


@click.group("county")
def command() -> None:
    """本县：启用、录入村（社区）。 The county: begin, enter its villages."""


@command.command()
@click.option("--office", required=True, help="县级民政部门名称。 Name of the county bureau.")
@click.option("--administrator", "name", required=True, help="管理员姓名。 Name of the administrator.")
@click.option("--username", required=True, help="登录名。 Login name.")
@click.option("--staff-number", required=True, help="工号。 Staff number.")
@with_django
def begin(*, office: str, name: str, username: str, staff_number: str) -> None:
    """建立行政区划、各单位和第一名管理员，打印初始密码。 Divisions, offices, the first administrator; prints a first password.

    Divisions come from the rulebook (codes/areas.yaml) for the county of JIUZHU_COUNTY. Whoever logs in first must choose a
    password of her own. All other officers are enrolled by the administrator on the page 工作人员.
    """
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from jiuzhu import rulebook
    from jiuzhu.offices import actions, queries

    county, told = settings.COUNTY, rulebook.codes("areas").entries
    if county not in told:
        raise click.ClickException(
            f"规则库没有区划 {county}，请先写入 rulebook/codes/areas.yaml。 The rulebook has no area {county}."
        )
    at, password = timezone.now(), secrets.token_urlsafe(12)
    with transaction.atomic():
        for code in [*_above(county, told), *sorted(one for one in told if one.startswith(county))]:
            entry = told[code]
            level = str(entry["level"])
            actions.add_area(
                code=code, name=str(entry["zh"]), level=_LEVELS.get(level, level), parent=str(entry.get("of") or "") or None
            )  # fmt: skip
            if level in _OFFICES:
                actions.add_office(name=f"{entry['zh']}{_OFFICES[level]}", area=code, kind="township")
        desk = actions.add_office(name=office, area=county, kind="county")
        officer = actions.enroll(
            username=username, password=password, name=name, staff_number=staff_number, office=desk, own_password=False,
            actor=None, at=at,
        )  # fmt: skip
        today = timezone.localtime(at).date()
        actions.post(officer, "administrator", queries.area(county), starts_on=today, actor=None, at=at)
    click.echo(f"{officer.name} {username}\n初始密码，登录后须更换 first password, to be changed: {password}")


def _above(code: str, told: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The divisions that a division lies in, the widest first."""
    above = str(told[code].get("of") or "")
    return [*_above(above, told), above] if above else []


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_django
def villages(*, file: Path) -> None:
    """录入村（社区）：CSV，每行为12位区划代码和名称，可加电话。 Villages from a CSV: code of 12 digits, name, telephone.

    A village that is there already stays as it is. One wrong line, and nothing of the file is entered.
    """
    from django.db import transaction

    from jiuzhu.offices import actions, queries

    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [[cell.strip() for cell in row] for row in csv.reader(lines) if any(row)]
    wrong = []
    for number, row in enumerate(rows, start=1):
        code, name = [*row, "", ""][:2]
        if not (len(code) == 12 and code.isascii() and code.isdecimal() and name):
            wrong.append(f"{number}: {','.join(row)}：应为12位代码和名称 / a code of 12 digits and a name")
        elif not queries.area_exists(code[:9]):
            wrong.append(f"{number}: {code}：没有乡镇（街道）{code[:9]} / no such township")
    if wrong:
        raise click.ClickException("\n".join(wrong))
    with transaction.atomic():
        for code, name, *more in rows:
            actions.add_area(code=code, name=name, level="village", parent=code[:9], phone=(more or [""])[0])
    click.echo(f"{len(rows)} 个村（社区） / villages")
