"""Bodies and offices in one canonical form, from `rules/bodies.yml`.

A *body* meets or acts as one ('Cabinet', 'People Overview & Scrutiny Committee', 'Ofsted'); an
*office* is a post ('Director of Children's Services'). `canonical_name` puts a name that stands
alone into one form, `find_bodies` finds names in a text, `name_bodies` gives those of a short
text as one string ('HOSC and Cabinet'), and `define_names` reads which short forms a paper
explains itself. A name that says only what sort of body is meant ('the Committee') is *general*:
whose it is must be told from the paper (`is_general_name`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.clean import collapse_spaces
from pipeline.errors import RuleError
from pipeline.rules import RuleBook, Rules, compiled

_Span = tuple[int, int, str]
"""Where a name stands, and the kind of the form that found it ('' for an alias)."""

Known = Mapping[str, str]
"""Short forms that a paper explains itself, and their full names (`define_names`)."""

_KEYS = frozenset({"kind", "needs", "pattern"})
_SECTIONS = frozenset({"aliases", "general", "examples"})
_NOISE = re.compile(r"[^0-9a-z]+")
_LONGEST_NAME = 160
_LONGEST_ACRONYM = 5
_SMALL = frozenset({"and", "of", "for", "the", "in", "on", "to", "with"})
_SHORT_FORM = re.compile(r" ?\([‘“\"']?(?:the )?[‘“\"']?(?P<short>[A-Z][A-Za-z&]{1,9})[’”\"']?\)")


def canonical_name(name: str, rules: Rules, known: Known | None = None) -> str:
    """The canonical form of a body or office; the name itself, tidied, where it is unknown.

    Several names in one ('HOSC and Cabinet') are each put into their form.
    """
    tidied = _tidy(name)
    if full := _look_up(tidied, rules, known):
        return full
    spans = find_bodies(tidied, rules, known)
    if len(spans) > 1 and _only_joined(tidied, spans):
        return _join(found for _, _, found in spans)
    return tidied


def find_bodies(text: str, rules: Rules, known: Known | None = None) -> list[tuple[int, int, str]]:
    """Bodies and offices in a text as (start, end, canonical name), in order, none overlapping.

    'Report by Corporate Director of Children's Services' gives that office; 'The Cabinet is
    RECOMMENDED to' gives 'Cabinet'; 'the Committee' gives the general name 'Committee'.
    """
    lexicon = _load_lexicon(rules.book("bodies", keys=_KEYS, sections=_SECTIONS))
    chosen = _find_named(text, lexicon, known)
    taken = [(start, end, _name_span(text[start:end], rules, known)) for start, end, _ in chosen]
    general = [
        (match.start(), match.end(), lexicon.generals[_key(match[0])])
        for match in lexicon.general.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end, _ in chosen)
    ]
    return sorted(taken + general)


def _find_named(text: str, lexicon: _Lexicon, known: Known | None) -> list[_Span]:
    spans = [
        (*match.span(), kind)
        for kind, needs, pattern in lexicon.forms
        if needs.search(text)
        for match in pattern.finditer(text)
    ]
    spans += [(*match.span(), "") for alias in lexicon.aliases for match in alias.finditer(text)]
    for short in known or ():
        if short in text:
            found = re.finditer(rf"\b{re.escape(short)}\b", text)
            spans += [(*match.span(), "") for match in found]
    return _choose_longest(spans)


def name_bodies(text: str, rules: Rules, known: Known | None = None) -> str | None:
    """The bodies and offices of a short text as one string, or None where it names none."""
    found = [name for _, _, name in find_bodies(text, rules, known)]
    return _join(found) if found else None


def is_general_name(name: str, rules: Rules) -> bool:
    """Whether a name says only what sort of body is meant ('Committee', 'the Board')."""
    book = rules.book("bodies", keys=_KEYS, sections=_SECTIONS)
    return _key(name) in _load_lexicon(book).generals


def define_names(texts: Iterable[str], rules: Rules) -> dict[str, str]:
    """Short forms that texts explain: 'the Health and Wellbeing Board (HWB)' gives HWB.

    The first explanation counts. Only names that `find_bodies` knows are explained, and only by
    letters that they hold in order.
    """
    lexicon = _load_lexicon(rules.book("bodies", keys=_KEYS, sections=_SECTIONS))
    known: dict[str, str] = {}
    for text in texts:
        for match in _SHORT_FORM.finditer(text):
            before = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
            spans = _find_named(before, lexicon, None)
            if not spans or spans[-1][1] != len(before):
                continue
            start, end, kind = spans[-1]
            printed = _last_joined(match["short"], before[start:end])
            name = _name_span(printed, rules, None)
            if _abbreviates(match["short"], name, whole=kind == "office"):
                known.setdefault(match["short"], name)
    return known


@dataclass(frozen=True, slots=True, eq=False)
class _Lexicon:
    names: Mapping[str, str]
    aliases: tuple[re.Pattern[str], ...]
    forms: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]
    general: re.Pattern[str]
    generals: Mapping[str, str]


@compiled
def _load_lexicon(book: RuleBook) -> _Lexicon:
    names: dict[str, str] = {}
    exact: list[str] = []
    loose: list[str] = []
    for entry in book.sections.get("aliases") or ():
        name, aliases = _read_alias(book, entry)
        for alias in (name, *aliases):
            names.setdefault(_key(alias), name)
            (exact if len(alias.split()) == 1 else loose).append(alias)
    general = [str(item) for item in book.sections.get("general") or ()]
    return _Lexicon(
        names=names,
        aliases=tuple(
            _any_of(words, flags) for words, flags in ((exact, 0), (loose, re.IGNORECASE)) if words
        ),
        forms=tuple(
            (
                str(rule.fields["kind"]),
                re.compile("|".join(map(re.escape, rule.fields["needs"]))),
                book.pattern(rf"(?<![\w-])(?:{rule.fields['pattern']})(?!\w)", 0, rule.id),
            )
            for rule in book.rules
        ),
        generals={_key(word): word for word in general},
        general=_any_of([*general, *(word.upper() for word in general)], 0),
    )


def _read_alias(book: RuleBook, entry: Any) -> tuple[str, list[str]]:
    if not isinstance(entry, dict) or set(entry) != {"name", "aliases"}:
        raise RuleError(f"{book.path.name}: an entry of `aliases` needs `name` and `aliases`.")
    return str(entry["name"]), [str(alias) for alias in entry["aliases"]]


def _any_of(words: list[str], flags: int) -> re.Pattern[str]:
    patterns = sorted((_loosen(word) for word in set(words)), key=lambda p: (-len(p), p))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])", flags)


def _loosen(alias: str) -> str:
    """An alias as a pattern: any blanks, either apostrophe."""
    return re.escape(alias).replace(r"\ ", r"\s+").replace("'", "['’]")


def _choose_longest(spans: Iterable[_Span]) -> list[_Span]:
    chosen: list[_Span] = []
    for span in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0], span[2])):
        start, end, _ = span
        if all(end <= other or other_end <= start for other, other_end, _ in chosen):
            chosen.append(span)
    return sorted(chosen)


def _name_span(text: str, rules: Rules, known: Known | None) -> str:
    tidied = _tidy(text)
    return _look_up(tidied, rules, known) or tidied


def _look_up(name: str, rules: Rules, known: Known | None) -> str | None:
    if known and (full := known.get(name)):
        return full
    lexicon = _load_lexicon(rules.book("bodies", keys=_KEYS, sections=_SECTIONS))
    return lexicon.names.get(_key(name))


def _tidy(name: str) -> str:
    """White space, apostrophes and capitals in one form; no 'the' in front, no stop behind."""
    tidied = collapse_spaces(name).replace("’", "'").strip(" ,;:.")
    tidied = re.sub(r"^(?:the|The|THE) ", "", tidied)
    if tidied.isupper() and " " in tidied and max(map(len, tidied.split())) > _LONGEST_ACRONYM:
        tidied = " ".join(_lower_word(word, i) for i, word in enumerate(tidied.split()))
    return tidied


def _lower_word(word: str, index: int) -> str:
    lowered = word.lower()
    if index and lowered in _SMALL:
        return lowered
    return word if word in {"NHS", "SEND", "ICB", "UK"} else lowered[:1].upper() + lowered[1:]


def _key(name: str) -> str:
    words = _NOISE.sub(" ", name.casefold().replace("&", " and ").replace("’", "").replace("'", ""))
    return " ".join(words.split()).removeprefix("the ")


def _join(names: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(names))


def _only_joined(text: str, spans: list[tuple[int, int, str]]) -> bool:
    """Whether nothing but 'and', '&', 'the' and commas stands around the names."""
    rest = text
    for start, end, _ in reversed(spans):
        rest = rest[:start] + " " + rest[end:]
    return not re.sub(r"\b(?:and|the|both)\b|[&,;\s]", "", rest)


def _last_joined(short: str, printed: str) -> str:
    """The last of joined names where the short form is its alone: 'Ofsted and the … (CQC)'."""
    last = re.split(r" and (?:the )?", printed)[-1]
    return last if _abbreviates(short, last, whole=True) else printed


def _abbreviates(short: str, name: str, whole: bool) -> bool:
    """Whether the letters of a short form stand in a name in order, from the start of a word (of
    the first, where it must stand for the whole name)."""
    if not short.isalpha():
        return False
    name, wanted = name.casefold(), short.casefold()
    starts = [match.start() for match in re.finditer(rf"\b{re.escape(wanted[0])}", name)]
    for start in starts:
        letters = iter(name[start:])
        if (start == 0 or not whole) and all(letter in letters for letter in wanted):
            return True
    return False
