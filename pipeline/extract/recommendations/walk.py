"""Walk over the passages of a paper: a lead-in, a heading or a label opens a *list*; items,
paragraphs and rows belong to it until a heading, a closing paragraph or another list ends it.

Table rows with a column of recommendations are `rows`' work; who made them to whom is `parties`'.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.recommendations.drafts import Draft, skip_opening, trim_end
from pipeline.extract.recommendations.forms import (
    Form,
    Forms,
    asks,
    is_template,
    obliges,
    opens_with_verb,
)
from pipeline.extract.recommendations.rows import RowReader, goes_on
from pipeline.model import Paper, Passage, PassageKind
from pipeline.numbering import (
    Number,
    Outline,
    choose_number,
    follows,
    is_first,
    split_leading,
    split_list,
)

_VOTE = re.compile(
    r"(?:following the debate|\(?resolved\b|the chair(?:man|woman|person)? put\b|"
    r"(?:motion|amendment|substantive motion)\b.{0,20}\b(?:carried|lost|agreed)|"
    r"agreed unanimously)",
    re.IGNORECASE,
)
_RESOLVED = re.compile(r"(?:it was )?(?:unanimously )?resolved\b", re.IGNORECASE)
_TERMINAL = re.compile(r"[.;:,?!)”\"’]\s*$|\b(?:and|or)\s*$")
_PROPOSED = re.compile(r"proposed (?:record of )?(?:executive )?decision", re.IGNORECASE)
_GOES_ON = re.compile(r"(?::|\bto|\bthat|\bthe following|\bfollowing)\s*$")
_SECOND_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-Z])")
_MAX_STRAY = 2


@dataclass(slots=True)
class _List:
    """A list that is open, and how far it has come.

    `label` names the one paragraph that 'Recommendation 5' opens; `path` is the heading it
    stands below; a list falls `asleep` at a heading; `hidden` are the items below an item.
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


