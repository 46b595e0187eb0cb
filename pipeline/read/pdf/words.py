"""The words of a page, with their boxes and styles, from one bulk call for its text.

pdfium is asked for the box of the first and last character of a word only; a word that runs over
text objects of different size or foot ('requested¹', a page number glued to the last word) is
parted there. A box is as high as its type: many fonts do not tell how high they really are. The
line-end hyphen, U+FFFE in the bulk text, comes out as U+00AD where it ends a word. Reading order,
lines and columns are left to others.
"""

import ctypes
import math
import re
from typing import Any, NamedTuple

from pipeline.read.pdf.door import Frame, LoadedPage, bind, raw
from pipeline.read.pdf.records import Style, Word

MAX_CHARACTERS = 200_000

_CHUNK = re.compile(r"[^\s\x00-\x1f\ufffe\u200b\ufeff]+[\ufffe\x02]?")
_SIGNS = re.compile(r"[\d*†‡§]")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_ITALIC_FLAG = 1 << 6
_PAINTED_TWICE = 2
_INVISIBLE = 3
_UP, _DOWN = 0.78, 0.22
_STRIDE = 5
_SMALLEST, _LARGEST = 4.0, 60.0
_LINE_END_HYPHENS = "\ufffe\x02"

_pointer = ctypes.c_void_p
_int = ctypes.c_int
_loose_box = bind(raw.FPDFText_GetLooseCharBox, _int)
_text_object = bind(raw.FPDFText_GetTextObject, _pointer)
_font_of = bind(raw.FPDFTextObj_GetFont, _pointer)
_mode_of = bind(raw.FPDFTextObj_GetTextRenderMode, _int)
_font_size = bind(raw.FPDFText_GetFontSize, ctypes.c_double)
_matrix_of = bind(raw.FPDFText_GetMatrix, _int)
_flags_of = bind(raw.FPDFFont_GetFlags, _int)
_weight_of = bind(raw.FPDFFont_GetWeight, _int)
_name_of = bind(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t)


def read_text(text_page: Any) -> str:
    """All characters of a page, one for each that pdfium counts, so that indices agree."""
    count = min(raw.FPDFText_CountChars(text_page), MAX_CHARACTERS)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return text
    return "".join(
        chr(min(raw.FPDFText_GetUnicode(text_page, index), 0x10FFFF)) for index in range(count)
    )


def read_words(page: LoadedPage) -> list[Word]:
    """The words of a page in the order of the file, each with its box as displayed."""
    text = read_text(page.text)
    if not text:
        return []
    words = _Reader(ctypes.cast(page.text, _pointer), text, page.frame).words()
    return _turn(words, page.frame) if page.frame.quarter else words


def field_words(page: LoadedPage) -> list[Word]:
    """The words of form fields that are not painted, each field's at the left of its box."""
    words = []
    frame = page.frame
    for field in page.fields:
        box = (
            field.left - frame.left,
            frame.upper - field.top,
            field.right - frame.left,
            frame.upper - field.bottom,
        )
        x0, top, x1, bottom = turn_box(box, frame)
        size = round(max(4.0, min(11.0, 0.8 * (bottom - top))), 1)
        style = Style(size, False, False, 0, False)
        parts = field.text.split()
        step = min(4 * size, (x1 - x0) / len(parts))
        foot = (top + bottom) / 2 + 0.32 * size
        for index, part in enumerate(parts):
            left = x0 + index * step
            box = (left, foot - _UP * size, left + step, foot + _DOWN * size)
            words.append(Word(*box, part, style, True, foot))
    return words


class _Run(NamedTuple):
    """What the characters of one text object have in common; they stand at `base`."""

    style: Style
    top: float
    bottom: float
    base: float
    turned: bool


def _differ(one: _Run, two: _Run) -> bool:
    """Whether two runs are set in different sizes or on different lines."""
    return abs(one.style.size - two.style.size) > 0.4 or abs(one.base - two.base) > 0.6


