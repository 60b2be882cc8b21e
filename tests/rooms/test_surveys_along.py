"""Visits without a network: what may go along, and what comes back once, whole, and never over another's words."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from PIL import Image

from jiuzhu.audit.models import Entry
from jiuzhu.documents import queries as documents
from jiuzhu.journey import along, surveying
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.offices.scope import within
from jiuzhu.surveys import actions, queries, refusals, rules
from jiuzhu.surveys.models import Photograph, Sent, Settled, Taken, Visit, VisitDraft
from tests import people
from tests.rooms import verification_cases as made
from tests.rooms.verification_cases import TODAY, at

TOLD: dict[str, Any] = {"on": TODAY, "at": at()}
MINE = {"place": ["柳行村12号"], "finding": ["与申报相符"], "livestock": ["羊 6 只"]}


def begun() -> tuple[people.County, dict[str, Any], Any]:
    where = people.county()
    family = made.household(where)
    return where, family, made.open_case(where, family, "surveying")


@pytest.fixture
def yard(db: None) -> tuple[people.County, dict[str, Any], Any, Taken]:
    where, family, case = begun()
    return where, family, case, along.take_along([case], actor=where.visitor, **TOLD)[0]


def picture(size: tuple[int, int] = (2400, 1200), exif: bool = True) -> bytes:
    out = io.BytesIO()
    written = Image.Exif()
    written[0x010F] = "某手机"  # the maker
    written.get_ifd(0x8825)[1] = "N"  # the place, as a camera writes it
    Image.new("RGB", size, (120, 90, 60)).save(out, "JPEG", exif=written if exif else Image.Exif())
    return out.getvalue()


def send(taken: Taken, typed: Any = None, number: uuid.UUID | None = None, **more: Any) -> Sent:
    told = {"photographs": (), "actor": taken.officer, **TOLD, **more}
    return along.send(taken.key, uuid=number or uuid.uuid4(), typed=MINE if typed is None else typed, **told)


def photograph(taken: Taken, visit: uuid.UUID, number: uuid.UUID | None = None, **more: Any) -> Photograph:
    told = {"noted": actions.Noted(), "actor": taken.officer, "at": at(), "name": "院子.jpg", **more}
    body = told.pop("body", None) or picture()
    return actions.keep_photograph(taken.key, body, uuid=number or uuid.uuid4(), visit=visit, **told)


def raw(statement: str, *told: Any) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, told)
    refusal = refusal_from(error.value)
    return refusal.code if refusal else str(error.value)


def test_only_what_she_is_about_to_visit_goes_along(yard) -> None:
    where, _family, case, taken = yard
    with pytest.raises(NotYourPower):
        along.take_along([case], actor=where.clerk, **TOLD)
    other = made.open_case(where, made.household(where, 3), "verifying")
    with pytest.raises(refusals.NotAtVisit):
        along.take_along([case, other], actor=where.visitor_two, **TOLD)
    assert Taken.objects.count() == 1  # all of them, or none
    assert (taken.until, taken.base) == (TODAY + timedelta(days=3), {})
    assert along.take_along([case], actor=where.visitor, **TOLD) == [taken]
    assert Entry.objects.filter(act="surveys.taken-along").count() == 1
    with within((people.NEIGHBOUR,)), pytest.raises(refusals.NoSuchTaken):
        queries.taken(taken.key)


def test_what_goes_back_goes_back_once_and_nothing_of_it_changes(yard) -> None:
    where, _family, _case, taken = yard
    with pytest.raises(refusals.NotYoursToSend):
        along.give_back(taken.key, why="left", actor=where.visitor_two, at=at())
    for _again in (1, 2):
        back = along.give_back(taken.key, why="left", actor=where.visitor, at=at())
    assert back.given_back == "left" and not queries.along_with(where.visitor)
    assert Entry.objects.filter(act="surveys.given-back").count() == 1
    assert raw("UPDATE surveys_taken SET given_back = 'sent'") == "audit.append-only"
    assert raw("DELETE FROM surveys_taken") == "audit.append-only"


def test_sent_twice_is_one_and_a_number_stands_for_one_record(yard) -> None:
    where, _family, case, taken = yard
    number = uuid.uuid4()
    first = send(taken, number=number)
    assert first.state == "kept" and queries.draft(case).typed == rules.merging.plain(MINE)
    assert send(taken, {**MINE, "machines": [""]}, number) == first  # an empty field is no other content
    with pytest.raises(refusals.SentOtherwise):
        send(taken, {"place": ["别处"]}, number)
    other = along.take_along([case], actor=where.visitor_two, **TOLD)[0]
    with pytest.raises(refusals.NumberOfAnother):
        send(other, number=number)
    with pytest.raises(refusals.NotYoursToSend):
        send(taken, actor=where.visitor_two)
    assert Sent.objects.count() == VisitDraft.objects.count() == 1
    assert Entry.objects.filter(act="surveys.sent-later").count() == 1
    assert raw("UPDATE surveys_sent SET state = 'late'") == "audit.append-only"
    copy = """INSERT INTO surveys_sent (uuid, taken_id, case_id, officer_id, typed, theirs, photographs, digest, state, "on", at)
              SELECT %s, taken_id, case_id, %s, typed, theirs, photographs, digest, state, "on", at FROM surveys_sent"""
    assert raw(copy, uuid.uuid4(), where.visitor_two.pk) == "surveys.not-yours-to-send"
    assert "surveys_sent_pkey" in raw(copy, number, where.visitor.pk)


def test_what_both_changed_stands_side_by_side_and_she_chooses(yard) -> None:
    where, _family, case, taken = yard
    theirs = {"place": ["村委会"], "livestock": ["羊 4 只"], "machines": ["拖拉机"]}
    actions.save_draft(case, theirs, turn=0, actor=where.visitor_two, **TOLD)
    came = send(taken)
    assert came.state == "clash" and queries.draft(case).typed == theirs
    beside = queries.compared(came)
    assert {one.field: one.clash for one in beside.differing} == {
        "finding": False, "livestock": True, "machines": False, "place": True,
    }  # fmt: skip
    told = {"seen": beside.seen, "actor": where.visitor, **TOLD}
    with pytest.raises(refusals.NotYoursToSend):
        along.settle(came.pk, chosen={}, **{**told, "actor": where.visitor_two})
    with pytest.raises(refusals.ChooseEach) as refused:
        along.settle(came.pk, chosen={"place": "mine"}, **told)
    assert refused.value.figures == {"missing": 1}
    choice = {"place": "mine", "livestock": "theirs"}
    actions.save_draft(case, {**theirs, "machines": ["收割机"]}, turn=1, actor=where.visitor_two, **TOLD)
    with pytest.raises(refusals.ChangedSinceSeen):
        along.settle(came.pk, chosen=choice, **told)
    told["seen"] = queries.compared(came).seen
    settled = along.settle(came.pk, chosen=choice, **told)
    assert along.settle(came.pk, chosen=choice, **told) == settled
    with pytest.raises(refusals.NothingToSettle):
        along.settle(came.pk, chosen={"place": "theirs"}, **told)
    assert queries.draft(case).typed == {
        "place": ["柳行村12号"], "livestock": ["羊 4 只"], "machines": ["收割机"], "finding": ["与申报相符"],
    }  # fmt: skip
    came.refresh_from_db()
    assert (came.typed["livestock"], came.theirs["livestock"]) == (["羊 6 只"], ["羊 4 只"])
    with pytest.raises(
        refusals.AnotherIsWriting
    ):  # a page that shows the version before does not write over it
        actions.save_draft(case, theirs, turn=1, actor=where.visitor_two, **TOLD)
    assert raw("DELETE FROM surveys_settled") == "audit.append-only"


def test_what_they_changed_elsewhere_is_kept_beside_hers(yard) -> None:
    where, _family, case, taken = yard
    actions.save_draft(case, {"machines": ["拖拉机"]}, turn=0, actor=where.visitor_two, **TOLD)
    assert send(taken).state == "kept"
    assert queries.draft(case).typed == {**MINE, "machines": ["拖拉机"]}


def test_a_signed_record_is_not_touched_and_a_case_that_went_on_is_late(yard) -> None:
    where, family, case, taken = yard
    told = made.visit_content(family)
    draft = actions.sign_first(case, told, second=where.visitor_two, actor=where.visitor, **TOLD)
    came = send(taken)
    assert came.state == "clash"
    choose = {"actor": where.visitor, **TOLD, "seen": queries.compared(came).seen}
    with pytest.raises(refusals.SignedMeanwhile):
        along.settle(came.pk, chosen={"place": "mine"}, **choose)
    surveying.confirm_visit(case, seen=draft.digest, actor=where.visitor_two, **TOLD)
    late = send(taken)
    assert late.state == "late" and queries.compared(late).visit == Visit.objects.get()
    choose["seen"] = queries.compared(late).seen
    with pytest.raises(refusals.MovedOn):
        along.settle(late.pk, chosen={"place": "mine"}, **choose)
    assert along.settle(late.pk, chosen={}, **choose).chosen == {}
    assert set(queries.unsettled(where.visitor)) == {came} and Settled.objects.count() == 1
    assert Visit.objects.get().content == told


def test_photographs_come_first_small_clean_and_once(yard) -> None:
    where, _family, _case, taken = yard
    visit, number = uuid.uuid4(), uuid.uuid4()
    with pytest.raises(refusals.NotAPhotograph):
        photograph(taken, visit, body=b"%PDF-1.7 no picture")
    with pytest.raises(refusals.PhotographsMissing):
        send(taken, number=visit, photographs=[number])
    noted = actions.Noted(at(), 35.9, 117.76, 12)  # type: ignore[arg-type]
    kept = photograph(taken, visit, number, noted=noted)
    assert photograph(taken, visit, number) == kept
    with pytest.raises(refusals.PhotographOfAnother):
        photograph(taken, uuid.uuid4(), number)
    with Image.open(io.BytesIO(documents.read(kept.file))) as shown:
        assert (shown.size, shown.format, dict(shown.getexif())) == ((1600, 800), "JPEG", {})
    assert b"Exif" not in documents.read(kept.file)
    other = along.take_along(
        [made.open_case(where, made.household(where, 4), "surveying")], actor=where.visitor, **TOLD
    )[0]
    with pytest.raises(refusals.PhotographsMissing):
        send(other, number=visit, photographs=[number])
    came = send(taken, number=visit, photographs=[number])
    assert came.state == "kept"
    with pytest.raises(refusals.PhotographTooLate):
        photograph(taken, visit)
    (paper,) = queries.as_papers(queries.waiting_photographs(taken.case))
    assert (paper["id"], paper["place"]) == (kept.file_id, "35.900000,117.760000")
    stolen = """INSERT INTO surveys_photograph (uuid, visit_uuid, taken_id, case_id, file_id, received_sha256, at)
                SELECT %s, %s, %s, %s, file_id, received_sha256, at FROM surveys_photograph"""
    assert (
        raw(stolen, uuid.uuid4(), uuid.uuid4(), other.key, other.case_id) == "surveys.photograph-of-another"
    )


def test_what_was_sent_is_in_the_record_that_both_sign(yard) -> None:
    where, family, case, taken = yard
    visit = uuid.uuid4()
    number = photograph(taken, visit).pk
    came = send(taken, number=visit, photographs=[number])
    papers = queries.as_papers(queries.waiting_photographs(case))
    told = made.visit_content(family, papers=papers)
    draft = surveying.sign_visit(case, told, second=where.visitor_two, actor=where.visitor, **TOLD)
    filed = surveying.confirm_visit(case, seen=draft.digest, actor=where.visitor_two, **TOLD)
    assert filed.sent == came and not queries.waiting_photographs(case)


def test_the_route_goes_by_village_and_nearness_and_by_hand(yard) -> None:
    where, _family, case, _taken = yard
    places = [
        rules.routing.Place(1, "202", "3号"), rules.routing.Place(2, "201", "12号"), rules.routing.Place(3, "201", "9号"),
        rules.routing.Place(4, "201", "1号", 35.90, 117.70), rules.routing.Place(5, "201", "2号", 35.99, 117.70),
        rules.routing.Place(6, "201", "30号", 35.91, 117.70),
    ]  # fmt: skip
    assert [one.key for one in rules.routing.in_order(places)] == [4, 6, 5, 3, 2, 1]
    more = [made.open_case(where, made.household(where, order), "surveying") for order in (3, 4)]
    with pytest.raises(NotYourPower):
        along.plan_route([case], actor=where.clerk, on=TODAY)
    stops = along.plan_route([case, *more], actor=where.visitor, on=TODAY)
    last = stops[-1].case
    moved = along.move_stop(last, -1, actor=where.visitor, on=TODAY)
    assert [one.case_id for one in moved][1] == last.pk
    along.move_stop(last, 5, actor=where.visitor, on=TODAY)  # beyond the end: it stays
    along.drop_stop(more[0], actor=where.visitor, on=TODAY)
    assert len(queries.route(where.visitor, TODAY)) == 2 and not queries.route(where.visitor_two, TODAY)
