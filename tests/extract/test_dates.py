"""Dates of a paper: their words, their roles, and what the paper lends them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.extract.dates import find_dates
from pipeline.model import Cell, DateFact, Interval, Line, Paper, PaperKind, Passage
from pipeline.read.text import read_text
from pipeline.rules import Rules

MEETING = date(2023, 10, 17)


def make_paper(
    last: int, kind: PaperKind = "officer_report", meeting: date | None = MEETING
) -> Paper:
    """A paper of so many passages."""
    return Paper(0, kind, None, 1, 1, 0, last, meeting_date=meeting)


def dates_of(
    text: str,
    rules: Rules,
    kind: PaperKind = "officer_report",
    meeting: date | None = MEETING,
) -> list[DateFact]:
    """The dates of a paper made of `text`."""
    passages = read_text(text).passages
    return find_dates(make_paper(len(passages) - 1, kind, meeting), passages, rules)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("CABINET 17 OCTOBER 2023", "meeting"),
        ("The Committee met on 14 September 2023.", "event"),
        ("It is due to be submitted by 27 October 2023.", "deadline"),
        ("Deadline for response: Tuesday 14th November 2023", "deadline"),
        ("All of it was finished by 27 June 2023.", "event"),
        ("Inspection dates: 13 to 21 July 2023", "inspection"),
        ("Dates of previous inspection: 14 to 17 October 2019", "inspection"),
        ("Annual report\n\nOctober 2023", "published"),
        ("Report published: 19 October 2015", "published"),
        ("Chair of the Overview & Scrutiny Committee October 2023", "published"),
        ("on a child in need plan at the end of March 2023", "as_of"),
        ("Balance as at 31 March 2023", "as_of"),
        ("In 2022/23 it worked on six reviews.", "period"),
        ("from 1 April 2022 to 31 March 2023", "period"),
        ("Commissioning changed across England in 2022.", "event"),
        ("This number is still lower than in 2019.", "period"),
        ("within two months of the consideration of this report", "deadline"),
        ("The policy was updated in January 2022.", "event"),
        ("Last updated: May 2023", "published"),
        ("Cabinet\n\nOctober 2023", "meeting"),
        ("Cabinet\n\nMay 2022", "published"),
        ("pupil data from the October 2023 census", "as_of"),
        ("65% on Easter 2019", "as_of"),
        ("a fall from 41% (Oct 2006)", "as_of"),
        ("Briefings were carried out in 2021.", "period"),
        ("December 2021 saw 14 cases.", "period"),
        ("the IT outage during 2022", "event"),
        ("Clerk to the Council Date: 10th April 2023", "published"),
        ("A letter was presented today.", "event"),
        ("596 were in care; by 31 March 2022 this reduced to 551.", "as_of"),
        ("Births have fallen to 16,364 in 2022.", "period"),
        ("There were 646,120 in 2017.", "period"),
        ("It is high compared to before (250 in 2009).", "as_of"),
        ("This is an increase of 477 since January 2022.", "period"),
        ("The chair has been in post since January 2022.", "event"),
    ],
)
def test_cue_words_tell_the_role(text: str, role: str, rules: Rules) -> None:
    assert [fact.role for fact in dates_of(text, rules)] == [role]


def test_a_paper_without_a_meeting_date_names_it_at_its_head(rules: Rules) -> None:
    text = "Meeting of the Parish Council held on 10th July 2019\n\nIt met on 3 May 2019."
    roles = [fact.role for fact in dates_of(text, rules, "minute", None)]
    assert roles == ["meeting", "event"]


def test_a_day_without_a_year_is_near_the_day_at_the_head(rules: Rules) -> None:
    text = "Minutes of the meeting held on 10 December 2008\n\nThe next meeting is on 13 January."
    assert dates_of(text, rules, "minute", None)[1].start == date(2009, 1, 13)


def test_an_inspection_counts_back_from_its_own_days(rules: Rules) -> None:
    text = "Inspection dates: 13 to 21 July 2023\n\nIn the last 12 months, 30 children left care."
    facts = dates_of(text, rules, "inspection_report")
    assert (facts[1].start, facts[1].end) == (date(2022, 7, 22), date(2023, 7, 21))


def test_this_year_is_not_the_year_of_a_plan_to_come(rules: Rules) -> None:
    passages = read_text("Overspends in the current financial year are shown.").passages
    paper = replace(make_paper(0), period=Interval(date(2024, 4, 1), date(2025, 3, 31)))
    (fact,) = find_dates(paper, passages, rules)
    assert (fact.start, fact.end) == (date(2023, 4, 1), date(2024, 3, 31))


def test_a_quarter_is_of_the_year_that_the_title_names(rules: Rules) -> None:
    passages = read_text("It was £3.1m in Quarter 2.").passages
    paper = replace(make_paper(0), title="Budget Monitoring Report, November 2021-22")
    (fact,) = find_dates(paper, passages, rules)
    assert (fact.start, fact.end) == (date(2021, 7, 1), date(2021, 9, 30))


def test_a_response_counts_from_the_day_it_was_requested(rules: Rules) -> None:
    text = (
        "Date response requested: 21 March 2023\n\n"
        "A response must be given within two months from the date on which it is requested."
    )
    requested, limit = dates_of(text, rules, "response_proforma")
    assert requested.start == limit.start == date(2023, 3, 21)
    assert limit.end == date(2023, 5, 21)


def test_relative_words_that_nothing_pins_are_no_dates(rules: Rules) -> None:
    text = "It fell over the last three years and will fall in the next two years, as this year."
    assert dates_of(text, rules, meeting=None) == []


def test_a_limit_that_nothing_pins_is_kept_once(rules: Rules) -> None:
    text = "The person must respond within 28 days of the request.\n\n"
    (fact,) = dates_of(text * 2, rules)
    assert (fact.start, fact.end, fact.role) == (None, None, "deadline")


def test_a_quote_is_at_most_twelve_words_of_one_sentence(rules: Rules) -> None:
    text = (
        "The first sentence is long enough. It was decided by all of those who were there that "
        "the committee should on 14 September 2023 look again at what it had heard before."
    )
    (fact,) = dates_of(text, rules)
    assert fact.place.quote == "that the committee should on 14 September 2023 look again at"


def test_column_heads_count_once(rules: Rules) -> None:
    rows = [
        Passage(
            position=index,
            page=1,
            kind="row",
            text=text,
            table=0,
            row=index,
            cells=(Cell("Measure", 9, 9 + len(name)), Cell("2022/23", len(text) - 1, len(text))),
        )
        for index, (name, text) in enumerate(
            (name, f"Measure: {name}; 2022/23: 7") for name in ("Plans", "Reviews", "Visits")
        )
    ]
    assert [fact.place.passage for fact in find_dates(make_paper(2), rows, rules)] == [0]


def test_the_page_is_that_of_the_line(rules: Rules) -> None:
    text = "It began before the page ended and was over on 3 May 2022."
    lines = (Line(4, 0, 0, 9, 9, 0, 30), Line(5, 0, 0, 9, 9, 31, len(text)))
    passage = Passage(0, 4, "paragraph", text, lines=lines)
    assert [fact.place.page for fact in find_dates(make_paper(0), [passage], rules)] == [5]


def test_every_date_of_the_sample_pack_can_be_checked(corpus: Path, rules: Rules) -> None:
    from pipeline.read import read_file

    document = read_file(corpus / "oxfordshire-hwb-2024-12-05-oscb-annual-report-2023-24.pdf")
    paper = make_paper(len(document.passages) - 1, meeting=date(2024, 12, 5))
    facts = find_dates(paper, document.passages, rules)
    assert len(facts) > 4
    for fact in facts:
        text = document.passages[fact.place.passage].text
        assert text[fact.place.start : fact.place.end] == fact.place.quote
        assert text[fact.text_start : fact.text_start + len(fact.text)] == fact.text
        assert fact.text in fact.place.quote and len(fact.place.quote.split()) <= 13
