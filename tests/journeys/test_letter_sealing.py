"""A letter drafted and signed here bears both sides' seals: the county's first, then the township's, on one file; then it is issued."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from jiuzhu.documents import queries as papers
from jiuzhu.documents import typesetting
from jiuzhu.documents.refusals import AlreadyIssued
from jiuzhu.journey import checking
from jiuzhu.journey import delegating as journey
from jiuzhu.journey.sealing_refusals import CountySealsFirst, LetterOnPaper, NoSeal
from jiuzhu.seals import authority, proof, queries, refusals
from jiuzhu.seals.models import Use
from tests import delegating, people
from tests import seals as made
from tests.seals import CHECKED, told

TODAY = date(2026, 9, 1)


@pytest.fixture
def where(db: None, tmp_path: Path, settings: Any) -> people.County:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.VAR = tmp_path / "var"
    return people.county()


def seal(letter: Any, side: str, officer: Any, minute: int = 0, **more: Any) -> Any:
    return journey.seal_letter(
        letter, side=side, **{"checklist": CHECKED} | more, **told(officer, TODAY, 11, minute)
    )


def test_refused_in_the_wrong_order_by_the_wrong_hand_or_without_a_seal(
    where: people.County, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.quickly(monkeypatch)
    letter = delegating.letter(where)
    with pytest.raises(NoSeal):
        seal(letter, "county", where.bureau)
    made.kept(where, "county")
    made.kept(where, "township")
    with pytest.raises(CountySealsFirst):
        seal(letter, "township", where.head)
    with pytest.raises(refusals.NotTheCustodian):
        seal(letter, "county", where.head)
    with pytest.raises(refusals.ChecklistIncomplete):
        seal(letter, "county", where.bureau, checklist=CHECKED | {"read": False})
    assert not Use.objects.exists() and journey.next_side(letter) == "county"
    assert seal(letter, "county", where.bureau) is None and journey.next_side(letter) == "township"
    with pytest.raises(refusals.AlreadySealed):
        seal(letter, "county", where.bureau, 1)
    with pytest.raises(refusals.NotTheCustodian):
        seal(letter, "township", where.bureau)
    issued = seal(letter, "township", where.head, 5)
    assert (issued.number, issued.kind, issued.letter) == (letter.number, "delegation-letter", letter.number)
    with pytest.raises(AlreadyIssued):
        seal(letter, "township", where.head, 6)


def test_a_letter_taken_over_from_paper_is_not_sealed_again(
    where: people.County, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.quickly(monkeypatch)
    made.kept(where, "county")
    letter = people.letter(where)
    with pytest.raises(LetterOnPaper):
        seal(letter, "county", where.bureau)
    assert journey.next_side(letter) is None


def test_the_register_takes_no_letter_that_both_sides_have_not_signed(
    where: people.County, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.quickly(monkeypatch)
    seal_ = made.kept(where, "county")
    letter = delegating.letter(where)
    with connection.cursor() as cursor:  # a letter smuggled in past its draft
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE delegation_letterdraft DISABLE TRIGGER USER")
        cursor.execute("UPDATE delegation_letterdraft SET state = 'signed'")
        cursor.execute("ALTER TABLE delegation_letterdraft ENABLE TRIGGER USER")
    why = queries.why_not_use(seal_, letter, **told(where.bureau, TODAY))
    assert why is not None and why.code == "seals.unsigned" and "委托书" in why.wrong()
    with pytest.raises(refusals.Unsigned):
        seal(letter, "county", where.bureau)


def test_nothing_that_a_letter_must_say_may_be_blank(where: people.County) -> None:
    wanted = set(typesetting.wanted("delegation-letter"))
    assert {
        "number",
        "county",
        "township",
        "items",
        "terms",
        "starts_on",
        "stops_on",
        "signed_for_county",
    } <= wanted
    whole = journey.letter_paper(delegating.letter(where))
    assert typesetting.blanks("delegation-letter", whole) == ()
    assert typesetting.blanks("delegation-letter", whole | {"items": []}) == ("items",)


def test_both_seals_on_one_file_whole_and_known_by_its_code(where: people.County) -> None:
    authority.load.cache_clear()
    authority.create("新泰市", at=people.at(made.SINCE))
    county, township = made.kept(where, "county"), made.kept(where, "township")
    letter = delegating.letter(where)
    assert seal(letter, "county", where.bureau) is None
    issued = seal(letter, "township", where.head, 20)
    body = papers.read(issued.file)
    verdict = proof.check(body, [authority.root_pem()])
    assert verdict.verdict == "whole"
    assert [mark.name for mark in verdict.marks] == [county.text, township.text]
    assert issued.sealed_with == f"{county.text}、{township.text}"
    assert issued.seal_use == f"{county.number} 第1号；{township.number} 第1号"
    assert checking.by_file(body).word == "whole"
    assert checking.by_code(issued.shown_code.lower()).paper == issued
    first, second = queries.uses_of_letter(letter)
    assert second.paper_sha256 == first.sealed_sha256 and second.sealed_sha256 == issued.file.sha256
    assert checking.by_file(body + b"\n%more").word != "whole"
