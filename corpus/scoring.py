"""Compare extracted documents with their gold annotations (gold/GUIDE.md, How it is scored).

Scored: tasks; (unit, role), also for leads alone; (end, or start where there is no end; rhythm);
(op, value, unit); progress (value, unit); document fields. Counted beside the scores, over matched
entries: kind and path of tasks, metric of targets, start of deadlines, spans that slice to their quote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.matching import Entry, entry_keys, layer_entries, pair_facts, pair_tasks
from corpus.wording import bare, close

LAYERS = ("tasks", "units", "leads", "deadlines", "targets", "progress", "document")
SHARES = ("kind", "path", "metric", "start", "spans")
_FACT_LAYERS = ("units", "leads", "deadlines", "targets")
_FIELDS = ("title", "doc_number", "issuer", "published", "written", "year", "type")


class Outcome(StrEnum):
    HIT = "hit"
    MISSED = "missed"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one entry of gold or of a prediction."""

    layer: str
    outcome: Outcome
    where: str  # the path of its task, the name of its field, or "-"
    words: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether one thing beside the scores is right; `share` is one of SHARES."""

    share: str
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many entries of a layer were found, missed, or made up."""

    hits: int = 0
    missed: int = 0
    wrong: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(hits=self.hits + other.hits, missed=self.missed + other.missed, wrong=self.wrong + other.wrong)

    @property
    def gold(self) -> int:
        return self.hits + self.missed

    @property
    def found(self) -> int:
        return self.hits + self.wrong

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    file: str
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]

    def tally(self, layer: str) -> Tally:
        counts = Counter(f.outcome for f in self.findings if f.layer == layer)
        return Tally(hits=counts[Outcome.HIT], missed=counts[Outcome.MISSED], wrong=counts[Outcome.WRONG])


def sum_tallies(scores: Iterable[DocumentScore]) -> dict[str, Tally]:
    """Return one tally a layer over all documents."""
    scores = tuple(scores)
    return {layer: sum((s.tally(layer) for s in scores), Tally()) for layer in LAYERS}


def score_document(gold: Entry, found: Entry) -> DocumentScore:
    """Compare one predicted document (`duban extract --json`) with its gold; {} stands for no prediction.

    Of gold that names its scored `layers` only these count.
    """
    results = [*_iter_task_results(gold, found), *_iter_progress(gold, found), *_iter_spans(found)]
    results += _iter_document(gold.get("document") or {}, found.get("document") or {})
    findings = [r for r in results if isinstance(r, Finding)]
    checks = [r for r in results if isinstance(r, Check)]
    if "layers" in gold:
        findings, checks = [f for f in findings if f.layer in gold["layers"]], []
    return DocumentScore(file=gold["file"], findings=tuple(findings), checks=tuple(checks))


def _iter_task_results(gold: Entry, found: Entry) -> Iterator[Finding | Check]:
    """Tasks and their facts. Facts of optional tasks are not scored; those of unmatched tasks are missed or wrong."""
    pairing = pair_tasks(gold["tasks"], found.get("tasks") or [])
    for g, p in pairing.pairs:
        if not g.get("optional"):
            yield Finding(layer="tasks", outcome=Outcome.HIT, where="-", words=g["anchor"])
            yield Check("kind", g["kind"] == p.get("kind"))
            yield Check("path", g["path"] == p.get("path"))
            yield from _iter_facts(g, p)
    for g in pairing.missed:
        if not g.get("optional"):
            yield Finding(layer="tasks", outcome=Outcome.MISSED, where="-", words=f"{g['path']} {g['anchor']}")
            yield from _iter_facts(g, {})
    for p in pairing.wrong:
        words = f"{p.get('path')} {str(p.get('title') or p.get('text') or '')[:20]}"
        yield Finding(layer="tasks", outcome=Outcome.WRONG, where="-", words=words)
        yield from _iter_facts({"path": p.get("path")}, p)


def _iter_facts(gold: Entry, found: Entry) -> Iterator[Finding | Check]:
    for layer in _FACT_LAYERS:
        entries = layer_entries(gold, layer), layer_entries(found, layer)
        yield from _iter_layer(layer, str(gold.get("path")), *entries)


def _iter_layer(layer: str, where: str, gold: list[Entry], found: list[Entry]) -> Iterator[Finding | Check]:
    pairing = pair_facts(gold, found, layer)
    for g, p in pairing.pairs:
        yield Finding(layer=layer, outcome=Outcome.HIT, where=where, words=_show(g, layer))
        if layer == "targets":
            yield Check("metric", close(g.get("metric"), p.get("metric")))
        elif layer == "deadlines" and g.get("start"):
            yield Check("start", g["start"] == p.get("start"))
    for g in pairing.missed:
        yield Finding(layer=layer, outcome=Outcome.MISSED, where=where, words=_show(g, layer))
    for p in pairing.wrong:
        yield Finding(layer=layer, outcome=Outcome.WRONG, where=where, words=_show(p, layer))


def _show(entry: Entry, layer: str) -> str:
    return f"{sorted(entry_keys(entry, layer), key=str)} {entry.get('text') or ''}"


def _iter_progress(gold: Entry, found: Entry) -> Iterator[Finding | Check]:
    """Statements with a number; those with a state alone are not scored yet."""
    with_number = [[x for x in doc.get("progress") or [] if x.get("value") is not None] for doc in (gold, found)]
    return _iter_layer("progress", "-", *with_number)


def _iter_spans(found: Entry) -> Iterator[Check]:
    text = found.get("text")
    if not text:
        return
    tasks = found.get("tasks") or []
    facts = [f for t in tasks for layer in ("assignments", "deadlines", "targets") for f in t.get(layer) or []]
    for fact in facts + (found.get("progress") or []):
        quote = fact.get("unit") if "role" in fact else fact.get("text")
        start, end = fact.get("span") or (0, 0)
        yield Check("spans", bare(text[start:end]) == bare(quote) and bool(bare(quote)))


def _iter_document(gold: Entry, found: Entry) -> Iterator[Finding]:
    for field in _FIELDS:
        if field not in gold or field in (gold.get("optional") or []):
            continue
        want, got = gold[field], found.get(field)
        same = bare(want) == bare(got)
        outcomes = [(Outcome.HIT, want)] if same else [(Outcome.MISSED, want), (Outcome.WRONG, got)]
        for outcome, value in outcomes:
            if value:
                yield Finding(layer="document", outcome=outcome, where=field, words=str(value))
