"""One page of an OFD file → its characters, paths and pictures, in points from the upper left corner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, repeat

from lxml.etree import _Element

from ingest.readers.geometry import Matrix, Point, apply, combine
from ingest.readers.ofdpath import read_box, read_deltas, read_matrix, read_numbers, read_outlines
from ingest.readers.ooxml import attr, child, children, local
from ingest.readers.pagetext import Box, Char
from ingest.readers.ruled import Rule, outline_rules

POINTS = 72 / 25.4  # a millimetre
ASCENT, DESCENT = 0.88, 0.12  # of the size: how far a character's box reaches from its baseline
WORD_GAP = 0.25  # of the size: a wider gap in a run may be a space
SAME_LINE = 0.5  # of the size: a run that moves further down goes on in another line
NESTING = 8
COLOUR = re.compile(r"#[0-9A-Fa-f]{1,2}|\d+(?:\.\d+)?")
Piece = tuple[Char, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by the name of its resource; `matrix` maps the unit square to where it stands."""

    resource: str
    matrix: Matrix

    def box(self) -> Box:
        return _around(self.matrix, (0.0, 0.0), (1.0, 1.0))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A path: its outlines, whether they are filled, and the shade from 0, black, to 255."""

    outlines: tuple[tuple[Point, ...], ...]
    filled: bool
    shade: int


@dataclass(frozen=True, slots=True)
class PageObjects:
    """What is drawn on a page, in the order of the file; `fonts` are those of the pieces, by their resources."""

    pieces: tuple[Piece, ...] = ()
    fonts: tuple[str, ...] = ()
    paths: tuple[Drawn, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def rules(self) -> tuple[Rule, ...]:
        return tuple(rule for path in self.paths for outline in path.outlines for rule in outline_rules(outline))

    def count_strokes(self) -> int:
        return sum(len(outline) for path in self.paths for outline in path.outlines)


@dataclass(slots=True)
class _Drawing:
    """What has been found so far; `unit` finds the content of a composite by its resource."""

    unit: Callable[[str], _Element | None]
    pieces: dict[tuple[str, int, int], tuple[Piece, str]] = field(default_factory=dict)
    paths: list[Drawn] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def page_frame(origin: Point) -> Matrix:
    """Return the matrix from a page's millimetres to points, its upper left corner being `origin`."""
    return POINTS, 0.0, 0.0, POINTS, -origin[0] * POINTS, -origin[1] * POINTS


def read_objects(content: _Element | None, frame: Matrix, unit: Callable[[str], _Element | None]) -> PageObjects:
    """Return what the layers of a page, or the appearance of an annotation, draw."""
    drawing = _Drawing(unit)
    if content is not None:
        _draw(content, frame, drawing, NESTING)
    return PageObjects(
        pieces=tuple(piece for piece, _ in drawing.pieces.values()),
        fonts=tuple(font for _, font in drawing.pieces.values()),
        paths=tuple(drawing.paths),
        pictures=tuple(drawing.pictures),
    )


def merge(parts: Sequence[PageObjects]) -> PageObjects:
    """Return what all the parts draw, as one."""
    return PageObjects(
        pieces=tuple(piece for part in parts for piece in part.pieces),
        fonts=tuple(font for part in parts for font in part.fonts),
        paths=tuple(path for part in parts for path in part.paths),
        pictures=tuple(picture for part in parts for picture in part.pictures),
    )


def _draw(parent: _Element, frame: Matrix, drawing: _Drawing, depth: int) -> None:
    for el in parent:
        name = local(el)
        if attr(el, "Visible") == "false" or not depth:
            continue
        if name in ("Layer", "PageBlock", "Content"):
            _draw(el, frame, drawing, depth - (name != "Layer"))
            continue
        matrix = placed(el, frame)
        if name == "TextObject":
            for piece in _read_text(el, matrix):
                drawing.pieces.setdefault(_print_of(piece), (piece, attr(el, "Font")))  # bold type may be drawn twice
        elif name == "PathObject":
            drawing.paths += _read_path(el, matrix)
        elif name == "ImageObject":
            drawing.pictures.append(Picture(attr(el, "ResourceID"), matrix))
        elif name == "CompositeObject" and (content := drawing.unit(attr(el, "ResourceID"))) is not None:
            _draw(content, matrix, drawing, depth - 1)


def placed(el: _Element, frame: Matrix) -> Matrix:
    """Return the matrix from an object's own space to the page: its CTM, then the corner of its boundary."""
    box = read_box(attr(el, "Boundary")) or (0.0, 0.0, 0.0, 0.0)
    return combine(combine(read_matrix(attr(el, "CTM")), (1.0, 0.0, 0.0, 1.0, box[0], box[1])), frame)