class _Reader:
    """Reads one page; keeps the text objects and fonts met so far."""

    __slots__ = ("box", "fonts", "frame", "matrix", "matrix_ref", "page", "ref", "runs", "text")

    def __init__(self, page: ctypes.c_void_p, text: str, frame: Frame) -> None:
        self.page = page
        self.text = text
        self.frame = frame
        self.box = raw.FS_RECTF()
        self.ref = ctypes.byref(self.box)
        self.matrix = raw.FS_MATRIX()
        self.matrix_ref = ctypes.byref(self.matrix)
        self.runs: dict[int | None, _Run] = {}
        self.fonts: dict[int | None, tuple[bool, bool]] = {}

    def words(self) -> list[Word]:
        """One pass over the text; three calls into pdfium a word where nothing is odd.

        A text object is an unbroken stretch of characters: where the next word begins in the
        same one, all of this word lies in it.
        """
        text, page, box, ref = self.text, self.page, self.box, self.ref
        left, runs, loose_box, make = self.frame.left, self.runs, _loose_box, tuple.__new__
        found: list[Word] = []
        append = found.append
        spans = [match.span() for match in _CHUNK.finditer(text)]
        targets = self.targets([start for start, _ in spans])
        hyphens = any(sign in text for sign in _LINE_END_HYPHENS)
        following = iter(targets)
        next(following, None)
        for (start, end), target, after in zip(spans, targets, following, strict=False):
            run = runs.get(target) or self.run(target, start)
            last = end - 1
            if (hyphens and text[last] in _LINE_END_HYPHENS) or (
                target != after and start != last and self.is_mixed(run, last, text[start:end])
            ):
                found += self.pieces(start, end)
                continue
            loose_box(page, start, ref)
            x0 = box.left
            if start != last:
                loose_box(page, last, ref)
            x1 = box.right
            style, top, bottom, foot, turned = run
            if turned or x1 <= x0:
                append(self.odd_word(start, last, text[start:end], run))
                continue
            chunk = text[start:end]
            spaced = text[start - 1] not in "\r\n"
            append(make(Word, (x0 - left, top, x1 - left, bottom, chunk, style, spaced, foot)))
        return found

    def targets(self, starts: list[int]) -> list[int | None]:
        """The text object of each word's first character, and None at the end.

        Where the ends of a short stretch lie in one object, all between does.
        """
        page = self.page
        found: list[int | None] = [None] * (len(starts) + 1)
        index, count = 0, len(starts)
        while index < count:
            here = found[index] = _text_object(page, starts[index])
            far = min(index + _STRIDE, count - 1)
            if far > index + 1 and _text_object(page, starts[far]) == here:
                found[index + 1 : far + 1] = [here] * (far - index)
                index = far + 1
            else:
                index += 1
        return found

    def is_mixed(self, run: _Run, last: int, chunk: str) -> bool:
        """Whether a word that ends in another text object may hold a raised or strayed part."""
        target = _text_object(self.page, last)
        end = self.runs.get(target) or self.run(target, last)
        return end is not run and (_differ(run, end) or _SIGNS.search(chunk) is not None)

    def pieces(self, start: int, end: int) -> list[Word]:
        """A word parted where its characters change size or leave the line."""
        text = self.text
        tail = ""
        if text[end - 1] in _LINE_END_HYPHENS:
            tail = "\u00ad"
            end -= end - start > 1
        found: list[Word] = []
        opened = start
        before: _Run | None = None
        for index in range(start, end):
            target = _text_object(self.page, index)
            run = self.runs.get(target) or self.run(target, index)
            if before is not None and _differ(run, before):
                found.append(self.piece(opened, index - 1, text[opened:index], before, start))
                opened = index
            before = run
        assert before is not None
        part = (text[opened:end] if text[end - 1] not in _LINE_END_HYPHENS else "") + tail
        found.append(self.piece(opened, end - 1, part, before, start))
        return found

    def piece(self, opened: int, last: int, part: str, run: _Run, start: int) -> Word:
        """A part of the word that begins at `start`."""
        word = self.odd_word(opened, last, part, run)
        return word if opened == start else word._replace(spaced=False)

    def odd_word(self, start: int, last: int, chunk: str, run: _Run) -> Word:
        """A word by the box around its ends: from right to left, sideways, or a part of one."""
        x0, y0, x1, y1 = self.union(start, last)
        left, upper = self.frame.left, self.frame.upper
        spaced = self.text[start - 1] not in "\r\n"
        style, top, bottom, foot, turned = run
        if turned:
            top, bottom, foot = upper - y1, upper - y0, upper - y0
        return Word(x0 - left, top, x1 - left, bottom, chunk, style, spaced, foot)

    def union(self, start: int, last: int) -> tuple[float, float, float, float]:
        """The box around two characters, in the page's own space."""
        box = self.box
        _loose_box(self.page, start, self.ref)
        x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
        _loose_box(self.page, last, self.ref)
        return min(x0, box.left), min(y0, box.bottom), max(x1, box.right), max(y1, box.top)

    def run(self, target: int | None, index: int) -> _Run:
        """The style and foot of the text object that the character at `index` belongs to."""
        size = float(_font_size(self.page, index))
        base, turn = 0.0, 0
        if _matrix_of(self.page, index, self.matrix_ref):
            matrix = self.matrix
            if matrix.b or matrix.a <= 0:
                size *= math.hypot(matrix.c, matrix.d)
                turn = round(math.degrees(math.atan2(-matrix.b, matrix.a)) / 90) % 4
            else:
                size *= abs(matrix.d)
            base = matrix.f
        if not _SMALLEST < size < _LARGEST:
            size, base = self.odd_size(index, size, base, turn)
        bold = italic = hidden = False
        if target:
            handle = _pointer(target)
            font = _font_of(handle)
            if font not in self.fonts:
                self.fonts[font] = _weigh(font)
            bold, italic = self.fonts[font]
            mode = _mode_of(handle)
            bold = bold or mode == _PAINTED_TWICE
            hidden = mode == _INVISIBLE
        size = round(size, 1)
        foot = self.frame.upper - base
        style = Style(size, bold, italic, turn, hidden)
        run = _Run(style, foot - _UP * size, foot + _DOWN * size, foot, turn != 0)
        if target:
            self.runs[target] = run
        return run

    def odd_size(self, index: int, size: float, base: float, turn: int) -> tuple[float, float]:
        """The size and foot of type whose own size cannot be meant: drawn fonts, strange scales."""
        box = self.box
        _loose_box(self.page, index, self.ref)
        tall = box.right - box.left if turn & 1 else box.top - box.bottom
        if size < 0.4 * tall or (size > 3 * tall and self.text[index].isalnum()):
            return tall, box.bottom if not turn else base
        return size, base


