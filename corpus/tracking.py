"""Scoring tracked results against gold/tracking (gold/tracking/GUIDE.md): links, and whether each target was met."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.annotations import find_document
from corpus.manifest import GOLD, HERE
from corpus.matching import Entry
from corpus.wording import bare, measure, plain_number
from extract.pipeline import extract
from ingest.pipeline import read_document
from taskgraph.tracking.contract import iter_records
from taskgraph.tracking.model import Reading
from taskgraph.tracking.pipeline import track

PAIRS = GOLD / "tracking"
REPORTS = HERE / "tracking"  # government reports of two years, made for tracking alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What became of the gold targets of one pair of documents, optional ones left out.

    `wrong` are results where gold has another or none; `judged` are right links of which gold knows whether met.
    """

    name: str
    right: int
    missed: int
    wrong: int
    judged: int
    met_right: int
    errors: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def met(self) -> float:
        return self.met_right / self.judged if self.judged else 1.0

    def __str__(self) -> str:
        links = f"links P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} (gold {self.right + self.missed})"
        return f"{self.name}: {links}; met {self.met_right}/{self.judged}"


def load_pairs(folder: Path) -> tuple[Entry, ...]:
    """Return the pairs of a folder in the order of their names, each with its `name`."""
    return tuple(json.loads(path.read_text("utf-8")) | {"name": path.stem} for path in sorted(folder.glob("*.json")))


def read_pair(gold: Entry, folders: Sequence[Path]) -> tuple[Reading, Reading]:
    """Return plan and report of a pair, searched in the folders by name; raises FileNotFoundError."""
    plan, report = (_read(gold[role], folders) for role in ("plan", "report"))
    return plan, report


def _read(name: str, folders: Sequence[Path]) -> Reading:
    path = find_document(name, folders)
    if path is None:
        raise FileNotFoundError(f"{name}: not in {', '.join(map(str, folders))}")
    doc = read_document(path.read_bytes(), path.name)
    return Reading(doc=doc, extraction=extract(doc))


def score_pairs(golds: Iterable[Entry], folders: Sequence[Path]) -> Iterator[Score]:
    for gold in golds:
        plan, report = read_pair(gold, folders)
        yield score_pair(gold, list(iter_records(track([plan], report))))


def score_pair(gold: Entry, records: Iterable[Entry]) -> Score:
    """Compare the lines of `duban track` with the gold of one pair."""
    left = list(records)
    outcomes = [_compare(link["target"], link, left) for link in gold["links"]]
    outcomes += [_compare(entry, None, left, optional=bool(entry.get("optional"))) for entry in gold["unreported"]]
    return Score(
        name=gold.get("name", ""),
        right=sum(o.right for o in outcomes),
        missed=sum(o.missed for o in outcomes),
        wrong=sum(o.wrong for o in outcomes),
        judged=sum(o.met is not None for o in outcomes),
        met_right=sum(o.met is True for o in outcomes),
        errors=tuple(o.error for o in outcomes if o.error),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    right: bool = False
    missed: bool = False
    wrong: bool = False
    met: bool | None = None  # whether `met` is right; None where gold does not know
    error: str = ""


def _compare(target: Entry, link: Entry | None, left: list[Entry], *, optional: bool = False) -> _Outcome:
    """Take the line of a gold target out of `left` and compare its result."""
    line = next((record for record in left if is_same_target(target, record["target"])), None)
    if line:
        left.remove(line)
    result, met = (line.get("result"), line.get("met")) if line else (None, None)
    if optional or (link and link.get("optional")):
        return _Outcome()
    got = f"got {(result or {}).get('text')}, met {met}"
    if link is None:
        wrong = result is not None or met is not None
        return _Outcome(wrong=wrong, error=f"wrong\t{target['text']}\t{got}" if wrong else "")
    if not is_same_result(link["result"], result, met):
        error = f"missed\t{target['text']}\twant {link['result']['text']}\t{got}"
        return _Outcome(missed=True, wrong=result is not None, error=error)
    judged = None if link["met"] is None else met == link["met"]
    return _Outcome(right=True, met=judged, error=f"met\t{target['text']}\t{got}" if judged is False else "")


def is_same_target(gold: Entry, found: Entry) -> bool:
    """Whether number and measure are the same and the words of one hold those of the other."""
    if not _same_number(gold, found):
        return False
    wanted, got = ([bare(entry.get(key)) for key in ("text", "metric")] for entry in (gold, found))
    return any(a and b and (a in b or b in a) for a in got for b in wanted)


def is_same_result(gold: Entry, found: Entry | None, met: object) -> bool:
    """Whether the result is gold's number; where gold has words only, whether it holds them or says done."""
    if gold["value"] is not None:
        return found is not None and _same_number(gold, found)
    if found is None:
        return met is True
    words = bare(found.get("text"))
    return bool(words) and (all(bare(part) in words for part in gold["text"].split("…")) or words in bare(gold["text"]))


def _same_number(gold: Entry, found: Entry) -> bool:
    same_value = plain_number(gold["value"]) == plain_number(found.get("value"))
    return same_value and measure(gold.get("unit")) == measure(found.get("unit"))


def add_up(scores: Sequence[Score]) -> Score:
    return Score(
        name="ALL",
        right=sum(s.right for s in scores),
        missed=sum(s.missed for s in scores),
        wrong=sum(s.wrong for s in scores),
        judged=sum(s.judged for s in scores),
        met_right=sum(s.met_right for s in scores),
        errors=(),
    )
