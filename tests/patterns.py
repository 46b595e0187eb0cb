"""Every pattern that the program compiles, and hostile texts made from a pattern's own parse.

`collect` runs the program over the examples of all rules and notes what it compiles, and where.
`attacks` takes a pattern apart and repeats what it repeats, behind what it wants before, in front
of what it cannot match: where a pattern backtracks without end, one of these shows it. It runs in
a process of its own (`python -m tests.patterns`), which prints a line for each slow pattern.
"""

import ast
import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

SHORT, LONG = 2_000, 32_000
"""Characters of the text that sorts out, and of the text that decides."""

LIMIT = 2.0
"""Seconds that a pattern may search in the long text."""

_WORTH_A_LOOK = LIMIT / (LONG / SHORT) ** 2
"""What would still be within the limit on the long text if it grew with the square."""

_MOST_ATTACKS = 48
_MOST_REPEATS = 8
_PROBES = "a1 -Z.,;:()/'\"£%\n\t–é_&#|•"

BOUNDED = {
    "dates.yml: signed_by": 120,  # of what stands before, roles._AROUND
    "recommendations.yml: recommendations-heading": 240,  # forms._find reads no longer heading
    "recommendations.yml: asked-to": 0,  # a lead is looked for at the start only
    "recommendations.yml: following-recommendations": 0,  # or at the start of each sentence
}
"""Rules whose mechanism hands them so many characters; 0 is the whole text, from its start."""

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Slow:
    """A pattern that takes too long on a text: where it stands, the text's beginning, seconds."""

    where: str
    text: str
    length: int
    seconds: float


def collect() -> dict[Pattern, str]:
    """Every pattern of texts that `pipeline` compiles, with its rule, or module and line."""
    found: dict[Pattern, str] = {}
    compile_ = re._compile  # type: ignore[attr-defined]

    def note(pattern: Any, flags: Any) -> Any:
        made = compile_(pattern, flags)
        if isinstance(made, re.Pattern) and isinstance(made.pattern, str):
            where = _where()
            if where is not None:
                found.setdefault(made, where)
        return made

    re._compile = note  # type: ignore[attr-defined]
    try:
        _exercise()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]
    return found


def _exercise() -> None:
    """Load every module, and let every rule read its examples."""
    import pipeline

    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from pipeline.check import check_book
    from pipeline.link import lexicon, series
    from pipeline.read.html import read_html
    from pipeline.rules import load_rules

    rules = load_rules()
    for name in rules.names():
        for _ in check_book(name, rules):
            pass
    read_html("<html><body><p>The Cabinet met on 17 October 2023.</p></body></html>")
    lexicon.load_lexicon(rules)
    series.load_measures(rules)


