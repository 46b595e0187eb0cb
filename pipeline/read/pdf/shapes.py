"""What is drawn on a page: straight edges for the table finder, painted areas for the layout.

Forms are followed into each other with their transformations, up to a depth and a number of
objects, so that a flood of paths costs seconds, not hours.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

from pipeline.read.pdf.door import Frame, LoadedPage, bind, raw
from pipeline.read.pdf.records import Edge, Shape
from pipeline.read.pdf.words import turn_box

MAX_OBJECTS = 60_000
MAX_PATHS = 20_000
MAX_SEGMENTS = 200
MAX_DEPTH = 8

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_pointer = ctypes.c_void_p
_int = ctypes.c_int
_kind_of = bind(raw.FPDFPageObj_GetType, _int)
_count_on_page = bind(raw.FPDFPage_CountObjects, _int)
_get_on_page = bind(raw.FPDFPage_GetObject, _pointer)
_count_in_form = bind(raw.FPDFFormObj_CountObjects, _int)
_get_in_form = bind(raw.FPDFFormObj_GetObject, _pointer)
_matrix_of = bind(raw.FPDFPageObj_GetMatrix, _int)
_draw_mode = bind(raw.FPDFPath_GetDrawMode, _int)
_count_segments = bind(raw.FPDFPath_CountSegments, _int)
_get_segment = bind(raw.FPDFPath_GetPathSegment, _pointer)
_point_of = bind(raw.FPDFPathSegment_GetPoint, _int)
_type_of = bind(raw.FPDFPathSegment_GetType, _int)
_closes = bind(raw.FPDFPathSegment_GetClose, _int)
_fill_of = bind(raw.FPDFPageObj_GetFillColor, _int)
_PATH, _FORM = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM
_WHITE = 0xFFFFFF
_MOVE, _LINE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO


def read_shapes(page: LoadedPage) -> tuple[list[Edge], list[Shape], bool]:
    """Edges and painted areas of a page, and whether a bound cut the reading short."""
    walker = _Walker(page.frame)
    walker.walk(ctypes.cast(page.handle, _pointer))
    return walker.edges, walker.shapes, walker.full


class _Walker:
    """Goes through the objects of one page."""

    __slots__ = ("edges", "frame", "full", "paths", "scratch", "seen", "shapes")

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.edges: list[Edge] = []
        self.shapes: list[Shape] = []
        self.full = False
        self.seen = 0
        self.paths = 0
        self.scratch = _Scratch()

    def walk(self, page: ctypes.c_void_p) -> None:
        for target, matrix in self._objects(page, _count_on_page, _get_on_page, _IDENTITY, 0):
            self.paths += 1
            if self.paths > MAX_PATHS:
                self.full = True
                return
            self._path(target, matrix)

    def _objects(
        self, parent: ctypes.c_void_p, count: Any, get: Any, matrix: Matrix, depth: int
    ) -> Iterator[tuple[ctypes.c_void_p, Matrix]]:
        for index in range(count(parent)):
            self.seen += 1
            if self.seen > MAX_OBJECTS:
                self.full = True
                return
            target = _pointer(get(parent, index))
            kind = _kind_of(target)
            if kind == _PATH:
                yield target, matrix
            elif kind == _FORM and depth < MAX_DEPTH:
                inner = _multiply(self.scratch.matrix_of(target), matrix)
                yield from self._objects(target, _count_in_form, _get_in_form, inner, depth + 1)

    def _path(self, target: ctypes.c_void_p, matrix: Matrix) -> None:
        scratch = self.scratch
        filled, stroked = scratch.draw_mode(target)
        count = _count_segments(target)
        if not (filled or stroked) or count < 2 or count > MAX_SEGMENTS:
            return
        a, b, c, d, e, f = _multiply(scratch.matrix_of(target), matrix)
        left, upper = self.frame.left, self.frame.upper
        points = [
            (a * x + c * y + e - left, upper - (b * x + d * y + f), kind, closes)
            for x, y, kind, closes in scratch.segments(target, count)
        ]
        if self.frame.quarter:
            points = [(*turn_box((x, y, x, y), self.frame)[:2], k, z) for x, y, k, z in points]
        self._edges(points)
        x0, x1 = min(p[0] for p in points), max(p[0] for p in points)
        top, bottom = min(p[1] for p in points), max(p[1] for p in points)
        if x1 - x0 > 12 and bottom - top > 6 and count >= 4:
            colour = scratch.colour(target) if filled else None
            if colour == _WHITE:
                colour = None  # white on paper is no box to the eye, but its border is
            if stroked or colour is not None:
                painted = colour is not None
                self.shapes.append(
                    Shape(x0, top, x1, bottom, painted, -1 if colour is None else colour)
                )

    def _edges(self, points: list[tuple[float, float, int, int]]) -> None:
        start = before = points[0]
        for point in points:
            if point[2] == _MOVE:
                start = point
            else:
                if point[2] == _LINE:
                    self._edge(before, point)
                if point[3]:
                    self._edge(point, start)
            before = point

    def _edge(self, one: tuple[float, float, int, int], two: tuple[float, float, int, int]) -> None:
        x0, y0, x1, y1 = one[0], one[1], two[0], two[1]
        if abs(y0 - y1) < 0.1:
            if abs(x0 - x1) > 0.5:
                self.edges.append(Edge(min(x0, x1), y0, max(x0, x1), y0))
        elif abs(x0 - x1) < 0.1 and abs(y0 - y1) > 0.5:
            self.edges.append(Edge(x0, min(y0, y1), x0, max(y0, y1)))


class _Scratch:
    """The places that pdfium writes its answers into, made once a page."""

    __slots__ = ("fill", "matrix", "refs", "rgba", "stroke", "x", "y")

    def __init__(self) -> None:
        self.matrix = raw.FS_MATRIX()
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.rgba = [ctypes.c_uint() for _ in range(4)]
        self.refs = tuple(
            ctypes.byref(it) for it in (self.matrix, self.fill, self.stroke, self.x, self.y)
        )

    def matrix_of(self, target: ctypes.c_void_p) -> Matrix:
        if not _matrix_of(target, self.refs[0]):
            return _IDENTITY
        m = self.matrix
        return m.a, m.b, m.c, m.d, m.e, m.f

    def draw_mode(self, target: ctypes.c_void_p) -> tuple[int, int]:
        _draw_mode(target, self.refs[1], self.refs[2])
        return self.fill.value, self.stroke.value

    def colour(self, target: ctypes.c_void_p) -> int | None:
        """The fill as 0xRRGGBB; None where it is see-through."""
        red, green, blue, alpha = self.rgba
        if not _fill_of(target, *(ctypes.byref(part) for part in self.rgba)):
            return -1
        if alpha.value == 0:
            return None
        return red.value << 16 | green.value << 8 | blue.value

    def segments(
        self, target: ctypes.c_void_p, count: int
    ) -> Iterator[tuple[float, float, int, int]]:
        _, _, _, rx, ry = self.refs
        for index in range(count):
            segment = _pointer(_get_segment(target, index))
            _point_of(segment, rx, ry)
            yield self.x.value, self.y.value, _type_of(segment), _closes(segment)


def _multiply(one: Matrix, two: Matrix) -> Matrix:
    """The transformation that does `one`, then `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        (e * h + f * j + m),
    )
