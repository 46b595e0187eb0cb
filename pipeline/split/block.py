"""The title block of a paper: its lines sorted into title, body, day, author and the rest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.clean import collapse_spaces
from pipeline.names import canonical_name, find_bodies, is_general_name
from pipeline.rules import RuleBook, Rules, compiled
from pipeline.split.columns import join_columns
from pipeline.split.days import Day, find_days
from pipeline.split.pages import PrintedLine

_MAX_LINES = 30
_ROLES = ("title", "issue", "body", "date", "author")


@dataclass(slots=True)
class Block:
    """What a title block says; the lists hold the words beside a label, `body_lines` lines that
    name nothing but a body, `free` the lines that are left, `labelled` whole lines with labels."""

    title: list[str] = field(default_factory=list)
    issue: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    date: list[str] = field(default_factory=list)
    author: list[str] = field(default_factory=list)
    free: list[PrintedLine] = field(default_factory=list)
    body_lines: list[str] = field(default_factory=list)
    labelled: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Forms:
    end: re.Pattern[str]
    letter: re.Pattern[str]
    longest: int
    after_dear: int
    skip: tuple[re.Pattern[str], ...]
    labels: tuple[tuple[str, re.Pattern[str]], ...]


@compiled
def _load_forms(book: RuleBook) -> _Forms:
    block = book.sections["block"]
    return _Forms(
        end=book.pattern(block["end"], where="block.end"),
        letter=book.pattern(block["letter"], where="block.letter"),
        longest=int(block["end_of_prose"]),
        after_dear=int(block["after_dear"]),
        skip=tuple(book.pattern(text, where="block.skip") for text in block["skip"]),
        labels=tuple(
            (role, book.pattern(block["labels"][role], where=f"block.labels.{role}"))
            for role in _ROLES
        ),
    )


def read_block(lines: Sequence[PrintedLine], rules: Rules, book: RuleBook) -> Block:
    """Sort the first lines of a paper; the block ends at the first section or long sentence."""
    forms = _load_forms(book)
    block = Block()
    before: PrintedLine | None = None
    open_role: str | None = None
    opener: PrintedLine | None = None
    lines = [*join_columns(lines[:_MAX_LINES]), *lines[_MAX_LINES:]]
    for i, line in enumerate(lines[:_MAX_LINES]):
        role, value = _label_of(line.text, forms)
        inside = before is not None and before.passage == line.passage
        before = line
        if role is None and opener and _goes_on(line, opener, block, open_role, forms, rules):
            _add(block, open_role, line.text, more=True)
            continue
        if role is not None:
            open_role, opener = role, line
            block.labelled.append(_whole_passage(line, lines))
            _add(block, role, value)
            continue
        open_role, opener = None, None
        if _ends(line, inside, forms):
            _find_late_labels(lines[i:], block, forms)
            break
        if forms.letter.match(line.text):
            _open_letter(lines[i + 1 : i + 1 + forms.after_dear], block, forms)
            break
        heading_row = i < 3 and line.whole == len(line.text)
        # 'Annual | Report | 2022/23' is a title on three lines, of which none is passed over.
        goes_on = line.kind == "heading" and bool(block.free) and _kin(block.free[-1], line)
        skipped = not goes_on and any(skip.search(line.text) for skip in forms.skip)
        if (line.kind != "row" or heading_row) and not skipped:
            block.free.append(line)
    _sort_free_lines(block, rules)
    return block


def _kin(one: PrintedLine, other: PrintedLine) -> bool:
    return one.passage == other.passage


def _open_letter(lines: Sequence[PrintedLine], block: Block, forms: _Forms) -> None:
    """A letter's head names people and their addresses; its title stands below the greeting."""
    block.free.clear()
    block.body.clear()
    block.body_lines.clear()
    for line in lines:
        short = len(line.text.split()) <= 16 and not line.text.endswith((".", ",", ":"))
        if short and line.whole <= forms.longest and line.kind != "item":
            block.free.extend(other for other in lines if other.passage == line.passage)
            return
        if line.whole > forms.longest:
            return


def _whole_passage(line: PrintedLine, lines: Sequence[PrintedLine]) -> str:
    """A line with those that follow it in its passage."""
    texts = [other.text for other in lines if other.passage == line.passage]
    return " ".join(texts[texts.index(line.text) :])


def _find_late_labels(lines: Sequence[PrintedLine], block: Block, forms: _Forms) -> None:
    """The 'Issue' of a response form and the 'Title of Decision' of a record stand further down."""
    for i, line in enumerate(lines[:_MAX_LINES]):
        role, value = _label_of(line.text, forms)
        if role not in {"issue", "title"} or getattr(block, role):
            continue
        rest = _whole_passage(line, lines)[len(line.text) :]
        if not value and not rest and i + 1 < len(lines):
            rest = _whole_passage(lines[i + 1], lines)
        getattr(block, role).append(collapse_spaces(f"{value} {rest}"))


