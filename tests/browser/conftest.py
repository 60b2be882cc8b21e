"""A real browser on a real server. Skipped, loudly, where there is no Chromium (tools/chromium.sh installs it)."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from jiuzhu.offices import scope
from tests import people

ROOT = Path(__file__).resolve().parent.parent.parent
SCREENS = ROOT / "docs" / "screens"
AXE = (Path(__file__).parent / "axe.min.js").read_text()
# As root there is no sandbox; without the others Chromium knocks at addresses that a closed network refuses.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
LONGEST = 1800  # px of a picture; longer pages go on like this

# Playwright's loop runs in the test's own thread; the ORM calls there are plain calls all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, once per run."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    if found is None:
        pytest.skip("NO CHROMIUM: the browser tests prove nothing here. Run tools/chromium.sh as root.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def county(transactional_db: None) -> people.County:
    """Two townships and one officer per role."""
    with scope.whole_county():
        return people.county()


@pytest.fixture
def window(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """``window(phone=True, dark=True, language="en", large=True)`` is a new page; any error in it fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def new(
        *,
        phone: bool = False,
        dark: bool = False,
        language: str = "",
        large: bool = False,
        quiet: bool = False,
        **more: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=PHONE if phone else DESK,
            color_scheme="dark" if dark else "light",
            locale="en-GB" if language == "en" else "zh-CN",
            **more,
        )
        cookies = {"django_language": language, "print": "large" if large else ""}
        context.add_cookies(
            [{"name": k, "value": v, "url": live_server.url} for k, v in cookies.items() if v]
        )
        contexts.append(context)
        page = context.new_page()
        if not quiet:
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        return page

    yield new
    for context in contexts:
        context.close()
    assert wrong == []


def log_in(page: Page, officer: str) -> None:
    """As a person does it."""
    page.goto("/accounts/login/")
    page.fill("[name=login]", officer)
    page.fill("[name=password]", people.PASSWORD)
    page.click("button.primary")
    page.wait_for_url("**/office/**")


def barriers(page: Page) -> list[str]:
    """What axe finds against WCAG 2.1 AA on the page as it is shown."""
    # Through the debugger and not as a script tag: the page's own policy admits no such script.
    page.evaluate(AXE)
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
    )
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def screen(page: Page, name: str) -> None:
    """A picture for docs/screens, when JIUZHU_SCREENS asks for them: a usual run leaves the tree as it is."""
    if os.environ.get("JIUZHU_SCREENS"):
        SCREENS.mkdir(parents=True, exist_ok=True)
        with Image.open(io.BytesIO(page.screenshot(full_page=True))) as taken:
            shown = taken.convert("RGB").crop((0, 0, taken.width, min(taken.height, LONGEST)))
        # A palette: our pages have few colours, and the folder stays small. This method keeps the rare ones, as the red.
        palette = shown.quantize(128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        palette.save(SCREENS / f"{name}.png", optimize=True)
