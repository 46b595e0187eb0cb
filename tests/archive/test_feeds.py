"""Feeds, calendars and spreadsheets that other programs accept."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

from pipeline.archive import feeds
from tests.archive.conftest import Site
from tests.archive.sample import HOSTILE

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_search_as_csv(site: Site) -> None:
    text = site.get("/search.csv?q=neglect&kind=recommendation").text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 10
    assert rows[0]["kind"] == "recommendation"
    assert rows[0]["url"].startswith("http://localhost/file/file-")


def test_the_search_as_json(site: Site) -> None:
    found = json.loads(site.get("/search.json?q=neglect&kind=recommendation&year=2019").text)
    assert (found["total"], found["total_is_exact"]) == (1, True)
    assert found["search"] == {"q": "neglect", "kind": "recommendation", "year": "2019"}
    assert found["hits"][0]["decision"] == "awaited"


def test_the_search_as_a_feed_with_absolute_links(site: Site) -> None:
    feed = ElementTree.fromstring(site.get("/search.atom?q=neglect").text)
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    for link in feed.iter(f"{ATOM}link"):
        assert link.attrib["href"].startswith("http://localhost/")


def test_a_hostile_text_is_text_in_every_format(site: Site) -> None:
    feed = ElementTree.fromstring(site.get("/search.atom?q=onload").text)
    assert feed.findtext(f"{ATOM}entry/{ATOM}content") == HOSTILE
    assert HOSTILE in site.get("/search.json?q=onload").json()["hits"][0]["text"]


def test_a_cell_that_looks_like_a_formula_is_harmless() -> None:
    hit = {"kind": "passage", "id": "1", "text": "=1+1", "page": 1, "file_id": "f"}
    text = feeds.as_csv([hit], lambda path: path, "")
    assert "'=1+1" in text


def test_the_calendar(site: Site) -> None:
    answer = site.get("/deadlines.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    lines = _unfold(answer.text)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3
    assert "DTSTART;VALUE=DATE:20190710" in lines
    assert "DTEND;VALUE=DATE:20190711" in lines
    assert any(line.startswith("URL:http://localhost/file/file-3/page/1") for line in lines)
    assert any("Neglect\\; a strategy\\, reviewed" in line for line in lines)
    assert len({line for line in lines if line.startswith("UID:")}) == 3


def test_no_line_of_the_calendar_is_longer_than_it_may_be(site: Site) -> None:
    for line in site.get("/deadlines.ics").text.split("\r\n"):
        assert len(line.encode()) <= 75


def test_a_letter_of_many_bytes_is_not_cut() -> None:
    row: dict[str, Any] = {
        "deadline": "2025-08-01",
        "deadline_text": None,
        "meeting_date": None,
        "response_id": "r",
        "issue": "é" * 120,
        "title": None,
        "recommendations": 1,
        "file_id": "f",
        "page": 1,
        "body": None,
    }
    text = feeds.calendar("name", [row], lambda path: path, "host")
    assert "é" * 120 in "".join(_unfold(text))


def test_deadlines_as_a_feed(site: Site) -> None:
    feed = ElementTree.fromstring(site.get("/deadlines.atom").text)
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.findall(f"{ATOM}entry")]
    assert len(titles) == 3
    assert all(title.startswith("Response due: ") for title in titles)


def _unfold(text: str) -> list[str]:
    return text.replace("\r\n ", "").rstrip("\r\n").split("\r\n")
