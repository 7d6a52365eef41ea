"""A document's two parts: what it reports as done and what it plans.

A work report opens with the past year and then sets the targets of the coming one. Where the second part begins is
read from its heading (二、2026年工作安排), else from the paragraph that announces it (今年是…, 预期目标是…).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.setting import Setting
from extract.text import shadow
from ingest.model import BlockKind, Document, Span

_LONGEST_HEADING = 42
_PAST = re.compile("回顾|过去|总结|成效|成绩|成就|(?:完成|进展|执行|落实|工作|推进)情况|报告|以来|会议|问题|困难|做法")
_REVIEW = re.compile("回顾|(?:工作|完成|进展|落实)情况$|(?:工作|主要)(?:总结|成效|成绩)$")
_AHEAD = re.compile(
    r"(?:今年|明年|来年|新的?一年|今后|未来|下一?步|下一?阶段|下半年|[二三四]季度|\d+月份?)[^。]{0,16}(?:工作|任务|目标|安排|建议|打算|计划|部署|要求|重点|思路|举措|措施)"
)
_WORK = re.compile("工作|任务|目标|安排|建议|打算|计划|部署|要求|思路|预期")
_NUMBER = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}(?:部分|[、.])|\([一二三四五六七八九十]+\)|\d+[.、])?\s*")
_ANNOUNCED = re.compile(
    r"^(?:各位代表[!,])?(?:(?:20\d\d年|今年|新的一年)(?:是(?!党|我|极|不)|[^。]{0,24}(?:总体要求|总体思路|预期目标|目标任务)是?)|[^。]{0,24}(?:主要)?预期目标(?:是|为|:))"
)
_SINCE = re.compile(r"今年以来")
_TERM_OPENED = re.compile(
    r"(?:过去|这|近|最近)(?:的)?(?:五|5|四|4|三|3)年|(?:五|5)年来|本届政府|五年(?:工作|成就)|“?十[二三四]五“?(?:时期|期间|以来)"
)
_YEAR_OPENED = re.compile(r"过去(?:的)?(?:一年|20\d\d年)|刚刚过去的|一年来|^(?:去年|20\d\d年)[,是]|去年以来|今年以来")
_TERM_AHEAD = re.compile(r"(?:今后|未来)(?:的)?(?:五|5|几|三|3|一个时期)年?|“?十[四五六]五“?(?:时期|规划)(?!收官)")
_OPENING = 40
_LAST_MONTHS = 11  # what is reported from November on is taken for the whole year


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one of the parts; `heading` are the words that tell what it is about.

    `term` tells that it speaks of several years, `place` how far down its part it stands, from 0 to 1.
    """

    span: Span
    heading: str
    term: bool
    place: float


@dataclass(frozen=True, slots=True)
class Parts:
    reported: tuple[Paragraph, ...]
    planned: tuple[Paragraph, ...]


def divide(setting: Setting) -> Parts:
    """Return the paragraphs that report and those that plan; of a document without a review all are planned."""
    spans = tuple(_iter_spans(setting.doc))
    start = _find_planned(setting, spans)
    if not setting.is_report and (start == len(spans) or not _reviews(setting, spans[:start])):
        start = 0
    return Parts(
        reported=tuple(_read(setting, spans[:start], _TERM_OPENED)),
        planned=tuple(_read(setting, spans[start:], _TERM_AHEAD, _LONGEST_HEADING)),
    )


def read_all(setting: Setting) -> tuple[Paragraph, ...]:
    """Return every paragraph, as of a document that reports from end to end."""
    return tuple(_read(setting, tuple(_iter_spans(setting.doc)), _TERM_OPENED))


def _iter_spans(doc: Document) -> Iterator[Span]:
    return (b.span for b in doc.blocks if b.kind is not BlockKind.FURNITURE and b.span.start < b.span.end)


