"""One-to-one pairs of gold entries and predicted ones: tasks by anchor, facts by what GUIDE.md compares.

Entries are the JSON objects of the contract, gold and predicted alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.wording import bare, measure, opening, plain_number, unit_name

Entry = dict[str, Any]
Key = tuple[Any, ...]
Pair = tuple[Entry, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Who found whom; `missed` are gold entries, `wrong` are predictions."""

    pairs: tuple[Pair, ...]
    missed: tuple[Entry, ...]
    wrong: tuple[Entry, ...]


def readings(value: Any) -> list[Any]:
    """Return the readings that gold allows: a list where there are several."""
    return value if isinstance(value, list) else [value]


def layer_entries(task: Entry, layer: str) -> list[Entry]:
    if layer == "leads":
        return [a for a in task.get("assignments") or [] if "lead" in readings(a.get("role"))]
    return task.get("assignments" if layer == "units" else layer) or []


def entry_keys(entry: Entry, layer: str) -> set[Key]:
    """Return the keys that an entry may be matched by, several where gold allows either of several readings.

    Of what repeats, the first dates are not compared.
    """
    if layer in ("units", "leads"):
        roles = ["lead"] if layer == "leads" else readings(entry.get("role"))
        return {(unit_name(entry.get("unit")), role) for role in roles}
    if layer == "deadlines":
        every = entry.get("every")
        return {(None, every)} if every else {(entry.get("end") or entry.get("start"), None)}
    value, unit = plain_number(entry.get("value")), measure(entry.get("unit"))
    if layer == "progress":
        return {(value, unit)}
    return {(op, value, unit) for op in readings(entry.get("op"))}


def pair_facts(gold: list[Entry], found: list[Entry], layer: str) -> Pairing:
    """Match the facts of one task. Entries with one reading choose first; what is optional comes last.

    An optional gold entry absorbs a prediction on looser terms but never counts.
    """
    need = sorted((g for g in gold if _counts(g, layer)), key=lambda g: len(entry_keys(g, layer)))
    left, pairs, missed = list(found), [], []
    for g in need:
        best = _best_fit(g, left, layer)
        if best is None:
            missed.append(g)
        else:
            left.remove(best)
            pairs.append((g, best))
    wrong = _not_absorbed(left, [g for g in gold if g not in need])
    return Pairing(pairs=tuple(pairs), missed=tuple(missed), wrong=tuple(wrong))


def _counts(gold: Entry, layer: str) -> bool:
    perhaps_no_lead = layer == "leads" and readings(gold["role"]) != ["lead"]
    return not gold.get("optional") and not perhaps_no_lead


def _best_fit(gold: Entry, left: list[Entry], layer: str) -> Entry | None:
    """Return the prediction with the same key, rather one with the same words."""
    keys = entry_keys(gold, layer)
    fits = [p for p in left if entry_keys(p, layer) & keys]
    same_words = (p for p in fits if bare(p.get("text")) and bare(p.get("text")) == bare(gold.get("text")))
    return next(same_words, fits[0] if fits else None)


def _not_absorbed(found: Iterable[Entry], optional: list[Entry]) -> list[Entry]:
    wrong = []
    for p in found:
        match = next((g for g in optional if _alike(g, p)), None)
        if match is None:
            wrong.append(p)
        else:
            optional.remove(match)
    return wrong


def _alike(gold: Entry, found: Entry) -> bool:
    """Tell whether a prediction names the same words or number as an optional gold entry."""
    if "unit" in gold and "role" in gold:
        return unit_name(gold["unit"]) == unit_name(found.get("unit"))
    a, b = bare(gold.get("text")), bare(found.get("text"))
    if a and b and (a in b or b in a):
        return True
    return "value" in gold and plain_number(gold["value"]) == plain_number(found.get("value"))


def pair_tasks(gold: list[Entry], found: list[Entry]) -> Pairing:
    """Match tasks: the predicted title or text begins with the gold anchor. Longer anchors choose first."""
    left = list(found)
    pairs: dict[int, Pair] = {}
    missed = []
    for i, g in sorted(enumerate(gold), key=lambda x: -len(bare(x[1]["anchor"]))):
        fits = [p for p in left if _begins_with(p, g)]
        if not fits:
            missed.append(g)
            continue
        best = next((p for p in fits if p.get("path") == g.get("path")), fits[0])
        left = [p for p in left if p is not best]
        pairs[i] = (g, best)
    return Pairing(pairs=tuple(pairs[i] for i in sorted(pairs)), missed=tuple(missed), wrong=tuple(left))


def _begins_with(found: Entry, gold: Entry) -> bool:
    anchor, title = opening(gold["anchor"]), opening(found.get("title"))
    if title.startswith(anchor) or opening(found.get("text")).startswith(anchor):
        return True
    return len(title) >= 6 and anchor.startswith(title) and found.get("path") == gold.get("path")
