"""Find the title and the 文号 in the head of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.dates import find_dates
from ingest.rules import any_word, first_match, load_rules
from ingest.shadow import shadow
from ingest.signatures import find_speaker, is_organ

DOC_NUMBER = r"[\u4e00-\u9fff]{1,15}(?:[〔\[(【](?:19|20)\d{2}[〕\])】])第? ?\d{1,5} ?号"
NUMBER_LINE = re.compile(rf"^\(?({DOC_NUMBER})\)?(?=$| |\()")
NUMBER_TAIL = re.compile(rf"\(({DOC_NUMBER})\)$")
TITLE_LINE = 90
TITLE_LINES = 5
PLAIN_TITLE = range(6, 41)  # characters of a title that no word of title_words closes
HEAD_LINES = 14
CLOSED = re.compile(r"[。;:!?,、]$|。")
ABOVE_TITLE = re.compile(r"^(?:[\u4e00-\u9fff ]{4,30}文件|附件 ?\d*:?|目 ?录)$")
EDITION = re.compile(r"^\((?:试行|暂行|修订|修订稿|征求意见稿|草案|送审稿|讨论稿|(?:19|20)\d{2}.{0,12}年)\)$")
ADDRESS = re.compile(r":$")
CARRIES = re.compile(r"(?:印发|转发|下发)")
NOTICE_END = re.compile(r"(?:通知|函|公告|通告|决定)(?:\([^()]{2,16}\))?$")
SPACED = re.compile(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff])+")
HAS_YEAR = re.compile(r"(?:19|20)\d{2}(?:-(?:19|20)\d{2})?年")
NO_TITLE = re.compile(r"[:,;]|^\d{1,2}\)|^[①-⑳]|^[一二三四五六七八九十]是")
LETTERHEAD = re.compile(r"(?:文件|简报|专报|快报|通报)$")
FILE_TITLE = re.compile(
    rf"^(?:附件 ?\d*[:.、 ]*)?({DOC_NUMBER})? ?([^。:;]{{4,150}}?通知)(?:\(\d{{1,2}}\))?"
    r"\.(?:docx?|wps|pdf|ofd|rtf)(?![a-z])"
)
PAIRS = (("《", "》"), ("“", "”"), ("(", ")"), ("〈", "〉"))


@cache
def title_end() -> re.Pattern[str]:
    return re.compile(rf"{any_word('title_words')}[”》]?(?:\([^()]{{2,16}}\))?$")


def strip_number(line: str) -> str:
    """Take the 文号 off the beginning or end of a title line, and labels: 主题:, 【通知】, 第9期."""
    line = strip_labels(line)
    view = shadow(line)
    head, tail = NUMBER_LINE.match(view), NUMBER_TAIL.search(view)
    return line[head.end() if head else 0 : tail.start() if tail else len(line)].strip()


def strip_labels(line: str) -> str:
    """Take off what a page or file puts around a title."""
    while match := next((m for rule in load_rules("title_labels") if (m := rule.search(line))), None):
        line = f"{line[: match.start()]}{line[match.end() :]}".strip()
    return line


def find_doc_number(lines: Sequence[str]) -> str | None:
    """Return the 文号 that stands on a line of its own, or before or behind the title, in the head."""
    for line in lines[:HEAD_LINES]:
        view = shadow(line)
        match = NUMBER_LINE.match(view) or (NUMBER_TAIL.search(view) if len(view) < 2 * TITLE_LINE else None)
        if match:
            return line[match.start(1) : match.end(1)].replace(" ", "")
        if is_body(line):
            return None
    return None


def find_title(lines: Sequence[str]) -> str | None:
    """Return the title that stands above the addressee and the first sentence, joined over its lines.

    Where a page prints a short name above the title, the one that says 关于 is the title.
    """
    titles: list[str] = []
    for i, line in enumerate(lines[:HEAD_LINES]):
        if title := title_at(lines, i):
            titles.append(title)
        if is_body(line):
            break
    return next((title for title in titles if "关于" in title), titles[0] if titles else None)


def find_plain_title(lines: Sequence[str]) -> str | None:
    """Return the title of a text whose title says no type: 云岭区2025年折子工程.

    It is the first line above the text that has a year, else the first; a body, a person or a letterhead is none.
    """
    head: list[str] = []
    for line in lines[:HEAD_LINES]:
        if is_body(line) or " | " in line:
            return next((title for title in head if HAS_YEAR.search(shadow(title))), head[0] if head else None)
        title = _close_up(strip_number(line))
        if _is_plain_title(title):
            head.append(title)
    return None


def _is_plain_title(title: str) -> bool:
    return (
        len(title) in PLAIN_TITLE
        and is_title_line(title)
        and not is_organ(title)
        and not LETTERHEAD.search(title)
        and find_speaker([title]) is None
        and not NO_TITLE.search(shadow(title))
    )


@dataclass(frozen=True, slots=True)
class FileTitle:
    """What the name of an attached file says of the notice: 云政发〔2024〕7号云岭县人民政府关于…的通知.doc."""

    number: str | None
    title: str


def find_file_title(lines: Sequence[str]) -> FileTitle | None:
    """Return number and title of the first attachment line that holds a whole title."""
    matches = ((line, match) for line in lines if (match := FILE_TITLE.match(shadow(line))))
    for line, match in matches:
        title = line[match.start(2) : match.end(2)].strip()
        if "关于" in title and is_complete(title):
            return FileTitle(match[1].replace(" ", "") if match[1] else None, title)
    return None


def title_at(lines: Sequence[str], start: int) -> str | None:
    """Return the title that begins on this line, if one does."""
    title = ""
    for i in range(start, min(start + TITLE_LINES, len(lines))):
        line = _close_up(strip_number(lines[i]))
        if not is_title_line(line):
            return None
        title += line
        if is_complete(title) and not _goes_on(lines[i + 1 : i + 2]):
            edition = lines[i + 1] if lines[i + 1 : i + 2] and EDITION.match(shadow(lines[i + 1])) else ""
            return title + edition
    return None


def _close_up(line: str) -> str:
    """Take the spaces out of a spaced title: 政 府 工 作 报 告."""
    return line.replace(" ", "") if SPACED.fullmatch(line) else line


def is_title_line(line: str) -> bool:
    view = shadow(line)
    return (
        0 < len(view) <= TITLE_LINE
        and not view.startswith(("(", "-"))
        and not CLOSED.search(view)
        and not ABOVE_TITLE.match(view)
        and not find_dates(view)
        and first_match("markers", view) is None
    )


def is_complete(title: str) -> bool:
    """Whether the words are a whole title: brackets closed, and 印发… closed by 的通知."""
    view = shadow(title)
    balanced = all(view.count(a) == view.count(b) for a, b in PAIRS)
    return balanced and bool((NOTICE_END if CARRIES.search(view) else title_end()).search(view))


def _goes_on(after: Sequence[str]) -> bool:
    return bool(after) and after[0].startswith("的") and is_title_line(after[0])


def is_body(line: str) -> bool:
    """Whether the text proper has begun: an addressee, a sentence or a numbered item."""
    view = shadow(line)
    return (
        bool(ADDRESS.search(view)) or "。" in view or len(view) > TITLE_LINE or first_match("markers", view) is not None
    )


def carried_name(title: str) -> str:
    """Return the name of what a notice carries: 关于印发《某县工作方案》的通知 → 某县工作方案; else the title."""
    match = re.search(r"(?:印发|转发|下发)(.*?)的?(?:通知|函)", shadow(title))
    return title[match.start(1) : match.end(1)].strip("《》〈〉 ") if match else title
