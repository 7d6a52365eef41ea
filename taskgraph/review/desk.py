"""What a person does with a statement: accept, reject, assign it, or undo that. Each is a decision that is kept."""

from __future__ import annotations

from collections.abc import Mapping

from extract.model import Task
from taskgraph.errors import NotFoundError
from taskgraph.extraction_query import load_kept_task
from taskgraph.lineage_query import find_roots
from taskgraph.review.candidates import assign_task
from taskgraph.review.decisions import apply_decisions, keep_decision, load_decisions, undo_decisions
from taskgraph.review.linking import Desk, Place, settle
from taskgraph.review.matching import load_thresholds
from taskgraph.review.model import Candidate, Doubt, Evidence, Ground, Held, Said
from taskgraph.review.scopes import find_region
from taskgraph.review.statements import load_all_said, load_held, load_statement

_UNCITED = """
SELECT statement, task, ground, score FROM candidate WHERE doubt = ? AND statement NOT IN (
  SELECT statement FROM candidate WHERE event IS NOT NULL) ORDER BY statement
"""


def accept(desk: Desk, statement: int, task: str | None = None) -> tuple[Held, ...]:
    """Link a statement to a candidate, without `task` to the likeliest; return what came of each."""
    candidates = _open_candidates(desk, statement)
    if not candidates:
        raise NotFoundError(
            f"第 {statement} 条没有候选任务。请指明是哪项任务", command=f"duban review assign {statement} 任务"
        )
    return _decide(desk, statement, {task or candidates[0].task: True})


def reject(desk: Desk, statement: int) -> tuple[Held, ...]:
    """Say that a statement belongs to none of its candidates; links that it has are taken back."""
    return _decide(desk, statement, {held.candidate.task: False for held in load_held(desk.db, statement)})


def assign(desk: Desk, statement: int, task: Task) -> tuple[Held, ...]:
    """Link a statement to a task of a person's choice, and to no other."""
    _, said = _load(desk, statement)
    held = load_held(desk.db, statement)
    others = {h.candidate.task: False for h in held if h.candidate.chosen and h.candidate.task != task.id}
    known = any(h.candidate.task == task.id for h in held)
    given = () if known else (assign_task(task, said.value, said.unit, said.state),)
    return _decide(desk, statement, others | {task.id: True}, given)


def undo(desk: Desk, statement: int) -> tuple[Held, ...]:
    """Take back what was decided of a statement; it stands again as the program sees it."""
    document, said = _load(desk, statement)
    if not undo_decisions(desk, document, said):
        raise NotFoundError(f"第 {statement} 条没有人工决定,无可撤销")
    return _settle(desk, statement, tuple(c for c in _candidates(desk, statement) if c.ground is not Ground.PERSON))


def find_sure(desk: Desk) -> tuple[tuple[int, str], ...]:
    """Return the proposals (statement, task) that only wait because their reports name other plans."""
    thresholds = load_thresholds(desk.db)
    return tuple(
        (row["statement"], row["task"])
        for row in desk.db.execute(_UNCITED, [Doubt.UNCITED]).fetchall()
        if row["score"] >= thresholds[Ground(row["ground"])]
    )


def load_task(desk: Desk, row: int) -> Task:
    """Return the task of a row with its targets, as it was read."""
    version, task = desk.db.execute("SELECT version, task FROM task WHERE id = ?", [row]).fetchone()
    kept = load_kept_task(desk.db, version, task)
    assert kept is not None  # noqa: S101 - the row is there
    return kept.task


def _decide(
    desk: Desk, statement: int, verdicts: Mapping[str, bool], given: tuple[Candidate, ...] = ()
) -> tuple[Held, ...]:
    place = document, _ = _load(desk, statement)
    candidates = (*_candidates(desk, statement), *given)
    roots = find_roots(desk.db, verdicts)
    evidence = {
        roots[c.task]: Evidence(ground=c.ground, score=c.score, right=verdicts[c.task])
        for c in candidates
        if c.task in verdicts and c.chosen and c.ground is not Ground.PERSON
    }
    region = find_region(desk.db, document)
    keep_decision(desk, region, place, {roots[task]: belongs for task, belongs in verdicts.items()}, evidence)
    return _settle(desk, statement, candidates)


def _settle(desk: Desk, statement: int, candidates: tuple[Candidate, ...]) -> tuple[Held, ...]:
    document, said = _load(desk, statement)
    known = load_decisions(desk.db, find_region(desk.db, document), [said.wording])
    all_said = load_all_said(desk.db, document)
    decisions = apply_decisions(document, all_said, known)[all_said.index(said)]
    return settle(desk, Place(statement, document), said, candidates, decisions, load_thresholds(desk.db))


def _candidates(desk: Desk, statement: int) -> tuple[Candidate, ...]:
    return tuple(held.candidate for held in load_held(desk.db, statement))


def _open_candidates(desk: Desk, statement: int) -> list[Candidate]:
    """Return the candidates that nobody rejected, the likeliest first."""
    _load(desk, statement)
    candidates = (h.candidate for h in load_held(desk.db, statement) if h.doubt is not Doubt.REJECTED)
    return sorted(candidates, key=lambda c: (c.chosen, c.ground is Ground.NUMBER, c.score), reverse=True)


def _load(desk: Desk, statement: int) -> tuple[str, Said]:
    stored = load_statement(desk.db, statement)
    if stored is None:
        raise NotFoundError(
            f"没有第 {statement} 条进展", command="duban review 列出待确认的,duban review --outcome all 列出全部"
        )
    return stored
