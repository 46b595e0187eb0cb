"""Automatic numbers as Word prints them: '1.', '1.1', 'a)', '(iv)', restarts and all."""

import re
from dataclasses import dataclass, field

from pipeline.clean import collapse_spaces
from pipeline.read.docx.package import Element, W
from pipeline.read.docx.styles import ListPlace
from pipeline.read.marks import write_number

_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands before a list paragraph: a number as printed, or a bullet (None)."""

    number: str | None
    level: Element | None


@dataclass(slots=True)
class _List:
    """A list definition and how far its counters have come."""

    levels: dict[int, Element]
    counts: dict[int, int] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """The lists of a document; ask for the numbers of its paragraphs in reading order."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._kinds: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Element]] = {}
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        links, bases = {}, {}
        for abstract in root.iter(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            self._lists[key] = _List({_level(lvl): lvl for lvl in abstract.iter(W + "lvl")})
            if (link := abstract.find(W + "styleLink")) is not None:
                bases[link.get(W + "val")] = key
            if (link := abstract.find(W + "numStyleLink")) is not None:
                links[key] = link.get(W + "val")
        for num in root.iter(W + "num"):
            kind = num.find(W + "abstractNumId")
            key = kind.get(W + "val", "") if kind is not None else ""
            number_id = num.get(W + "numId", "")
            self._kinds[number_id] = bases.get(links.get(key), key)
            overrides = {_level(item): item for item in num.iter(W + "lvlOverride")}
            self._overrides[number_id] = overrides

    def advance(self, place: ListPlace, style_id: str) -> Printed | None:
        """Count one paragraph of a list; None where the list is not defined."""
        found = self._lists.get(self._kinds.get(place.list_id, ""))
        if found is None:
            return None
        depth = place.level if place.level >= 0 else _level_of_style(found, style_id)
        level = self._definition(found, place.list_id, depth)
        if level is None:
            return None
        self._count(found, place.list_id, depth)
        if _value(level, "numFmt", "decimal") == "bullet":
            return Printed(None, level)
        return Printed(self._write(found, place.list_id, depth, level), level)

    def _definition(self, found: _List, list_id: str, depth: int) -> Element | None:
        override = self._overrides.get(list_id, {}).get(depth)
        own = override.find(W + "lvl") if override is not None else None
        return own if own is not None else found.levels.get(depth)

    def _count(self, found: _List, list_id: str, depth: int) -> None:
        start = self._start(found, list_id, depth)
        first = (list_id, depth) not in found.started
        found.started.add((list_id, depth))
        if first and self._restarts(list_id, depth):
            found.counts[depth] = start
        else:
            found.counts[depth] = found.counts.get(depth, start - 1) + 1
        for deeper in [level for level in found.counts if level > depth]:
            definition = found.levels.get(deeper)
            restart = _value(definition, "lvlRestart", "") if definition is not None else ""
            if restart != "0" and (not restart or depth < int(restart)):
                del found.counts[deeper]

    def _restarts(self, list_id: str, depth: int) -> bool:
        override = self._overrides.get(list_id, {}).get(depth)
        return override is not None and override.find(W + "startOverride") is not None

    def _start(self, found: _List, list_id: str, depth: int) -> int:
        override = self._overrides.get(list_id, {}).get(depth)
        if override is not None and (own := override.find(W + "startOverride")) is not None:
            return _as_int(own.get(W + "val"), 1)
        level = self._definition(found, list_id, depth)
        return _as_int(_value(level, "start", "1"), 1) if level is not None else 1

    def _write(self, found: _List, list_id: str, depth: int, level: Element) -> str | None:
        legal = level.find(W + "isLgl") is not None

        def fill(match: re.Match[str]) -> str:
            wanted = int(match[1]) - 1
            definition = self._definition(found, list_id, wanted)
            if definition is None:
                return ""
            count = found.counts.get(wanted, self._start(found, list_id, wanted))
            form = _value(definition, "numFmt", "decimal")
            return write_number(count, "decimal" if legal and wanted < depth else form)

        text = collapse_spaces(_PLACEHOLDER.sub(fill, _value(level, "lvlText", "")))
        return text or None


def _level(element: Element) -> int:
    return _as_int(element.get(W + "ilvl"), 0)


def _level_of_style(found: _List, style_id: str) -> int:
    """A style's paragraphs stand at the level that names the style."""
    for depth, level in sorted(found.levels.items()):
        if _value(level, "pStyle", "") == style_id:
            return depth
    return 0


def _value(element: Element, tag: str, otherwise: str) -> str:
    found = element.find(W + tag)
    return found.get(W + "val", otherwise) if found is not None else otherwise


def _as_int(value: str | None, otherwise: int) -> int:
    try:
        return int(value or otherwise)
    except ValueError:
        return otherwise
