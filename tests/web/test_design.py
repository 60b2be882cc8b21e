"""The doors: language, size of print, headers, who gets in, what is refused and how it is said."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from jiuzhu.offices import actions as offices
from tests import people
from tests.web import probe_urls

Desk = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _probe(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.probe_urls"
    templates = [
        {
            **settings.TEMPLATES[0],
            "DIRS": [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"],
        }
    ]
    settings.TEMPLATES = templates
    probe_urls.carried_out.clear()


def page(response: Any) -> str:
    return str(response.content.decode())


# --- what is refused, and how


@pytest.mark.parametrize(
    "address", ["/office/", "/office/search", "/office/style", "/office/probe", "/office/typed/x"]
)
def test_nobody_gets_in_without_a_login(client: Client, db: None, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=%2Foffice")


def test_without_the_power_the_page_says_which_one_and_whom_to_ask(desk: Desk) -> None:
    answer = desk("cashier").get("/office/probe")
    assert answer.status_code == 403
    assert "代家庭填写申请草稿" in page(answer)
    assert "offices.not-your-power" in page(answer)


def test_an_account_without_an_officer_is_told_so(client: Client, db: None, django_user_model: Any) -> None:
    client.force_login(
        django_user_model.objects.create_user("nobody"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    answer = client.get("/office/")
    assert answer.status_code == 403
    assert "offices.not-an-officer" in page(answer)


def test_a_refusal_stands_at_its_field_and_everything_typed_stays(desk: Desk) -> None:
    typed = {"name": "拒绝", "income": "88.50", "once": str(uuid.uuid4())}
    answer = desk("clerk").post("/office/probe", typed)
    assert answer.status_code == 422
    text = page(answer)
    assert 'value="88.50"' in text
    assert 'value="拒绝"' in text
    assert 'id="id_name_error"' in text
    assert "东都镇" in text
    assert text.count('data-code="offices.not-your-area"') == 1
    assert probe_urls.carried_out == []


def test_a_value_says_in_its_own_words_what_is_wrong(desk: Desk) -> None:
    client = desk("clerk")
    typed = {"name": "林", "income": "一千", "number": "370982196001019000", "once": "k"}
    text = page(client.post("/office/probe", typed))
    assert "“一千”不是金额" in text
    assert 'aria-invalid="true"' in text
    assert 'href="#id_income"' in text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "is not an amount of money" in page(client.post("/office/probe", typed))


def test_a_form_without_its_key_does_nothing(desk: Desk) -> None:
    answer = desk("clerk").post("/office/probe", {"name": "林", "income": "1"})
    assert answer.status_code == 422
    assert "web.no-once-key" in page(answer)
    assert probe_urls.carried_out == []


def test_a_refusal_no_view_caught_is_a_page_and_not_a_fault(desk: Desk) -> None:
    answer = desk("clerk").get("/office/uncaught")
    assert answer.status_code == 403
    assert "offices.not-your-area" in page(answer)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [("/no/such/page", 404, "没有这一页"), ("/?q=%00", 400, "不能使用的字符"), ("/broken", 500, "故障编号")],
)
def test_error_pages_say_what_to_do(db: None, address: str, status: int, words: str) -> None:
    client = Client(raise_request_exception=False)
    answer = client.get(address)
    assert answer.status_code == status
    assert words in page(answer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert 'lang="en"' in page(client.get(address))


def test_too_large_is_turned_away_before_it_is_read(client: Client, db: None) -> None:
    answer = client.post(
        "/office/probe", b"", content_type="application/octet-stream", CONTENT_LENGTH=str(200 * 1024 * 1024)
    )
    assert answer.status_code == 413
    assert "20 MB" in page(answer)


def test_five_wrong_passwords_lock_the_name_and_the_page_says_for_how_long(
    client: Client, county: people.County
) -> None:
    for _attempt in range(5):
        answer = client.post("/accounts/login/", {"login": "clerk", "password": "wrong"})
    assert answer.status_code == 429
    assert "15 分钟" in page(answer)
    right = client.post("/accounts/login/", {"login": "clerk", "password": people.PASSWORD})
    assert right.status_code == 429
    other = Client().post("/accounts/login/", {"login": "chief", "password": people.PASSWORD})
    assert other.status_code == 302


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert client.get("/accounts/password/reset/").status_code == 404


# --- a second factor


def test_a_role_that_needs_a_second_factor_is_led_to_it_and_does_nothing_before(
    desk: Desk, county: people.County
) -> None:
    moment = people.at(people.date(2026, 7, 1))
    offices.require_second_factor("counter_clerk", required=True, actor=None, on=moment.date(), at=moment)
    client = desk("clerk")
    assert client.get("/office/")["Location"] == "/accounts/second-factor/totp/activate/"
    refused = client.post("/office/probe", {"name": "林", "income": "1", "once": "k"})
    assert refused.status_code == 403
    assert "web.second-factor-wanted" in page(refused)
    assert probe_urls.carried_out == []
    assert desk("chief").get("/office/").status_code == 200


# --- once


def test_the_same_form_twice_acts_once_and_answers_the_same(desk: Desk) -> None:
    client, typed = desk("clerk"), {"name": "林", "income": "0", "once": str(uuid.uuid4())}
    first, second = client.post("/office/probe", typed), client.post("/office/probe", typed)
    assert (
        (first.status_code, first["Location"])
        == (second.status_code, second["Location"])
        == (303, "/office/")
    )
    assert probe_urls.carried_out == ["林"]


def test_the_key_of_another_does_nothing(desk: Desk) -> None:
    typed = {"name": "林", "income": "0", "once": str(uuid.uuid4())}
    desk("clerk").post("/office/probe", typed)
    answer = desk("clerk_two").post("/office/probe", typed)
    assert answer.status_code == 422
    assert "offices.once-key-of-another" in page(answer)
    assert probe_urls.carried_out == ["林"]


# --- a form that outlives its login


def _whose(client: Client) -> str:
    found = re.search(r'name="whose" value="([^"]+)"', page(client.get("/office/probe")))
    assert found
    return found[1]


def test_what_was_typed_comes_back_after_a_new_login(desk: Desk) -> None:
    typed = {"name": "林㛃", "income": "1,200", "once": str(uuid.uuid4()), "whose": _whose(desk("clerk"))}
    later = Client()
    sent_away = later.post("/office/probe", typed)
    assert sent_away.status_code == 302
    assert probe_urls.carried_out == []
    assert "已经留存" in page(later.get(sent_away["Location"]))
    back = later.post(sent_away["Location"], {"login": "clerk", "password": people.PASSWORD})
    again = page(later.get(back["Location"]))
    assert "林㛃" in again
    assert "1,200" in again
    assert later.post("/office/probe", typed).status_code == 303
    assert probe_urls.carried_out == ["林㛃"]


def test_a_form_part_of_a_page_is_told_to_log_in_instead_of_being_swapped(client: Client, db: None) -> None:
    answer = client.post("/office/probe", {"name": "林"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 401
    assert answer["X-Login"].startswith("/accounts/login/")


def test_another_person_does_not_get_what_was_typed(desk: Desk) -> None:
    typed = {"name": "林", "income": "1", "once": "k", "whose": _whose(desk("clerk"))}
    later = Client()
    login = later.post("/office/probe", typed)["Location"]
    back = later.post(login, {"login": "chief", "password": people.PASSWORD})
    text = page(later.get(back["Location"]))
    assert "没有留存的内容" in text
    assert "林" not in re.sub("林知夏", "", text)


def test_a_form_of_another_site_is_not_kept(client: Client, db: None) -> None:
    answer = client.post("/office/probe", {"name": "林", "whose": "forged"})
    assert answer["Location"] == "/accounts/login/?next=%2Foffice%2F"
    assert "typed" not in client.session


def test_a_stale_token_gives_the_form_back(desk: Desk, county: people.County) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(county.clerk.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = {
        "name": "林",
        "income": "1",
        "once": "k",
        "whose": _whose(client),
        "csrfmiddlewaretoken": "x" * 64,
    }
    answer = client.post("/office/probe", typed)
    assert answer.status_code == 303
    assert "继续提交这些内容" in page(client.get(answer["Location"]))
    forged = client.post("/office/probe", {**typed, "whose": ""})
    assert forged.status_code == 403
    assert probe_urls.carried_out == []


def test_what_is_kept_cannot_be_read_in_the_session_table(desk: Desk) -> None:
    later = Client()
    later.post("/office/probe", {"name": "林㛃", "income": "1", "once": "k", "whose": _whose(desk("clerk"))})
    assert "林" not in str(dict(later.session))


# --- language, print, headers


def test_chinese_first_and_english_by_choice(client: Client, db: None) -> None:
    first = client.get("/accounts/login/", headers={"Accept-Language": "en"})
    assert '<html lang="zh-hans"' in page(first)
    chosen = client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    assert chosen["Location"] == "/accounts/login/"
    assert "Log in" in page(client.get("/accounts/login/"))
    assert (
        client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})["Location"] == "/"
    )


def test_large_print_is_remembered(client: Client, db: None) -> None:
    assert "data-print" not in page(client.get("/"))
    client.post("/print/", {"print": "large", "next": "/"})
    assert 'data-print="large"' in page(client.get("/"))
    client.post("/print/", {"print": "usual", "next": "/"})
    assert "data-print" not in page(client.get("/"))
    assert client.post("/print/", {"print": "large", "next": "//elsewhere.example"})["Location"] == "/"


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/office/style"])
def test_no_script_and_no_style_inside_a_page(desk: Desk, address: str) -> None:
    answer = desk("clerk").get(address)
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert ("no-store" in answer.get("Cache-Control", "")) == (address != "/")
    text = page(answer)
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", text)
    assert not re.search(r"\s(style|on[a-z]+)=\"", text)


def test_the_machine_that_watches_is_answered(client: Client, db: None) -> None:
    assert client.get("/healthz").json() == {"database": "answering"}


def test_the_start_page_asks_the_database_few_questions(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    client = desk("clerk")
    client.get("/office/")
    with django_assert_max_num_queries(18):
        assert client.get("/office/").status_code == 200
