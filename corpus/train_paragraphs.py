"""Train the model that tells paragraphs which ask for work from those that do not (`extract/paragraphs.py`).

Learns from documents with gold: the text of marked tasks against all other paragraphs. Writes weights only, and
beside them the score on documents left out of the training one by one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.assignments import RoleNote, find_assignments
from extract.paragraphs import count_grams
from extract.pipeline import extract
from extract.text import View, shadow
from ingest.model import BlockKind, Document

_KEPT = 4000  # heaviest n-grams that are written
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph's shadow and whether it asks for work."""

    document: str
    text: str
    asks: bool


def read_examples(gold: dict[str, Any], doc: Document) -> list[Example]:
    """Return the paragraphs of a document, marked by the tasks that gold and extraction agree on.

    Lines that only name units are left out; all paragraphs of a report's past ask for nothing.
    """
    anchors = [shadow(task["anchor"]).strip() for task in gold["tasks"]]
    tasks = [t.span for t in extract(doc).tasks if any(shadow(t.text).startswith(a) for a in anchors)]
    view = View.of(doc.text)
    return [
        Example(gold["file"], block.span.of(view.shadow), any(task.overlaps(block.span) for task in tasks))
        for block in doc.blocks
        if block.kind is not BlockKind.FURNITURE
        and block.span.end - block.span.start >= _SHORTEST
        and not find_assignments(view, block.span, RoleNote(None))[:1]
    ]


def train(examples: Sequence[Example]) -> dict[str, Any]:
    """Return offset and weights of a logistic regression over n-grams, the heaviest ones only."""
    vectorizer, model = _fit(examples)
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0] * vectorizer.idf_, strict=True))
    heaviest = sorted(weights, key=lambda gram: -abs(weights[gram]))[:_KEPT]
    return {
        "offset": round(float(model.intercept_[0]), 4),
        "weights": {g: round(float(weights[g]), 3) for g in sorted(heaviest)},
    }


def score_left_out(examples: Sequence[Example]) -> dict[str, float]:
    """Return precision, recall and F1 where each document is judged by a model that has not seen it."""
    hits = found = wanted = 0
    for name in sorted({example.document for example in examples}):
        vectorizer, model = _fit([e for e in examples if e.document != name])
        mine = [e for e in examples if e.document == name]
        guesses = model.predict(vectorizer.transform([e.text for e in mine]))
        hits += sum(bool(g) and e.asks for g, e in zip(guesses, mine, strict=True))
        found += int(sum(guesses))
        wanted += sum(e.asks for e in mine)
    precision, recall = hits / max(found, 1), hits / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "examples": len(examples)}


def write_model(path: Path, examples: Sequence[Example]) -> dict[str, float]:
    """Train, score, write; return the score."""
    score = score_left_out(examples)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"score": score} | train(examples), ensure_ascii=False, indent=0) + "\n", "utf-8")
    return score


def _fit(examples: Iterable[Example]) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy, for training only
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    examples = list(examples)
    vectorizer = TfidfVectorizer(analyzer=lambda text: list(count_grams(text).elements()), sublinear_tf=True, min_df=3)
    matrix = vectorizer.fit_transform([e.text for e in examples])
    model = LogisticRegression(C=4.0, class_weight="balanced", max_iter=1000)
    return vectorizer, model.fit(matrix, [e.asks for e in examples])
