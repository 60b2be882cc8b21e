"""What a process is made of: its closed vocabulary, its parts, and how they are read from a version's body.

A case keeps the body it was opened with (``rulebook.ProcessVersion.body``, stored as JSONB, which forgets the
order of keys): stages and outcomes are put back into the vocabulary's order, a stage's ``usual`` outcome first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from jiuzhu.journey.vocabulary import OUTCOMES, STAGES
from jiuzhu.values.refusals import Refusal


class UnknownStage(Refusal):
    """A stage that this version of the process does not have."""

    code = "process.unknown-stage"
    zh = "办理流程“{process}”没有“{stage}”这个环节。"
    en = "The process “{process}” has no stage “{stage}”."
    next_zh, next_en = "现有环节：{known}。", "Its stages are: {known}."


class UnknownOutcome(Refusal):
    """A word that the stage does not answer with."""

    code = "process.unknown-outcome"
    zh = "环节“{stage}”没有“{outcome}”这个结果。"
    en = "The stage “{stage}” has no outcome “{outcome}”."
    next_zh, next_en = "可能的结果：{known}。", "Its outcomes are: {known}."


class NoExtension(Refusal):
    """The law of this version knows no extension of the time limit."""

    code = "process.no-extension"
    zh = "办理流程“{process}”没有规定可以延长办理时限。"
    en = "The process “{process}” knows no extension of its time limit."


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time with its law. ``days`` counts working days or natural days as ``unit`` says."""

    days: int
    unit: Literal["working_days", "days"]
    law: str
    source: str
    confidence: str
    counted_from: Literal["entry", "acceptance"] = "acceptance"
    after: str | None = None
    after_stage: str | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    limit: Limit
    notice_to_applicant: bool
    reasons: tuple[tuple[str, str, str], ...]  # (code, zh, en)


@dataclass(frozen=True, slots=True)
class Clock:
    """The total time from acceptance until ``stops_on_leaving`` is left; None where the law sets no total."""

    county: Limit | None
    delegated: Limit | None
    extended: Extension | None
    stops_on_leaving: str
    note_zh: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Posting:
    """What hangs on the board and how long; ``length`` None means for as long as the allowance lasts."""

    length: int | None
    unit: str
    fields: tuple[str, ...]
    law: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One word a stage may answer with and where it leads; ``aside`` marks what may happen anywhere
    (withdrawal)."""

    key: str
    zh: str
    en: str
    to: str
    guard: str | None = None
    to_if_guarded: str | None = None
    law: str = ""
    aside: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.to,) if self.to_if_guarded is None else (self.to, self.to_if_guarded)

    def label(self, language: str = "zh-hans") -> str:
        return self.en if language.lower().startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Stage:
    """One station: who owns it, what the household is told, how long, and its outcomes (the usual one
    first)."""

    key: str
    zh: str
    en: str
    now_zh: str
    now_en: str
    owner: str
    owner_when_county: str | None
    decider: str | None
    step: str
    law: str
    limits: tuple[Limit, ...]
    posting: Posting | None
    outcomes: tuple[Outcome, ...]

    @property
    def ends(self) -> bool:
        return self.step == "end"

    def label(self, language: str = "zh-hans") -> str:
        return self.en if language.lower().startswith("en") else self.zh

    def now(self, language: str = "zh-hans") -> str:
        """The sentence that tells the household what happens in this stage."""
        return self.now_en if language.lower().startswith("en") else self.now_zh

    def outcome(self, key: str) -> Outcome | None:
        return next((one for one in self.outcomes if one.key == key), None)

    def decided_by(self, *, delegated: bool) -> Literal["township", "county"]:
        """Who acts here when the decision is, or is not, handed down by a letter in force."""
        if self.decider == "county" or (self.decider == "by_delegation" and not delegated):
            return "county"
        return "township"

    def owner_for(self, *, delegated: bool) -> str:
        """The role that has to act."""
        at_county = self.decided_by(delegated=delegated) == "county"
        return self.owner_when_county if at_county and self.owner_when_county else self.owner


@dataclass(frozen=True, slots=True)
class Process:
    """One dated version. ``facts`` are what the version says beside the road (``fact("appraisal")``)."""

    key: str
    starts_on: date
    stops_on: date | None
    areas: tuple[str, ...]
    zh: str
    en: str
    summary_zh: str
    summary_en: str
    law: str
    source: str
    confidence: str
    clock: Clock
    takes_over: Mapping[str, str]
    facts: Mapping[str, Any]
    normal_path: tuple[str, ...]
    stages: Mapping[str, Stage]

    @property
    def label(self) -> str:
        return f"{self.key}/{self.starts_on.isoformat()}"

    def stage(self, key: str) -> Stage:
        try:
            return self.stages[key]
        except KeyError:
            raise UnknownStage("stage", process=self.label, stage=key, known=list(self.stages)) from None

    def fact(self, name: str) -> Any:
        """The value of a fact of this version (``hearing_before_cut`` → True); KeyError for what it does
        not state."""
        return self.facts[name]["value"]

    def total(self, *, delegated: bool, extended: bool = False) -> Limit | None:
        """The total limit that applies; None where the law sets none; NoExtension where it cannot be
        extended."""
        if extended:
            if self.clock.extended is None:
                raise NoExtension(process=self.label)
            return self.clock.extended.limit
        return self.clock.delegated if delegated else self.clock.county


def from_body(body: Mapping[str, Any]) -> Process:
    """A process from a version's body (as the rulebook validated it, or as a case stored it)."""
    return Process(
        key=body["key"],
        starts_on=date.fromisoformat(body["from"]),
        stops_on=None if body["to"] is None else date.fromisoformat(body["to"]),
        areas=tuple(body["areas"]),
        zh=body["name"]["zh"],
        en=body["name"]["en"],
        summary_zh=body["summary"]["zh"],
        summary_en=body["summary"]["en"],
        law=body["law"],
        source=body["source"],
        confidence=body["confidence"],
        clock=_clock(body["clock"]),
        takes_over=dict(body["takes_over"]),
        facts=dict(body["facts"]),
        normal_path=tuple(body["normal_path"]),
        stages={key: _stage(key, body) for key in sorted(body["stages"], key=_place)},
    )


