"""What is turned away before any room is asked, and in which language."""

from __future__ import annotations

import io

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from jiuzhu.web.gate import GateMiddleware
from jiuzhu.web.passwords import ThreeKindsValidator

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


class Unreadable(io.BytesIO):
    """A body that nobody may touch."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.parametrize("address", ["/?q=%00", "/?name=%E5%BC%A0%00", "/office/%00/"])
def test_a_nul_in_the_address_is_refused(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "不能使用的字符" in answer.content.decode()


def test_a_nul_is_refused_to_machines_as_json(client: Client) -> None:
    answer = client.get("/api/cases?q=%00")
    assert answer.status_code == 400
    assert answer.json()["refusals"][0]["code"] == "gate.nul-in-address"


def test_200_megabytes_are_refused_before_they_are_read() -> None:
    request = RequestFactory().post("/office/", b"", content_type="application/octet-stream")
    request.META["CONTENT_LENGTH"] = str(200 * MEGABYTE)
    request._stream = request.META["wsgi.input"] = Unreadable()  # type: ignore[attr-defined]
    answer = GateMiddleware(lambda _: pytest.fail("let through"))(request)  # type: ignore[arg-type]
    assert answer.status_code == 413
    assert answer.headers["Connection"] == "close"
    assert "一次最多 20 MB" in answer.content.decode()


def test_what_fits_is_let_through() -> None:
    request = RequestFactory().post("/office/", b"", content_type="application/octet-stream")
    request.META["CONTENT_LENGTH"] = str(20 * MEGABYTE)
    passed = []
    GateMiddleware(passed.append)(request)  # type: ignore[arg-type]
    assert passed == [request]


def test_a_browser_that_asks_for_english_gets_chinese_until_the_person_chooses(client: Client) -> None:
    assert (
        client.get("/accounts/login/", headers={"Accept-Language": "en"}).headers["Content-Language"]
        == "zh-hans"
    )
    answer = client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    assert answer.headers["Location"] == "/accounts/login/"
    assert client.get("/accounts/login/").headers["Content-Language"] == "en"


def test_choosing_a_language_never_leads_elsewhere(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"


def test_an_unknown_language_is_not_kept(client: Client) -> None:
    assert "django_language" not in client.post("/language/", {"language": "../etc"}).cookies


@pytest.mark.parametrize(
    ("password", "accepted"), [("abcdefgh1234", False), ("Abcdefgh1234", True), ("救助救助abc1!", True)]
)
def test_dengbao_wants_three_kinds(password: str, *, accepted: bool) -> None:
    from django.core.exceptions import ValidationError

    with translation.override("zh-hans"):
        if accepted:
            ThreeKindsValidator().validate(password)
            return
        with pytest.raises(ValidationError, match="三类"):
            ThreeKindsValidator().validate(password)


def test_scripts_of_others_are_forbidden(client: Client) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
