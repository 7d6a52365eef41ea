"""HTML pages: the article in blocks, the page's metadata tables and source lines as furniture, its meta tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from ingest.breaks import lost_break_limit, restore_breaks
from ingest.contents import part_contents
from ingest.encoding import decode
from ingest.errors import BrokenFileError
from ingest.grid import SpanCell, is_layout, join_cell_lines, number_blocks, table_blocks
from ingest.labels import line_labels, row_labels
from ingest.lines import block_kind, join_lines, mark_full, split_lines
from ingest.model import BlockKind
from ingest.raw import RawBlock, Reading
from ingest.readers.containers import SILENT, find_container, words
from ingest.rules import first_match
from ingest.titles import is_complete, is_title_line

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
SERVER_CODE = re.compile(r"<%.*?%>", re.S)
HTML_START = re.compile(r"\s*(?:<!--.*?-->\s*)*<[!a-zA-Z]", re.S)
SCRIPT_STRING = re.compile(r"`([^`]*</(?:p|div|td|span)>[^`]*)`")
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
SOURCE_BREAK = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
LATIN_GAP = re.compile(r"^[A-Za-z]\s+[A-Za-z]$")
BLOCKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "blockquote", "center", "pre"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "form", "fieldset", "hr", "figure"),
    *("tr", "td", "th", "tbody", "thead", "tfoot", "caption", "body", "html"),
}
MENUS = {"nav", "ul", "ol"}
MENU_LINKS = 4
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True, slots=True)
class Edge:
    """The border of a block, or a line break within one (`soft`)."""

    soft: bool = False
    heading: bool = False


Event: TypeAlias = str | Edge | HtmlElement  # words, a border, or a table to be read as rows


def read_html(data: bytes) -> Reading:
    """Read a page, or a file of a program that carries a page's article in its strings."""
    declared = CHARSET.search(data[:4096])
    root = parse_html(decode(data, declared=declared[1].decode("ascii") if declared else None))
    container = find_container(root)
    inside = read_element(container)
    outside = read_element(root, skip=container) if container is not root else ()
    blocks = [*_page_metadata(outside), *_page_title(root, container, inside), *inside]
    tags = tuple((m.get("name") or "", m.get("content") or "") for m in root.iter("meta"))
    return Reading(tuple(number_blocks(part_contents(blocks))), tags)


def parse_html(text: str) -> HtmlElement:
    """Parse a page; of a script, parse the strings in it that hold an article."""
    if not HTML_START.match(text) and (strings := SCRIPT_STRING.findall(text)):
        text = "\n".join(strings)
    text = SERVER_CODE.sub("", XML_DECLARATION.sub("", text))
    try:
        return _print_item_numbers(document_fromstring(text))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise BrokenFileError(f"HTML 文件无法解析({problem}),可能没有下载完整。请用浏览器重新保存网页。") from problem


def _print_item_numbers(root: HtmlElement) -> HtmlElement:
    """Write the numbers that a browser prints before the items of <ol> into the items that bring none: `3.`."""
    for ol in root.iter("ol"):
        start = ol.get("start") or "1"
        for number, item in enumerate(ol.iterchildren("li"), start=int(start) if start.isdecimal() else 1):
            holder = next((el for el in item.iter() if isinstance(el.tag, str) and (el.text or "").strip()), None)
            if holder is not None and first_match("markers", item.text_content().strip()) is None:
                holder.text = f"{number}.{(holder.text or '').lstrip()}"
    return root


def read_element(el: HtmlElement, *, skip: HtmlElement | None = None) -> tuple[RawBlock, ...]:
    """Return the paragraphs, headings and table rows of an element."""
    blocks: list[RawBlock] = []
    lines: list[str] = []
    words_of_line: list[str] = []
    for event in [*_events(el, skip), Edge()]:
        if isinstance(event, str):
            words_of_line.append(event)
            continue
        lines.append(_unwrap("".join(words_of_line)))
        words_of_line = []
        if isinstance(event, Edge) and event.soft:
            continue
        blocks += _flow_blocks(lines, heading=isinstance(event, Edge) and event.heading)
        lines = []
        if not isinstance(event, Edge):
            blocks += table_blocks(_rows(event), 1 + sum(b.row == 1 for b in blocks))
    return _with_breaks(blocks)


def _unwrap(line: str) -> str:
    """Take out the line breaks of the source, which a page does not print; between Latin words they are a space."""
    return SOURCE_BREAK.sub(lambda gap: " " if LATIN_GAP.search(line[gap.start() - 1 : gap.end() + 1]) else "", line)


