"""Train the model that tells whether a target and a statement are of one quantity (`taskgraph/tracking/scorer.py`).

Learns from the pairs of documents that have tracking gold: linked mentions against all other comparable ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.matching import Entry
from corpus.tracking import add_up, is_same_result, is_same_target, score_pair
from taskgraph.tracking.contract import iter_records, link_record
from taskgraph.tracking.features import NAMES, comparable, find_features, make_scale, word
from taskgraph.tracking.model import PlannedTarget, Reading, Statement, TargetLink
from taskgraph.tracking.pipeline import read_statements, track
from taskgraph.tracking.reading import read_plan
from taskgraph.tracking.scorer import Scorer

THRESHOLD = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A plan and its report with their gold."""

    gold: Entry
    plan: Reading
    report: Reading

    @property
    def files(self) -> set[str]:
        return {self.gold["plan"], self.gold["report"]}


@dataclass(frozen=True, slots=True)
class Example:
    features: tuple[float, ...]
    same: bool


def find_examples(pair: Pair) -> tuple[Example, ...]:
    """Return the comparable pairs of mentions whose target gold lists without calling it optional."""
    planned = read_plan(pair.plan)
    stated = [s for s in read_statements(pair.report) if s.progress.value is not None]
    scale = make_scale([entry.mention for entry in (*planned, *stated)])
    statements = [(s, word(s.mention, scale)) for s in stated]
    examples: list[Example] = []
    for entry, gold in _iter_listed(pair.gold, planned):
        target = word(entry.mention, scale)
        for statement, worded in statements:
            if comparable(entry.mention, statement.mention):
                same = gold is not None and _is_result(gold, statement)
                examples.append(Example(find_features(target, worded, scale), same))
    return tuple(examples)


def _iter_listed(gold: Entry, planned: Iterable[PlannedTarget]) -> Iterator[tuple[PlannedTarget, Entry | None]]:
    """Yield the targets that gold lists, each with its result, or None where it is unreported."""
    left = list(planned)
    entries = [(link["target"], link["result"], link) for link in gold["links"]]
    entries += [(entry, None, entry) for entry in gold["unreported"]]
    for target, result, entry in entries:
        found = next((p for p in left if is_same_target(target, _record(p)["target"])), None)
        if found:
            left.remove(found)
        if found and not entry.get("optional") and not (result and result["value"] is None):
            yield found, result


def _record(planned: PlannedTarget) -> Entry:
    return link_record(TargetLink(planned=planned, result=None, met=None, confidence=0.0))


def _is_result(gold: Entry, statement: Statement) -> bool:
    progress = statement.progress
    return is_same_result(gold, {"value": progress.value, "unit": progress.unit}, None)


def fit(examples: Sequence[Example]) -> Scorer:
    """Return a logistic regression over the features."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - heavy, for training only

    model = LogisticRegression(C=3.0, max_iter=5000)
    model.fit([example.features for example in examples], [example.same for example in examples])
    weights = tuple(round(float(weight), 3) for weight in model.coef_[0])
    return Scorer(bias=round(float(model.intercept_[0]), 3), weights=weights, threshold=THRESHOLD)


def score_left_out(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return F1 of links and the share of `met`, each pair tracked by a model that has seen neither of its files."""
    examples = [find_examples(pair) for pair in pairs]
    scores = []
    for pair in pairs:
        others = [
            e for other, found in zip(pairs, examples, strict=True) if not other.files & pair.files for e in found
        ]
        lines = list(iter_records(track([pair.plan], pair.report, scorer=fit(others))))
        scores.append(score_pair(pair.gold, lines))
    total = add_up(scores)
    return {"links": round(total.f1, 3), "met": round(total.met, 3), "gold": total.right + total.missed}


def write_model(path: Path, pairs: Sequence[Pair]) -> dict[str, float]:
    """Train on all pairs, score with each left out, write; return the score."""
    score = score_left_out(pairs)
    scorer = fit([example for pair in pairs for example in find_examples(pair)])
    model: dict[str, Any] = {
        "score": score,
        "pairs": len(pairs),
        "bias": scorer.bias,
        "threshold": scorer.threshold,
        "weights": dict(zip(NAMES, scorer.weights, strict=True)),
    }
    path.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return score
