"""The road of a case, pure: where an outcome leads, the line of stations, whether a process can be walked.

There are no conditions in the data; the few guards have names (``GUARDS``) and are answered here from the
path walked so far. The parts are in ``shape``, deadlines in ``clock``; both are offered under the name
``process``.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from jiuzhu.journey.clock import Due, deadline_of, total_deadline
from jiuzhu.journey.shape import (
    Clock,
    Limit,
    NoExtension,
    Outcome,
    Posting,
    Process,
    Stage,
    UnknownOutcome,
    UnknownStage,
    from_body,
)
from jiuzhu.journey.vocabulary import OUTCOMES, OWNERS, STAGES, STEPS

__all__ = [
    "GUARDS", "OUTCOMES", "OWNERS", "STAGES", "STEPS", "Clock", "Due", "Limit", "NoExtension",
    "Outcome", "Path", "Posting", "Process", "Stage", "Station", "UnknownOutcome", "UnknownStage",
    "deadline_of", "first_stage", "from_body", "next_stage", "stations", "total_deadline",
    "walkable",
]  # fmt: skip

Path = Sequence[
    tuple[str, str]
]  # what was left with which outcome, oldest first: ("accepting", "complete"), …


def _already_posted(path: Path) -> bool:
    """A notice of this case was answered by an objection: 57号第十九条第二款 asks for no second one."""
    return any(stage == "posting_opinion" and outcome in ("disputed", "resurvey") for stage, outcome in path)


GUARDS: Mapping[str, Callable[[Path], bool]] = MappingProxyType({"already_posted": _already_posted})


@dataclass(frozen=True, slots=True)
class Station:
    """One stop on the line of a case page. ``left_with`` is the outcome it was left with, once done."""

    stage: Stage
    state: Literal["done", "now", "to_come"]
    left_with: Outcome | None = None


def first_stage(process: Process) -> str:
    return process.normal_path[0]


def next_stage(process: Process, stage: str, outcome: str, *, path: Path | None = None) -> str:
    """Where an outcome leads. ``path`` is everything left before this stage, needed where a guard looks back.

    UnknownStage or UnknownOutcome, naming both, for words that this version does not know.
    """
    here = process.stage(stage)
    leads = here.outcome(outcome)
    if leads is None:
        known = [one.key for one in here.outcomes]
        raise UnknownOutcome("outcome", stage=stage, outcome=outcome, known=known or ["—"])
    if leads.guard is None or leads.to_if_guarded is None:
        return leads.to
    if path is None:
        # Guessing here would send a disputed case to a second notice that the law does not ask for.
        raise TypeError(
            f"{stage}/{outcome} has the guard {leads.guard}: tell next_stage the path walked so far"
        )
    return leads.to_if_guarded if GUARDS[leads.guard](path) else leads.to


def stations(process: Process, path: Path = (), *, now: str | None = None) -> tuple[Station, ...]:
    """The line of stations of a case: every stage it left, the one it stands in, and the usual road ahead.

    ``now`` is needed only where the case stands elsewhere than its last outcome led (moved to a newer
    version).
    """
    done = []
    for stage, outcome in path:
        # A case moved between versions may have left stages that this version no longer has.
        if stage in process.stages:
            here = process.stages[stage]
            done.append(Station(here, "done", here.outcome(outcome)))
    if now is None:
        now = next_stage(process, *path[-1], path=path[:-1]) if path else first_stage(process)
    line = [*done, Station(process.stage(now), "now")]
    walked, here = list(path), process.stage(now)
    seen = {now}
    while not here.ends and here.key != process.normal_path[-1]:
        usual = here.outcomes[0].key
        following = next_stage(process, here.key, usual, path=walked)
        walked.append((here.key, usual))
        if following in seen:
            break
        seen.add(following)
        here = process.stage(following)
        line.append(Station(here, "to_come"))
    return tuple(line)


def walkable(process: Process) -> list[str]:
    """Everything that would leave a case stuck or unowned, in words; empty when the process can be walked."""
    return [
        f"{process.label}: {one}"
        for one in (*_unknown_words(process), *_dead_ends(process), *_broken(process))
    ]


def _unknown_words(process: Process) -> list[str]:
    found = [
        f"normal_path names the stage {one!r}, which is missing"
        for one in process.normal_path
        if one not in process.stages
    ]
    for old, new in process.takes_over.items():
        if old not in STAGES:
            found.append(f"takes_over names the stage {old!r}, which no process has")
        if new not in process.stages:
            found.append(f"takes_over leads to the stage {new!r}, which is missing")
    if process.clock.stops_on_leaving not in process.normal_path:
        found.append(
            f"the clock stops on leaving {process.clock.stops_on_leaving!r}, which is not on the normal path"
        )
    for stage in process.stages.values():
        words = [(stage.key, STAGES, "stage"), (stage.step, STEPS, "step"), (stage.owner, OWNERS, "owner")]
        words += [(stage.owner_when_county or stage.owner, OWNERS, "owner")]
        words += [(one.key, OUTCOMES, "outcome") for one in stage.outcomes]
        words += [(one.guard, tuple(GUARDS), "guard") for one in stage.outcomes if one.guard]
        words += [(limit.after, OUTCOMES, "outcome in a deadline") for limit in stage.limits if limit.after]
        words += [
            (limit.after_stage, tuple(process.stages), "stage in a deadline")
            for limit in stage.limits
            if limit.after_stage
        ]
        found += [f"{stage.key}: unknown {kind} {word!r}" for word, known, kind in words if word not in known]
        for one in stage.outcomes:
            found += [
                f"{stage.key}/{one.key} leads to the stage {to!r}, which is missing"
                for to in one.targets
                if to not in process.stages
            ]
    return found


def _dead_ends(process: Process) -> list[str]:
    entries = {first_stage(process), *process.takes_over.values()}
    reached = _closure(entries, {key: _targets(stage) for key, stage in process.stages.items()})
    back: dict[str, set[str]] = {key: set() for key in process.stages}
    for key, stage in process.stages.items():
        for to in _targets(stage):
            back.setdefault(to, set()).add(key)
    ends = {key for key, stage in process.stages.items() if stage.ends}
    leading = _closure(ends, back)
    found = [f"{key} is never reached" for key in process.stages if key not in reached]
    found += [f"{key} never leads to an end" for key in process.stages if key not in leading]
    for key, stage in process.stages.items():
        if stage.ends and any(not one.aside for one in stage.outcomes):
            found.append(f"{key} is an end and has outcomes")
        keys = [one.key for one in stage.outcomes]
        found += [
            f"{key} answers {one!r} twice" for one in sorted({one for one in keys if keys.count(one) > 1})
        ]
    return found


def _broken(process: Process) -> list[str]:
    found = []
    for here, following in itertools.pairwise(process.normal_path):
        outcomes = process.stages[here].outcomes if here in process.stages else ()
        if not outcomes or outcomes[0].to != following:
            found.append(
                f"the usual outcome of {here} does not lead to {following}, the next stage of the normal path"
            )
    for stage in process.stages.values():
        if stage.step in ("post", "publish") and stage.posting is None:
            found.append(f"{stage.key} puts something up and does not say what and for how long")
        if stage.step in ("decide", "change") and stage.decider is None:
            found.append(f"{stage.key} decides and does not say who: county, township or by_delegation")
        if stage.decider == "by_delegation" and stage.owner_when_county is None:
            found.append(f"{stage.key} is decided by delegation and names no owner for the county")
    receiving = process.stages.get("receiving")
    cut = receiving.outcome("cut_proposed") if receiving is not None else None
    if receiving is not None and process.fact("hearing_before_cut"):
        heard = cut is not None and cut.to in process.stages and process.stages[cut.to].step == "hear"
        if not heard:
            found.append("hearing_before_cut is true, and cut_proposed does not lead to a hearing")
    if (process.fact("appraisal") == "always") != ("appraising" in process.normal_path):
        found.append("the fact appraisal and the normal path disagree")
    return found


def _targets(stage: Stage) -> set[str]:
    return {to for one in stage.outcomes for to in one.targets}


def _closure(start: set[str], leads: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = set(start), list(start)
    while waiting:
        for to in leads.get(waiting.pop(), ()):
            if to not in reached:
                reached.add(to)
                waiting.append(to)
    return reached
