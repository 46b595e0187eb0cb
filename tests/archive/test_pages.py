"""What each page shows, of the sample archive and of the sample papers."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.link.run import link_archive
from pipeline.rules import load_rules
from pipeline.store.archive import Archive
from pipeline.store.corrections import correct, undo
from pipeline.store.schema import REJECTED
from pipeline.store.summaries import refresh_summaries
from tests.archive.conftest import Site
from tests.archive.sample import build_sample


def _words(page: str) -> str:
    """A page as one reads it."""
    text = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(head|nav|footer).*?</\1>", " ", page))
    return re.sub(r"\s+", " ", text)


def test_home_tells_what_there_is_and_three_answers(site: Site) -> None:
    page = _words(site.text("/"))
    assert "12 papers of 3 bodies, 2016 to 2025" in page
    assert "Neglect over the years" in page
    assert "Review the neglect strategy every year 10 meetings, 2016 to 2025" in page
    assert "made again after it was accepted" in page
    assert "3 recommendations without an answer in this archive, 2 past the day" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=neglect", "20 places"),
        ("q=neglected", "20 places"),
        ("q=neglect&year=2019", "2 places"),
        ("q=neglect&body=Cabinet", "10 places"),
        ("q=neglect&kind=recommendation", "10 places"),
        ("q=neglect&kind=recommendation&response=rejected", "2 places"),
        ("q=neglect&kind=recommendation&response=none", "2 places"),
        ("q=strategy&response=accepted", "2 places"),
        ("kind=response&response=awaited", "3 places"),
        ("kind=date&year=2020", "1 place"),
        ("theme=neglect", "20 places"),
        ("theme=neglect&kind=recommendation&year=2018", "1 place"),
        ("theme=finance", "Nothing was found"),
        ("q=children+-plan", "10 places"),
        ("q=%22neglect+strategy%22", "10 places"),
        ("q=strategy+OR+audits", "11 places"),
        ("q=nothinglikethis", "Nothing was found"),
        ("q=neglect+audits", "any of them"),
        ("q=-neglect", "Add a word"),
        ("q=%22%22", "Add a word"),
        ("", "How to ask"),
        ("kind=unheard&year=99999&sort=up&page=zero", "How to ask"),
    ],
)
def test_searches(site: Site, query: str, said: str) -> None:
    assert said in _words(site.text(f"/search?{query}"))


def test_words_are_marked_and_lead_to_their_page(site: Site) -> None:
    page = site.text("/search?q=audits")
    assert "<mark>audits</mark>" in page
    assert "/file/file-pdf/page/2?passage=passage-pdf&amp;q=audits#page" in page
    leaf = site.text("/file/file-pdf/page/2?passage=passage-pdf&q=audit")
    assert "<mark>audits</mark>" in leaf
    assert leaf.count('<rect class="chosen"') == 1


def test_the_same_words_are_one_hit(site: Site) -> None:
    page = _words(site.text("/search?q=practitioners"))
    assert page.count("are seen by within five days") <= 1
    assert "The same words in 9 other places" in page
    assert "and 4 more" in page


@pytest.mark.parametrize(("sort", "first"), [("newest", "2025"), ("oldest", "2016")])
def test_hits_in_time_order(site: Site, sort: str, first: str) -> None:
    hits = site.get(f"/search.json?q=strategy&sort={sort}").json()["hits"]
    assert hits[0]["meeting_date"].startswith(first)
    days = [hit["meeting_date"] for hit in hits]
    assert days == sorted(days, reverse=sort == "newest")


def test_paging(tmp_path: Path, make_site: Callable[..., Site]) -> None:
    site = make_site(build_sample(tmp_path / "archive.db", copies=6))
    first, second, last = (site.text(f"/search?q=funding&page={page}") for page in (1, 2, 99))
    assert 'rel="next"' in first and 'rel="prev"' not in first
    assert 'rel="next"' in second and 'rel="prev"' in second
    assert 'rel="next"' not in last and "Page 3" in last
    assert len({hit for page in (first, second, last) for hit in _places(page)}) == 50


def _places(page: str) -> list[str]:
    return re.findall(r"passage=(more-[0-9-]+)&", page)


def test_a_theme_over_the_years(site: Site) -> None:
    page = site.text("/theme/neglect")
    assert page.count('class="bar"') == 10
    words = _words(page)
    assert "Year of meeting Passages in every 1,000 Named Papers Papers held" in words
    assert "neglect strategy" in words and "2022" in words
    assert "No response in this archive" not in words


def test_what_comes_back_shows_its_years(site: Site) -> None:
    page = site.text("/recurring")
    assert page.count('class="year on"') == 10
    assert "Made again after it was accepted" in page
    assert "Note the report" not in page


def test_wordings_stand_side_by_side(site: Site) -> None:
    page = site.text("/recurring/recurs-1")
    assert "<ins>" in page and "and report in public" in page
    assert "Made at 10 meetings" in _words(page)
    assert page.count("#page") >= 20


def test_the_life_of_a_recommendation_in_time_order(site: Site) -> None:
    page = _words(site.text("/recommendation/rec-6"))
    assert re.search(r"10 May 2016 : made [^a]", page)
    assert "10 May 2022 : made again (this one)" in page
    days = [int(year) for year in re.findall(r"10 May (\d{4}) :", page)]
    assert days == sorted(days)


def test_silence_is_told_as_silence(site: Site) -> None:
    page = _words(site.text("/recommendation/rec-x"))
    assert "Awaited" in page and "Rejected" not in page


def test_a_series_with_its_target(site: Site) -> None:
    page = site.text("/statistics/series-level")
    assert page.count('class="dot level"') >= 10 and page.count('class="dot target"') >= 10
    assert "was 7 in an earlier paper" in _words(page)
    assert "its targets" in page


def test_a_measure_is_found_by_its_words(site: Site) -> None:
    assert "Children subject to a child protection plan" in site.text("/statistics?q=plans")
    assert "No row of figures" in site.text("/statistics?q=budget")


def test_a_page_shows_image_marks_facts_and_words(site: Site) -> None:
    page = site.text("/file/file-pdf/page/2")
    assert 'src="/file/file-pdf/page/2.png"' in page and 'alt="Image of page 2.' in page
    assert "Previous page" in page and "Next page" in page
    assert "Two lines of text about audits" in page


def test_a_paper_of_text_is_shown_without_image(site: Site) -> None:
    page = site.text("/file/file-3/page/1?recommendation=rec-3")
    assert "<img" not in page and page.count("<mark>") == 1
    assert "<mark>Review the neglect strategy every year</mark>" in page
    assert site.text("/file/file-3/page/1").count("<mark>") == 2


def test_an_original_that_is_gone_is_told(site: Site, sample: Path) -> None:
    broken = sqlite3.connect(f"file:{sample}?mode=ro", uri=True)
    (path,) = broken.execute("SELECT path FROM files WHERE id = 'file-pdf'").fetchone()
    broken.close()
    assert Path(path).is_file()
    page = site.text("/file/file-0/page/1")
    assert "not beside the archive" not in page


@pytest.mark.parametrize("kind", ["recommendation/rec-1", "statistic/level-1", "passage/says-1"])
def test_a_fact_has_an_address_that_lasts(site: Site, kind: str) -> None:
    answer = site.get(f"/fact/{kind}")
    assert answer.status_code == 302
    key, _, fact = kind.partition("/")
    assert answer.headers["location"] == f"/file/file-1/page/1?{key}={fact}#page"


def test_a_page_by_its_paper(site: Site) -> None:
    answer = site.get("/paper/paper-1/page/1?statistic=level-1")
    assert answer.headers["location"] == "/file/file-1/page/1?statistic=level-1#page"


def test_deadlines_by_month(site: Site) -> None:
    page = _words(site.text("/deadlines"))
    assert page.index("August 2025") < page.index("Past their day") < page.index("July 2024")
    assert page.index("July 2024") < page.index("July 2019")
    assert "as of 20 June 2025" in page


def test_a_theme_shows_the_words_that_name_it(site: Site) -> None:
    page = site.text("/theme/neglect")
    named = page[page.index("Where papers name it") : page.index("<h2>Recommendations")]
    assert "<mark>neglect</mark>" in named


def test_coverage_shows_gaps_and_problems(site: Site) -> None:
    page = _words(site.text("/coverage"))
    assert "Cabinet" in page and "none" in page
    assert "Page 1 has no text. Read it with: pipeline ingest --ocr" in page


def test_the_accuracy_in_words(site: Site) -> None:
    page = _words(site.text("/accuracy"))
    assert "90% (85 to 95)" in page and "80% (75 to 85)" in page
    assert "Of ten that are shown, about 9 are right." in page


def test_the_accuracy_by_council_and_by_kind_of_paper(site: Site) -> None:
    page = _words(site.text("/accuracy"))
    assert "By council" in page and "By kind of paper" in page
    for name in ("Anytown Council", "Response form"):
        assert f"{name} – – – 70 / 60 (40) – –" in page


def test_accuracy_that_was_not_measured(own: Path, make_site: Callable[..., Site]) -> None:
    connection = sqlite3.connect(own)
    connection.execute("DELETE FROM accuracy")
    connection.commit()
    connection.close()
    assert "has not been measured" in make_site(own).text("/accuracy")


def test_an_archive_of_another_name(
    sample: Path, tmp_path: Path, make_site: Callable[..., Site]
) -> None:
    db = tmp_path / "northmere.db"
    shutil.copy(sample, db)
    other = make_site(db)
    assert "The data" in other.text("/northmere")
    assert "Papers: one self-contained report" in other.text("/northmere/papers")
    assert "Its SQL" in other.text("/northmere/what_is_held")


def test_an_archive_that_is_not_linked_yet(tmp_path: Path, make_site: Callable[..., Site]) -> None:
    db = tmp_path / "archive.db"
    Archive.open(db).close()
    answer = make_site(db).get("/")
    assert answer.status_code == 503 and "There is no archive yet" in answer.text


def test_a_question_that_takes_too_long(site: Site) -> None:
    site.datasette._settings["sql_time_limit_ms"] = 0
    answer = site.get("/search?q=neglect")
    assert answer.status_code == 503 and "That took too long" in answer.text


CORPUS_PAGES = (
    *("/", "/search?q=neglect", "/search?kind=recommendation&theme=send", "/themes"),
    *("/theme/neglect", "/recurring", "/recurring?shelf=pack", "/recurring?shelf=standing"),
    *("/statistics", "/deadlines", "/coverage", "/accuracy", "/archive"),
)


@pytest.mark.parametrize("path", CORPUS_PAGES)
def test_pages_of_the_sample_papers(
    corpus_archive: Path, make_site: Callable[..., Site], path: str
) -> None:
    make_site(corpus_archive).text(path)


def test_every_page_of_the_sample_pack_can_be_drawn(
    corpus_archive: Path, make_site: Callable[..., Site]
) -> None:
    site = make_site(corpus_archive)
    connection = sqlite3.connect(corpus_archive)
    pages = connection.execute("SELECT file_id, number FROM pages").fetchall()
    papers = connection.execute("SELECT id FROM papers").fetchall()
    groups = connection.execute("SELECT id FROM recurrences").fetchall()
    series = connection.execute("SELECT id FROM series").fetchall()
    connection.close()
    for file, number in pages[::5]:
        site.text(f"/file/{file}/page/{number}")
    for kind, found in (("paper", papers), ("recurring", groups), ("statistics", series)):
        for (key,) in found[:20]:
            site.text(f"/{kind}/{key}")


def test_every_fact_of_the_sample_papers_is_marked(
    corpus_archive: Path, make_site: Callable[..., Site]
) -> None:
    site = make_site(corpus_archive)
    connection = sqlite3.connect(corpus_archive)
    found = connection.execute(
        "SELECT passages.file_id, recommendations.page, recommendations.id"
        " FROM recommendations JOIN passages ON passages.id = passage_id"
        " JOIN files ON files.id = passages.file_id"
        " WHERE files.media_type = 'application/pdf' ORDER BY recommendations.id"
    ).fetchall()
    connection.close()
    assert found
    for file, page, key in found[::9]:
        text = site.text(f"/file/{file}/page/{page}?recommendation={key}")
        assert '<rect class="chosen"' in text and "<mark>" in text, (file, page, key)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/search?q=neglect", "/theme/neglect", "/recurring", "/recurring/recurs-1"),
        *("/recommendation/rec-1", "/statistics/series-level", "/file/file-pdf/page/2"),
        *("/paper/paper-1", "/deadlines", "/coverage", "/archive", "/archive/recommendations"),
    ],
)
def test_a_site_behind_a_prefix(sample: Path, make_site: Callable[..., Site], path: str) -> None:
    site = make_site(sample, settings={"base_url": "/board/"})
    for address in re.findall(r'(?:href|src|action)="([^"]+)"', site.text(path)):
        assert address.startswith(("/board/", "#", "http", "?")), address


def test_feeds_behind_a_prefix(sample: Path, make_site: Callable[..., Site]) -> None:
    site = make_site(sample, settings={"base_url": "/board/"})
    assert "URL:http://localhost/board/file/" in site.get("/deadlines.ics").text.replace(
        "\r\n ", ""
    )


def test_a_file_that_is_taken_out_is_gone_from_every_page(
    own: Path, make_site: Callable[..., Site]
) -> None:
    with Archive.open(own) as archive:
        archive.remove("file-3")
        with archive.transaction():
            refresh_summaries(archive.connection)
    site = make_site(own)
    for path in ("/paper/paper-3", "/file/file-3/page/1", "/recommendation/rec-3"):
        assert site.get(path).status_code == 404
    for path in ("/search.json?q=strategy", "/search.json?q=neglect", "/deadlines.ics", "/"):
        assert "2019-05-10" not in site.text(path) and "file-3" not in site.text(path)
    assert "Made at 9 meetings" in _words(site.text("/recurring/recurs-1"))


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/search", "/search?q=neglect", "/search?theme=neglect", "/themes", "/recurring"),
        *("/statistics", "/statistics?q=x", "/deadlines", "/deadlines.ics", "/deadlines.atom"),
        *("/coverage", "/accuracy", "/archive", "/search.csv?q=x", "/search.atom?q=x"),
    ],
)
def test_an_empty_archive_has_every_page(
    tmp_path: Path, make_site: Callable[..., Site], path: str
) -> None:
    db = tmp_path / "archive.db"
    with Archive.open(db) as archive, archive.transaction():
        refresh_summaries(archive.connection)
    make_site(db).text(path)


def test_what_people_corrected_stands_beside_what_was_extracted(
    own: Path, make_site: Callable[[Path], Site]
) -> None:
    with Archive.open(own) as archive:
        row = archive.query("SELECT * FROM recommendations ORDER BY id")[0]
        correct(archive, row["id"], "addressed_to", "<b>Cabinet</b>", "A clerk", "minute 3", "2024")
        correct(archive, row["id"], REJECTED, "yes", "A clerk", None, "2024")
    page = make_site(own).text(f"/recommendation/{row['id']}")
    assert "Corrected by A clerk: addressed to is &lt;b&gt;Cabinet&lt;/b&gt;" in page
    assert "minute 3" in page
    assert "Rejected by A clerk" in page


def test_a_corrected_figure_is_shown_as_corrected_in_lists(
    own: Path, make_site: Callable[[Path], Site]
) -> None:
    with Archive.open(own) as archive:
        row = archive.query("SELECT * FROM statistics WHERE series_id IS NOT NULL ORDER BY id")[0]
        correct(archive, row["id"], "value", "7654321", "A clerk", None, "2024")
    site = make_site(own)
    for path in (f"/statistics/{row['series_id']}", "/search?kind=statistic&q=children"):
        (item,) = [i for i in site.text(path).split("<li>") if "7,654,321" in i]
        assert "corrected by a reader" in item
        assert site.text(path).count("corrected by a reader") == 1


def test_a_recommendation_whose_answer_was_corrected_says_so_in_lists(
    own: Path, make_site: Callable[[Path], Site]
) -> None:
    with Archive.open(own) as archive:
        link_archive(archive, load_rules())
        row = archive.query("SELECT * FROM recommendations WHERE response_id IS NOT NULL")[0]
        correct(archive, row["response_id"], "decision", "rejected", "A clerk", None, "2024")
        link_archive(archive, load_rules())
    page = make_site(own).text("/search?kind=recommendation&q=strategy")
    assert page.count("corrected by a reader") == 1


def test_what_was_rejected_leaves_lists_and_counts_and_comes_back(
    own: Path, make_site: Callable[[Path], Site]
) -> None:
    with Archive.open(own) as archive:
        (key, text) = archive.query("SELECT id, text FROM recommendations ORDER BY id")[0]
    word = max(re.findall(r"[a-z]+", text), key=len)
    search = f"/search.json?q={word}&kind=recommendation"

    def held() -> tuple[bool, int]:
        site = make_site(own)
        found = {hit["id"] for hit in site.get(search).json()["hits"]}
        with Archive.open(own) as archive:
            (total,) = archive.query(
                "SELECT value FROM summary_totals WHERE name = 'recommendations'"
            )
        return key in found, total["value"]

    with Archive.open(own) as archive:
        link_archive(archive, load_rules())
    there, all_of_them = held()
    assert there
    with Archive.open(own) as archive:
        correct(archive, key, REJECTED, "yes", "A clerk", None, "2024")
        link_archive(archive, load_rules())
    assert held() == (False, all_of_them - 1)
    with Archive.open(own) as archive:
        undo(archive, key, REJECTED)
        link_archive(archive, load_rules())
    assert held() == (True, all_of_them)
