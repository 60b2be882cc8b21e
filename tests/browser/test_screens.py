"""Every main screen in the demo county: no barriers, nothing wider than the screen, the whole page by keyboard; and its picture."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from jiuzhu import rulebook
from jiuzhu.approvals.models import Decision
from jiuzhu.cases.models import Case
from jiuzhu.delegation.models import Letter, Plan
from jiuzhu.demo import county as counties
from jiuzhu.demo import filing, loading
from jiuzhu.demo import sealing as demo_sealing
from jiuzhu.documents.models import Issued
from jiuzhu.filings.models import Draw, Filing
from jiuzhu.funds.models import PaymentRun
from jiuzhu.intake.models import Draft
from jiuzhu.journey import accepting, sealing
from jiuzhu.offices import scope
from jiuzhu.offices.models import Officer
from jiuzhu.seals import authority
from jiuzhu.seals.models import Seal
from jiuzhu.values.month import Month
from tests.browser.conftest import barriers, screen

Window = Callable[..., Page]
TODAY = date(2026, 11, 23)
OF_XINWEN, COUNTY = "370982002", "370982"


@dataclass(frozen=True)
class Screen:
    """A page as one officer sees it; `officer` "" is the public side, "family" the case that the receipt opens."""

    name: str
    officer: str
    address: str


def case_at(stage: str, **more: Any) -> str:
    """The first case of 新汶街道 at a stage."""
    found = Case.objects.filter(stage=stage, area_id=OF_XINWEN, **more).order_by("pk").first()
    assert found is not None, stage
    return found.number


def screens() -> Iterator[Screen]:
    clerk, verifier, visitor = "xinwen-clerk", "xinwen-clerk", "xinwen-visitor"
    reviewer, chief = "xinwen-reviewer", "xinwen-chief"
    draft = Draft.objects.filter(area_id=OF_XINWEN).order_by("opened_at").last()
    assert draft is not None
    yield Screen("start", clerk, "/office/")
    yield Screen("counter", clerk, "/office/counter/")
    yield Screen("counter-family", clerk, f"/office/counter/{draft.pk}/")
    yield Screen("counter-income", clerk, f"/office/counter/{draft.pk}/ask/m1-money")
    yield Screen("counter-check", clerk, f"/office/counter/{draft.pk}/check")
    yield Screen("counter-receipt", clerk, f"/office/counter/cases/{case_at('verifying')}/taken")
    yield Screen("cases", clerk, "/office/cases/")
    yield Screen("case-supplementing", clerk, f"/office/cases/{case_at('supplementing')}/")
    yield Screen("verification", verifier, f"/office/cases/{case_at('verifying')}/verification")
    yield Screen("visit", visitor, f"/office/cases/{case_at('surveying')}/visit")
    yield Screen("visits", visitor, "/office/surveys/")
    yield Screen("determination", reviewer, f"/office/cases/{case_at('posting_opinion')}/opinion")
    yield Screen("case", reviewer, f"/office/cases/{case_at('deciding')}/")
    yield Screen("signing", chief, "/office/signing/")
    yield Screen("decision", chief, f"/office/cases/{case_at('deciding')}/decision")
    yield Screen("case-receiving", clerk, f"/office/cases/{paid()}/")
    yield Screen("letters", "county-supervisor", "/office/letters/")
    yield Screen("postings", clerk, "/office/postings/")
    yield Screen("posting-sheet", clerk, f"/office/cases/{case_at('posting_opinion')}/posting/sheet")
    yield Screen("runs", "county-cashier", "/office/runs/")
    yield Screen("run", "county-treasurer", f"/office/runs/{PaymentRun.objects.latest('pk').number}/")
    yield Screen("numbers", "county-policy", "/office/standards/")
    yield Screen("numbers-missing", "county-policy", f"/office/standards/?area={COUNTY}&on=2012-01-01")
    yield Screen("process-2026", clerk, drawing())
    yield Screen("staff", "county-admin", "/office/staff/")
    yield Screen("log", "county-auditor", "/office/log/")
    yield Screen("portal", "", "/")
    yield Screen("portal-apply", "", "/apply/")
    yield Screen("portal-follow", "", "/mine/")
    yield Screen("portal-case", "family", "/mine/case")
    yield Screen("portal-open", "", "/open/")
    yield Screen("portal-village", "", f"/open/villages/{village()}")
    yield Screen("api", "", "/api/docs")
    yield from of_the_delegation()
    yield from of_the_seals()
    yield from of_the_filings()


def of_the_delegation() -> Iterator[Screen]:
    """What was handed down, by which plan and letter; measures of the rulebook against what this county does."""
    supervisor = "county-supervisor"
    letter = Letter.objects.filter(township_id=OF_XINWEN).earliest("pk")
    yield Screen("delegation", supervisor, "/office/delegation/")
    yield Screen("delegation-cell", supervisor, f"/office/delegation/MZ01-01/{OF_XINWEN}/")
    yield Screen("plan", supervisor, f"/office/plans/{Plan.objects.earliest('pk').pk}/")
    yield Screen("letter", supervisor, f"/office/letters/{letter.pk}/")
    yield Screen("letter-draft", supervisor, f"/office/letters/drafts/{letter.draft.pk}/")
    yield Screen("letter-running", supervisor, f"/office/letters/{letter.pk}/running")
    yield Screen("measures", supervisor, "/office/measures/")
    yield Screen("measure", supervisor, "/office/measures/supervision/")
    yield Screen("refusals-counted", supervisor, "/office/refusals/")
    yield Screen("portal-measures", "", "/open/measures/")
    yield Screen("portal-draws", "", "/open/draws")


def of_the_seals() -> Iterator[Screen]:
    """The register of seals, the custodian's desk, the counter that hands papers out, and anybody who checks one."""
    registrar, chief, clerk = "county-supervisor", "xinwen-chief", "xinwen-clerk"
    seal = Seal.objects.filter(area_id=OF_XINWEN, kind="special").earliest("pk")
    unsealed, _total = sealing.waiting((OF_XINWEN,), limit=1)
    yield Screen("seals", registrar, "/office/seals/")
    yield Screen("seal", registrar, f"/office/seals/{seal.pk}/")
    yield Screen("seal-uses", registrar, f"/office/seals/{seal.pk}/uses")
    yield Screen("seal-signals", registrar, "/office/seals/signals/")
    yield Screen("sealing", chief, "/office/sealing/")
    yield Screen("sealing-paper", chief, f"/office/sealing/{unsealed[0].paper.about}")
    yield Screen("delivering", clerk, "/office/delivering/")
    yield Screen("portal-check", "", "/check/")
    yield Screen(
        "portal-check-code", "", f"/check/{Issued.objects.exclude(sealed_with='').latest('pk').code}"
    )


