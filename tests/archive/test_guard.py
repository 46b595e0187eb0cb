"""What must hold before an archive is published."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.archive import routes
from pipeline.archive.picture import Pace
from tests.archive.conftest import Site
from tests.archive.sample import HOSTILE

EVERY_PAGE = (
    *("/", "/search", "/search?q=neglect", "/search?q=onload", "/themes", "/theme/neglect"),
    *("/recurring", "/recurring?shelf=pack", "/recurring/recurs-1", "/recommendation/rec-1"),
    *("/recommendation/rec-x", "/statistics", "/statistics?q=children", "/statistics/series-level"),
    *("/paper/paper-x", "/paper/paper-pdf", "/file/file-x", "/file/file-x/page/1"),
    *("/file/file-pdf/page/2?passage=passage-pdf&q=audit", "/deadlines", "/coverage"),
    *("/accuracy", "/archive", "/archive/papers", "/archive/papers/paper-x"),
    *("/archive/recommendations", "/archive/files", "/archive/theme_by_year"),
    *("/archive/what_is_held", "/-/plugins", "/-/versions", "/-/settings", "/-/databases"),
    *("/search.csv?q=onload", "/search.json?q=onload", "/search.atom?q=onload"),
    *("/deadlines.ics", "/deadlines.atom", "/archive/files.json", "/archive/files.csv"),
)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_headers_make_the_browser_careful(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 200, path
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_no_inline_script_or_style(site: Site, path: str) -> None:
    answer = site.get(path)
    if not answer.headers["content-type"].startswith("text/html"):
        return
    assert dangers_in(answer.text) == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_nothing_tells_where_files_lie(site: Site, sample: Path, path: str) -> None:
    text = site.get(path).text
    for secret in ("/srv/", "secret", str(sample.parent), str(routes._STATIC.parent.parent)):
        assert secret not in text


@pytest.mark.parametrize(
    "path",
    [
        "/paper/paper-x",
        "/file/file-x",
        "/file/file-x/page/1?recommendation=rec-x",
        "/recommendation/rec-x",
        "/search?q=onload",
        "/search?kind=statistic&year=2025",
        "/deadlines",
        "/coverage",
        "/archive/papers/paper-x",
        "/archive/passages?_search=onload",
    ],
)
def test_a_hostile_paper_is_only_text(site: Site, path: str) -> None:
    text = site.text(path)
    assert "&lt;script&gt;" in text
    assert dangers_in(text) == []
    assert "{{ 7 * 7 }}" in text


def test_a_hostile_search_is_only_text(site: Site) -> None:
    text = site.text("/search?q=%3Cscript%3Ealert(1)%3C/script%3E&theme=%22%3E&body=%3Cb%3E&sort=x")
    assert dangers_in(text) == [] and "<b>" not in text.replace("<b>neglect", "")


def test_sql_is_off_and_questions_work(site: Site) -> None:
    assert site.get("/archive?sql=select+1").status_code == 403
    assert site.get("/archive.json?sql=select+1").status_code == 403
    assert site.get("/archive/papers?_where=1=1").status_code == 403
    site.text("/archive/what_is_held")


def test_a_switch_turns_sql_on(sample: Path, make_site: Callable[..., Site]) -> None:
    open_site = make_site(sample, sql=True)
    answer = open_site.get("/archive.json?sql=select+count(*)+as+n+from+papers&_shape=array")
    assert answer.json() == [{"n": 12}]
    assert "<textarea" in open_site.text("/archive")


@pytest.mark.parametrize(
    "sql",
    ["select path from files", "select * from files", "select max(path) as path from files"],
)
def test_no_sql_reads_where_files_lie(
    sample: Path, make_site: Callable[..., Site], sql: str
) -> None:
    found = make_site(sample, sql=True).get(f"/archive.json?_shape=array&sql={sql}")
    assert found.status_code == 200
    assert {row["path"] for row in found.json()} == {None}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/search", "/archive/papers"])
def test_the_archive_can_only_be_read(site: Site, method: str, path: str) -> None:
    assert site.get(path, method).status_code in (403, 404, 405, 500)


@pytest.mark.parametrize(
    "path",
    [
        "/-/patterns",
        "/-/messages",
        "/-/threads.json",
        "/-/allow-debug",
        "/-/permissions",
        "/archive.db",
        "/file/file-0/page/1.png",
        "/file/nothing/page/1.png",
        "/file/file-pdf/page/99.png",
        "/file/file-pdf/page/99",
        "/file/..%2f..%2fetc%2fpasswd",
        "/-/board/plugin.py",
        "/-/board/..%2fplugin.py",
        "/theme/nothing",
        "/recurring/nothing",
        "/paper/nothing",
        "/fact/recommendation/nothing",
        "/nothing",
    ],
)
def test_what_is_not_there_is_a_page_in_the_same_dress(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code in (302, 403, 404)
    assert "Traceback" not in answer.text and "/srv/" not in answer.text


def test_databases_are_told_without_their_place(site: Site) -> None:
    (told,) = site.get("/-/databases.json").json()
    assert set(told) == {"name", "route", "size"}


def test_drawing_pages_is_bounded(site: Site) -> None:
    routes.pictures(site.datasette).pace = Pace(burst=1, seconds_each=1000.0)
    assert site.get("/file/file-pdf/page/1.png").status_code == 200
    refused = site.get("/file/file-pdf/page/2.png")
    assert refused.status_code == 429 and refused.headers["retry-after"]
    assert site.get("/file/file-pdf/page/1.png").headers["content-type"] == "image/png"


def test_a_failure_says_nothing_of_the_server(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("/srv/secret/thing")

    monkeypatch.setattr(routes.page, "answer", fail)
    answer = site.get("/file/file-x/page/1")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Something went wrong" in answer.text
    assert "secret" in caplog.text


def test_search_engines_are_turned_away(site: Site) -> None:
    assert "Disallow: /" in site.get("/robots.txt").text
    assert site.get("/").headers["x-robots-tag"] == "noindex"


def test_hostile_text_is_in_the_sample() -> None:
    assert "<script>" in HOSTILE and json.dumps(HOSTILE)


class _Dangers(HTMLParser):
    """Collects what a policy without inline script and style would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note scripts, styles and handlers in the markup."""
        names = [name for name, _ in attrs]
        if tag in ("script", "style", "iframe", "object"):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]
        self.found += [
            value or "" for name, value in attrs if name == "href" and "script:" in (value or "")
        ]


def dangers_in(text: str) -> list[str]:
    """What in a page a careful browser would refuse."""
    parser = _Dangers()
    parser.feed(text)
    return parser.found
