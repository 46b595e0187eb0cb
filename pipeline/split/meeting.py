"""Which meeting a front sheet is of: its body, its day, and the title that they make."""

import re
from collections.abc import Sequence
from datetime import date

from pipeline.names import find_bodies, is_general_name
from pipeline.rules import RuleBook, Rules
from pipeline.split.days import find_days
from pipeline.split.pages import PageView

COUNCIL = re.compile(r".{1,200} (?:County|City|District|Borough) Council")
_FRONT_WORD = re.compile(r"(?i)^addend|supplement|^(?:\w+ ){0,2}agenda$|^notice of")


def front_title(
    views: Sequence[PageView], rules: Rules, book: RuleBook
) -> tuple[str | None, str | None, date | None]:
    """The title, body and day of a front sheet: 'Cabinet, Tuesday, 17 October 2023: Addenda 2'."""
    lines = [line.text for view in views[:3] for line in view.lines[:30]]
    body, day = _front_body(lines, rules), _front_day(lines, rules, book)
    what = next((text for text in lines if _FRONT_WORD.search(text) and len(text) < 40), "")
    title = ", ".join(filter(None, (body, f"{day:%A}, {day.day} {day:%B %Y}" if day else None)))
    if what and title:
        title = f"{title}: {what.capitalize() if what.isupper() else what}"
    return title or None, body, day


def _front_body(lines: Sequence[str], rules: Rules) -> str | None:
    """The first body of a front sheet; a council gives way to the committee named below it."""
    named = [
        name
        for text in lines
        for start, _, name in find_bodies(text, rules)
        if not is_general_name(name, rules) and not re.match(r"\d+[.)]? ", text)
    ]
    special = [name for name in named[:3] if not COUNCIL.fullmatch(name)]
    return next(iter(special or named or _general_bodies(lines, rules)), None)


def _general_bodies(lines: Sequence[str], rules: Rules) -> list[str]:
    """'Council' on a line of its own, where no body is named in full."""
    found = [(text, find_bodies(text, rules)) for text in lines[:12]]
    return [bodies[0][2] for text, bodies in found if bodies and bodies[0][:2] == (0, len(text))]


def _front_day(lines: Sequence[str], rules: Rules, book: RuleBook) -> date | None:
    """The day beside the body, a weekday or an hour, rather than the day of the letter."""
    forms = book.sections["front_sheet"]
    beside = book.pattern(forms["beside_day"], where="front_sheet.beside_day")
    against = book.pattern(forms["not_beside_day"], where="front_sheet.not_beside_day")
    best: tuple[int, date] | None = None
    for i, text in enumerate(lines):
        for found in find_days(" ".join(lines[i : i + 2]), rules):
            if found.start > len(text):
                continue
            around = " ".join(lines[max(0, i - 1) : i + 1])
            score = 2 * bool(find_bodies(around, rules)) + bool(beside.search(text))
            score -= 3 * bool(against.search(text))
            if best is None or score > best[0]:
                best = (score, found.day)
    return best[1] if best else None
