"""The body, a header, a note or a text box of an RTF file while it is being read: signs → paragraphs and table rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from ingest.raw import RawBlock
from ingest.readers.paragraphs import EdgeCell, edge_table_blocks, join_units, paragraph_blocks

WIDTH = 1000  # of a cell whose row defines none


class Part(Enum):
    """What a group of an RTF file holds."""

    BODY = auto()
    PAGE = auto()  # a header or footer
    NOTE = auto()
    BOX = auto()
    LABEL = auto()  # the number that the word processor counted
    FONTS = auto()
    NOTHING = auto()  # no text that is printed


@dataclass(slots=True)
class Story:
    """Collects what is printed; `rows`, `cells` and `lines` are those of the table that is being read."""

    part: Part
    blocks: list[RawBlock] = field(default_factory=list)
    boxes: list[RawBlock] = field(default_factory=list)  # of text boxes, which follow the paragraph
    in_table: bool = False
    heading: bool = False
    words: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cells: list[tuple[str, ...]] = field(default_factory=list)
    rows: list[list[EdgeCell]] = field(default_factory=list)
    edges: list[EdgeCell] = field(default_factory=list)  # the definition of the row
    left: int = 0
    above: bool = False
    beside: bool = False

    def take(self) -> str:
        text = join_units(self.words)
        self.words = []
        return text

    def reset_paragraph(self) -> None:
        self.in_table = self.heading = False

    def end_paragraph(self) -> None:
        text = self.take()
        if self.in_table:
            self.lines += text.split("\n")
            return
        self.end_table()
        self.blocks += paragraph_blocks(text, heading=self.heading)
        self.blocks += self.boxes
        self.boxes = []

    def end_cell(self) -> None:
        self.lines += self.take().split("\n")
        self.cells.append(tuple(line for line in self.lines if line.strip()))
        self.lines = []

    def begin_row(self) -> None:
        self.edges, self.left, self.above, self.beside = [], 0, False, False

    def define_cell(self, right: int) -> None:
        self.edges.append(EdgeCell(self.left, right, above=self.above, beside=self.beside))
        self.left, self.above, self.beside = right, False, False

    def end_row(self) -> None:
        if len(self.edges) != len(self.cells):
            self.edges = [EdgeCell(WIDTH * i, WIDTH * (i + 1)) for i in range(len(self.cells))]
        pairs = zip(self.edges, self.cells, strict=True)
        self.rows.append([EdgeCell(e.left, e.right, lines, e.above, e.beside) for e, lines in pairs])
        self.cells = []

    def end_table(self) -> None:
        """Write the rows; of a row whose end is lost, the lines."""
        self.blocks += edge_table_blocks(self.rows)
        self.blocks += self._loose_lines()
        self.rows, self.cells, self.lines = [], [], []

    def _loose_lines(self) -> Iterator[RawBlock]:
        for line in (line for cell in (*self.cells, tuple(self.lines)) for line in cell):
            yield from paragraph_blocks(line)

    def finish(self) -> list[RawBlock]:
        self.end_paragraph()
        self.end_table()
        self.blocks += self.boxes
        return self.blocks
