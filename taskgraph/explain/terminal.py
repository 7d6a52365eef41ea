"""An explanation as lines for a terminal: facts underlined in colours, or in square brackets where there are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.model import SURE
from taskgraph.explain.build import cut_pieces, marks_in
from taskgraph.explain.model import KIND_NAMES, Explanation, NoteKind, Passage
from taskgraph.explain.wording import percent
from taskgraph.output import display_width, pad, shorten
from taskgraph.terms import KINDS

_COLOURS = {NoteKind.UNIT: 32, NoteKind.DEADLINE: 35, NoteKind.TARGET: 36, NoteKind.PROGRESS: 34}
_BOLD, _DIM, _UNDERLINE, _DOUBTFUL = 1, 2, 4, 33
_NEVER_FIRST = ",。;:、!?)》”’%]】…，；：！？）"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FIXED = 27  # cells of a row that its number, kind, confidence and doubt take, with the gaps
_LEAST_RULE = 8
_HANG = 4  # cells kept free for marks that may not begin a line

Codes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A character, or a mark that stays whole, and how it is shown."""

    text: str
    codes: Codes = ()


def render_terminal(explanation: Explanation, *, width: int, colour: bool) -> str:
    lines = [*_iter_head(explanation, width, colour=colour), ""]
    for passage in explanation.passages:
        lines += [*_iter_passage(explanation, passage, width, colour=colour), ""]
    return "\n".join(lines)


def _iter_head(explanation: Explanation, width: int, *, colour: bool) -> Iterator[str]:
    yield _paint(explanation.title, (_BOLD,), colour=colour)
    if explanation.about:
        yield " · ".join(explanation.about)
    kinds = [_paint(KIND_NAMES[kind], (_COLOURS[kind], _UNDERLINE), colour=colour) for kind in NoteKind]
    marks = "" if colour else ",正文中以[…]标出"
    yield f"图例:{' '.join(kinds)}{marks};“待核”指置信度低于 {SURE:.0%}"
    notes = explanation.notes
    tasks = sum(passage.task is not None for passage in explanation.passages)
    yield f"共 {tasks} 项任务,{len(notes)} 条要素,其中待核 {sum(not note.sure for note in notes)} 条"
    yield "─" * (width // 2)


def _iter_passage(explanation: Explanation, passage: Passage, width: int, *, colour: bool) -> Iterator[str]:
    if passage.task:
        task = passage.task
        yield _paint(f"■ {task.path}  {shorten(task.title, width - 12)}", (_BOLD,), colour=colour)
        evidence = f"{KINDS[task.kind]} · 编号 {task.id} · 规则 {task.rule} · 置信度 {percent(task.confidence)}"
        yield "  " + _paint(evidence, (_DIM,), colour=colour)
    indent = "  " if passage.task or passage.notes else ""
    for line in _wrap(_iter_cells(explanation, passage, colour=colour), width - len(indent) - _HANG):
        yield indent + "".join(_paint_run(line, colour=colour))
    yield from (f"  {line}" for line in _iter_table(passage, width, colour=colour))


def _iter_cells(explanation: Explanation, passage: Passage, *, colour: bool) -> Iterator[Cell]:
    plain: Codes = () if passage.task or passage.notes else (_DIM,)
    marks = marks_in(explanation, passage)
    for piece in cut_pieces(passage.span, marks):
        codes = (_COLOURS[piece.notes[-1].kind], _UNDERLINE) if piece.notes else plain
        if not colour:
            yield from (Cell("[") for note in marks if note.span.start == piece.span.start)
        yield from (Cell(char, codes) for char in piece.span.of(explanation.text))
        for note in reversed(marks):
            if note.span.end == piece.span.end:
                number = _circle(note.number) if note in passage.notes else ""
                yield Cell(number if colour else f"]{number}", (_COLOURS[note.kind],))


def _circle(number: int) -> str:
    return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"({number})"


def _wrap(cells: Iterable[Cell], width: int) -> Iterator[list[Cell]]:
    """Yield lines of at most `width` half-width cells; marks that close may hang over the edge."""
    line: list[Cell] = []
    room = width
    for cell in cells:
        if cell.text == "\n":
            yield line
            line, room = [], width
            continue
        taken = display_width(cell.text)
        needed = taken + 2 * (cell.text == "[")  # what opens a fact stays with its first character
        if needed > room and cell.text[:1] not in _NEVER_FIRST and cell.text[:1] not in _CIRCLED:
            yield line
            line, room = [], width
        line.append(cell)
        room -= taken
    if line:
        yield line


def _paint_run(line: Iterable[Cell], *, colour: bool) -> Iterator[str]:
    run, codes = "", ()  # type: tuple[str, Codes]
    for cell in line:
        if cell.codes != codes:
            yield _paint(run, codes, colour=colour)
            run, codes = "", cell.codes
        run += cell.text
    yield _paint(run, codes, colour=colour)


def _paint(text: str, codes: Codes, *, colour: bool) -> str:
    if not colour or not codes or not text:
        return text
    return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m"


def _iter_table(passage: Passage, width: int, *, colour: bool) -> Iterator[str]:
    """Yield a row for each note, cut to the width: number, kind, words, reading, confidence, rule."""
    left = width - _FIXED
    words = _fit([note.words for note in passage.notes], left // 3)
    left -= max(map(display_width, words), default=0)
    readings = _fit([note.reading for note in passage.notes], left - _LEAST_RULE)
    left -= max(map(display_width, readings), default=0)
    for note, said, reading in zip(passage.notes, words, readings, strict=True):
        kind = _paint(KIND_NAMES[note.kind], (_COLOURS[note.kind],), colour=colour)
        rule = _paint(shorten(note.rule, left), (_DIM,), colour=colour)
        doubt = "" if note.sure else _paint("  待核", (_DOUBTFUL,), colour=colour)
        yield f"{_circle(note.number)} {kind}  {said}  {reading}  {percent(note.confidence):>3}  {rule}{doubt}"


def _fit(cells: list[str], limit: int) -> list[str]:
    """Return the cells of a column, cut to the limit and filled to one width."""
    cut = [shorten(cell, limit) for cell in cells]
    widest = max(map(display_width, cut), default=0)
    return [pad(cell, widest) for cell in cut]
