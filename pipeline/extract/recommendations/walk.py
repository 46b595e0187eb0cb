"""Walk over the passages of a paper: a lead-in, a heading, a label or a motion opens a *list*.

What belongs to it is told by `members`; table rows with a column of recommendations are `rows`'
work; who made them to whom is `parties`'.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.recommendations.drafts import Draft, skip_opening
from pipeline.extract.recommendations.forms import Form, Forms, is_template
from pipeline.extract.recommendations.members import Members, OpenList
from pipeline.model import Paper, Passage, PassageKind
from pipeline.numbering import (
    Outline,
    choose_number,
    is_first,
    split_leading,
    split_list,
    stands_out,
    take_label,
)

_VOTE = re.compile(
    r"(?:following the debate|\(?resolved\b|the chair(?:man|woman|person)? put\b|"
    r"(?:motion|amendment|substantive motion)\b.{0,20}\b(?:carried|lost|agreed)|"
    r"agreed unanimously)",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"(?:(?:the )?motion (?:was )?)?(?:unanimously )?(?:all (?:were )?)?(?:agreed|in favour|carried"
    r"|approved|lost|defeated)(?: unanimously)?(?:,? by [^.]{3,40})?\.?$",
    re.IGNORECASE,
)
_RESOLVED = re.compile(r"(?:it was )?(?:unanimously )?resolved\b", re.IGNORECASE)
_PROPOSED = re.compile(r"proposed (?:record of )?(?:executive )?decision", re.IGNORECASE)
_QUOTES = ("“", '"')
_SHORT_LEAD = 160
_SECOND_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-Z])")


class Walk(Members):
    """One walk over one paper; `drafts` fills as it goes."""

    def __init__(self, paper: Paper, passages: Sequence[Passage], forms: Forms) -> None:
        super().__init__(paper, passages, forms)
        self._moved: Form | None = None
        self._proposal = any(_PROPOSED.search(passage.text) for passage in passages[:6])

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
            if self._goes_on_by_label(passage):
                self._take_part(passage, 0, len(passage.text))
            elif not self._take_form(passage):
                self._take_member(passage)
        return self.drafts

    # What opens a list ------------------------------------------------------------------

    def _take_form(self, passage: Passage) -> bool:
        if _RESOLVED.match(passage.text):
            self._mover = None
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
            or self._take_lead(passage)
            or self._take_quoted(passage)
            or self._take_sentence(passage)
        )

    def _take_quoted(self, passage: Passage) -> bool:
        """A motion of one sentence, quoted below the words that moved it."""
        if self._moved is None or passage.text[:1] not in _QUOTES:
            return False
        form, self._moved = self._moved, None
        if passage.text.rstrip().endswith(":"):
            return False
        self._emit(passage, 1, len(passage.text), None, form, by=self._mover)
        return True

    def _take_heading(self, passage: Passage) -> bool:
        text = passage.text.strip()
        for form, match in self._forms.matches("heading", text, self._kind):
            if form.takes == "all" or _could_head(passage):
                groups = match.groupdict()
                self._open = OpenList(
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
            if form.within == "list":
                if self._takes_labels():
                    self._take_labelled_item(passage, form, match)
                    return True
                continue
            label, to = match.groupdict().get("label"), match.groupdict().get("to")
            start = skip_opening(passage.text, match.end())
            if start >= len(passage.text):
                self._open = OpenList(form, None, to, Outline(), label=label, path=passage.heading)
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
            self._moved = None
            self._close()
            start = skip_opening(passage.text, match.end())
            if start >= len(passage.text):
                self._moved = form
                return True
            if not self._take_rest(passage, start):
                stop = _SECOND_SENTENCE.search(passage.text, start)
                if stop and _SETTLED.match(passage.text, stop.end()):
                    self._mover = None
                    return True
                end = stop.start() if stop else len(passage.text)
                self._emit(passage, start, end, None, form, by=self._mover)
            return True
        return False

    def _take_lead(self, passage: Passage) -> bool:
        for form, match in self._leads(passage.text):
            if self._is_member(passage) and form.takes != "items":
                continue
            if self._belongs_whole(passage, form, match):
                return False
            self._moved = None
            self._start_lead(form, match, passage, match.end())
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

    def _start_lead(self, form: Form, match: re.Match[str], passage: Passage, end: int) -> None:
        groups = match.groupdict()
        current = OpenList(
            form,
            by=self._mover or groups.get("by"),
            to=groups.get("agent") or groups.get("to2") or groups.get("to") or groups.get("named"),
            outline=Outline(choose_number(passage.number)),
            path=passage.heading,
        )
        self._open = current
        start = skip_opening(passage.text, end)
        if start >= len(passage.text) or form.takes == "below":
            return
        if not self._take_inline(current, passage, start) and not self._leads_on(passage):
            self._emit_single(current, passage, start)

    def _take_inline(self, current: OpenList, passage: Passage, start: int) -> bool:
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

    def _emit_single(self, current: OpenList, passage: Passage, start: int) -> None:
        lead = current.outline.lead
        label = lead.name if lead else None
        self._emit(passage, start, len(passage.text), label, current.form, current.by, current.to)
        self._close()

    def _take_sentence(self, passage: Passage) -> bool:
        if self._is_member(passage):
            return False
        for form, match in self._forms.matches("sentence", passage.text, self._kind):
            if form.within == "heading" and not stands_out(passage):
                continue
            printed, start = passage.number, 0
            if form.within == "heading":
                printed, start = take_label(passage.number, passage.text)
            number = choose_number(printed)
            to = match.groupdict().get("to")
            if len(passage.text) < _SHORT_LEAD and self._leads_on(passage):
                to = to or passage.text[match.end() :].strip(" :")
                self._open = OpenList(form, None, to or None, Outline(number), path=passage.heading)
                return True
            label = number.name if number else None
            self._emit(passage, start, len(passage.text), label, form, to=to)
            return True
        return False

    # Rows --------------------------------------------------------------------------------

    def _take_row(self, passage: Passage) -> None:
        found = self._rows.read(passage)
        if found is not None:
            if self._open is None or self._open.form.takes != "all":
                self._close()
            if self._rows.tail and self.drafts:
                self.drafts[-1] = replace(self.drafts[-1], tail=self._rows.tail)
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
        if start < end:
            self._take_part(passage, start, end)
        if self._open is not None:
            self._open.table = (passage.table, "row")

    def _take_part(self, passage: Passage, start: int, end: int) -> None:
        """Take a part of a passage, with the label that opens it, as if it stood alone."""
        text = passage.text[:end]
        label, begin = split_leading(text, start)
        kind: PassageKind = "item" if label else "paragraph"
        cell = replace(passage, text=text[begin:], number=label, kind=kind, cells=(), lines=())
        done = len(self.drafts)
        if not self._take_form(cell):
            self._take_member(cell)
        self.drafts[done:] = [
            replace(draft, passage=passage, start=draft.start + begin, end=draft.end + begin)
            for draft in self.drafts[done:]
        ]


def _could_head(passage: Passage) -> bool:
    return passage.kind == "heading" or len(passage.text) < 120