def _label_of(text: str, forms: _Forms) -> tuple[str | None, str]:
    for role, pattern in forms.labels:
        if match := pattern.match(text):
            return role, text[match.end() :].strip(" :–-")
    return None, ""


def _goes_on(
    line: PrintedLine,
    opener: PrintedLine,
    block: Block,
    role: str | None,
    forms: _Forms,
    rules: Rules,
) -> bool:
    """Whether a line belongs to the label above: the value has not come yet, or it is set in the
    same passage, or further in than the label."""
    values: list[str] = getattr(block, role) if role else []
    if not values or forms.end.search(line.text):
        return False
    if role != "author" and any(pattern.search(line.text) for pattern in forms.skip):
        return False
    if not values[-1]:
        return True
    if len(values[-1]) > 240:
        return False
    if line.passage == opener.passage:
        return True
    beside = ":" in opener.text[:30] and line.left > opener.left + 30
    return beside and (role == "date" or not find_days(line.text, rules))


def _add(block: Block, role: str | None, value: str, more: bool = False) -> None:
    if role is None:
        return
    values: list[str] = getattr(block, role)
    if more and values:
        link = "; " if role == "author" and _names_another(values[-1], value) else " "
        values[-1] = collapse_spaces(f"{values[-1]}{link}{value}").replace(",;", ";").strip("; ")
    else:
        values.append(collapse_spaces(value))


def _names_another(before: str, value: str) -> bool:
    """Whether a line names a further author: 'A. Name, Director of …' after a whole line."""
    whole = not re.search(r"(?:\b(?:and|of|for|the)|&)$|^$", before)
    return whole and value[:1].isupper() and "," in value


def _ends(line: PrintedLine, inside: bool, forms: _Forms) -> bool:
    prose = line.kind in {"paragraph", "item", "footnote"} and not line.bold
    long = prose and line.whole > forms.longest
    return long or (not inside and bool(forms.end.search(line.text)))


def _sort_free_lines(block: Block, rules: Rules) -> None:
    """Lines that hold nothing but a body, or the day under it, are not the title."""
    rest = []
    after_body = True
    for kin in _by_passage(block.free):
        whole = " ".join(line.text for line in kin)
        bodies, days, words = _take_apart(whole, rules)
        if not words and (bodies or (days and after_body)):
            _keep(block, whole, bodies, days)
            after_body = True
            continue
        for i, line in enumerate(kin):
            bodies, days, words = _take_apart(line.text, rules)
            named = [name for name in bodies if not is_general_name(name, rules)]
            if words or len(kin) == 1 or not ((named and i == 0) or (days and after_body)):
                rest.append(line)
                after_body = False
            else:
                _keep(block, line.text, named, days)
                after_body = True
    block.free = rest


def _by_passage(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    groups: list[list[PrintedLine]] = []
    for line in lines:
        if groups and groups[-1][0].passage == line.passage:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _keep(block: Block, text: str, bodies: Sequence[str], days: Sequence[Day]) -> None:
    if bodies:
        block.body_lines.append(text)
    if days:
        block.date.append(text)


def _take_apart(text: str, rules: Rules) -> tuple[list[str], list[Day], str]:
    """The bodies and days of a line, and the letters that are left."""
    days = find_days(text, rules)
    rest = text
    for day in reversed(days):
        rest = rest[: day.start] + " " + rest[day.end :]
    bodies = find_bodies(rest, rules)
    names = [name for _, _, name in bodies]
    for start, end, _ in reversed(bodies):
        rest = rest[:start] + " " + rest[end:]
    rest = re.sub(
        r"\b(?:meeting|of|the|on|held|at|\d{1,2}[.:]\d\d ?(?:am|pm)?)\b", " ", rest, flags=re.I
    )
    return names, days, re.sub(r"[^A-Za-z]", "", rest)


def first_day(texts: Sequence[str], rules: Rules) -> date | None:
    """The first day that any of the texts names."""
    for text in texts:
        if days := find_days(text, rules):
            return days[0].day
    return None


def read_author(block: Block, rules: Rules) -> str | None:
    """The first author of a block, in canonical form where it is a body or an office; words with
    a day in them are those of other labels, printed in columns."""
    for text in block.author:
        if not text or find_days(text, rules):
            continue
        head = text.split(":")[0]
        tidied = re.sub(r"(?<!\s)\s*+\([A-Z]{2,4}\d+\)|\.$", "", head).strip(" ,;")
        tidied = re.sub(r"^(?:the|The) ", "", tidied)
        found = find_bodies(tidied, rules)
        if len(found) == 1 and found[0][1] - found[0][0] > 0.8 * len(tidied):
            return found[0][2]
        return canonical_name(tidied, rules)
    return None
