"""Whatever stands wherever on a page: no word is lost, none is said twice, offsets hold."""

import re
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.read.pdf.layout import order_page
from pipeline.read.pdf.passages import tell_story
from pipeline.read.pdf.records import PageDraft, Shape, Style, Word
from pipeline.read.pdf.segments import words_to_segments

WIDTH, HEIGHT = 595.0, 842.0
VOCABULARY = (
    "council", "neglect", "1.", "(a)", "•", "2022/23", "13%", "co-", "production", "Page", "7",
    "RECOMMENDED", "to", "note", "the", "report.", "£4.2m", "families", "–", "iv)", "HOSC", "o",
)  # fmt: skip

sizes = st.sampled_from([6.0, 8.0, 10.0, 11.0, 12.0, 18.0, 32.0])


@st.composite
def words(draw: st.DrawFn) -> Word:
    size = draw(sizes)
    text = draw(st.sampled_from(VOCABULARY))
    x0 = draw(st.integers(20, 560)) * 1.0
    base = draw(st.integers(20, 830)) * 1.0
    style = Style(size, draw(st.booleans()), False, 0, False)
    width = 0.5 * size * len(text)
    return Word(x0, base - 0.78 * size, x0 + width, base + 0.22 * size, text, style, True, base)


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    x0, top = draw(st.integers(0, 500)), draw(st.integers(0, 780))
    return Shape(
        x0, top, x0 + draw(st.integers(20, 500)), top + draw(st.integers(10, 700)),
        draw(st.booleans()), 255,
    )  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> list[PageDraft]:
    pages = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        segments = words_to_segments(draw(st.lists(words(), max_size=25)))
        boxes = draw(st.lists(shapes(), max_size=4))
        pages.append(PageDraft(number, WIDTH, HEIGHT, segments, boxes=boxes))
    return pages


def letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\s;\u2027-]", "", text))


@given(st.lists(words(), max_size=40))
def test_segments_keep_every_word(found: list[Word]) -> None:
    before = sum((letters(word.text) for word in found), Counter())
    after: Counter[str] = Counter()
    for segment in words_to_segments(found):
        for part in (segment.text, segment.lead or "", *segment.marks):
            after += letters(part)
    assert not before - after - letters(".,.,.,.,.,")
    assert not after - before


@given(drafts())
def test_every_segment_is_read_once(pages: list[PageDraft]) -> None:
    for page in pages:
        before = Counter(id(segment) for segment in page.segments)
        after = Counter(
            id(segment)
            for region in order_page(page)
            for item in region.items
            for segment in item.segments
        )
        assert after == before


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(drafts())
def test_passages_cover_every_kept_word_once(pages: list[PageDraft]) -> None:
    everything = sum((letters(s.text) for page in pages for s in page.segments), Counter())
    leads = sum((letters(s.lead or "") for page in pages for s in page.segments), Counter())
    story = tell_story(pages)
    bullets = letters("•–o" * 80)
    kept: Counter[str] = Counter()
    for page in pages:
        for stamp in page.stamps:
            kept += letters(stamp)
    for passage in story.passages:
        kept += letters(passage.text) + letters(passage.number or "")
    assert not everything - kept - bullets
    assert not kept - everything - leads


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(drafts())
def test_offsets_and_boxes_agree(pages: list[PageDraft]) -> None:
    for index, passage in enumerate(tell_story(pages).passages):
        assert passage.position == index
        assert passage.lines
        reach = 0
        for line in passage.lines:
            assert reach <= line.start < line.end <= len(passage.text)
            assert passage.text[line.start : line.end].strip()
            assert line.x0 <= line.x1 and line.top <= line.bottom
            reach = line.end
        covered = "".join(passage.text[line.start : line.end] for line in passage.lines)
        assert letters(covered) == letters(passage.text)
        assert passage.page == passage.lines[0].page
