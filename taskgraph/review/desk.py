"""What a person does with a statement: accept, reject, assign it, or undo that. Each is a decision that is kept."""

from __future__ import annotations

from collections.abc import Mapping

from extract.model import Task
from taskgraph.errors import NotFoundError
from taskgraph.extraction_query import load_kept_task
from taskgraph.lineage_query import find_roots
from taskgraph.review.candidates import assign_task
from taskgraph.review.decisions import apply_decisions, keep_decision, load_decisions, undo_decisions
from taskgraph.review.linking import Decider, Place, settle
from taskgraph.review.matching import load_thresholds
from taskgraph.review.model import Candidate, Doubt, Evidence, Ground, Held, Said
from taskgraph.review.scopes import find_region
from taskgraph.review.statements import load_all_said, load_held, load_statement

_UNCITED = """
SELECT statement, task, ground, score FROM candidate WHERE doubt = ? AND statement NOT IN (
  SELECT statement FROM candidate WHERE event IS NOT NULL) ORDER BY statement
"""


def accept(decider: Decider, statement: int, task: str | None = None) -> tuple[Held, ...]:
    """Link a statement to a candidate, without `task` to the likeliest; return what came of each."""
    candidates = _open_candidates(decider, statement)
    if not candidates:
        raise NotFoundError(
            f"第 {statement} 条没有候选任务。请指明是哪项任务", command=f"duban review assign {statement} 任务"
        )
    return _decide(decider, statement, {task or candidates[0].task: True})


def reject(decider: Decider, statement: int) -> tuple[Held, ...]:
    """Say that a statement belongs to none of its candidates; links that it has are taken back."""
    return _decide(decider, statement, {held.candidate.task: False for held in load_held(decider.db, statement)})


def assign(decider: Decider, statement: int, task: Task) -> tuple[Held, ...]:
    """Link a statement to a task of a person's choice, and to no other."""
    _, said = _load(decider, statement)
    held = load_held(decider.db, statement)
    others = {h.candidate.task: False for h in held if h.candidate.chosen and h.candidate.task != task.id}
    known = any(h.candidate.task == task.id for h in held)
    given = () if known else (assign_task(task, said.value, said.unit, said.state),)
    return _decide(decider, statement, others | {task.id: True}, given)


def undo(decider: Decider, statement: int) -> tuple[Held, ...]:
    """Take back what was decided of a statement; it stands again as the program sees it."""
    document, said = _load(decider, statement)
    if not undo_decisions(decider, document, said):
        raise NotFoundError(f"第 {statement} 条没有人工决定,无可撤销")
    return _settle(
        decider, statement, tuple(c for c in _candidates(decider, statement) if c.ground is not Ground.PERSON)
    )


def find_sure(decider: Decider) -> tuple[tuple[int, str], ...]:
    """Return the proposals (statement, task) that only wait because their reports name other plans."""
    thresholds = load_thresholds(decider.db)
    return tuple(
        (row["statement"], row["task"])
        for row in decider.db.execute(_UNCITED, [Doubt.UNCITED]).fetchall()
        if row["score"] >= thresholds[Ground(row["ground"])]
    )


def load_task(decider: Decider, row: int) -> Task:
    """Return the task of a row with its targets, as it was read."""
    version, task = decider.db.execute("SELECT version, task FROM task WHERE id = ?", [row]).fetchone()
    kept = load_kept_task(decider.db, version, task)
    assert kept is not None  # noqa: S101 - the row is there
    return kept.task


def _decide(
    decider: Decider, statement: int, verdicts: Mapping[str, bool], given: tuple[Candidate, ...] = ()
) -> tuple[Held, ...]:
    place = document, _ = _load(decider, statement)
    candidates = (*_candidates(decider, statement), *given)
    roots = find_roots(decider.db, verdicts)
    evidence = {
        roots[c.task]: Evidence(ground=c.ground, score=c.score, right=verdicts[c.task])
        for c in candidates
        if c.task in verdicts and c.chosen and c.ground is not Ground.PERSON
    }
    region = find_region(decider.db, document)
    keep_decision(decider, region, place, {roots[task]: belongs for task, belongs in verdicts.items()}, evidence)
    return _settle(decider, statement, candidates)


def _settle(decider: Decider, statement: int, candidates: tuple[Candidate, ...]) -> tuple[Held, ...]:
    document, said = _load(decider, statement)
    known = load_decisions(decider.db, find_region(decider.db, document), [said.wording])
    all_said = load_all_said(decider.db, document)
    decisions = apply_decisions(document, all_said, known)[all_said.index(said)]
    return settle(decider, Place(statement, document), said, candidates, decisions, load_thresholds(decider.db))


def _candidates(decider: Decider, statement: int) -> tuple[Candidate, ...]:
    return tuple(held.candidate for held in load_held(decider.db, statement))


def _open_candidates(decider: Decider, statement: int) -> list[Candidate]:
    """Return the candidates that nobody rejected, the likeliest first."""
    _load(decider, statement)
    candidates = (h.candidate for h in load_held(decider.db, statement) if h.doubt is not Doubt.REJECTED)
    return sorted(candidates, key=lambda c: (c.chosen, c.ground is Ground.NUMBER, c.score), reverse=True)


def _load(decider: Decider, statement: int) -> tuple[str, Said]:
    stored = load_statement(decider.db, statement)
    if stored is None:
        raise NotFoundError(
            f"没有第 {statement} 条进展", command="duban review 列出待确认的,duban review --outcome all 列出全部"
        )
    return stored
