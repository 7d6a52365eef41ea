"""The outline of a document: which paragraphs open an item, and which item holds which.

Numbers come in any scheme and mixture (一、 (一) 1. (1) ① 第一章 第一条), may run on across
sections, and may have been lost from single items. What is numbered inside a paragraph
(一是…二是…) stays inside its item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.numerals import read_han
from extract.tables import load_rules
from extract.text import View, strip_span
from ingest.model import Block, BlockKind, Span

_LONGEST_NUMBER = 12
LONGEST_HEADING = 45  # a first sentence up to this length is the heading of the paragraph that it opens


_OPENING = re.compile(r"[一-鿿]{4,10}[:。](?=[^\n]{15})")  # 具体指标:到2022年…


_TIGHT = re.compile(r"(\d{1,2})[.](?=20\d\d年|\d{1,2}月|\d+(?:\.\d+)?%)")
_ARABIC_RANK = 5
_WORDS = re.compile(r"([一二三四五六七八九十])(?:是|要)[,:]?(?=[一-鿿])")
_CONDITIONS = re.compile(r"(?:下列|以下|如下)[一-鿿]{0,6}(?:情形|条件|情况|标准|材料|资料|范围|对象)[^。]{0,20}:$")
_CLOSERS = ("attachment", "date", "imprint", "note")
_RANK_UNDER_BRACKETS = 4.5
_OUTERMOST = 2  # the rank of 一、


@dataclass(frozen=True, slots=True)
class Number:
    """The printed number of an item: its style, its rank (0 = outermost) and its value."""

    style: str
    rank: float
    value: int
    length: int  # characters that it takes at the start of its paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A numbered item, or one whose number the page lost.

    `paragraphs` are its own, without those of the items under it; the first begins after the number.
    """

    path: tuple[int, ...]
    number: Number
    heading: Span  # the first sentence or the whole first paragraph, without its full stop
    paragraphs: tuple[Span, ...]
    leaf: bool = True

    @property
    def span(self) -> Span:
        return Span(self.paragraphs[0].start, self.paragraphs[-1].end)


def find_outline(view: View, blocks: Iterable[Block]) -> tuple[Item, ...]:
    """Return the items of a document in the order of the text, with paths, each knowing whether others stand under it.

    Paragraphs before 一、 that carry a heading (具体指标:…) are 0.1, 0.2 …
    """
    paragraphs = _accept_tight(view.shadow, list(_iter_paragraphs(view, blocks)))
    paragraphs = _count_by_words(view.shadow, paragraphs)
    paragraphs = _restore_numbers(view.shadow, _rank_articles(paragraphs))
    return (*_find_openings(view.shadow, paragraphs), *_mark_groups(_build(view.shadow, paragraphs)))


def _find_openings(text: str, paragraphs: list[tuple[Span, Number | None]]) -> Iterator[Item]:
    """Yield the paragraphs before the first number that open with a short heading and a colon or full stop."""
    first = next((i for i, (_, number) in enumerate(paragraphs) if number), 0)
    headed = [(span, found) for span, _ in paragraphs[:first] if (found := _OPENING.match(span.of(text)))]
    for value, (span, found) in enumerate(headed, 1):
        number = Number("opening", 0, value, 0)
        heading = Span(span.start, span.start + found.end() - 1)
        yield Item(path=(0, value), number=number, heading=heading, paragraphs=(span,))


def read_number(paragraph: str) -> Number | None:
    """Return the number that opens a paragraph (its shadow): `(二)强化统筹` → han-paren, 2."""
    line = paragraph[:_LONGEST_NUMBER]
    for rule in load_rules("numbering"):
        found = rule.pattern.match(line)
        if found and not _counts_on(line, found.end()) and (value := _value(found[1])) is not None:
            return Number(rule.id, rule["rank"], value, found.end())
    return None


def find_heading(text: str, span: Span) -> Span:
    """Return the heading that opens `span`: its first sentence if short and followed by more, else the whole line."""
    stop = text.find("。", span.start, span.end)
    end = stop if 0 <= stop <= span.start + LONGEST_HEADING else span.end
    return Span(span.start, end)


def _counts_on(line: str, at: int) -> bool:
    """Whether the numeral is the first of a list of quarters or months: 三、四季度."""
    rest = line[at : at + 4]
    return line[at - 1] == "、" and rest[:1] in "一二三四五六七八九十" and rest[1:2] in "季月是个、级"


def _value(numeral: str) -> int | None:
    """Return what a numeral counts; None for signs of numerals that make up none: 百百, 1二."""
    numeral = numeral.replace(" ", "")
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    try:
        return read_han(numeral)
    except ValueError:
        return None


def _iter_paragraphs(view: View, blocks: Iterable[Block]) -> Iterator[tuple[Span, Number | None]]:
    for block in blocks:
        if _is_prose(block) and block.span.start < block.span.end:
            yield block.span, read_number(view.shadow[block.span.start : block.span.start + _LONGEST_NUMBER])