def _weigh(font: int | None) -> tuple[bool, bool]:
    """Whether a font is bold, and whether it slopes, by its name and flags."""
    if not font:
        return False, False
    buffer = ctypes.create_string_buffer(256)
    handle = _pointer(font)
    _name_of(handle, buffer, ctypes.c_size_t(256))
    name = buffer.value.decode("utf-8", "replace")
    flags = max(0, _flags_of(handle))
    bold = bool(_BOLD.search(name)) or bool(flags & _FORCE_BOLD) or _weight_of(handle) >= 650
    return bold, bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG)


def _turn(words: list[Word], frame: Frame) -> list[Word]:
    """Boxes of the page as displayed, where the page is turned by its /Rotate."""
    quarter = frame.quarter
    turned = []
    for word in words:
        x0, top, x1, bottom = turn_box(word[:4], frame)
        style = word.style._replace(turn=(word.style.turn + quarter) % 4)
        foot = foot_of(bottom, style)
        turned.append(Word(x0, top, x1, bottom, word.text, style, word.spaced, foot))
    return turned


def turn_box(box: Any, frame: Frame) -> tuple[float, float, float, float]:
    """A box of the unturned page on the page as displayed."""
    x0, top, x1, bottom = box
    width, height = frame.width, frame.height
    if frame.quarter == 1:
        return height - bottom, x0, height - top, x1
    if frame.quarter == 2:
        return width - x1, height - bottom, width - x0, height - top
    if frame.quarter == 3:
        return top, width - x1, bottom, width - x0
    return x0, top, x1, bottom


def foot_of(bottom: float, style: Style) -> float:
    """Where the letters of a box stand, from its lower edge."""
    return bottom - _DOWN * style.size if style.turn == 0 else bottom
