"""What a document says of itself: title, 文号, issuer, dates, year, type, period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ingest.breaks import split_head
from ingest.dates import find_dates, read_date
from ingest.labels import Labelled, find_labels, tag_labels
from ingest.model import Block, BlockKind, DocumentType, Meta, Period
from ingest.rules import first_match
from ingest.shadow import shadow
from ingest.signatures import (
    Signature,
    find_imprint_date,
    find_signature,
    find_speaker,
    find_spoken_date,
    is_organ,
    issuer_in_title,
)
from ingest.titles import (
    FileTitle,
    carried_name,
    find_doc_number,
    find_file_title,
    find_plain_title,
    find_title,
    is_complete,
    title_at,
)

NOTICE_LINES = 14  # the notice that carries a plan is no longer than this
PREAMBLE_LINES = 6
FULL_YEAR = r"(?P<year>(?:19|20)\d{2})"
YEAR = re.compile(FULL_YEAR + r"(?=(?:-(?:19|20)\d{2})?年)")
OWN_YEAR = re.compile(
    rf"(?:^|[,。;]|做好|抓好|推进|完成|落实|开展|加强)(?:全?[省市县区乡镇])?{FULL_YEAR}年(?:是|.{{0,20}}工作)"
)
CITED = re.compile(r"《[^》]*》")
REVIEWED_YEAR = re.compile(FULL_YEAR + r"年.{0,8}(?:回顾|工作情况|主要工作)")
LAST_YEAR = re.compile(r"(?:过去|上)一?年.{0,10}回顾")
MADE = re.compile(r"(?:制定|提出|形成)(?:本|如下|以下|此)([^,。:]{2,12}?)[。:,]")
PERIOD_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d{1,2}\.)?(?:[\u4e00-\u9fff]{2,4})?时间(?:安排)?:?"
)
PERIOD_LINE = 45
RANGE = re.compile(
    r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日 ?[-~至到]+ ?(?:((?:19|20)\d{2})年)?(\d{1,2})月(\d{1,2})日"
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labelled statements of page and file, in order of trust: metadata tables, lines, meta tags."""

    all: tuple[Labelled, ...]

    def first(self, *fields: str) -> str | None:
        return next(
            (found.value for field in fields for found in self.all if found.field == field and found.value), None
        )

    def day(self, field: str) -> date | None:
        return read_date(self.first(field) or "")


def find_meta(text: str, blocks: tuple[Block, ...], tags: Iterable[tuple[str, str]] = ()) -> Meta:
    """Return what the text, the page around it and its meta tags say of the document."""
    page = [b for b in blocks if b.kind is BlockKind.FURNITURE]
    lines = _part_head([b.span.of(text) for b in blocks if b.kind is not BlockKind.FURNITURE])
    labels = Labels((*(found for b in page for found in find_labels(text, b)), *tag_labels(tags)))
    signature = find_signature(lines)
    file = _own_file([b.span.of(text) for b in blocks], lines, signature)
    title = find_title(lines) or labels.first("title") or (file.title if file else None)
    title = title or _title_of_plan(lines) or find_plain_title(lines)
    written = signature.day if signature else _other_written(lines) or labels.day("written")
    published = labels.day("published")
    kind = find_type(title, lines)
    return Meta(
        title=title,
        doc_number=find_doc_number(lines) or _labelled_number(labels) or (file.number if file else None),
        issuer=(signature.issuer if signature else None) or find_issuer(title, labels) or find_speaker(lines),
        published=published,
        written=written,
        year=find_year(title, kind, written or published, lines),
        type=kind,
        period=find_period(lines),
    )


def _part_head(lines: Sequence[str]) -> list[str]:
    """Part title, 文号 and addressee that the first line holds together."""
    return [*(part for line in lines[:1] for part in split_head(line)), *lines[1:]]


def _own_file(all_lines: Sequence[str], lines: Sequence[str], signature: Signature | None) -> FileTitle | None:
    """Return what an attached file says of the notice itself; another body's notice, or another plan's, is none."""
    file = find_file_title(all_lines)
    if file is None:
        return None
    issuer, plan = issuer_in_title(file.title), _title_of_plan(lines)
    same_issuer = issuer is None or signature is None or signature.issuer in (None, issuer)
    same_plan = plan is None or carried_name(file.title) == plan
    return file if same_issuer and same_plan else None