def _find_planned(setting: Setting, spans: tuple[Span, ...]) -> int:
    """Return the index of the first paragraph that plans, the number of all where none does."""
    lines = [span.of(setting.view.shadow) for span in spans]
    year = find_reported_year(setting.doc)
    headed = next((n for n, line in enumerate(lines) if _heads_plans(line, year)), len(lines))
    announced = (n for n, line in enumerate(lines) if n and _announces(line, year))
    return headed if headed < len(lines) else next(announced, len(lines))


def _reviews(setting: Setting, spans: Iterable[Span]) -> bool:
    """Whether one of the paragraphs is a numbered heading that opens a review: 一、2025年计划执行情况."""
    lines = (span.of(setting.view.shadow) for span in spans)
    return any(len(line) <= _LONGEST_HEADING and line[:1] in "一二" and _REVIEW.search(line) for line in lines)


def find_reported_year(doc: Document) -> int | None:
    """Return the year that a report reviews: the one that the first heading of its review prints (一、2025年工作回顾),
    for a government's report the one before it was given, else the document's.
    """
    lines = (shadow(span.of(doc.text)) for span in _iter_spans(doc))
    reviews = (line for line in lines if len(line) <= _LONGEST_HEADING and _REVIEW.search(line))
    printed = next((int(year[0]) for line in reviews if (year := re.search(r"20\d\d(?=年)", line))), None)
    written = doc.meta.written or doc.meta.published
    if printed is None and written and "政府工作报告" in (doc.meta.title or ""):
        return written.year - 1
    return printed or doc.meta.year


def _heads_plans(line: str, year: int | None) -> bool:
    words = _NUMBER.sub("", line.strip())
    if len(words) > _LONGEST_HEADING or "。" in words or _PAST.search(words) or "," in words[12:]:
        return False
    printed = re.search(r"20\d\d(?=年)", words)
    coming = bool(printed and year and int(printed[0]) > year and _WORK.search(words))
    return coming or bool(_AHEAD.search(words))


def _announces(line: str, year: int | None) -> bool:
    found = _ANNOUNCED.match(line)
    if not found or _SINCE.match(line):
        return False
    printed = re.search(r"20\d\d(?=年)", found[0])
    return not printed or year is None or int(printed[0]) > year


def _read(
    setting: Setting, spans: tuple[Span, ...], opens_term: re.Pattern[str], longest: int = 10_000
) -> Iterator[Paragraph]:
    """Yield the paragraphs; what opens a part on several years, a line no longer than `longest`, holds until one on a
    single year opens.
    """
    term, section = False, ""
    for n, span in enumerate(spans):
        line = span.of(setting.view.shadow)
        opening = line[:_OPENING]
        if len(line) <= longest and opens_term.search(opening) and not _YEAR_OPENED.search(opening):
            term = True
        elif _YEAR_OPENED.search(opening) or _names_year(opening, setting.doc.meta.year):
            term = False
        if len(line) <= _LONGEST_HEADING:
            section = line
        yield Paragraph(span, f"{section} {re.split('[。:]', opening)[0]}", term, n / len(spans))


def _names_year(opening: str, year: int | None) -> bool:
    return bool(
        year and re.match(rf"(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)?{year}年[^以底末]", opening)
    )


def find_paragraph(paragraphs: Sequence[Paragraph], span: Span) -> Paragraph | None:
    """Return the paragraph in which `span` begins; the paragraphs are in the order of the text."""
    n = bisect_right(paragraphs, span.start, key=lambda paragraph: paragraph.span.start)
    return paragraphs[n - 1] if n and paragraphs[n - 1].span.end > span.start else None


def is_part_of_year(doc: Document) -> bool:
    """Whether a report covers a part of its year only: 上半年, 前三季度, or written in that year before November."""
    if re.search(r"上半年|半年|[一二三]季度|[1-9]\d?-\d+月|\d月份", doc.meta.title or ""):
        return True
    written = doc.meta.written or doc.meta.published
    return bool(written and written.year == find_reported_year(doc) and written.month < _LAST_MONTHS)