def _place(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else len(STAGES)


def _word_place(outcome: str) -> int:
    return OUTCOMES.index(outcome) if outcome in OUTCOMES else len(OUTCOMES)


def _clock(body: Mapping[str, Any]) -> Clock:
    longer = body["extended"]
    extension = None
    if longer is not None:
        reasons = tuple((one["code"], one["zh"], one["en"]) for one in longer["reasons"])
        extension = Extension(_limit(longer), longer["notice_to_applicant"], reasons)
    return Clock(
        county=_limit(body["county"]) if body["county"] else None,
        delegated=_limit(body["delegated"]) if body["delegated"] else None,
        extended=extension,
        stops_on_leaving=body["stops_on_leaving"],
        note_zh=body["note"]["zh"],
        note_en=body["note"]["en"],
    )


def _limit(row: Mapping[str, Any]) -> Limit:
    unit: Literal["working_days", "days"] = "working_days" if "working_days" in row else "days"
    return Limit(
        days=row[unit],
        unit=unit,
        law=row["law"],
        source=row["source"],
        confidence=row["confidence"],
        counted_from=row.get("from", "acceptance"),
        after=row.get("after"),
        after_stage=row.get("after_stage"),
        decided_by=row.get("decided_by"),
    )


def _stage(key: str, body: Mapping[str, Any]) -> Stage:
    row = body["stages"][key]
    board = row.get("posting")
    posting = board and Posting(board["length"], board["unit"], tuple(board["fields"]), board["law"])
    usual = row.get("usual")
    outcomes = [_outcome(word, row["outcomes"][word]) for word in sorted(row["outcomes"], key=_word_place)]
    outcomes.sort(key=lambda one: one.key != usual)
    outcomes += [_outcome(one["outcome"], one, aside=True) for one in body["aside"] if key in one["in"]]
    return Stage(
        key=key,
        zh=row["zh"],
        en=row["en"],
        now_zh=row["now"]["zh"],
        now_en=row["now"]["en"],
        owner=row["owner"],
        owner_when_county=row.get("owner_when_county"),
        decider=row.get("decider"),
        step=row["step"],
        law=row["law"],
        limits=tuple(_limit(one) for one in row["deadlines"]),
        posting=posting,
        outcomes=tuple(outcomes),
    )


def _outcome(key: str, row: Mapping[str, Any], *, aside: bool = False) -> Outcome:
    unless = row.get("unless", {})
    return Outcome(
        key=key,
        zh=row["zh"],
        en=row["en"],
        to=row["to"],
        guard=unless.get("guard"),
        to_if_guarded=unless.get("to"),
        law=unless.get("law", row.get("law", "")),
        aside=aside,
    )