def _other_written(lines: Sequence[str]) -> date | None:
    return find_spoken_date(lines) or find_imprint_date(lines)


def _labelled_number(labels: Labels) -> str | None:
    number = (labels.first("doc_number") or "").replace(" ", "")
    return number if re.search(r"\d", number) else None


def find_issuer(title: str | None, labels: Labels) -> str | None:
    """Return who issued a document that nobody signed: by its title, a label, or a source that is a public body."""
    source = labels.first("source")
    return issuer_in_title(title or "") or labels.first("issuer") or (source if source and is_organ(source) else None)


def _title_of_plan(lines: Sequence[str]) -> str | None:
    """Return the title of the plan behind a notice that shows no title: it follows the notice's date."""
    for i, line in enumerate(lines[:NOTICE_LINES]):
        if find_dates(line) and len(line) <= PERIOD_LINE:
            titles = (title_at(lines, start) for start in range(i + 1, min(i + 3, len(lines))))
            return next((title for title in titles if title), None)
    return None


def find_type(title: str | None, lines: Sequence[str]) -> DocumentType:
    """Return the type by the title; else by 制定本工作方案, 现将…通知如下, or the way a report begins."""
    if title and is_complete(title):
        return _type_by_name(carried_name(title).strip("》”"))
    if title and (kind := _type_by_name(title)) is not DocumentType.OTHER:
        return kind
    for line in lines[:PREAMBLE_LINES]:
        if made := MADE.search(shadow(line)):
            return _type_by_name(made[1])
        if opening := first_match("openings", line):
            return DocumentType(opening.value)
    closing = next((rule for line in lines if (rule := first_match("closings", line))), None)
    return DocumentType(closing.value) if closing else DocumentType.OTHER


def _type_by_name(name: str) -> DocumentType:
    rule = first_match("types", name)
    return DocumentType(rule.value) if rule else DocumentType.OTHER


def find_year(title: str | None, kind: DocumentType, day: date | None, lines: Sequence[str]) -> int | None:
    """Return the year the work is planned for, or that a report speaks of."""
    planned = _first_year(YEAR, [title or ""]) or (day.year if day else None)
    if kind is DocumentType.REPORT:
        return _reported_year(planned, lines)
    return planned or _first_year(OWN_YEAR, lines[:PREAMBLE_LINES]) or _first_year(YEAR, _own_words(lines))


def _own_words(lines: Sequence[str]) -> list[str]:
    """The opening lines without the names of other documents."""
    return [CITED.sub("", line) for line in lines[:PREAMBLE_LINES]]


def _reported_year(printed: int | None, lines: Sequence[str]) -> int | None:
    """Return the year of 2023年工作回顾, the year before a 过去一年工作回顾, else the latest year named."""
    headings = [line for line in lines if len(line) <= PERIOD_LINE]
    reviewed = _first_year(REVIEWED_YEAR, headings)
    if not reviewed and printed and any(LAST_YEAR.search(line) for line in headings):
        return printed - 1
    named = (int(match["year"]) for line in lines for match in YEAR.finditer(shadow(line)))
    return reviewed or printed or max(named, default=None)


def _first_year(pattern: re.Pattern[str], lines: Iterable[str]) -> int | None:
    matches = (match for line in lines if (match := pattern.search(shadow(line))))
    return next((int(match["year"]) for match in matches), None)


def find_period(lines: Sequence[str]) -> Period:
    """Return the days of a section 时间: 2024年3月1日—6月30日; a single range is all that it holds."""
    for line, after in pairwise([*lines, ""]):
        heading = PERIOD_HEADING.match(shadow(line)) if len(line) <= PERIOD_LINE else None
        if heading:
            rest = line[heading.end() :].strip() or after
            match = RANGE.match(shadow(rest)) if len(rest) <= PERIOD_LINE else None
            if match:
                return _period(*match.groups())
    return Period()


def _period(*parts: str | None) -> Period:
    year, month, day, end_year, end_month, end_day = (int(part) if part else None for part in parts)
    first = read_date(f"{year}年{month}月{day}日")
    return Period(first, read_date(f"{end_year or year}年{end_month}月{end_day}日"))
