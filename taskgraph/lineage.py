"""Which task of a new reading takes the place of which task of the reading before it.

An unchanged item keeps its id. One that was reworded has a new id and goes on under the id that its line had first,
its *root*: what people and reports said of it stays with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taskgraph.tracking.assignment import assign
from taskgraph.tracking.wording import Weights, fold, pair_characters, total, weigh

SAME_LINE = 0.53  # between the pairs of tests/taskgraph/data/lineage_pairs.tsv that are one line and those that are not
_TITLE, _TEXT, _PLACE = 0.2, 0.7, 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A task as one reading has it; `units` are those that it charges, `place` is how far down in the document it
    stands, from 0 to 1.
    """

    id: str
    title: str
    text: str
    path: str
    place: float
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """`new` takes the place of `old`; `score` is the weighed sum of how alike title, text and place are."""

    new: str
    old: str
    old_title: str
    score: float
    title: float
    text: float
    place: float


@dataclass(frozen=True, slots=True)
class _Cut:
    """A piece in pairs of characters. Lists of units are left out: they are the same under many tasks."""

    piece: Piece
    title: frozenset[str]
    text: frozenset[str]


def find_successions(gone: Sequence[Piece], new: Sequence[Piece], kept: Sequence[Piece] = ()) -> tuple[Succession, ...]:
    """Return which new tasks take the place of tasks that are gone, one to one, with the greatest sum of scores.

    Words that stand in many tasks, `kept` ones too, tell little.
    """
    before, after = [_cut(piece) for piece in gone], [_cut(piece) for piece in new]
    weights = weigh(cut.title | cut.text for cut in (*before, *after, *map(_cut, kept)))
    found: dict[tuple[int, int], Succession] = {}
    for row, old in enumerate(before):
        for column, one in enumerate(after):
            if (succession := _compare(old, one, weights)).score >= SAME_LINE:
                found[row, column] = succession
    return tuple(found[edge] for edge in assign({edge: one.score for edge, one in found.items()}))


def _cut(piece: Piece) -> _Cut:
    text = piece.text
    for unit in piece.units:
        text = text.replace(unit, " ")
    return _Cut(piece, pair_characters(fold(piece.title)), pair_characters(fold(text)))


def _compare(old: _Cut, new: _Cut, weights: Weights) -> Succession:
    title = _likeness(old.title, new.title, weights)[0]
    text = sum(_likeness(old.text, new.text, weights)) / 2
    place = 1.0 if old.piece.path == new.piece.path else 1 - abs(old.piece.place - new.piece.place)
    return Succession(
        new=new.piece.id,
        old=old.piece.id,
        old_title=old.piece.title,
        score=round(_TITLE * title + _TEXT * text + _PLACE * place, 3),
        title=round(title, 3),
        text=round(text, 3),
        place=round(place, 3),
    )


def _likeness(one: frozenset[str], other: frozenset[str], weights: Weights) -> tuple[float, float]:
    """Return what is common to both as a share of both (Dice), and of the shorter: a part of an item is like it."""
    ones, others, common = total(one, weights), total(other, weights), total(one & other, weights)
    return (2 * common / (ones + others), common / min(ones, others)) if common else (0.0, 0.0)