def of_the_filings() -> Iterator[Screen]:
    """What the county sees of what townships decided: the inbox, one filing, samples, proposals, who answers for what."""
    officer, supervisor = "county-filing", "county-supervisor"
    answered = Filing.objects.filter(case__area_id=OF_XINWEN).earliest("pk")
    yield Screen("filings", officer, "/office/filings/")
    yield Screen("filing", officer, f"/office/filings/{answered.pk}/")
    yield Screen("samples", supervisor, "/office/samples/")
    drawn = Draw.objects.order_by("pk").first()
    if drawn is not None:
        yield Screen("sample", supervisor, f"/office/samples/{drawn.number}/")
    yield Screen("suspensions", supervisor, "/office/suspensions/")
    yield Screen("responsibility", supervisor, f"/office/cases/{paid()}/responsibility")


def paid() -> str:
    """A case that walked the whole road and was paid."""
    found = Decision.objects.filter(case__stage="receiving", case__area_id=OF_XINWEN).order_by("pk").first()
    assert found is not None
    return str(found.case.number)


def drawing() -> str:
    """The process that a new application of today walks."""
    version = rulebook.process("minimum-living", OF_XINWEN, TODAY)
    return reverse("office:process", args=[version.key, version.starts_on.isoformat(), version.area])


def village() -> str:
    return str(Case.objects.get(number=case_at("posting_opinion")).village_id)


# The pictures show the whole demo county; the checks need one case of each kind of page.
NEEDED = (
    "draft", "supplementing", "verifying", "surveying", "posting", "posted", "deciding", "receiving", "publishing",
)  # fmt: skip


