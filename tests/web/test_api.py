"""The machine door: who gets in, what one key does, in which language it refuses, and what it makes of nonsense."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jiuzhu.intake.models import Draft
from jiuzhu.offices import actions as offices
from jiuzhu.offices import scope
from jiuzhu.web.exchange import describing, docs
from tests import people
from tests.web.calling import Caller

DRAFT = {"item": "MZ01-01", "area": people.TOWNSHIP}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def test_without_a_login_there_is_nothing(county: people.County) -> None:
    caller = Caller("clerk", "wrong")
    answer = caller.get("/cases")
    assert (caller.status, caller.codes(answer)) == (401, ["api.not-logged-in"])
    for broken in (
        "",
        "Basic",
        "Basic %%%",
        "Basic Y2xlcms=",
        "Bearer x",
        "Basic /w==",
        "Basic " + "A" * 20_000,
    ):
        caller.headers = {"Authorization": broken}
        caller.get("/cases")
        assert caller.status == 401


def test_wrong_passwords_lock_the_name_and_the_right_one_does_not_open_it(county: people.County) -> None:
    caller = Caller("clerk", "wrong-wrong-wrong", language="en")
    for _try in range(6):
        answer = caller.get("/me")
    assert (caller.status, caller.codes(answer)) == (429, ["api.locked-out"])
    right = Caller("clerk")
    assert right.codes(right.get("/me")) == ["api.locked-out"]
    assert Caller("reviewer").get("/me")["name"] == county.reviewer.name
    with scope.whole_county():
        offices.unlock(county.clerk, actor=county.administrator, at=timezone.now())
    assert Caller("clerk").get("/me")["staff_number"] == county.clerk.staff_number


def test_a_role_with_a_second_factor_cannot_use_a_password_alone(county: people.County) -> None:
    today = timezone.localdate()
    offices.require_second_factor(
        "counter_clerk", required=True, actor=county.administrator, on=today, at=timezone.now()
    )
    caller = Caller("clerk")
    answer = caller.get("/me")
    assert (caller.status, caller.codes(answer)) == (403, ["api.second-factor-not-here"])


def test_a_given_password_opens_nothing_before_it_is_changed(county: people.County) -> None:
    offices.give_password(
        county.clerk, "given-by-the-office-1", actor=county.administrator, at=timezone.now()
    )
    caller = Caller("clerk", "given-by-the-office-1")
    answer = caller.get("/me")
    assert (caller.status, caller.codes(answer)) == (403, ["web.own-password-wanted"])


def test_a_session_needs_its_token_and_a_forged_form_does_nothing(county: people.County, desk: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(county.clerk.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get("/api/me").status_code == 200
    forged = browser.post(
        "/api/drafts", DRAFT, content_type="application/json", headers={"Idempotency-Key": "k"}
    )
    assert (forged.status_code, forged.json()["refusals"][0]["code"]) == (403, "api.csrf-token-wanted")
    browser.get("/office/")
    token = browser.cookies["csrftoken"].value if "csrftoken" in browser.cookies else ""
    if token:
        told = {"Idempotency-Key": "k", "X-CSRFToken": token}
        assert (
            browser.post("/api/drafts", DRAFT, content_type="application/json", headers=told).status_code
            == 200
        )
    assert Draft.objects.count() <= 1


def test_every_act_wants_a_key_and_the_same_key_acts_once(county: people.County) -> None:
    clerk = Caller("clerk")
    for key in ("x" * 65, "é", " "):
        answer = clerk.post("/drafts", DRAFT, key=key)
        assert (clerk.status, clerk.codes(answer)) == (422, ["api.idempotency-key-wanted"])
    first = clerk.post("/drafts", DRAFT, key="one")
    assert clerk.post("/drafts", DRAFT, key="one")["key"] == first["key"]
    other = Caller("clerk_two")
    assert other.codes(other.post("/drafts", DRAFT, key="one")) == ["offices.once-key-of-another"]
    with scope.whole_county():
        assert Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_threads_with_one_key_act_once(county: people.County) -> None:
    def call(_number: int) -> Any:
        try:
            return Caller("clerk").post("/drafts", DRAFT, key="same-moment")["key"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(call, range(4)))
    assert len(keys) == 1
    with scope.whole_county():
        assert Draft.objects.count() == 1


def test_refusals_speak_the_callers_language(county: people.County) -> None:
    chinese, english = Caller("reviewer"), Caller("reviewer", language="en")
    answers = [caller.post("/drafts", DRAFT) for caller in (chinese, english)]
    assert chinese.codes(answers[0]) == english.codes(answers[1]) == ["offices.not-your-power"]
    assert "代家庭填写申请草稿" in answers[0]["refusals"][0]["message"]
    assert "None of your posts has the power" in answers[1]["refusals"][0]["message"]


def test_the_same_refusal_on_the_page_and_in_the_api(county: people.County, desk: Any) -> None:
    page = desk("clerk").get("/office/cases/370982002-2026-999999/").content.decode()
    refusal = Caller("clerk").get("/cases/370982002-2026-999999")["refusals"][0]
    assert refusal["message"] in page


def test_the_page_of_the_api_needs_nobody_else(client: Client, db: None) -> None:
    for language, word in (("zh-hans", "新建草稿"), ("en", "Begin a draft")):
        answer = client.get(reverse("api-docs"), {"language": language})
        text = answer.content.decode()
        assert word in text
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "<script>" not in text
        assert " style=" not in text
        for one in describing.operations(language):
            assert f"{one.method} {one.path}" in text
            assert " | " not in one.summary
    document = client.get(reverse("api-document"), headers={"Accept-Language": "en"}).json()
    assert document["openapi"].startswith("3.1")
    assert document["paths"]["/api/drafts"]["post"]["x-powers"] == ["intake.draft"]


def test_every_operation_says_who_may_call_and_speaks_both_languages() -> None:
    chinese, english = describing.operations("zh-hans"), describing.operations("en")
    assert [one.path for one in chinese] == [one.path for one in english]
    assert all(one.summary != two.summary for one, two in zip(chinese, english, strict=True))
    assert sorted(one.path for one in chinese if one.powers is None) == [
        "/api/check", "/api/check/{code}", "/api/open/draws", "/api/open/letters", "/api/own-case", "/api/own-case/facts",
        "/api/own-case/facts/said", "/api/own-case/withdraw",
    ]  # fmt: skip
    assert "/api/cases/{number}/decision" in docs.markdown()


def test_households_are_found_within_reach_and_every_look_is_logged(county: people.County) -> None:
    from jiuzhu.audit.models import Entry
    from tests import road

    with scope.whole_county():
        case = road.case_at(county, "reviewing", on=timezone.localdate())
    clerk, neighbour = Caller("clerk"), Caller("neighbour_clerk")
    found = clerk.post("/households/search", {"words": "罗安"})
    assert [one["household"] for one in found] == [case.household_id]
    assert "*" in found[0]["citizen_id"]
    assert Entry.objects.filter(act="households.looked", person_key=str(case.applicant_id)).count() == 1
    assert neighbour.post("/households/search", {"words": "罗安"}) == []
    assert neighbour.post("/households/search", {"words": case.applicant.citizen_id}) == []
    answer = neighbour.get(f"/households/{case.household_id}")
    assert (neighbour.status, neighbour.codes(answer)) == (404, ["api.no-such-household"])
    died = {"died_on": timezone.localdate().isoformat(), "source": "殡葬部门"}
    answer = neighbour.post(f"/households/{case.household_id}/members/{case.applicant_id}/death", died)
    assert neighbour.codes(answer) == ["api.no-such-household"]
    assert clerk.post(f"/households/{case.household_id}/members/{case.applicant_id}/death", died)["members"][
        0
    ]["died_on"]


NONSENSE: tuple[Any, ...] = (
    None, True, -1, 0, 10**30, -(10**30), 1e308, "", " ", "\x00", "a\x00b", "\ud800", "😀" * 40, "𬭎㛃", "x" * 100_000,
    "0001-01-01", "9999-12-31", "2026-02-30", "1' OR '1'='1", "{zh}", "../../etc/passwd", [], [[]], ["x"] * 3, {}, {"": ""},
    {"x": {"y": ["\x00"]}},
)  # fmt: skip


def spoilt(good: Any, chance: random.Random) -> Iterator[Any]:
    """A body with one of its values replaced by nonsense, level by level; and nonsense alone."""
    yield chance.choice(NONSENSE)
    for name, value in (good or {}).items():
        yield {**good, name: chance.choice(NONSENSE)}
        if isinstance(value, dict) and value:
            inner = chance.choice(list(value))
            yield {**good, name: {**value, inner: chance.choice(NONSENSE)}}
            yield {**good, name: {**value, chance.choice(("\x00", "😀", "x" * 500)): "1"}}
        if isinstance(value, list):
            yield {**good, name: [chance.choice(NONSENSE)] * chance.choice((1, 3, 600))}
