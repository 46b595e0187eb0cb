"""The archive in a real browser: two walks, every page measured against WCAG, at two widths.

Chromium is named by `BOARD_PAPERS_CHROMIUM` or found on the path, axe-core by `BOARD_PAPERS_AXE`.
Without them these tests are skipped, unless `BOARD_PAPERS_BROWSER_REQUIRED` is set. Screenshots
are kept in the folder that `BOARD_PAPERS_SHOTS` names.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("BOARD_PAPERS_CHROMIUM") or shutil.which("chromium")
AXE = os.environ.get("BOARD_PAPERS_AXE", "")
SHOTS = os.environ.get("BOARD_PAPERS_SHOTS")
REQUIRED = bool(os.environ.get("BOARD_PAPERS_BROWSER_REQUIRED"))
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
WIDTHS = (1280, 320)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """rules => axe.run(document, {
    runOnly: rules, resultTypes: ['violations'], preload: false, iframes: false
})"""
SAMPLE_PAGES = (
    *("/", "/search", "/search?q=neglect", "/search?q=onload", "/search?q=nothinglikethis"),
    *("/search?q=neglect+audits", "/themes", "/theme/neglect", "/theme/finance", "/recurring"),
    *("/recurring?shelf=pack", "/recurring/recurs-1", "/recommendation/rec-6"),
    *("/recommendation/rec-x", "/statistics", "/statistics?q=nothing", "/paper/paper-3"),
    *("/statistics/series-level", "/paper/paper-x", "/file/file-x", "/file/file-x/page/1"),
    *("/file/file-pdf/page/2?passage=passage-pdf&q=audit", "/file/file-pdf/page/1"),
    *("/deadlines", "/coverage", "/accuracy", "/nothing/here", "/archive", "/archive/papers"),
    *("/archive/papers?_facet=kind&kind=minute", "/archive/papers/paper-3"),
    *("/archive/recommendations?_search=neglect", "/archive/theme_by_year"),
    *("/archive/theme_over_the_years?theme=neglect", "/archive/responses_due", "/-/versions"),
)


def _missing(what: str) -> None:
    if REQUIRED:
        pytest.fail(f"There is no {what}, and the browser tests are required.")
    pytest.skip(f"There is no {what}: see tests/archive/test_browser.py.")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, driven by Playwright."""
    if not CHROMIUM:
        _missing("Chromium (BOARD_PAPERS_CHROMIUM)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    if not AXE or not Path(AXE).is_file():
        _missing("axe-core (BOARD_PAPERS_AXE)")
    return Path(AXE).read_text(encoding="utf-8")


def _serve(db: Path, cache: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = (
        "import sys; from pathlib import Path; from pipeline.archive.serve import serve;"
        " serve(Path(sys.argv[1]), int(sys.argv[2]), False)"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", code, str(db), str(port)],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)
        if server.stdout is not None:
            server.stdout.close()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("The server did not answer.")


@pytest.fixture(scope="module")
def sample_site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample archive."""
    yield from _serve(sample, tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def corpus_site(corpus_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the archive of the sample papers."""
    yield from _serve(corpus_archive, tmp_path_factory.mktemp("cache"))


@pytest.fixture(params=WIDTHS)
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of one width on which no error may be met and nothing overflow."""
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    errors: list[str] = []
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    opened.close()
    assert [error for error in errors if "404" not in error] == []


def _follow(page: Any, link: Any) -> None:
    """Click what leads to another page, and wait until that one is there."""
    with page.expect_navigation():
        link.click()


def _shoot(page: Any, name: str) -> None:
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)


def _check(page: Any, axe: str, address: str) -> None:
    """No rule of WCAG is broken and nothing overflows, at both widths."""
    page.goto(address)
    page.evaluate(axe)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(_RUN, RULES)
        told = [
            (rule["id"], [node["html"][:160] for node in rule["nodes"]][:3])
            for rule in found["violations"]
        ]
        assert told == [], (address, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


@pytest.fixture
def any_page(browser: Any) -> Iterator[Any]:
    """A page whose width changes."""
    opened = browser.new_page()
    yield opened
    opened.close()


def test_every_page_of_the_sample_keeps_wcag(any_page: Any, axe: str, sample_site: str) -> None:
    for path in SAMPLE_PAGES:
        _check(any_page, axe, sample_site + path)


def test_pages_of_real_papers_keep_wcag(
    any_page: Any, axe: str, corpus_site: str, corpus_archive: Path
) -> None:
    connection = sqlite3.connect(corpus_archive)
    recommendations = connection.execute(
        "SELECT '/recommendation/' || id FROM recommendations ORDER BY id LIMIT 1"
    ).fetchall()
    pages = connection.execute(
        "SELECT DISTINCT '/file/' || passages.file_id || '/page/' || statistics.page"
        " FROM statistics JOIN passages ON passages.id = passage_id ORDER BY 1 LIMIT 40"
    ).fetchall()
    papers = connection.execute("SELECT '/paper/' || id FROM papers ORDER BY id").fetchall()
    connection.close()
    paths = ["/", "/search?q=neglect", "/theme/neglect", "/recurring?shelf=pack", "/deadlines"]
    paths += ["/coverage", "/archive/statistics"]
    for (path,) in [*recommendations, *pages[::14], *papers[::14]]:
        paths.append(path)
    for path in paths:
        _check(any_page, axe, corpus_site + path)


def test_the_researchers_walk(page: Any, corpus_site: str) -> None:
    """Search neglect, narrow to a year, open a passage, see the words marked on the page."""
    page.goto(corpus_site)
    _shoot(page, "researcher-1-home")
    page.get_by_label("Search every paper").fill("neglect")
    _follow(page, page.get_by_role("button", name="Search"))
    all_places = page.locator("#found").inner_text()
    page.get_by_label("Year of meeting").select_option("2023")
    _follow(page, page.get_by_role("button", name="Search"))
    _shoot(page, "researcher-2-search")
    narrowed = page.locator("#found").inner_text()
    assert "neglect" in narrowed and int(narrowed.split()[0]) < int(all_places.split()[0])
    hits = page.locator("ol.hits > li")
    assert hits.count() > 3
    assert all("2023" in told for told in hits.locator(".source").first.all_inner_texts())
    _follow(page, hits.first.get_by_role("link", name="Page ").first)
    marked = page.locator(".words mark")
    assert "neglect" in marked.first.inner_text().lower()
    image = page.locator(".sheet img")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000
    _shoot(page, "researcher-3-page")
    box = page.locator(".sheet rect.chosen").first.bounding_box()
    sheet = page.locator(".sheet").bounding_box()
    assert box and sheet and box["width"] > 20
    assert sheet["x"] <= box["x"] and box["y"] + box["height"] <= sheet["y"] + sheet["height"]


def test_the_officers_walk(page: Any, sample_site: str) -> None:
    """From what comes back to a group, its responses, its page, and the deadlines' calendar."""
    page.goto(sample_site)
    _follow(
        page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Made again")
    )
    _shoot(page, "officer-1-recurring")
    _follow(page, page.get_by_role("link", name="Review the neglect strategy every year"))
    _shoot(page, "officer-2-group")
    assert page.locator(".life > li").count() == 10
    assert page.locator(".tag.bad", has_text="Rejected").count() == 2
    assert page.locator("ins").count() == 1
    _follow(page, page.locator(".note").first.get_by_role("link", name="Page 1"))
    assert page.locator(".facts li.here").count() == 1
    _follow(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Deadlines"))
    _shoot(page, "officer-3-deadlines")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="calendar (.ics)").click()
    calendar = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert calendar.startswith("BEGIN:VCALENDAR") and calendar.count("BEGIN:VEVENT") == 3
    assert f"URL:{sample_site}/file/" in calendar.replace("\n ", "")


def test_the_keyboard_reaches_everything(page: Any, sample_site: str) -> None:
    page.goto(sample_site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("neglect")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML.slice(0, 300)"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or page.evaluate("document.activeElement === document.body")
    links = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, select, summary')]"
        ".filter(item => item.checkVisibility()).map(item => item.outerHTML.slice(0, 300))"
    )
    assert set(links) <= reached


def test_all_works_without_javascript(browser: Any, sample_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample_site}/search?q=strategy")
    _follow(page, page.locator("ol.hits a").first)
    assert page.locator(".words mark").count() == 1
    page.goto(f"{sample_site}/archive/papers")
    page.locator("select[name=_filter_column]").select_option("kind")
    page.locator("input[name=_filter_value]").fill("minute")
    _follow(page, page.locator("input[type=submit]"))
    assert "1 row" in page.locator("h2").first.inner_text()
    context.close()


def test_it_prints_without_what_is_only_for_screens(page: Any, sample_site: str) -> None:
    page.goto(f"{sample_site}/search?q=strategy")
    page.emulate_media(media="print")
    assert not page.locator("form").first.is_visible()
    assert not page.get_by_role("navigation", name="Main").locator("ul").is_visible()
    assert page.locator("ol.hits").is_visible()
    assert sample_site in page.locator(".printed").inner_text()