def _where() -> str | None:
    """The rule or the line of the program that asks for a pattern to be compiled."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(ROOT / "pipeline"):
        return None
    if frame.f_code.co_name == "compile_pattern":
        return str(frame.f_locals["where"])
    return f"{path.relative_to(ROOT)}:{frame.f_lineno}"


def attacks(pattern: Pattern) -> list[tuple[str, str, str]]:
    """Hostile texts for a pattern, each as (beginning, what is repeated, end)."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    made: dict[tuple[str, str, str], None] = {}
    for choice in range(3):
        whole = _sample(tree, choice)
        for end in ("\0", ""):
            made.setdefault(("", whole, end))
        for before, unit in _repeats(tree, "", choice):
            made.setdefault((before, unit, "\0"))
            made.setdefault(("", before + unit, "\0"))
    for character in dict.fromkeys(_sample(tree, 0) + " 1a"):
        made.setdefault(("", character, "\0"))
    every = [attack for attack in made if attack[1]]
    step = max(1, len(every) // _MOST_ATTACKS)
    return every[::step]


def _repeats(tree: Any, before: str, choice: int) -> Iterator[tuple[str, str]]:
    """What stands before each thing that may be repeated often, and that thing."""
    for code, value in tree:
        for _, most, inner in [value] if code in _REPEAT else []:
            yield from _repeats(inner, before, choice)
            if most > _MOST_REPEATS:
                yield before, _sample(inner, choice)
        for inner in _inner(code, value):
            yield from _repeats(inner, before, choice)
        before += _sample([(code, value)], choice)


_REPEAT = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def _inner(code: Any, value: Any) -> Sequence[Any]:
    """The pieces inside one that is no repetition."""
    if code is op.BRANCH:
        return list(value[1])
    if code is op.SUBPATTERN:
        return [value[3]]
    if code is op.ATOMIC_GROUP:
        return [value]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    return []


def _sample(tree: Any, choice: int) -> str:
    """A short text that the pieces match, as far as they can be told apart."""
    text = ""
    for code, value in tree:
        if code is op.LITERAL:
            text += chr(value)
        elif code in (op.NOT_LITERAL, op.IN, op.ANY):
            text += _member(code, value, choice)
        elif code in _REPEAT:
            least, most, inner = value
            text += _sample(inner, choice) * max(least, min(most, choice % 2))
        elif code is op.BRANCH:
            text += _sample(value[1][choice % len(value[1])], choice)
        elif code in (op.SUBPATTERN, op.ATOMIC_GROUP):
            text += _sample(_inner(code, value)[0], choice)
    return text


def _member(code: Any, value: Any, choice: int) -> str:
    """A character of a class; a different one for each choice."""
    if code is op.ANY:
        return "a 1"[choice]
    if code is op.NOT_LITERAL:
        return next(c for c in _PROBES[choice:] if ord(c) != value)
    named = [chr(item) for kind, item in value if kind is op.LITERAL]
    named += [chr(item[0]) for kind, item in value if kind is op.RANGE]
    probes = [c for c in dict.fromkeys([*_PROBES, *named]) if _is_in(value, c)]
    return probes[choice % len(probes)] if probes else (named or ["a"])[0]


def _is_in(items: Any, character: str) -> bool:
    negated = items[0][0] is op.NEGATE
    return any(_has(kind, item, character) for kind, item in items) != negated


def _has(kind: Any, item: Any, character: str) -> bool:
    if kind is op.LITERAL:
        return ord(character) == item
    if kind is op.RANGE:
        return bool(item[0] <= ord(character) <= item[1])
    return kind is op.CATEGORY and _CATEGORIES[item](character)


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdigit,
    op.CATEGORY_NOT_DIGIT: lambda c: not c.isdigit(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    op.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    op.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}


class _Enough(Exception):  # noqa: N818 - no error, a bell
    """The time is up."""


def _ring(*_: object) -> None:
    raise _Enough


def only_from_start(where: str) -> bool:
    """Whether a pattern of a module is private to it, and used there at the start of a text only,
    so that it need not be tried at every place of it."""
    path, _, line = where.rpartition(":")
    if not path.endswith(".py"):
        return False
    source = (ROOT / path).read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and node.lineno <= int(line) <= (node.end_lineno or 0):
            name = ast.unparse(node.targets[0])
            uses = set(re.findall(rf"\b{name}\b(?! =)(?:\.(\w+)\()?", source))
            return name.startswith("_") and uses <= {"match", "fullmatch"}
    return False


def seconds_of(pattern: Pattern, text: str, *, from_start: bool = False) -> float:
    """Seconds of work that a pattern takes to find all that it can in a text; at most LIMIT and
    a little, then it is stopped."""
    signal.signal(signal.SIGVTALRM, _ring)
    began = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT * 1.5)
        if from_start:
            pattern.match(text)
            pattern.fullmatch(text)
        else:
            for _ in pattern.finditer(text):
                pass
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _Enough:
        pass
    return time.process_time() - began


def slow_on(pattern: Pattern, where: str) -> Slow | None:
    """The first hostile text on which a pattern takes longer than it may."""
    from_start = only_from_start(where) or BOUNDED.get(where) == 0
    most = BOUNDED.get(where) or LONG + SHORT
    for before, unit, end in attacks(pattern):
        for length in (SHORT, LONG):
            text = (before + unit * max(1, length // len(unit)) + end)[-most:]
            spent = seconds_of(pattern, text, from_start=from_start)
            if spent > LIMIT:
                return Slow(where, (before + unit * 3)[:60], len(text), spent)
            if spent < _WORTH_A_LOOK:
                break
    return None


def main() -> None:
    """Try every pattern; print those that are too slow, and at the end how many there are."""
    found = collect()
    tried = 0
    for pattern, where in found.items():
        tried += len(attacks(pattern))
        if (slow := slow_on(pattern, where)) is not None:
            sys.stdout.write(
                f"SLOW {slow.where}: {slow.seconds:.1f} s on {slow.length} of {slow.text!r}\n"
            )
            sys.stdout.flush()
    sys.stdout.write(f"{len(found)} patterns, {tried} texts\n")


if __name__ == "__main__":
    main()
