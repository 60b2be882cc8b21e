"""JSON: a batch is one document, and so is a reply."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from jiuzhu.verification.sources.base import Batch, Message, Part
from jiuzhu.verification.sources.faults import NotAMessage

from .base import Record


class Documents:
    """One JSON document a message."""

    def encode(self, batch: Batch) -> tuple[bytes, tuple[Part, ...]]:
        told = {
            "batch": batch.number, "made_at": batch.made_at.isoformat(),
            "lines": [
                {
                    "line": one.reference, "source": one.source, "citizen_id": one.citizen_id, "name": one.name,
                    "period_from": one.period_from.isoformat(), "period_to": one.period_to.isoformat(),
                    "authorisation": one.authorisation,
                }
                for one in batch.lines
            ],
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False).encode(), ()

    def decode(self, message: Message) -> tuple[str, list[Record]]:
        try:
            told = json.loads(message.body)
            batch, answers = str(told["batch"]), list(told["answers"])
            return batch, list(_records(answers))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise NotAMessage(
                number=message.number[:60], trouble=f"{type(error).__name__} {error}"[:100]
            ) from error


def _records(answers: list[Mapping[str, Any]]) -> Iterator[Record]:
    number = 0
    for one in answers:
        whose = {"身份证号": one.get("citizen_id"), "姓名": one.get("name")}
        for cells in one.get("records") or [{}]:
            number += 1
            yield Record(
                number, str(one["line"]), str(one["source"]), str(one["outcome"]), one.get("as_of"), {**whose, **cells},
                str(one.get("note") or ""),
            )  # fmt: skip
