"""Seals, hand-overs, uses and signals as the API tells of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from jiuzhu.seals import queries
from jiuzhu.web.exchange.doorkeeper import language, who_and_when


def _english() -> bool:
    return language().startswith("en")


def seal_told(seal: Any, at: datetime) -> dict[str, Any]:
    held = queries.custodian(seal, at)
    return {
        "id": seal.pk, "number": seal.number, "kind": seal.kind, "kind_name": queries.KINDS[seal.kind][_english()],
        "area": seal.area_id, "text": seal.text, "state": seal.state, "state_name": queries.STATES[seal.state][_english()],
        "custodian": held.officer.name if held else None, "temporary": bool(held and held.temporary),
        "last_number": seal.last_number, "demo": seal.demo,
    }  # fmt: skip


def full_told(request: HttpRequest, pk: int) -> dict[str, Any]:
    seal, now = queries.get(pk), who_and_when(request)
    events = [
        {
            "number": one.number, "kind": one.kind, "name": queries.STEPS[one.kind][_english()], "told": one.told,
            "by": one.by.name, "on": one.on, "at": one.at, "signed": one.signature_id is not None,
        }
        for one in queries.events(seal)
    ]  # fmt: skip
    custodies = [
        {
            "officer": one.officer.name, "temporary": one.temporary, "starts_at": one.starts_at, "stops_at": one.stops_at,
            "giver": one.acceptance.handover.giver.name, "handover": one.acceptance.handover_id,
        }
        for one in queries.custodies(seal)
    ]  # fmt: skip
    return seal_told(seal, now["at"]) | {
        "certificate": queries.certificate(seal), "events": events, "custodies": custodies,
        "steps": list(queries.offered(seal, now["actor"], now["on"])),
    }  # fmt: skip


def handover_told(pk: int) -> dict[str, Any]:
    one = queries.handover(pk)
    state = (
        "accepted"
        if getattr(one, "acceptance", None)
        else "retracted"
        if getattr(one, "retraction", None)
        else "waiting"
    )
    return {
        "id": one.pk, "seal": one.seal.number, "giver": one.giver.name, "receiver": one.receiver.name, "until": one.until,
        "reason": one.reason, "condition": one.condition, "last_number": one.last_number, "digest": one.digest, "state": state,
    }  # fmt: skip


def use_told(use: Any) -> dict[str, Any]:
    void = getattr(use, "void", None)
    plain = (
        "number", "at", "paper_kind", "title", "document_number", "case_number", "legal_form", "copies", "pages", "applicant",
        "handler", "approver", "purpose", "imprint_sha256", "signature_sha256", "sealed_sha256", "certificate_fingerprint",
        "provider", "stamped_at",
    )  # fmt: skip
    return {name: getattr(use, name) for name in plain} | {
        "id": use.pk, "seal": use.seal.number, "item": use.item_code, "letter": use.letter_number,
        "custodian": use.custodian.name, "void": void.reason if void else None,
    }  # fmt: skip


def signal_told(signal: Any) -> dict[str, Any]:
    finding = getattr(signal, "finding", None)
    return {
        "id": signal.pk, "kind": signal.kind, "name": queries.SIGNALS[signal.kind][_english()], "seal": signal.seal.number,
        "area": signal.seal.area_id, "officer": signal.officer.name if signal.officer else None, "at": signal.at,
        "evidence": signal.evidence, "outcome": finding.outcome if finding else None, "finding": finding.text if finding else None,
    }  # fmt: skip
