"""What a paragraph or a run looks like, once its styles have had their say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.read.docx.package import Element, W

_OFF = frozenset({"0", "false", "off", "none"})
_DEPTH = 12
TITLE_RANK: Final = 0


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Which list a paragraph belongs to, and how deep."""

    list_id: str
    level: int


class Styles:
    """The styles of a document, asked for one property at a time."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._defaults: Element | None = None
        for style in root.iter(W + "style") if root is not None else ():
            kind, key = style.get(W + "type", ""), style.get(W + "styleId", "")
            self._by_id.setdefault(key, style)
            if style.get(W + "default") in ("1", "true"):
                self._default[kind] = key
        if root is not None:
            self._defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def name(self, paragraph: Element) -> str:
        """The style's name as Word shows it, in small letters."""
        style = self._by_id.get(self._style_id(paragraph))
        name = style.find(W + "name") if style is not None else None
        return (name.get(W + "val", "") if name is not None else "").lower()

    def paragraph_property(self, paragraph: Element, tag: str) -> Element | None:
        """The nearest `tag` of a paragraph: its own, or that of its styles."""
        own = paragraph.find(f"{W}pPr/{W}{tag}")
        if own is not None:
            return own
        for style in self._chain(self._style_id(paragraph)):
            found = style.find(f"{W}pPr/{W}{tag}")
            if found is not None:
                return found
        return None

    def run_property(self, paragraph: Element, run: Element, tag: str) -> Element | None:
        """The nearest `tag` of a run: its own, its style's, its paragraph's, the default."""
        own = run.find(f"{W}rPr/{W}{tag}")
        if own is not None:
            return own
        character = run.find(f"{W}rPr/{W}rStyle")
        ids = [character.get(W + "val", "")] if character is not None else []
        for key in (*ids, self._style_id(paragraph)):
            for style in self._chain(key):
                found = style.find(f"{W}rPr/{W}{tag}")
                if found is not None:
                    return found
        return self._defaults.find(W + tag) if self._defaults is not None else None

    def is_on(self, paragraph: Element, run: Element, tag: str) -> bool:
        """Whether a run has a property that is on or off: bold, capitals, hidden."""
        found = self.run_property(paragraph, run, tag)
        return found is not None and found.get(W + "val", "1") not in _OFF

    def size(self, paragraph: Element, run: Element) -> float | None:
        """The size of a run's letters in points."""
        found = self.run_property(paragraph, run, "sz")
        return _number(found.get(W + "val")) / 2 if found is not None else None

    def rank(self, paragraph: Element) -> int | None:
        """How high a heading stands (`TITLE_RANK` is outermost); None for what is no heading."""
        name = self.name(paragraph)
        if name in ("title", "subtitle"):
            return TITLE_RANK if name == "title" else TITLE_RANK + 1
        if name.startswith("heading ") and name[8:].isdigit():
            return int(name[8:])
        outline = self.paragraph_property(paragraph, "outlineLvl")
        level = int(_number(outline.get(W + "val"))) if outline is not None else 9
        return level + 1 if level < 9 else None

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """The list of a paragraph: its own, or that of its styles; list 0 is none."""
        list_id, level = None, None
        holders = [paragraph, *self._chain(self._style_id(paragraph))]
        for holder in holders:
            place = holder.find(f"{W}pPr/{W}numPr")
            if place is None:
                continue
            if level is None and (found := place.find(W + "ilvl")) is not None:
                level = int(_number(found.get(W + "val")))
            if (found := place.find(W + "numId")) is not None:
                list_id = found.get(W + "val", "0")
                break
        if list_id is None or list_id == "0":
            return None
        return ListPlace(list_id, -1 if level is None else max(0, min(level, 8)))

    def indent(self, paragraph: Element, level: Element | None) -> float:
        """Points from the margin to the first letter of a paragraph's text."""
        own = paragraph.find(f"{W}pPr/{W}ind")
        for holder in (own, level.find(f"{W}pPr/{W}ind") if level is not None else None):
            if holder is not None and (left := _left(holder)) is not None:
                return left
        found = self.paragraph_property(paragraph, "ind")
        return (_left(found) or 0.0) if found is not None else 0.0

    def style_id(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        return self._style_id(paragraph)

    def _style_id(self, paragraph: Element) -> str:
        own = paragraph.find(f"{W}pPr/{W}pStyle")
        return own.get(W + "val", "") if own is not None else self._default.get("paragraph", "")

    def _chain(self, key: str) -> Iterator[Element]:
        for _ in range(_DEPTH):
            style = self._by_id.get(key)
            if style is None:
                return
            yield style
            based = style.find(W + "basedOn")
            key = based.get(W + "val", "") if based is not None else ""


def _left(indent: Element) -> float | None:
    value = indent.get(W + "left", indent.get(W + "start"))
    return _number(value) / 20 if value is not None else None


def _number(value: str | None) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 0.0
