"""Scores as people and programs read them: a table, the figures of each layer, every error, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.scoring import LAYERS, SHARES, DocumentScore, Outcome, Tally, sum_tallies

_NAME_WIDTH = 34
_CELL_WIDTH = 11


def iter_table(scores: Sequence[DocumentScore]) -> Iterator[str]:
    """Yield F1 by document and layer, then precision, recall and F1 of each layer."""
    totals = sum_tallies(scores)
    yield "document".ljust(_NAME_WIDTH) + "".join(layer.rjust(_CELL_WIDTH) for layer in LAYERS)
    for score in scores:
        yield _row(score.file, [score.tally(layer) for layer in LAYERS])
    yield _row("ALL (F1)", list(totals.values()))
    for layer, t in totals.items():
        figures = f"P {t.precision:.3f}  R {t.recall:.3f}  F1 {round(t.f1, 4):.3f}"
        yield f"{layer:<10} {figures}  gold {t.gold}  found {t.found}"
    shares = count_shares(scores)
    yield "of matched entries: " + ", ".join(f"{name} {right}/{n}" for name, (right, n) in shares.items() if n)


def _row(name: str, tallies: list[Tally]) -> str:
    cells = [f"{round(t.f1, 4):.3f}" if t.hits + t.missed + t.wrong else "-" for t in tallies]
    return _fit(name, _NAME_WIDTH) + "".join(cell.rjust(_CELL_WIDTH) for cell in cells)


def _fit(name: str, width: int) -> str:
    """Cut or fill a name to a width of columns; Chinese characters take two."""
    shown, used = "", 0
    for char in name:
        used += 2 if ord(char) > 0x2E7F else 1
        if used >= width:
            used -= 2 if ord(char) > 0x2E7F else 1
            break
        shown += char
    return shown + " " * (width - used)


def count_shares(scores: Sequence[DocumentScore]) -> dict[str, tuple[int, int]]:
    """Return for each of SHARES how many checks are right, and how many there are."""
    checks = [check for score in scores for check in score.checks]
    return {
        name: (sum(c.right for c in checks if c.share == name), sum(c.share == name for c in checks)) for name in SHARES
    }


def iter_errors(scores: Sequence[DocumentScore]) -> Iterator[str]:
    """Yield every missed and wrong entry; leads are units as well and are not listed twice."""
    for score in scores:
        for f in score.findings:
            if f.outcome is not Outcome.HIT and f.layer != "leads":
                yield f"{score.file}\t{f.layer}\t{f.where}\t{f.outcome}\t{f.words}"


def render_json(scores: Sequence[DocumentScore]) -> str:
    documents = {s.file: {layer: _figures(s.tally(layer)) for layer in LAYERS} for s in scores}
    everything = {layer: _figures(t) for layer, t in sum_tallies(scores).items()}
    shares = {name: list(counts) for name, counts in count_shares(scores).items()}
    return json.dumps({"all": everything, "documents": documents, "shares": shares}, ensure_ascii=False, indent=1)


def _figures(t: Tally) -> dict[str, Any]:
    return {
        "precision": round(t.precision, 4),
        "recall": round(t.recall, 4),
        "f1": round(t.f1, 4),
        "gold": t.gold,
        "found": t.found,
    }
