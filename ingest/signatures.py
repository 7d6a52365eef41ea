"""Find who signed a document, and when: the issuer's line above the date, or the imprint (版记)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ingest.dates import find_dates
from ingest.rules import any_word, load_words
from ingest.shadow import shadow

SIGNERS = 6  # lines of joint issuers above one date
ORGAN_LINE = 50
NOTE = re.compile(r"^ *(?:\)|\([^()]{0,12}\))?$")
IMPRINT = re.compile(r"印发\)?$")
HEAD_LINES = 8
SPEAKER = re.compile(r"([\u4e00-\u9fff]{0,20}?(?:人民政府|国务院)) ?(?:代理?)?(?:[省市区县州旗盟乡镇]长|主席|总理)")
OTHER_WORK = re.compile(r"^(?:[由经报于在向请据凡]|根据|按照|截至)")
AFTER_SIGNATURE = re.compile(r"^ *(?:$|\(|附件|抄送|主送|联系)")
BEFORE_SPOKEN = re.compile(r"^[-(]{0,4}$")


@dataclass(frozen=True, slots=True)
class Signature:
    """`issuer` is None where only a date stands; several issuers are joined by a space."""

    issuer: str | None
    day: date


@cache
def organ() -> re.Pattern[str]:
    return re.compile(rf"^[\u4e00-\u9fff()、 ]*{any_word('organ_words')}(?:\([\u4e00-\u9fff]{{2,10}}\))?$")


@cache
def seal() -> re.Pattern[str]:
    return re.compile(rf"\({any_word('seal_words')}\)")


@cache
def ending_words() -> frozenset[str]:
    return frozenset(word for table in ("organ_words", "place_words", "name_endings") for word in load_words(table))


@cache
def run_on_issuer() -> re.Pattern[str]:
    """An issuer at the end of a line that goes on from a sentence, or from the name of an attachment."""
    region = r"(?=中共|国务院|国家|[\u4e00-\u9fff]{1,8}?[省市县区州旗盟乡镇])"
    name = rf"[\u4e00-\u9fff()]{{2,40}}{any_word('organ_words')}"
    return re.compile(rf"(?:[。:;》]|[。:;》\u4e00-\u9fff]\)|{any_word('title_words')}{region}) *({name}) *$")


def is_whole_name(line: str) -> bool:
    """Whether a line of a cell is the name of a body or place: 县水利局, 石桥镇; not 局 or 人民政府."""
    view = shadow(line).strip()
    names = rf"[\u4e00-\u9fff()]+(?:{any_word('organ_words')}|{any_word('place_words')})"
    return view not in ending_words() and re.fullmatch(names, view) is not None


def is_last_word(line: str) -> bool:
    """Whether a line is but the last word of a name that began on the line before: 委, 局, 办公室."""
    return shadow(line).strip() in load_words("name_endings")


def strip_seal(name: str) -> str:
    """Take off what is printed where the seal stands: 石桥镇人民政府(盖章)."""
    return seal().sub("", shadow(name)).strip() if seal().search(shadow(name)) else name.strip()


def is_organ(line: str) -> bool:
    """Whether the words are the name of a public body, or several: 某县民政局 某县财政局."""
    view = shadow(line).strip()
    return 2 < len(view) <= ORGAN_LINE and organ().match(view) is not None


def find_signature(lines: Sequence[str]) -> Signature | None:
    """Return the first date with an issuer above or before it; else the first date on a line of its own.

    Without either, the issuer and date that a line without breaks ends in: 附件:任务清单云岭县水利局2024年3月1日.
    """
    lines = [strip_seal(line) for line in lines]
    found = [s for i in range(len(lines)) if (s := _signature_at(lines, i))]
    signed = next((s for s in found if s.issuer), None)
    signed = signed or next((s for line in lines if (s := _run_on_signature(line))), None)
    return signed or (found[0] if found else None)


def _run_on_signature(line: str) -> Signature | None:
    view = shadow(line)
    for found in find_dates(line):
        start = found.span.start
        issuer = run_on_issuer().search(view, max(0, start - 2 * ORGAN_LINE), start)
        if issuer and AFTER_SIGNATURE.match(view[found.span.end :]):
            name = _after_title(issuer[1])
            if not OTHER_WORK.match(name) and is_organ(name):
                return Signature(name, found.day)
    return None


def _after_title(words: str) -> str:
    """Take the name of an attachment off the issuer behind it: 重点任务清单云岭县水利局 → 云岭县水利局."""
    later = run_on_issuer().search(words)
    return _after_title(later[1]) if later else words


def _signature_at(lines: Sequence[str], i: int) -> Signature | None:
    line = lines[i]
    if len(line) > 2 * ORGAN_LINE or not (days := find_dates(line)):
        return None
    before, after = line[: days[-1].span.start].strip(), shadow(line[days[-1].span.end :])
    if len(days) > 1 or not NOTE.match(after):
        return None
    if before in ("", "(") or (before and is_organ(before)):
        return Signature(" ".join(_signers(lines, i, before)) or None, days[0].day)
    return None


def _signers(lines: Sequence[str], i: int, before: str) -> list[str]:
    names = [before] if before not in ("", "(") else []
    for line in reversed(lines[max(0, i - SIGNERS) : i]):
        if not is_organ(line):
            break
        names.insert(0, line.strip())
    return names


def find_imprint_date(lines: Sequence[str]) -> date | None:
    """Return the date of the imprint: 某县人民政府办公室 2024年3月1日印发."""
    for line in lines:
        if len(line) <= 2 * ORGAN_LINE and IMPRINT.search(shadow(line).strip()) and (days := find_dates(line)):
            return days[-1].day
    return None


def find_spoken_date(lines: Sequence[str]) -> date | None:
    """Return the date under the title of a report: ——2024年1月8日在某县第十八届人民代表大会上."""
    for line in lines[:HEAD_LINES]:
        days = find_dates(line) if len(line) <= 2 * ORGAN_LINE else ()
        span = days[0].span if days else None
        if span and BEFORE_SPOKEN.match(shadow(line[: span.start])) and line[span.end :].startswith("在"):
            return days[0].day
    return None


def find_speaker(lines: Sequence[str]) -> str | None:
    """Return the body whose head gives a report: 某县人民政府县长 张三."""
    matches = (match for line in lines[:HEAD_LINES] if len(line) <= ORGAN_LINE and (match := SPEAKER.match(line)))
    return next((match[1] for match in matches), None)


def issuer_in_title(title: str) -> str | None:
    """Return who issues by the title: 某县人民政府办公室关于印发…的通知 → 某县人民政府办公室."""
    match = re.match(r"(.+?)(?:关于|印发|转发)", title)
    name = match[1].strip() if match else ""
    return name if is_organ(name) else None