def _accept_tight(text: str, paragraphs: list[tuple[Span, Number | None]]) -> list[tuple[Span, Number | None]]:
    """Take `3.2025年底前…` for item 3 where it goes on counting, or begins a count that goes on."""
    tight = {
        i: found
        for i, (span, number) in enumerate(paragraphs)
        if not number and (found := _TIGHT.match(text, span.start, span.end))
    }
    values = {i: number.value for i, (_, number) in enumerate(paragraphs) if number and number.style == "arabic"}
    values |= {i: int(found[1]) for i, found in tight.items()}
    order = sorted(values)
    for before, here, after in zip([None, *order], order, [*order[1:], None], strict=False):
        follows = before is not None and values[here] == values[before] + 1
        begins = values[here] == 1 and after is not None and values[after] == 2
        if here in tight and (follows or begins):
            span, found = paragraphs[here][0], tight[here]
            paragraphs[here] = (span, Number("arabic", _ARABIC_RANK, values[here], found.end() - span.start))
    return paragraphs


def _count_by_words(text: str, paragraphs: list[tuple[Span, Number | None]]) -> list[tuple[Span, Number | None]]:
    """Number the paragraphs 一是… 二是… of a text that has no other numbers."""
    if any(number for _, number in paragraphs):
        return paragraphs
    found = [(span, _WORDS.match(text, span.start, span.end)) for span, _ in paragraphs]
    if sum(match is not None for _, match in found) < 2:
        return paragraphs
    return [
        (span, Number("words", _ARABIC_RANK, read_han(m[1]), m.end() - span.start) if m else None) for span, m in found
    ]


def _rank_articles(paragraphs: list[tuple[Span, Number | None]]) -> list[tuple[Span, Number | None]]:
    """Put 第N条 under (一) where articles follow most items in brackets, above them elsewhere."""
    styles = [number.style for _, number in paragraphs if number]
    behind = [after for before, after in pairwise(styles) if before == "han-paren"]
    if "article" not in styles or behind.count("article") <= len(behind) / 2:
        return paragraphs
    deep = _RANK_UNDER_BRACKETS
    return [(s, replace(n, rank=deep) if n and n.style == "article" else n) for s, n in paragraphs]


def _is_prose(block: Block) -> bool:
    return block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)


def _restore_numbers(text: str, paragraphs: list[tuple[Span, Number | None]]) -> list[tuple[Span, Number | None]]:
    """Give the number back to a heading line that stands where exactly one number of its style is missing.

    (三)… / 健全基本生活保障机制。 / (五)… → the line is (四).
    """
    numbered = [(i, n) for i, (_, n) in enumerate(paragraphs) if n]
    for (i, before), (j, after) in pairwise(numbered):
        if after.style != before.style or after.value != before.value + 2:
            continue
        lost = [k for k in range(i + 1, j) if _looks_like_heading(text, paragraphs[k][0])]
        lost = [k for k in lost if not set(",") & set(paragraphs[k][0].of(text))] or lost
        if len(lost) == 1:
            span = paragraphs[lost[0]][0]
            paragraphs[lost[0]] = (span, Number(before.style, before.rank, before.value + 1, 0))
    return paragraphs


def _looks_like_heading(text: str, span: Span) -> bool:
    line = span.of(text).rstrip("。")
    return 6 <= len(line) <= LONGEST_HEADING and not set(line) & set("。;:()")


def _build(text: str, paragraphs: Iterable[tuple[Span, Number | None]]) -> Iterator[Item]:
    """Yield the items: a number pops all that rank at least as deep, and what has no number continues its item.

    Attachments, notes and the date of the signature close the outline; only a new 一、 opens it again.
    Conditions that an item lists (有下列情形之一:1.…) are part of it.
    """
    stack: list[Number] = []
    open_item: Item | None = None
    closed = False
    for span, number in paragraphs:
        closed = (closed or bool(open_item and _closes(text, span))) and not _opens(number)
        if open_item and not closed and (number is None or _lists_conditions(text, open_item, number)):
            open_item = replace(open_item, paragraphs=(*open_item.paragraphs, span))
        if number is None or closed or (open_item and open_item.paragraphs[-1] == span):
            continue
        if open_item:
            yield open_item
        while stack and stack[-1].rank >= number.rank:
            stack.pop()
        stack.append(number)
        open_item = _open(text, span, tuple(n.value for n in stack), number)
    if open_item:
        yield open_item


def _open(text: str, span: Span, path: tuple[int, ...], number: Number) -> Item:
    body = strip_span(text, Span(span.start + number.length, span.end), " ")
    return Item(path=path, number=number, heading=find_heading(text, body), paragraphs=(body,))


def _closes(text: str, span: Span) -> bool:
    line = span.of(text)
    return any(rule.pattern.search(line) for rule in load_rules("closings") if rule.id in _CLOSERS)


def _opens(number: Number | None) -> bool:
    return number is not None and number.rank <= _OUTERMOST and number.value == 1


def _lists_conditions(text: str, item: Item, number: Number) -> bool:
    """Whether a number counts the conditions that the item at hand has announced."""
    announced = any(_CONDITIONS.search(paragraph.of(text)) for paragraph in item.paragraphs)
    return announced and number.rank > item.number.rank


def _mark_groups(items: Iterable[Item]) -> Iterator[Item]:
    items = list(items)
    for item, following in zip(items, [*items[1:], None], strict=False):
        deeper = following is not None and len(following.path) > len(item.path)
        yield replace(item, leaf=not deeper)
