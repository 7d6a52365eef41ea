"""What a paragraph does where no number and no heading tells: asks for work, reports, or neither.

A small linear model over character n-grams decides; `corpus/train_paragraphs.py` trains it and writes its
weights to `extract/models/paragraphs.json`, with the score that it reached on documents it had not seen.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log, sqrt

from extract.drafts import Draft
from extract.model import TaskKind
from extract.tables import load_rules
from extract.text import View
from ingest.model import Block, BlockKind, Span

SIZES = (1, 2, 3)
LONGEST = 200  # characters of a paragraph that the model looks at
_SHORTEST = 20
_SURE = 0.6
_HIGHEST = 0.8  # what a model without headings to go by may claim
_TITLE_END = re.compile(r"[,。;:]")


@dataclass(frozen=True, slots=True)
class ParagraphModel:
    """Weights of n-grams (already multiplied by their inverse document frequency) and an offset."""

    weights: dict[str, float]
    offset: float

    def probability(self, text: str) -> float:
        """Return how likely a paragraph is to ask for work, between 0 and 1."""
        counts = count_grams(text)
        total = sum(self.weights[gram] * (1 + log(n)) for gram, n in counts.items() if gram in self.weights)
        length = sqrt(sum((1 + log(n)) ** 2 for n in counts.values())) or 1.0
        return 1 / (1 + exp(-(self.offset + total / length)))


def count_grams(text: str) -> Counter[str]:
    """Return the character n-grams of a paragraph's shadow; digits are all one."""
    words = "".join("0" if char.isdigit() else char for char in text[:LONGEST])
    return Counter(words[at : at + size] for size in SIZES for at in range(len(words) - size + 1))


@cache
def load_model() -> ParagraphModel:
    data = json.loads((files("extract") / "models" / "paragraphs.json").read_text("utf-8"))
    return ParagraphModel(data["weights"], data["offset"])


def find_paragraph_drafts(view: View, blocks: Iterable[Block]) -> tuple[Draft, ...]:
    """Return the paragraphs that ask for work in a document without any number; their paths are 0.1, 0.2 …"""
    asking = [span for span in _iter_prose(view, blocks) if load_model().probability(span.of(view.shadow)) >= _SURE]
    return tuple(_draft(view, span, number) for number, span in enumerate(asking, 1))


def _iter_prose(view: View, blocks: Iterable[Block]) -> Iterator[Span]:
    for block in blocks:
        words = block.span.of(view.shadow)
        closing = any(rule.pattern.search(words) for rule in load_rules("closings"))
        if block.kind is BlockKind.PARAGRAPH and len(words) >= _SHORTEST and not closing:
            yield block.span


def _draft(view: View, span: Span, number: int) -> Draft:
    end = _TITLE_END.search(view.shadow, span.start, span.end)
    return Draft(
        path=f"0.{number}",
        kind=TaskKind.TASK,
        title=Span(span.start, end.start() if end else span.end),
        span=span,
        prose=(span,),
        rule="paragraph-model",
        confidence=min(_HIGHEST, round(load_model().probability(span.of(view.shadow)), 2)),
    )