def _events(el: HtmlElement, skip: HtmlElement | None) -> Iterator[Event]:
    if el is skip or not isinstance(el.tag, str) or el.tag in SILENT or _is_hidden(el):
        return
    if el.tag == "br":
        yield Edge(soft=True)
        return
    if el.tag == "table" and (skip is None or skip not in el.iter()) and not _places_text(el):
        yield Edge()
        yield from _caption(el)
        yield el
        return
    if el.tag in BLOCKS:
        yield Edge()
    yield el.text or ""
    for child in el:
        yield from _events(child, skip)
        yield child.tail or ""
    if el.tag in BLOCKS:
        yield Edge(heading=el.tag in HEADINGS)


def _is_hidden(el: HtmlElement) -> bool:
    """Whether the element is not shown, or is a menu: a list of nothing but links."""
    if el.tag in MENUS and words(el) == 0 and sum(1 for _ in el.iter("a")) >= MENU_LINKS:
        return True
    return HIDDEN.search(el.get("style") or "") is not None


def _caption(table: HtmlElement) -> Iterator[Event]:
    for caption in table.iterchildren("caption"):
        yield caption.text_content()
        yield Edge()


def _flow_blocks(lines: Sequence[str], *, heading: bool) -> Iterator[RawBlock]:
    """Return the blocks of one flow of lines; lines wrapped at a fixed width by <br> are joined."""
    parts = [part for line in lines for part in split_lines(line)]
    for block in join_lines(mark_full(parts)):
        short = heading and block.kind is BlockKind.PARAGRAPH
        yield replace(block, kind=BlockKind.HEADING) if short else block


def _with_breaks(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    limit = lost_break_limit([block.text for block in blocks])
    if limit is None:
        return tuple(blocks)
    return tuple(part for block in blocks for part in (_split(block) if len(block.text) > limit else (block,)))


def _split(block: RawBlock) -> Iterator[RawBlock]:
    for part in restore_breaks(block.text):
        yield replace(block, text=part, kind=block_kind(part))


def _places_text(table: HtmlElement) -> bool:
    """Whether the table holds the article, or a part of the page, instead of data."""
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr") if _owner(row) is table]
    holder = max((cell for row in rows for cell in row), key=words, default=table)
    parts = sum(1 for _ in holder.iter("p", "br", "div", "tr"))
    return is_layout([[words(cell) for cell in row] for row in rows], parts)


def _owner(el: HtmlElement) -> HtmlElement | None:
    return next(el.iterancestors("table"), None)


def _rows(table: HtmlElement) -> list[list[SpanCell]]:
    rows = [row for row in table.iter("tr") if _owner(row) is table]
    return [[_cell(cell) for cell in row.iterchildren("td", "th")] for row in rows]


def _cell(cell: HtmlElement) -> SpanCell:
    pieces: list[list[str]] = [[]]
    for event in _cell_events(cell):
        if isinstance(event, str):
            pieces[-1].append(event)
        else:
            pieces.append([])
    text = join_cell_lines(_unwrap("".join(piece)) for piece in pieces)
    return SpanCell(text, _span(cell, "rowspan"), _span(cell, "colspan"))


def _cell_events(cell: HtmlElement) -> Iterator[str | Edge]:
    """The words of a cell, those of a table within it included."""
    for event in _events(cell, None):
        if isinstance(event, (str, Edge)):
            yield event
        else:
            yield event.text_content()


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isdecimal() else 1


def _page_metadata(blocks: Iterable[RawBlock]) -> Iterator[RawBlock]:
    """The metadata tables and source lines that stand outside of the article."""
    for _, group in groupby(blocks, key=lambda block: block.table or block.text):
        rows = list(group)
        found = [row_labels([c.text for c in b.cells]) if b.cells else line_labels(b.text) for b in rows]
        if any(label.value for labels in found for label in labels):
            yield from (replace(block, kind=BlockKind.FURNITURE) for block in rows)


def _page_title(root: HtmlElement, container: HtmlElement, inside: Sequence[RawBlock]) -> Iterator[RawBlock]:
    """The title that stands above the article, unless the article repeats it."""
    if container is root:
        return
    opening = _bare("".join(block.text for block in inside[:6]))
    for el in root.xpath("//h1 | //h2 | //*[contains(@class, 'title') or contains(@id, 'title')]"):
        title = " ".join(el.text_content().split())
        within = any(parent is container for parent in el.iterancestors())
        if not within and is_title_line(title) and is_complete(title):
            if _bare(title) not in opening:
                yield RawBlock(kind=BlockKind.HEADING, text=title)
            return


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
