"""Find again the line breaks that a page lost: one line of thousands of characters → its printed lines.

Breaks are set only where the numbers of a list run on in order and stand at a border, around the head (title,
文号, 主送机关) and the close (issuer, date, note). Elsewhere the text stays in one piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.numerals import ordinal
from ingest.rules import any_word, load_rules
from ingest.shadow import shadow
from ingest.titles import is_complete

LONG = 1000  # characters of one line; no paragraph of a policy text is as long
SOLE = 300  # characters of a line that is nearly all of the text
NUMBER_START = re.compile(r"第|[一二三四五六七八九十]{1,3} ?[、.]|\(|\d{1,2} ?[.、]")
NUMBER_LENGTH = 16
TITLE_LENGTH = 400  # within which title, 文号 and addressee stand
BORDER = re.compile(r"[。;:!?)”》 ]$")
NEAR = 45  # a group's first item may stand this near after the group's heading, which has no full stop
SENTENCE_END = re.compile(r"[。;!?]")
SEND_TO = r"(?:各[^。:]{2,200}|[^。:,]{2,20}(?:人民政府|委员会|[局厅部办])):"
DOC_NUMBER = r"[\u4e00-\u9fff]{1,12}[〔\[(【][12]\d{3}[〕\])】]第?\d+号"
ADDRESS = re.compile(SEND_TO)
NOTE = re.compile(r" *(\([^()]{0,4}(?:公开|发布)[^()]{0,6}\))")
ATTACHMENT = re.compile(r"(?<=[。)日]) *(附件 ?\d?:)")


@cache
def title_stop() -> re.Pattern[str]:
    """Where a title may end: before the 文号 (group 1) or the addressee."""
    return re.compile(rf"{any_word('title_words')}(?:\([^()]{{2,16}}\))?(?= *({DOC_NUMBER})| *{SEND_TO})")


@cache
def close_pattern() -> re.Pattern[str]:
    """The signature that ends a text: issuer and date; no day of the text, which goes on with 前, 起 or 印发."""
    organ = rf"[\u4e00-\u9fff ]{{3,60}}?{any_word('organ_words')}"
    day = r"[12]\d{3}年\d{1,2}月\d{1,2}日"
    return re.compile(rf"(?<=[。:;)]) *({organ}) *({day})(?![前后起止至以内印,-])")


@dataclass(frozen=True, slots=True)
class Marker:
    """An item number that stands in running text."""

    start: int
    end: int
    level: str
    ordinal: int


def lost_break_limit(lines: Sequence[str]) -> int | None:
    """Return the length from which lines have lost their breaks; None for a text that prints its paragraphs."""
    longest, total = max(map(len, lines), default=0), sum(map(len, lines))
    if longest > LONG and longest * 2 > total:
        return LONG
    return SOLE if longest > SOLE and longest * 10 > total * 9 else None


def restore_breaks(line: str) -> tuple[str, ...]:
    """Split a line that lost its breaks; return it whole if it shows no border."""
    view = shadow(line)
    cuts = {0, *_head_cuts(view), *(m.start for m in find_markers(view)), *_close_cuts(view), len(line)}
    return tuple(part for a, b in pairwise(sorted(cuts)) if (part := line[a:b].strip()))


def split_head(line: str) -> tuple[str, ...]:
    """Part title, 文号 and addressee that stand on one line: 关于…的通知 某政发〔2024〕3号 各乡镇人民政府:."""
    cuts = {0, *_head_cuts(shadow(line)), len(line)}
    return tuple(part for a, b in pairwise(sorted(cuts)) if (part := line[a:b].strip())) or (line,)


def _head_cuts(view: str) -> list[int]:
    stops = (
        stop
        for stop in title_stop().finditer(view, 0, TITLE_LENGTH)
        if "。" not in view[: stop.end()] and is_complete(view[: stop.end()])
    )
    stop = next(stops, None)
    cuts = [stop.end()] if stop else []
    if stop and stop[1]:
        cuts.append(stop.end(1))
    address = ADDRESS.match(view, cuts[-1] if cuts else 0)
    return [*cuts, address.end()] if address else cuts


def _close_cuts(view: str) -> list[int]:
    cuts = [match.start(1) for match in ATTACHMENT.finditer(view)]
    for match in close_pattern().finditer(view):
        note = NOTE.match(view, match.end())
        cuts += [match.start(1), match.start(2), match.end(2), *([note.end()] if note else [])]
    return cuts


def find_markers(view: str) -> tuple[Marker, ...]:
    """Return the item numbers of a shadow that run on in order and stand at a border."""
    candidates = [m for start in NUMBER_START.finditer(view) if (m := _read_marker(view, start.start()))]
    latest_second = {m.level: i for i, m in enumerate(candidates) if m.ordinal == 2}
    taken: list[Marker] = []
    last: dict[str, int] = {}
    for i, marker in enumerate(candidates):
        opens_list = marker.ordinal == 1 and latest_second.get(marker.level, -1) > i
        runs_on = marker.ordinal > 1 and last.get(marker.level) == marker.ordinal - 1
        if (opens_list or runs_on) and _at_border(view, marker, taken):
            taken.append(marker)
            last[marker.level] = marker.ordinal
    return tuple(taken)


def _read_marker(view: str, start: int) -> Marker | None:
    rest = view[start : start + NUMBER_LENGTH]
    for rule in load_rules("markers"):
        if match := rule.pattern.match(rest):
            return Marker(start, start + match.end(), rule.value, ordinal(match[1]))
    return None


def _at_border(view: str, marker: Marker, taken: list[Marker]) -> bool:
    if BORDER.search(view[max(0, marker.start - 1) : marker.start]) or not marker.start:
        return True
    heading = view[taken[-1].end : marker.start] if taken else ""
    deeper = bool(taken) and taken[-1].level != marker.level
    return deeper and 0 < len(heading) <= NEAR and not SENTENCE_END.search(heading)
