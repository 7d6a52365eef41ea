"""What the page or file says of the document under labels: metadata tables, source lines, meta tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Block, Span
from ingest.rules import first_match
from ingest.shadow import shadow

LINE_LENGTH = 160  # a line of labels is no paragraph
INLINE_LABEL = re.compile(r"(?:^|(?<=[ |【\[(]))((?:[\u4e00-\u9fff] {0,4}){2,7}):")
BRACKETS = "【】[]() "


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with what stands behind it; `field` is the `value` of the label's rule."""

    field: str
    value: str


def label_field(cell: str) -> str | None:
    """Return the field that `发 文 机 关：` names, or None if the words are no known label."""
    rule = first_match("labels", shadow(cell).replace(" ", "").strip(":【】[]"))
    return rule.value if rule else None


def find_labels(text: str, block: Block) -> tuple[Labelled, ...]:
    """Return the labels of a row or line in their order; a label without content has the value ''."""
    if block.cells:
        cells = [span.of(text) for span in _printed_in(block)]
        return row_labels(cells)
    return line_labels(block.span.of(text))


def tag_labels(tags: Iterable[tuple[str, str]]) -> tuple[Labelled, ...]:
    """Return what the meta tags of a page say: `<meta name="PubDate" content="2024-03-01">`."""
    return tuple(Labelled(field, value.strip()) for name, value in tags if (field := label_field(name)))


def _printed_in(block: Block) -> list[Span]:
    inside = [span for span in block.cells if block.span.covers(span)]
    return [span for span, before in zip(inside, [None, *inside], strict=False) if span != before]


def row_labels(cells: Sequence[str]) -> tuple[Labelled, ...]:
    """Return the labels of a row, in which the cell after a label holds its content: 文号 | 某政发〔2024〕1号."""
    found: list[Labelled] = []
    for cell, after in pairwise([*cells, ""]):
        field = label_field(cell)
        if field is None:
            found += line_labels(cell)
        else:
            found.append(Labelled(field, "" if label_field(after) else after.strip()))
    return tuple(found)


def line_labels(line: str) -> tuple[Labelled, ...]:
    """Return the labels of `来源:某县人民政府 发布时间:2024-03-01`; the line must begin with one."""
    marks = [m for m in INLINE_LABEL.finditer(shadow(line)) if label_field(m[1])] if len(line) <= LINE_LENGTH else []
    if not marks or line[: marks[0].start()].strip(BRACKETS):
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    return tuple(
        Labelled(label_field(mark[1]) or "", line[mark.end() : end].strip(BRACKETS + "|"))
        for mark, end in zip(marks, ends, strict=True)
    )


def is_label_row(text: str, block: Block, labels: tuple[Labelled, ...]) -> bool:
    """Whether a block does nothing but name labels, as a row of a metadata table or a source line does."""
    filled = [span for span in _printed_in(block) if span.of(text).strip()]
    contents = sum(1 for label in labels if label.value)
    return bool(labels) and len(labels) + contents >= len(filled)