class Walk:
    """One walk over one paper; `drafts` fills as it goes."""

    def __init__(self, paper: Paper, passages: Sequence[Passage], forms: Forms) -> None:
        self._kind = paper.kind
        self._passages = passages
        self._forms = forms
        self._open: _List | None = None
        self._mover: str | None = None
        self._index = 0
        self._proposal = any(_PROPOSED.search(passage.text) for passage in passages[:6])
        self._rows = RowReader(forms, paper.kind)
        self.drafts: list[Draft] = []

    def run(self) -> list[Draft]:
        """All drafts of the paper in the order of its text."""
        for index, passage in enumerate(self._passages):
            self._index = index
            if passage.kind == "footnote":
                continue
            if passage.kind == "row":
                self._take_row(passage)
                continue
            if self._open is not None and self._open.table is not None:
                self._close()
            if self._take_form(index, passage):
                continue
            self._take_member(passage)
        return self.drafts

    # What opens a list ------------------------------------------------------------------

    def _take_form(self, index: int | None, passage: Passage) -> bool:
        if _RESOLVED.match(passage.text):
            return self._close()
        if self._mover and _VOTE.match(passage.text):
            self._mover = None
            self._close()
            return False
        if self._awaits_words() and passage.kind != "heading":
            return self._take_labelled(passage) or self._take_named(passage)
        return (
            self._take_heading(passage)
            or self._take_labelled(passage)
            or self._take_motion(passage)
            or self._take_lead(index, passage)
            or self._take_sentence(passage)
        )

    def _take_heading(self, passage: Passage) -> bool:
        text = passage.text.strip()
        for form, match in self._forms.matches("heading", text, self._kind):
            if form.takes == "all" or _could_head(passage):
                groups = match.groupdict()
                self._open = _List(
                    form,
                    by=groups.get("by2") or groups.get("by"),
                    to=groups.get("to"),
                    outline=Outline(choose_number(passage.number)),
                    path=(*passage.heading, text),
                )
                return True
        return False

    def _take_labelled(self, passage: Passage) -> bool:
        for form, match in self._forms.matches("labelled", passage.text, self._kind):
            label, to = match.groupdict().get("label"), match.groupdict().get("to")
            start = skip_opening(passage.text, match.end())
            if start >= len(passage.text):
                self._open = _List(form, None, to, Outline(), label=label, path=passage.heading)
                return True
            if is_template(passage.text[start:], self._forms):
                return True
            if label is None and self._take_rest(passage, start):
                return True
            self._emit(passage, start, len(passage.text), label or passage.number, form, to=to)
            self._sleep()
            return True
        return False

    def _take_rest(self, passage: Passage, start: int) -> bool:
        """'Recommendation(s): Cabinet is asked to …': the lead-in stands behind the heading."""
        rest = replace(passage, text=passage.text[start:], number=passage.number)
        for form, match in self._leads(rest.text):
            self._start_lead(form, match, passage, start + match.end())
            return True
        return False

    def _take_motion(self, passage: Passage) -> bool:
        for form, match in self._forms.matches("motion", passage.text, self._kind):
            self._mover = match["by"].strip(' “"')
            self._close()
            start = skip_opening(passage.text, match.end())
            if start >= len(passage.text):
                return True
            if not self._take_rest(passage, start):
                stop = _SECOND_SENTENCE.search(passage.text, start)
                end = stop.start() if stop else len(passage.text)
                self._emit(passage, start, end, None, form, by=self._mover)
            return True
        return False

    def _take_lead(self, index: int | None, passage: Passage) -> bool:
        for form, match in self._leads(passage.text):
            if self._is_member(passage) and form.takes != "items":
                continue
            if self._belongs_whole(passage, form, match):
                return False
            self._start_lead(form, match, passage, match.end(), index)
            return True
        return False

    def _leads(self, text: str) -> Iterator[tuple[Form, re.Match[str]]]:
        for form, match in self._forms.matches("lead", text, self._kind):
            if form.within == "motion" and self._mover is None:
                continue
            if form.within == "proposal" and not self._proposal:
                continue
            yield form, match

    def _belongs_whole(self, passage: Passage, form: Form, match: re.Match[str]) -> bool:
        """An item that repeats its lead-in ('Cabinet are asked to note …') is taken whole."""
        current = self._open
        if current is None or current.asleep or current.form.form != "lead":
            return False
        whole = match.start() <= 1 and match.end() < len(passage.text)
        return whole and current.taken == 0 and not passage.text.rstrip().endswith(":")

    def _start_lead(
        self, form: Form, match: re.Match[str], passage: Passage, end: int, index: int | None = None
    ) -> None:
        groups = match.groupdict()
        current = _List(
            form,
            by=self._mover or groups.get("by"),
            to=groups.get("agent") or groups.get("to2") or groups.get("to") or groups.get("named"),
            outline=Outline(choose_number(passage.number)),
            path=passage.heading,
        )
        self._open = current
        start = skip_opening(passage.text, end)
        if start >= len(passage.text) or form.id == "following-was-made":
            return
        if not self._take_inline(current, passage, start) and not self._leads_on(passage, index):
            self._emit_single(current, passage, start)

    def _take_inline(self, current: _List, passage: Passage, start: int) -> bool:
        """A list that is printed in one piece with its lead-in."""
        text = passage.text
        found = list(split_list(text, start))
        if not found:
            label, begin = split_leading(text, start)
            number = choose_number(label)
            if number is None or not is_first(number):
                return False
            found = [(number, begin, len(text))]
        for number, begin, end in found:
            current.outline.last = number
            label = current.outline.label
            self._emit(passage, begin, end, label, current.form, current.by, current.to)
            current.taken += 1
        return True

    def _leads_on(self, passage: Passage, index: int | None) -> bool:
        """Whether the words behind the lead-in only lead on to a list that follows."""
        if not _GOES_ON.search(passage.text) or index is None:
            return False
        after = self._passages[index + 1] if index + 1 < len(self._passages) else None
        return after is not None and after.kind in ("item", "row")

    def _emit_single(self, current: _List, passage: Passage, start: int) -> None:
        lead = current.outline.lead
        label = lead.name if lead else None
        whole = 0 if current.form.takes == "whole" else start
        self._emit(passage, whole, len(passage.text), label, current.form, current.by, current.to)
        self._close()

    def _take_sentence(self, passage: Passage) -> bool:
        if self._is_member(passage):
            return False
        for form, match in self._forms.matches("sentence", passage.text, self._kind):
            number = choose_number(passage.number)
            to = match.groupdict().get("to")
            label = number.name if number else None
            self._emit(passage, 0, len(passage.text), label, form, to=to)
            return True
        return False

    # What belongs to an open list -----------------------------------------------------------

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

    def _ends_list(self, current: _List, passage: Passage) -> bool:
        closing = next(self._forms.matches("closing", passage.text, self._kind), None)
        if closing is not None and not current.form.resumes:
            return self._close()
        if passage.kind == "heading" or _looks_like_heading(passage, current):
            if not self._below(current, passage):
                self._sleep()
            return True
        return False

    def _below(self, current: _List, passage: Passage) -> bool:
        """Whether a heading stands inside the section that the list's heading opened."""
        if current.form.form != "heading" or not current.path:
            return False
        return current.path[-1] in passage.heading

    def _take_item(self, current: _List, passage: Passage) -> None:
        if passage.number is None:
            self._take_bullet(current, passage)
        else:
            self._take_numbered(current, passage, passage.number)

    def _take_bullet(self, current: _List, passage: Passage) -> None:
        if current.asleep or (current.outline.last is not None and not current.bullets):
            return
        current.bullets = True
        self._emit_member(current, passage, None)

    def _take_numbered(self, current: _List, passage: Passage, printed: str) -> None:
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

    def _go_below(self, current: _List) -> None:
        """A list below the last item: an item that only led on to it is withdrawn, and a list
        below any other item belongs to that item."""
        above = self.drafts[-1] if self.drafts else None
        leads_on = above is not None and above.form is current.form
        if above is not None and leads_on and _GOES_ON.search(above.passage.text):
            self.drafts.pop()
        else:
            current.hidden = True

    def _resumes(self, current: _List, passage: Passage, last: Number | None) -> bool:
        """Whether a list goes on below another heading: numbers run on, and the words ask."""
        if last is None or current.outline.last is None or not follows(current.outline.last, last):
            return False
        if not current.form.resumes and (
            current.form.form != "heading" or not opens_with_verb(passage.text, self._forms)
        ):
            return False
        current.asleep = False
        return True

    def _take_paragraph(self, current: _List, passage: Passage) -> None:
        if current.asleep:
            return
        if current.form.takes == "all":
            self._emit_member(current, passage, None)
        elif current.taken == 0:
            self._take_first_paragraph(current, passage)
        else:
            current.stray += 1
            if current.stray > _MAX_STRAY and current.form.takes == "items":
                self._close()

    def _take_first_paragraph(self, current: _List, passage: Passage) -> None:
        """A lead-in or heading followed by a paragraph instead of a list."""
        if current.form.form == "lead" and self._leads_on(passage, self._index):
            return
        if current.form.form == "lead":
            lead = current.outline.lead
            label = lead.name if lead and current.by is None else None
            self._emit_member(current, passage, label)
            self._close()
        elif _is_ask(current, passage, self._forms) and opens_with_verb(passage.text, self._forms):
            self._emit_member(current, passage, None)
        else:
            current.stray += 1

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

    def _is_member(self, passage: Passage) -> bool:
        """Whether a passage is an item of the open list."""
        current = self._open
        if current is None or current.asleep:
            return False
        if current.form.form == "labelled" or current.form.takes == "all":
            return True
        return passage.kind == "item" or passage.number is not None

    # Rows --------------------------------------------------------------------------------

    def _take_row(self, passage: Passage) -> None:
        found = self._rows.read(passage)
        if found is not None:
            if self._open is None or self._open.form.takes != "all":
                self._close()
            self.drafts.extend(found)
            return
        current = self._open
        if current is not None and current.form.takes == "all" and not current.asleep:
            self.drafts.extend(self._rows.below_heading(passage, current.form))
            return
        for cell in passage.cells:
            words = passage.text[cell.start : cell.end]
            if self._is_of_table(passage) or self._rows.opens_list(cell.head, words):
                self._take_cell(passage, cell.start, cell.end)

    def _is_of_table(self, passage: Passage) -> bool:
        return self._open is not None and self._open.table == (passage.table, "row")

    def _take_cell(self, passage: Passage, start: int, end: int) -> None:
        """Take a cell as if it were a passage of its own."""
        if start == end:
            return
        text = passage.text[:end]
        label, begin = split_leading(text, start)
        kind: PassageKind = "item" if label else "paragraph"
        cell = replace(passage, text=text[begin:], number=label, kind=kind, cells=(), lines=())
        done = len(self.drafts)
        if not self._take_form(None, cell):
            self._take_member(cell)
        self.drafts[done:] = [
            replace(draft, passage=passage, start=draft.start + begin, end=draft.end + begin)
            for draft in self.drafts[done:]
        ]
        if self._open is not None:
            self._open.table = (passage.table, "row")

    # Emission ----------------------------------------------------------------------------

    def _emit_member(self, current: _List, passage: Passage, label: str | None) -> None:
        before = self.drafts[-1].quote if self.drafts and current.taken else None
        if before is not None and label is None and goes_on(before, passage.text):
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


def _is_ask(current: _List, passage: Passage, forms: Forms) -> bool:
    if current.form.takes == "asks":
        return asks(passage.text, forms)
    if current.form.takes == "obliges":
        return obliges(passage.text)
    return True


def _could_head(passage: Passage) -> bool:
    return passage.kind == "heading" or len(passage.text) < 120


def _looks_like_heading(passage: Passage, current: _List) -> bool:
    """A short line without a stop that is no item: a heading that the reader took for text."""
    if passage.kind != "paragraph" or passage.number is not None:
        return False
    words = passage.text.split()
    if len(words) > 12 or _TERMINAL.search(passage.text):
        return False
    return current.taken > 0 and (passage.bold or passage.text[:1].isupper())
