"""What the head of the case page shows: where the case stands, until when, who acts next and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from jiuzhu import rulebook
from jiuzhu.cases import queries as cases
from jiuzhu.journey import advancing
from jiuzhu.journey import process as processes
from jiuzhu.offices.roles import ROLES
from jiuzhu.web import clock, parts
from jiuzhu.web.office import of_case, pages


@dataclass(frozen=True)
class Head:
    item: str
    stage: str
    sentence: str  # what happens now, as the household is told it
    owner: str
    main: tuple[of_case.Act, str] | None  # the next action with its address, if this officer has the power
    others: tuple[tuple[of_case.Act, str], ...]
    rules: str  # the process version the case runs on
    law: str


def head(case: Any, request: HttpRequest) -> Head:
    language = pages.language()
    road = advancing.process_of(case)
    stage = road.stage(case.stage)
    mine: frozenset[str] = request.powers  # type: ignore[attr-defined]
    acts = [act for act in of_case.acts(case.stage, open_case=case.closed_on is None) if act.powers & mine]
    links = [(act, act.url(case.number)) for act in acts]
    main = next((one for one in links if one[0].main), None)
    owner = stage.owner_for(delegated=case.delegated)
    return Head(
        item=rulebook.item(case.item_code).name(language),
        stage=stage.label(language),
        sentence=stage.now(language),
        owner=ROLES[owner].name(language) if owner in ROLES else "",
        main=main,
        others=tuple(one for one in links if one is not main),
        rules=road.en if language.startswith("en") else road.zh,
        law=stage.law,
    )


def station_line(case: Any, language: str) -> list[parts.Station]:
    """The stations of the case: left ones with date and officer, the present one with its deadline, the road ahead."""
    road = advancing.process_of(case)
    steps = [step for step in cases.steps(case) if step.from_stage]
    line = processes.stations(road, advancing.path_of(case), now=case.stage)
    left = [step for step in steps if step.from_stage in road.stages]
    shown: list[parts.Station] = []
    for number, station in enumerate(line):
        name = station.stage.label(language)
        if station.state == "done" and number < len(left):
            step = left[number]
            shown.append(parts.Station(name, "done", who=step.by.name if step.by else "", on=step.on))
        elif station.state == "now":
            late = (
                case.stage_due_on is not None and case.stage_due_on < clock.today() and case.closed_on is None
            )
            owner = station.stage.owner_for(delegated=case.delegated)
            shown.append(
                parts.Station(
                    name, "over" if late and not case.due_provisional else "now",
                    who=ROLES[owner].name(language) if owner in ROLES else "",
                    due_on=case.stage_due_on, provisional=case.due_provisional,
                )
            )  # fmt: skip
        else:
            shown.append(parts.Station(name, "to-come"))
    return shown
