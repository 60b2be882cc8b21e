"""Passwords of one's own, second factors, recovery codes: the library's work in our look and under our rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils import timezone

from jiuzhu.offices import actions as offices
from tests import people

Desk = Callable[[str], Client]
NEW = "harbour-lantern-7-moons"


def page(response: Any) -> str:
    return str(response.content.decode())


def login(client: Client, name: str, password: str = people.PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": name, "password": password})


def code(secret: str) -> str:
    """What the authenticator app would show now."""
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def test_a_given_password_opens_only_its_own_change(county: people.County, client: Client) -> None:
    offices.give_password(
        county.clerk, "given-by-the-office-1", actor=county.administrator, at=timezone.now()
    )
    assert login(client, "clerk", "given-by-the-office-1").status_code == 302
    assert client.get("/office/")["Location"] == "/accounts/password/"
    refused = client.post("/office/search", {})
    assert refused.status_code == 403
    assert "web.own-password-wanted" in page(refused)
    typed = {"oldpassword": "given-by-the-office-1", "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/", typed).status_code == 302
    assert client.get("/office/").status_code == 200
    assert login(Client(), "clerk", NEW).status_code == 302


def test_a_weak_password_is_refused_with_the_reason(desk: Desk) -> None:
    typed = {"oldpassword": people.PASSWORD, "password1": "12345678", "password2": "12345678"}
    text = page(desk("clerk").post("/accounts/password/", typed))
    assert "wrong-summary" in text
    assert "12" in text


def _with_second_factor(client: Client) -> tuple[str, list[str]]:
    """Sets one up as a person does; the secret of the app, and the recovery codes."""
    activate = "/accounts/second-factor/totp/activate/"
    if client.get(activate).status_code == 302:
        client.post("/accounts/confirm/?next=" + activate, {"password": people.PASSWORD})
    found = re.search(r'id="authenticator_secret" value="([A-Z2-7]+)"', page(client.get(activate)))
    assert found
    assert client.post(activate, {"code": code(found[1])}).status_code == 302
    client.post("/accounts/second-factor/recovery-codes/generate/")
    shown = page(client.get("/accounts/second-factor/recovery-codes/"))
    return found[1], re.findall(r"<code>([^<]+)</code>", shown)


def test_with_a_second_factor_the_password_alone_does_not_open(county: people.County, client: Client) -> None:
    login(client, "clerk")
    _secret, codes = _with_second_factor(client)
    assert len(codes) == 10
    later = Client()
    asked = login(later, "clerk")
    assert asked["Location"].startswith("/accounts/second-factor/authenticate/")
    assert later.get("/office/").status_code == 302
    wrong = later.post(asked["Location"], {"code": "000000"})
    assert "wrong-summary" in page(wrong)
    assert later.post(asked["Location"], {"code": codes[0]}).status_code == 302
    assert later.get("/office/").status_code == 200
    again = Client()
    login(again, "clerk")
    assert "wrong-summary" in page(again.post(asked["Location"], {"code": codes[0]}))


def test_a_county_that_asks_for_it_gets_it(county: people.County, client: Client) -> None:
    moment = people.at(people.date(2026, 7, 1))
    offices.require_second_factor("counter_clerk", required=True, actor=None, on=moment.date(), at=moment)
    login(client, "clerk")
    assert client.get("/office/")["Location"].endswith("/totp/activate/")
    _with_second_factor(client)
    assert client.get("/office/").status_code == 200
