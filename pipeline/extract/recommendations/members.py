"""What belongs to a list that is open: items, paragraphs and rows, until a heading, a closing
paragraph or the number of the surrounding text ends it. What opens a list is `walk`'s.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.recommendations.drafts import Draft, skip_opening, trim_end
from pipeline.extract.recommendations.forms import (
    Form,
    Forms,
    asks,
    is_template,
    obliges,
    opens_with_verb,
    seeks_views,
)
from pipeline.extract.recommendations.rows import RowReader, goes_on
from pipeline.model import Paper, Passage
from pipeline.numbering import (
    Number,
    Outline,
    choose_number,
    follows,
    is_first,
    split_leading,
)

_TERMINAL = re.compile(r"[.;:,?!)”\"’]\s*$|\b(?:and|or)\s*$")
_GOES_ON = re.compile(r"(?::|\bto|\bthat|\bthe following|\bfollowing)\s*$")
_ASIDE = re.compile(r"\([^()]*\)")
_THAT = re.compile(r"That\b(?! is\b| said\b)")
_MAX_STRAY = 2


@dataclass(slots=True)
class OpenList:
    """A list that is open, and how far it has come.

    `label` names the one paragraph that 'Recommendation 5' opens; `path` is the heading it
    stands below; a list falls `asleep` at a heading; `hidden` are the items below an item;
    `table` is the table in which it was opened.
    """

    form: Form
    by: str | None
    to: str | None
    outline: Outline
    label: str | None = None
    path: tuple[str, ...] = ()
    taken: int = 0
    stray: int = 0
    bullets: bool = False
    asleep: bool = False
    hidden: bool = False
    table: tuple[int | None, str] | None = None


class Members:
    """Takes what belongs to the open list of one paper; `drafts` fills as it goes."""

    def __init__(self, paper: Paper, passages: Sequence[Passage], forms: Forms) -> None:
        self._kind = paper.kind
        self._passages = passages
        self._forms = forms
        self._open: OpenList | None = None
        self._mover: str | None = None
        self._index = 0
        self._rows = RowReader(forms, paper.kind)
        self.drafts: list[Draft] = []

    def _take_member(self, passage: Passage) -> None:
        current = self._open
        if current is None:
            return
        if self._ends_list(current, passage):
            return
        if passage.kind == "item" or passage.number is not None:
            self._take_item(current, passage)
        else:
            self._take_paragraph(current, passage)

    def _ends_list(self, current: OpenList, passage: Passage) -> bool:
        closing = next(self._forms.matches("closing", passage.text, self._kind), None)
        if closing is not None and not current.form.resumes:
            return self._close()
        if passage.kind == "heading" or _looks_like_heading(passage, current):
            if not self._below(current, passage):
                self._sleep()
            return True
        return False

    def _below(self, current: OpenList, passage: Passage) -> bool:
        """Whether a heading stands inside the section that the list's heading opened."""
        if current.form.form != "heading" or not current.path:
            return False
        return current.path[-1] in passage.heading

    def _take_item(self, current: OpenList, passage: Passage) -> None:
        if passage.number is None:
            self._take_bullet(current, passage)
        else:
            self._take_numbered(current, passage, passage.number)

    def _take_bullet(self, current: OpenList, passage: Passage) -> None:
        if current.asleep or (current.outline.last is not None and not current.bullets):
            return
        current.bullets = True
        self._emit_member(current, passage, None)

    def _take_numbered(self, current: OpenList, passage: Passage, printed: str) -> None:
        outline, depth = current.outline, len(current.outline.outer)
        ended = current.bullets or (current.asleep and outline.last is None)
        last = outline.last
        where = "outside" if ended else outline.place(printed)
        if where == "outside" or (current.asleep and not self._resumes(current, passage, last)):
            self._close()
            return
        if where == "below":
            self._go_below(current)
        elif len(outline.outer) < depth:
            current.hidden = False
        if not (current.hidden and outline.outer):
            self._emit_member(current, passage, outline.label)

    def _go_below(self, current: OpenList) -> None:
        """A list below the last item: an item that only led on to it is withdrawn, and a list
        below any other item belongs to that item."""
        above = self.drafts[-1] if self.drafts else None
        leads_on = above is not None and above.form is current.form
        if above is not None and leads_on and _GOES_ON.search(above.passage.text):
            self.drafts.pop()
        else:
            current.hidden = True

    def _resumes(self, current: OpenList, passage: Passage, last: Number | None) -> bool:
        """Whether a list goes on below another heading: numbers run on, and the words ask."""
        if last is None or current.outline.last is None or not follows(current.outline.last, last):
            return False
        if not current.form.resumes and (
            current.form.form != "heading" or not opens_with_verb(passage.text, self._forms)
        ):
            return False
        current.asleep = False
        return True

    def _take_paragraph(self, current: OpenList, passage: Passage) -> None:
        if current.asleep:
            return
        if current.form.takes == "all":
            if not _ASIDE.fullmatch(passage.text) and not self._introduces(passage):
                self._emit_member(current, passage, None)
        elif current.taken == 0:
            self._take_first_paragraph(current, passage)
        else:
            current.stray += 1
            if current.stray > _MAX_STRAY and current.form.takes == "items":
                self._close()

    def _take_first_paragraph(self, current: OpenList, passage: Passage) -> None:
        """A lead-in or heading followed by a paragraph instead of a list."""
        if current.form.form == "lead" and self._leads_on(passage):
            return
        if current.form.form == "lead":
            lead = current.outline.lead
            label = lead.name if lead and current.by is None else None
            self._emit_member(current, passage, label)
            self._close()
        elif _opens_ask(passage.text, self._forms):
            self._emit_member(current, passage, None)
        else:
            current.stray += 1

    def _leads_on(self, passage: Passage) -> bool:
        """Whether the words behind the lead-in only lead on to a list that follows."""
        if not _GOES_ON.search(passage.text):
            return False
        after = self._passages[self._index + 1 : self._index + 2]
        return any(opens_item(passage) for passage in after)

    def _introduces(self, passage: Passage) -> bool:
        """Whether a paragraph ends in a colon before what it introduces, with bullets or not."""
        after = self._passages[self._index + 1 : self._index + 2]
        ends = passage.kind == "paragraph" and passage.text.rstrip().endswith(":")
        return ends and any(following.kind != "heading" for following in after)

    def _awaits_words(self) -> bool:
        current = self._open
        return current is not None and current.form.form == "labelled" and not current.asleep

    def _take_named(self, passage: Passage) -> bool:
        """The paragraph below 'Recommendation 5'."""
        current = self._open
        assert current is not None
        self._emit(
            passage, 0, len(passage.text), current.label, current.form, current.by, current.to
        )
        return self._close()

    def _takes_labels(self) -> bool:
        """Whether a list is open whose items may bear labels like 'R1': none of its own yet."""
        current = self._open
        if current is None or current.asleep or current.form.form not in ("lead", "heading"):
            return False
        return current.outline.last is None and not current.bullets

    def _take_labelled_item(self, passage: Passage, form: Form, match: re.Match[str]) -> None:
        """An item of the open list by its label; it is of the list's form, by the label's rule."""
        current = self._open
        assert current is not None
        current.taken += 1
        label = match["label"].rstrip(" :.)–—-")
        listed = replace(current.form, id=form.id)
        self._emit(passage, match.end(), len(passage.text), label, listed, current.by, current.to)

    def _goes_on_by_label(self, passage: Passage) -> bool:
        """Whether a paragraph begins with the label that the open list waits for."""
        current = self._open
        if current is None or current.asleep or passage.number or passage.kind != "paragraph":
            return False
        number = choose_number(split_leading(passage.text)[0], current.outline.last)
        if number is None:
            return False
        last = current.outline.last
        return is_first(number) if last is None else follows(number, last)

    def _is_member(self, passage: Passage) -> bool:
        """Whether a passage is an item of the open list."""
        current = self._open
        if current is None or current.asleep:
            return False
        if current.form.form == "labelled" or current.form.takes == "all":
            return True
        return passage.kind == "item" or passage.number is not None

    # Emission ----------------------------------------------------------------------------

    def _emit_member(self, current: OpenList, passage: Passage, label: str | None) -> None:
        before = self.drafts[-1].quote if self.drafts and current.taken else None
        if before is not None and passage.kind != "item" and goes_on(before, passage.text):
            return
        if not _is_ask(current, passage, self._forms):
            if current.asleep:
                self._close()
            return
        current.taken += 1
        self._emit(passage, 0, len(passage.text), label, current.form, current.by, current.to)

    def _emit(
        self,
        passage: Passage,
        start: int,
        end: int,
        label: str | None,
        form: Form,
        by: str | None = None,
        to: str | None = None,
    ) -> None:
        start = skip_opening(passage.text, start)
        end = trim_end(passage.text, start, end)
        if end - start > 3 and not is_template(passage.text[start:end], self._forms):
            via = "motion" if self._mover and form.form != "motion" else None
            self.drafts.append(Draft(passage, start, end, label, form, by, to, via))

    def _sleep(self) -> None:
        if self._open is not None:
            self._open.asleep = True

    def _close(self) -> bool:
        self._open = None
        return True


def _is_ask(current: OpenList, passage: Passage, forms: Forms) -> bool:
    if current.form.takes == "asks":
        return asks(passage.text, forms)
    if current.form.takes == "obliges":
        return obliges(passage.text)
    return True


def _opens_ask(text: str, forms: Forms) -> bool:
    return bool(opens_with_verb(text, forms) or _THAT.match(text) or seeks_views(text))


def opens_item(passage: Passage) -> bool:
    """Whether a passage is an item or a row, or a paragraph that begins with a first label."""
    if passage.kind in ("item", "row"):
        return True
    number = choose_number(split_leading(passage.text)[0])
    return passage.kind == "paragraph" and number is not None and is_first(number)


def _looks_like_heading(passage: Passage, current: OpenList) -> bool:
    """A short line without a stop that is no item: a heading that the reader took for text."""
    if passage.kind != "paragraph" or passage.number is not None:
        return False
    words = passage.text.split()
    if len(words) > 12 or _TERMINAL.search(passage.text):
        return False
    return current.taken > 0 and (passage.bold or passage.text[:1].isupper())