def _print_of(piece: Piece) -> tuple[str, int, int]:
    return "".join(char.text for char in piece), round(piece[0].box[0]), round(piece[0].box[1])


def _read_path(el: _Element, matrix: Matrix) -> Iterator[Drawn]:
    filled = attr(el, "Fill") == "true"
    data = child(el, "AbbreviatedData")
    if data is None or (not filled and attr(el, "Stroke") == "false"):
        return
    outlines = (tuple(apply(matrix, point) for point in points) for points in read_outlines(data.text or ""))
    yield Drawn(tuple(outlines), filled, _shade(child(el, "FillColor" if filled else "StrokeColor")))


def _shade(colour: _Element | None) -> int:
    """The grey of a colour of one, three or four parts (`20 30 200`, `#14 #1e #c8`); black where none is given."""
    values = [int(v[1:], 16) if v[0] == "#" else float(v) for v in COLOUR.findall(attr(colour, "Value"))]
    match values:
        case [grey]:
            return int(grey)
        case [red, green, blue]:
            return int(0.299 * red + 0.587 * green + 0.114 * blue)
        case [cyan, magenta, yellow, black]:
            return int(max(0.0, 255 - black - 0.3 * cyan - 0.59 * magenta - 0.11 * yellow))
        case _:
            return 0


def _read_text(el: _Element, matrix: Matrix) -> Iterator[Piece]:
    """The runs of a text object: a TextCode goes on where the one before began, unless it says where."""
    size = (*read_numbers(attr(el, "Size")), 1.0)[0]
    wide = size * (*read_numbers(attr(el, "HScale")), 1.0)[0]
    x = y = 0.0
    for code in children(el, "TextCode"):
        x = (*read_numbers(attr(code, "X")), x)[0]
        y = (*read_numbers(attr(code, "Y")), y)[0]
        glyphs = list(_glyphs(code, x, y, wide))
        for run in _parted(glyphs, size):
            piece = tuple(_spaced([_char(glyph, matrix, size) for glyph in run], matrix, size))
            if any(char.text.strip() for char in piece):
                yield piece


@dataclass(frozen=True, slots=True)
class _Glyph:
    text: str
    x: float
    y: float
    width: float


def _glyphs(code: _Element, x: float, y: float, wide: float) -> Iterator[_Glyph]:
    """The characters of a TextCode; where it gives no distance, a character is as far on as it is wide."""
    text = (code.text or "").strip("\r\n\t")
    across, down = (read_deltas(attr(code, name), len(text)) for name in ("DeltaX", "DeltaY"))
    steps = zip(chain(across, repeat(None)), chain(down, repeat(None)), strict=False)
    for c, (dx, dy) in zip(text, steps, strict=False):
        natural = wide if unicodedata.east_asian_width(c) in "WFA" else wide / 2
        yield _Glyph(c, x, y, min(dx, wide if natural < wide else natural) if dx and dx > 0 else natural)
        x += dx if dx is not None else (natural if not down else 0.0)
        y += dy or 0.0


def _parted(glyphs: list[_Glyph], size: float) -> Iterator[list[_Glyph]]:
    """One run for each line; text that runs downwards alone is one run."""
    if len({round(glyph.x, 3) for glyph in glyphs}) <= 1:
        yield glyphs
        return
    run = glyphs[:1]
    for before, glyph in pairwise(glyphs):
        if abs(glyph.y - before.y) > SAME_LINE * size:
            yield run
            run = []
        run.append(glyph)
    yield run


def _char(glyph: _Glyph, matrix: Matrix, size: float) -> Char:
    corners = (glyph.x, glyph.y - ASCENT * size), (glyph.x + glyph.width, glyph.y + DESCENT * size)
    return Char(glyph.text, _around(matrix, *corners), apply(matrix, (glyph.x, glyph.y))[1])


def _around(matrix: Matrix, first: Point, second: Point) -> Box:
    corners = (apply(matrix, (x, y)) for x in (first[0], second[0]) for y in (first[1], second[1]))
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _spaced(chars: list[Char], matrix: Matrix, size: float) -> Iterator[Char]:
    """The characters, with a space that is only inferred in every wide gap."""
    least = WORD_GAP * size * abs(matrix[0])
    for before, char in pairwise(chars):
        yield before
        if char.box[0] - before.box[2] > least and before.text.strip() and char.text.strip():
            gap = (before.box[2], before.box[1], char.box[0], before.box[3])
            yield Char(" ", gap, before.baseline, made_up=True)
    yield from chars[-1:]
