"""With the county's own authority: the seal on the file, what the register says of it, and what loss does to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import TestCase

from jiuzhu.documents import store
from jiuzhu.seals import authority, proof, queries
from jiuzhu.seals.providers.base import Place
from jiuzhu.seals.refusals import AlreadySealed
from tests import people
from tests import seals as made

TODAY = date(2026, 9, 1)


@pytest.fixture
def where(db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> people.County:
    made.templates_in(tmp_path, settings, monkeypatch)
    settings.VAR = tmp_path / "var"
    authority.load.cache_clear()
    authority.create("新泰市", at=people.at(made.SINCE))
    return made.ready(people.county())


def test_a_sealed_decision_is_whole_and_the_register_knows_it(where: people.County) -> None:
    seal, decision = made.kept(where), made.decided(where, on=TODAY)
    use = made.use(seal, decision, where.chief, on=TODAY)
    body = store.place(use.sealed_sha256).read_bytes()
    verdict = proof.check(body, [authority.root_pem()])
    assert (verdict.verdict, verdict.sha256, len(verdict.marks)) == ("whole", use.sealed_sha256, 1)
    assert (
        verdict.marks[0].fingerprint
        == use.certificate_fingerprint
        == queries.certificate(seal)["certificate_fingerprint"]
    )
    assert use.provider == "pades" and use.stamped_at is not None
    changed = proof.check(body.replace(b"/Type", b"/Typo", 1), [authority.root_pem()])
    assert changed.verdict != "whole" and queries.sealed(changed.sha256) is None


def test_a_letter_bears_the_seals_of_both_sides(where: people.County) -> None:
    county, township = made.kept(where, "county"), made.kept(where, "township")
    letter = made.letter_of(people.TOWNSHIP)
    paper = made.paper(made.decided(where, on=TODAY), words="放权委托书", number=letter.number)
    theirs = Place(1, 60, 235)
    first = made.use(county, letter, where.bureau, on=TODAY, paper=paper, further=[theirs])
    second = made.use(township, letter, where.head, on=TODAY, paper=first.sealed, spot=theirs)
    verdict = proof.check(store.place(second.sealed_sha256).read_bytes(), [authority.root_pem()])
    assert verdict.verdict == "whole" and {mark.name for mark in verdict.marks} == {
        county.text,
        township.text,
    }
    assert (first.number, second.number) == (1, 1)
    with pytest.raises(AlreadySealed):
        made.use(township, letter, where.head, on=TODAY, paper=first.sealed, spot=theirs)


def test_loss_revokes_the_certificate_and_leaves_earlier_papers_whole(where: people.County) -> None:
    seal = made.kept(where)
    use = made.use(seal, made.decided(where, on=TODAY), where.chief, on=TODAY)
    with TestCase.captureOnCommitCallbacks(execute=True):
        made.take(where, seal, "lost", TODAY)
    revoked = (authority.folder() / "revoked.json").read_text()
    assert queries.certificate(seal)["certificate_serial"] in revoked
    found = queries.sealed(use.sealed_sha256)
    assert found is not None and (found.seal_state, found.void) == ("lost", "")
