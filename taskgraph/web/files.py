"""Answers that a browser keeps as a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from starlette.responses import Response

from taskgraph.filter_view import iter_filters
from taskgraph.model import Filters
from taskgraph.output import Format

MEDIA: Mapping[str, str] = {
    Format.JSON: "application/jsonl; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.ICS: "text/calendar; charset=utf-8",
}
MOST, LONGEST = 4, 30  # filters in a file's name, and characters of each
_BARE = frozenset({"是", "否"})  # say nothing without the filter's name
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]")
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')  # what file systems do not take


def name_file(what: str, filters: Filters, day: date, ending: str) -> str:
    """Return a name that tells what a file holds: 台账-县应急局-牵头-2026-09-30.xlsx."""
    told = ["".join(named if named[1] in _BARE else named[1:]) for named in iter_filters(replace(filters, as_of=None))]
    words = (_UNFIT.sub("", word)[:LONGEST] for word in told[:MOST])
    return f"{'-'.join(filter(None, (what, *words)))}-{day}.{ending}"


def send_file(data: bytes, name: str, media: str) -> Response:
    plain = _NOT_PLAIN.sub("", name).strip("-.") or "duban"  # for what does not read RFC 5987
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(data, media_type=media, headers={"Content-Disposition": disposition})