@pytest.fixture
def demo(transactional_db: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.VAR = tmp_path / "files", tmp_path / "var"
    authority.load.cache_clear()
    # Sealing runs an event loop of its own, and the browser's runs in this thread already.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(_loaded).result()


def _loaded() -> None:
    try:
        with scope.whole_county():
            _county()
    finally:
        connections.close_all()


def _county() -> None:
    if PICTURES:
        loading.load(TODAY, seed=7)
        return
    some = counties.raise_county(TODAY)
    for order, name in enumerate(NEEDED, start=1):
        loading.walk(some, name, OF_XINWEN, order, TODAY, 7)
    demo_sealing.raise_seals(some, TODAY, townships=(OF_XINWEN,))
    demo_sealing.seal_decisions(some, TODAY, limit=1, leave=1)
    filing.load(some, TODAY)
    loading.pay(some, Month.of(TODAY), TODAY)


def sit_down(page: Page, who: str, server: str) -> None:
    """The officer's session without the login page; `test_road` logs in as people do."""
    page.context.clear_cookies(name="sessionid")
    if not who:
        return
    client = Client()
    if who == "family":
        with scope.whole_county():
            case = Case.objects.get(number=paid())
            hashed = accepting.follow_hash("7KQ2-MF4X")
            with connection.cursor() as cursor:  # nobody knows the code that the demo's clerk handed over
                cursor.execute("ALTER TABLE cases_case DISABLE TRIGGER USER")
                Case.objects.filter(pk=case.pk).update(follow_code_hash=hashed)
                cursor.execute("ALTER TABLE cases_case ENABLE TRIGGER USER")
        client.post("/mine/", {"number": case.number, "code": "7KQ2-MF4X"})
    else:
        with scope.whole_county():
            officer = Officer.objects.select_related("user").get(user__username=who)
        client.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server}]
    )


# Each page once at the width of the people who use it; with JIUZHU_SCREENS in every way, for the pictures.
PICTURES = bool(os.environ.get("JIUZHU_SCREENS"))
WAYS: dict[str, dict[str, Any]] = {
    "desk": {}, "phone": {"phone": True}, "english": {"language": "en"}, "large": {"phone": True, "large": True},
}  # fmt: skip
# The county's own work is done at a desk.
AT_A_DESK = (
    "delegation",
    "plan",
    "letter",
    "seals",
    "seal-",
    "samples",
    "sample",
    "suspensions",
    "measure",
    "refusals",
    "filing",
)
WALKED_WITH = ("portal", "visit", "start")  # pages that are held in a hand


@pytest.mark.slow
def test_every_screen(demo: None, window: Window, live_server: Any) -> None:
    with scope.whole_county():
        shown = sorted(screens(), key=lambda one: one.officer)
    wrong: dict[str, list[str]] = {}
    for way, how in WAYS.items():
        page, seated = window(quiet=True, **how), None
        for one in shown:
            in_hand = one.name.startswith(WALKED_WITH)
            usual = way == ("phone" if in_hand else "desk")
            if not usual and (not PICTURES or not _pictured(one.name, way)):
                continue
            if one.officer != seated:
                sit_down(page, one.officer, live_server.url)
                seated = one.officer
            answer = page.goto(one.address)
            found = _faults(page, answer.status if answer else 0)
            screen(page, f"{one.name}-{way}")
            if usual:
                found += [*barriers(page), *_out_of_reach(page)]
            if found:
                wrong[f"{one.name} ({way})"] = found
    assert not wrong, "\n".join(f"{name}: {one}" for name, found in wrong.items() for one in found)


def _pictured(name: str, way: str) -> bool:
    """Not everything in every way: the folder stays one that people look through."""
    in_hand = name.startswith(WALKED_WITH)
    if way == "english":
        return in_hand or name in (
            "case",
            "delegation",
            "letter",
            "sealing-paper",
            "filings",
            "responsibility",
            "decision",
            "determination",
            "signing",
            "postings",
            "run",
            "letters",
            "log",
        )
    return way == "desk" or in_hand or (way == "phone" and not name.startswith(AT_A_DESK))


def _out_of_reach(page: Page) -> list[str]:
    """The first thing on a page is the way past its navigation, and what can be pressed can be reached and shows its focus."""
    first = page.evaluate("document.querySelector('a[href], button, input').getAttribute('href') || ''")
    found = [] if first.startswith("#") else [f"the first Tab leads to {first!r}, not past the navigation"]
    return found + list(page.evaluate(UNREACHED))


UNREACHED = """(() => {
  const main = document.querySelector("main"), found = [];
  for (const e of main.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!e.checkVisibility() || e.disabled || e.ariaHidden === 'true') continue;
    if (e.tabIndex < 0) { found.push("not by Tab: " + e.outerHTML.slice(0, 80)); continue; }
    e.focus({focusVisible: true});
    const s = getComputedStyle(e);
    if (document.activeElement === e && s.outlineStyle === "none" && s.boxShadow === "none")
      found.push("no visible focus: " + e.outerHTML.slice(0, 80));
  }
  return found.slice(0, 5);
})()"""


def _faults(page: Page, status: int) -> list[str]:
    found = [] if status == 200 else [f"answered {status}"]
    width, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return found + ([f"{width} px on a screen of {inner}"] if width > inner else [])
