"""Wordings as they are compared: folded, cut into character pairs and jieba words, weighed by how rare each is here."""

from __future__ import annotations

import logging
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from taskgraph.tracking.tables import load_terms

_MARKS = re.compile(r"[^\w]+")
_DIGITS = re.compile(r"[\d.]+")
_PAIR = 2

Weights = Mapping[str, float]


@lru_cache(maxsize=16384)
def fold(words: str) -> str:
    """Return `words` with names of one thing made one, without digits, marks and white space."""
    for row in load_terms():
        words = row.pattern.sub(row.outcome, words)
    return _MARKS.sub("", _DIGITS.sub("", words)).lower()


@dataclass(frozen=True, slots=True)
class Grams:
    """What a wording is made of: its characters with their pairs, and its words."""

    chars: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=65536)
def cut(folded: str) -> Grams:
    words = (word for word in _segmenter().cut(folded) if len(word) > 1)
    return Grams(frozenset(folded) | pair_characters(folded), frozenset(words))


def pair_characters(folded: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters."""
    return frozenset(folded[i : i + _PAIR] for i in range(len(folded) - 1))


@cache
def _segmenter() -> Any:
    """Return jieba's segmenter, loaded at its first use and silent about it."""
    import jieba  # noqa: PLC0415 - slow to load

    jieba.setLogLevel(logging.ERROR)
    return jieba.Tokenizer()


def weigh(wordings: Iterable[frozenset[str]]) -> dict[str, float]:
    """Return the inverse document frequency of each gram; each set of grams is a document."""
    sets = list(wordings)
    found = Counter(gram for grams in sets for gram in grams)
    return {gram: math.log((1 + len(sets)) / (1 + count)) + 0.1 * len(gram) ** 2 for gram, count in found.items()}


def length(grams: frozenset[str], weights: Weights) -> float:
    """Return the length of a set of grams as a vector, each gram as long as its weight."""
    return math.sqrt(sum(weights[gram] ** 2 for gram in grams))


def total(grams: Iterable[str], weights: Weights) -> float:
    return sum(map(weights.__getitem__, grams))


def coverage(part: frozenset[str], whole: frozenset[str], weights: Weights) -> float:
    """Return the share of the weight of `part` that `whole` holds too."""
    everything = total(part, weights)
    return total(part & whole, weights) / everything if everything else 0.0
