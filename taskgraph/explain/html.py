"""An explanation as one HTML page that needs nothing else: no script, no font, no picture from outside."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from extract.model import SURE
from taskgraph.explain.build import cut_pieces, marks_in
from taskgraph.explain.model import KIND_NAMES, Explanation, Note, NoteKind, Passage, Piece
from taskgraph.explain.wording import percent
from taskgraph.terms import KINDS

_LANES = 4  # lines under the text that page.css knows
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="about">{about}</p>
<p class="legend">{legend}</p>
<p class="count">{count}</p>
</header>
<main>
{passages}
</main>
</body>
</html>
"""


def render_html(explanation: Explanation) -> str:
    notes = explanation.notes
    tasks = sum(passage.task is not None for passage in explanation.passages)
    doubtful = sum(not note.sure for note in notes)
    return _PAGE.format(
        title=escape(explanation.title),
        style=(files("taskgraph.explain") / "page.css").read_text("utf-8"),
        about=" · ".join(map(escape, explanation.about)),
        legend=_render_legend(),
        count=f"共 {tasks} 项任务,{len(notes)} 条要素,其中待核 {doubtful} 条",
        passages="\n".join(_render_passage(explanation, n, p) for n, p in enumerate(explanation.passages, 1)),
    )


def _render_legend() -> str:
    kinds = "".join(f'<mark class="{kind} lane0">{KIND_NAMES[kind]}</mark>' for kind in NoteKind)
    return f'{kinds}<span class="doubt">待核</span><small>置信度低于 {SURE:.0%},请人工核对</small>'


def _render_passage(explanation: Explanation, number: int, passage: Passage) -> str:
    text = _render_text(explanation, number, passage)
    if passage.task is None and not passage.notes:
        return f'<div class="between text">{text}</div>'
    head = _render_head(passage) if passage.task else ""
    sides = f'<div class="text">{text}</div>{_render_table(number, passage)}'
    return f'<section>{head}<div class="sides">{sides}</div></section>'


def _render_head(passage: Passage) -> str:
    task = passage.task
    if task is None:
        return ""
    evidence = f"编号 {task.id} · 规则 {escape(task.rule)} · 置信度 {percent(task.confidence)}"
    return (
        f'<h2 id="{escape(task.id)}"><span class="path">{escape(task.path)}</span>{escape(task.title)}'
        f'<span class="task-kind">{KINDS[task.kind]}</span></h2><p class="evidence">{evidence}</p>'
    )


def _render_text(explanation: Explanation, number: int, passage: Passage) -> str:
    marks = marks_in(explanation, passage)
    lanes = find_lanes(marks)
    pieces = (_render_piece(explanation, piece, lanes) + _render_ends(number, passage, piece) for piece in
              cut_pieces(passage.span, marks))  # fmt: skip
    return "".join(f"<p>{line}</p>" for line in "".join(pieces).split("\n") if line.strip())


def find_lanes(notes: tuple[Note, ...]) -> dict[Note, int]:
    """Give each note the lowest line under the text that no overlapping, shorter one has."""
    lanes: dict[Note, int] = {}
    for note in sorted(notes, key=lambda note: (note.span.end - note.span.start, note.span.start)):
        taken = {lane for other, lane in lanes.items() if other.span.overlaps(note.span)}
        lanes[note] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
    return lanes


def _render_piece(explanation: Explanation, piece: Piece, lanes: dict[Note, int]) -> str:
    """Return a piece inside the marks of all its notes; a line break is never inside a mark."""
    outermost_first = sorted(piece.notes, key=lambda note: -lanes[note])
    opening = "".join(_open_mark(note, min(lanes[note], _LANES - 1)) for note in outermost_first)
    closing = "</mark>" * len(outermost_first)
    lines = escape(piece.span.of(explanation.text)).split("\n")
    return "\n".join(f"{opening}{line}{closing}" if line else "" for line in lines)


def _open_mark(note: Note, lane: int) -> str:
    doubtful = "" if note.sure else " doubtful"
    title = f"{KIND_NAMES[note.kind]}:{note.reading} · 规则 {note.rule} · 置信度 {percent(note.confidence)}"
    return f'<mark class="{note.kind} lane{lane}{doubtful}" title="{escape(title)}">'


def _render_ends(number: int, passage: Passage, piece: Piece) -> str:
    ended = (note for note in passage.notes if note.span.end == piece.span.end)
    return "".join(f'<a class="number" href="#n{number}-{note.number}">{note.number}</a>' for note in ended)


def _render_table(number: int, passage: Passage) -> str:
    if not passage.notes:
        return '<p class="none">没有找到单位、时限或指标</p>'
    rows = "".join(_iter_rows(number, passage))
    heads = "".join(f"<th>{head}</th>" for head in ("", "要素", "原文", "读作", "置信度", "规则"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _iter_rows(number: int, passage: Passage) -> Iterator[str]:
    for note in passage.notes:
        elsewhere = "" if passage.span.covers(note.span) else "<small>(在本段之外)</small>"
        doubt = "" if note.sure else '<span class="doubt">待核</span>'
        yield (
            f'<tr id="n{number}-{note.number}"><td class="no">{note.number}</td>'
            f'<td><span class="chip {note.kind}">{KIND_NAMES[note.kind]}</span></td>'
            f"<td>{escape(note.words)}{elsewhere}</td><td>{escape(note.reading)}</td>"
            f'<td class="sure"><meter min="0" max="1" low="0.5" high="{SURE}" optimum="1" value="{note.confidence}">'
            f"</meter>{percent(note.confidence)}{doubt}</td><td><code>{escape(note.rule)}</code></td></tr>"
        )
