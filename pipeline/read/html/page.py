"""A web page taken apart: its text's root, what is no part of it, its title and address.

The only door to selectolax. Everything here walks without recursion; a page nested more deeply
than any real one is refused before it is parsed, for parsing takes the square of the depth.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from pipeline.clean import clean_text
from pipeline.errors import ReadError
from pipeline.read.marks import BULLETS
from pipeline.rules import RuleBook, load_rules

Node = Any

_MAX_DEPTH = 4000
_SECTIONS = (
    "block_tags",
    "content",
    "dropped",
    "headings",
    "item_numbers",
    "layout_tables",
    "noise",
    "noise_words",
    "shortened",
    "unclosed_tags",
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=\(\d+\)(?P<url>https?://\S+?)\s*-->", re.IGNORECASE
)
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(pt|px|cm|mm|in|em|rem)?", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0, "em": 12.0, "rem": 12.0}
_SITE = re.compile(r"(?<!\s)\s++[|–—-]\s++[^|–—]{0,200}$")


@dataclass(frozen=True, slots=True)
class WebPage:
    """A parsed page; `root` holds its text, `dropped` are the ids of nodes that do not count."""

    root: Node
    dropped: frozenset[int]
    numbers: frozenset[int]
    layout: frozenset[int]
    title: str | None
    url: str | None


@cache
def load_words() -> RuleBook:
    """What the rules say about web pages."""
    return load_rules().book("webpages", sections=_SECTIONS)


@cache
def word_set(section: str) -> frozenset[str]:
    """A section that is a list of names."""
    return frozenset(load_words().sections[section])


def open_page(text: str) -> WebPage:
    """Parse a page, or a piece of one."""
    _forbid_depth(text)
    tree = LexborHTMLParser(text)
    book = load_words()
    body = tree.body
    if body is None:
        raise ReadError("empty", "There is no text in this web page.")
    return WebPage(
        root=_root(tree, body, book.sections["content"]),
        dropped=_ids(tree, book.sections["dropped"]),
        numbers=_ids(tree, [f".{name}" for name in book.sections["item_numbers"]]),
        layout=_ids(tree, book.sections["layout_tables"]),
        title=_title(tree),
        url=_url(tree, text),
    )


def style_of(node: Node) -> str:
    """The style written on a node itself."""
    return (node.attributes.get("style") or "").lower()


def indent_of(style: str) -> float:
    """The left margin that a style asks for, in points."""
    for name in ("margin-left", "padding-left"):
        _, found, rest = style.partition(f"{name}:")
        if found and (match := _LENGTH.match(rest.strip())):
            return float(match[1]) * _POINTS[(match[2] or "px").lower()]
    return 0.0


def read_glyph(text: str, style: str) -> str:
    """A letter set in a font of symbols is a bullet, whatever letter it is."""
    glyph = text.strip()
    if len(glyph) == 1 and ("wingdings" in style or "symbol" in style) and glyph not in BULLETS:
        return text.replace(glyph, "•")
    return text


def _forbid_depth(text: str) -> None:
    depth = 0
    unclosed = word_set("unclosed_tags")
    for match in _TAG.finditer(text):
        name = match[2].lower()
        if name in unclosed:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _MAX_DEPTH:
            raise ReadError(
                "too_large",
                "The web page is nested more deeply than any real page. Print it to a PDF instead.",
            )


def _root(tree: LexborHTMLParser, body: Node, selectors: list[str]) -> Node:
    for selector in selectors:
        found = tree.css_first(selector)
        # A container that the page left empty holds no text.
        if found is not None and len(clean_text(found.text(deep=True))) > 40:
            return found
    return body


def _ids(tree: LexborHTMLParser, selectors: list[str]) -> frozenset[int]:
    return frozenset(node.mem_id for selector in selectors for node in tree.css(selector))


def _title(tree: LexborHTMLParser) -> str | None:
    """The page's own title, without the name of the site."""
    for selector in ('meta[property="og:title"]', 'meta[name="title"]'):
        found = tree.css_first(selector)
        if found is not None and (title := clean_text(found.attributes.get("content") or "")):
            return title
    found = tree.css_first("title")
    title = clean_text(found.text()) if found is not None else ""
    return _SITE.sub("", title) if "|" in title else title or None


def _url(tree: LexborHTMLParser, text: str) -> str | None:
    """The page's address, where the page says it."""
    saved = _SAVED_FROM.search(text, 0, 4096)
    candidates = [
        _attribute(tree, 'link[rel="canonical"]', "href"),
        _attribute(tree, 'meta[property="og:url"]', "content"),
        saved["url"] if saved else None,
        _attribute(tree, "base[href]", "href"),
    ]
    for url in candidates:
        if url and url.lower().startswith(("http://", "https://")):
            return url
    return None


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    found = tree.css_first(selector)
    value = found.attributes.get(name) if found is not None else None
    return value.strip() if value else None
