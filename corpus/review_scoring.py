"""Scoring what `duban load` makes of a report: which statements it links to which tasks, and how often it is right.

Each pair is matched by a model that has seen neither of its documents. Numbers are judged by the pair's links (the
right result of the right target), words by its `statements` (the right task).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.matching import Entry
from corpus.tracking import is_same_result, is_same_target
from corpus.train_tracking import Pair, find_examples, fit
from corpus.wording import bare
from taskgraph.review.candidates import read_candidate
from taskgraph.review.deciding import Thresholds, decide
from taskgraph.review.model import Candidate, Evidence, Ground
from taskgraph.tracking.contract import link_record
from taskgraph.tracking.model import Statement
from taskgraph.tracking.offers import Offer, find_offers, prepare_plan
from taskgraph.tracking.pipeline import read_statements, track
from taskgraph.tracking.scorer import Scorer


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkScore:
    """What became of the statements of pairs that gold gives to tasks; `linked` are those with a link, `right` those
    with only right ones, `belong` those that belong to a task at all.
    """

    statements: int
    belong: int
    linked: int
    right: int

    def __str__(self) -> str:
        precision, recall = self.right / max(self.linked, 1), self.right / max(self.belong, 1)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return (
            f"{self.statements} statements, {self.belong} of a task, {self.linked} linked: "
            f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
        )


def fit_without(pair: Pair, pairs: Sequence[Pair]) -> Scorer:
    return fit([e for other in pairs if not other.files & pair.files for e in find_examples(other)])


def iter_evidence(pair: Pair, scorer: Scorer) -> Iterator[Evidence]:
    """Yield how sure each link would be that gold judges, and whether it is right."""
    yield from _iter_numbers(pair, scorer)
    for _, offers, task in _iter_judged(pair, scorer):
        for offer in offers:
            if offer.chosen and not offer.of_target:
                yield Evidence(ground=Ground.WORDS, score=offer.score, right=offer.task.path == task)


def _iter_numbers(pair: Pair, scorer: Scorer) -> Iterator[Evidence]:
    links = [link for link in track([pair.plan], pair.report, scorer=scorer).links if link.result]
    gold = [(entry["target"], entry["result"], entry) for entry in pair.gold["links"]]
    gold += [(entry, None, entry) for entry in pair.gold["unreported"]]
    for target, result, entry in gold:
        link = next((one for one in links if is_same_target(target, link_record(one)["target"])), None)
        if link is None or link.result is None or link.result.value is None or entry.get("optional"):
            continue
        links.remove(link)
        found = link_record(link)
        right = result is not None and is_same_result(result, found["result"], link.met)
        yield Evidence(ground=Ground.NUMBER, score=link.confidence, right=right)


def _iter_judged(pair: Pair, scorer: Scorer) -> Iterator[tuple[Statement, tuple[Offer, ...], str | None]]:
    """Yield the statements that gold gives to a task, or to none, with what is offered for them."""
    stated = read_statements(pair.report)
    left: list[Entry] = list(pair.gold.get("statements", []))
    for said, offers in zip(stated, find_offers(prepare_plan(pair.plan), stated, scorer), strict=True):
        entry = next((one for one in left if bare(one["text"]) == bare(said.text)), None)
        if entry:
            left.remove(entry)
        if entry and not entry.get("optional"):
            yield said, offers, entry["task"]


def score_links(pair: Pair, scorer: Scorer, thresholds: Thresholds) -> LinkScore:
    outcomes = [(_links(offers, thresholds), task) for _, offers, task in _iter_judged(pair, scorer)]
    linked = [(paths, task) for paths, task in outcomes if paths]
    return LinkScore(
        statements=len(outcomes),
        belong=sum(task is not None for _, task in outcomes),
        linked=len(linked),
        right=sum(paths == {task} for paths, task in linked),
    )


def _links(offers: Iterable[Offer], thresholds: Thresholds) -> set[str]:
    """Return the paths of the tasks to which a statement is linked."""
    paths = {offer.task.id: offer.task.path for offer in offers}
    candidates: list[Candidate] = [read_candidate(offer, cited=True) for offer in offers]
    return {paths[c.task] for c, doubt in decide(candidates, {}, thresholds) if doubt is None}


def add_up(scores: Iterable[LinkScore]) -> LinkScore:
    known = list(scores)
    return LinkScore(
        statements=sum(s.statements for s in known),
        belong=sum(s.belong for s in known),
        linked=sum(s.linked for s in known),
        right=sum(s.right for s in known),
    )
