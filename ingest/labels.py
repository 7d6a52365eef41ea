"""What the page or file says of the document under labels: metadata tables, source lines, meta tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Block, BlockKind, Span
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
        return tuple(_row_labels(cells))
    if block.span.end - block.span.start > LINE_LENGTH:
        return ()
    return tuple(_line_labels(block.span.of(text)))


def tag_labels(tags: Iterable[tuple[str, str]]) -> tuple[Labelled, ...]:
    """Return what the meta tags of a page say: `<meta name="PubDate" content="2024-03-01">`."""
    return tuple(Labelled(field, value.strip()) for name, value in tags if (field := label_field(name)))


def _printed_in(block: Block) -> list[Span]:
    inside = [span for span in block.cells if block.span.covers(span)]
    return [span for span, before in zip(inside, [None, *inside], strict=False) if span != before]


def _row_labels(cells: list[str]) -> Iterator[Labelled]:
    for cell, after in pairwise([*cells, ""]):
        field = label_field(cell)
        if field is None:
            yield from _line_labels(cell)
        else:
            yield Labelled(field, "" if label_field(after) else after.strip())


def _line_labels(line: str) -> Iterator[Labelled]:
    """`来源:某县人民政府 发布时间:2024-03-01`; the line must begin with a known label."""
    marks = [m for m in INLINE_LABEL.finditer(shadow(line)) if label_field(m[1])]
    if not marks or line[: marks[0].start()].strip(BRACKETS):
        return
    for mark, after in pairwise([*marks, None]):
        if mark is not None:
            value = line[mark.end() : after.start() if after else len(line)]
            yield Labelled(label_field(mark[1]) or "", value.strip(BRACKETS + "|"))


def is_label_row(block: Block, labels: tuple[Labelled, ...]) -> bool:
    """Whether a block does nothing but name labels, as a row of a metadata table or a source line does."""
    if block.kind is not BlockKind.TABLE_ROW:
        return bool(labels)
    return len(labels) * 2 >= len(_printed_in(block)) and any(label.value for label in labels)
