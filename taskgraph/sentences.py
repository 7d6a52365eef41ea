"""Sentences of a text, and the words in them that were asked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from operator import attrgetter

from ingest.span import Span
from taskgraph.folding import fold

_STOPS = "。;；!！?？\n"
GAP = " … "
_ENDS = attrgetter("start", "end")


def iter_sentences(text: str) -> list[str]:
    """Split after 。;! and at line breaks; nothing is lost but white space at the ends."""
    ends = [i + 1 for i, char in enumerate(text) if char in _STOPS]
    parts = (text[a:b].strip() for a, b in zip([0, *ends], [*ends, len(text)], strict=True))
    return [part for part in parts if part]


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence or line of `text` around [start, end)."""
    left = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    stops = [at for stop in _STOPS if (at := text.find(stop, max(end - 1, start))) >= 0]
    right = min(stops) + 1 if stops else len(text)
    return text[left:right].strip()


def quote_words(text: str, words: Sequence[str]) -> str:
    """Return the sentences in which folded words first stand, with … between; words that are not there are left out.

    A word that runs over the end of a sentence brings all sentences that it touches.
    """
    places = sorted((place for word in words if (place := _first_place(text, word))), key=_ENDS)
    quotes = dict.fromkeys(sentence_at(text, place.start, place.end) for place in places)
    return GAP.join(quote for quote in quotes if not any(quote in other for other in quotes if other != quote))


def _first_place(text: str, word: str) -> Span | None:
    return next(_iter_places(text, word), None)


def mark_words(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Return where folded words stand in `text`, in order; what overlaps or touches is one place."""
    merged: list[Span] = []
    for place in sorted((place for word in words for place in _iter_places(text, word)), key=_ENDS):
        if merged and place.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, place.end))
        else:
            merged.append(place)
    return tuple(merged)


def paint_words(text: str, words: Sequence[str]) -> str:
    """Return `text` as a terminal shows it with folded words in bold red."""
    return "".join(_paint_line(line, words) for line in text.splitlines(keepends=True))


def _paint_line(line: str, words: Sequence[str]) -> str:
    for mark in reversed(mark_words(line, words)):
        line = f"{line[: mark.start]}\x1b[1;31m{mark.of(line)}\x1b[0m{line[mark.end :]}"
    return line


def _iter_places(text: str, word: str) -> Iterator[Span]:
    folded = fold(text)
    at = folded.find(word)
    while at >= 0:
        starts, ends = _origins(text)
        yield Span(starts[at], ends[at + len(word) - 1])
        at = folded.find(word, at + len(word))


@lru_cache(maxsize=64)
def _origins(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Return for each character of the folded `text` where what it comes from starts and ends: ㎡ gives two."""
    length = len(fold(text))
    if len(text) == length and all(len(_fold_char(char)) == 1 for char in text):
        return range(length), range(1, length + 1)
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _iter_clusters(text):
        width = len(fold(text[start:end]))
        starts += [start] * width
        ends += [end] * width
    return (starts, ends) if len(starts) == length else ([0] * length, [len(text)] * length)


@cache
def _fold_char(char: str) -> str:
    return fold(char)


def _iter_clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the borders of each character with the combining ones after it."""
    starts = [i for i, char in enumerate(text) if not (i and unicodedata.combining(char))]
    return pairwise([*starts, len(text)])
