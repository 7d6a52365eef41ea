"""Which candidates of a statement are linked, and why the others are not: people's decisions, then what is sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from taskgraph.review.model import Candidate, Doubt, Ground, Held, Outcome

Thresholds = Mapping[Ground, float]
Decisions = Mapping[str, bool]  # whether the statement belongs to a task, by its id


def decide(
    candidates: Iterable[Candidate], decisions: Decisions, thresholds: Thresholds
) -> tuple[tuple[Candidate, Doubt | None], ...]:
    """Return each candidate with the doubt that keeps it from being linked, None where nothing does."""
    judged = [(candidate, _doubt(candidate, decisions, thresholds)) for candidate in candidates]
    sure = [candidate for candidate, doubt in judged if doubt is None]
    if any(decisions.get(candidate.task) for candidate in sure):
        kept = [candidate for candidate in sure if decisions.get(candidate.task)]
    else:
        numbers = [candidate for candidate in sure if candidate.ground is Ground.NUMBER]
        kept = numbers or sure
    return tuple((c, Doubt.SECOND if doubt is None and c not in kept else doubt) for c, doubt in judged)


def _doubt(candidate: Candidate, decisions: Decisions, thresholds: Thresholds) -> Doubt | None:
    belongs = decisions.get(candidate.task)
    if belongs is not None:
        return None if belongs else Doubt.REJECTED
    if not candidate.chosen:
        return Doubt.SECOND
    if candidate.score < thresholds.get(candidate.ground, 1.1):
        return Doubt.UNSURE
    return None if candidate.cited else Doubt.UNCITED


def outcome(held: Iterable[Held]) -> Outcome:
    doubts = {one.doubt for one in held}
    if None in doubts:
        return Outcome.LINKED
    if doubts - {Doubt.REJECTED, Doubt.CORRECTED}:
        return Outcome.PROPOSED
    return Outcome.REJECTED if doubts else Outcome.UNMATCHED
