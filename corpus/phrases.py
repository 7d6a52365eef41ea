"""Deadline phrases (gold/phrases.tsv): each stands in a small plan of its own that goes through the product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.matching import Entry
from extract.contract import document_record
from extract.pipeline import extract
from ingest.pipeline import read_document

_PLAN = """青岚县{year}年安全生产工作要点
青岚政办发〔{year}〕7号

各乡镇人民政府,县直各单位:

为做好全县安全生产工作,制定本工作要点。

一、重点任务

1.抓好隐患排查。压实各方责任,{phrase}。

牵头单位:县应急局

2.抓好宣传教育。广泛开展宣传,营造良好氛围。

牵头单位:县委宣传部

青岚县人民政府办公室
{year}年{month}月{day}日
"""
_VERBS = ("整改", "完成", "验收", "整治", "进展", "排查", "检查", "一次", "调度", "督导")
_LONG = 14  # a phrase longer than this says itself what is to be done


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and its readings: alternatives joined by |, dates start/end joined by ;, or a rhythm."""

    words: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    phrase: Phrase
    deadlines: tuple[Entry, ...]

    @property
    def right(self) -> bool:
        return any(_all_found(wanted.split(";"), self.deadlines) for wanted in self.phrase.expected.split("|"))

    def __str__(self) -> str:
        got = [(d.get("start"), d.get("end"), d.get("every")) for d in self.deadlines]
        return f"wrong: {self.phrase.words}\twant {self.phrase.expected or 'none'}\tgot {got}"


def load_phrases(path: Path) -> tuple[Phrase, ...]:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return tuple(Phrase(words, expected) for words, _, expected in (line.partition("\t") for line in lines))


def iter_results(phrases: tuple[Phrase, ...], written: date) -> Iterator[Result]:
    """Yield what the product reads out of each phrase in a plan written on that day."""
    for phrase in phrases:
        doc = read_document(_plan(phrase.words, written).encode(), "phrase.txt")
        tasks = document_record(doc, extract(doc), with_text=True)["tasks"]
        task: Entry = next((t for t in tasks if "隐患排查" in t["text"]), {})
        yield Result(phrase=phrase, deadlines=tuple(task.get("deadlines") or ()))


def _plan(words: str, written: date) -> str:
    complete = words.endswith(_VERBS) or len(words) > _LONG
    sentence = words if complete else f"{words}完成整改"
    return _PLAN.format(phrase=sentence, year=written.year, month=written.month, day=written.day)


def _all_found(wanted: list[str], deadlines: tuple[Entry, ...]) -> bool:
    wanted = [want for want in wanted if want]
    return len(wanted) == len(deadlines) and all(any(_fits(want, d) for d in deadlines) for want in wanted)


def _fits(want: str, got: Entry) -> bool:
    if "/" not in want:
        return bool(got.get("every") == want)
    if got.get("every"):
        return False
    start, end = want.split("/")
    same_end = end in ("*", got.get("end") or "-")
    start_is_free = end != "-" and start in ("*", "-")
    return same_end and (start_is_free or (got.get("start") or "-") == start)
