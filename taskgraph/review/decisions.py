"""What people decided of statements: kept by the words, so that a decision holds for later reports too.

A decision on a statement is that statement's own. Statements of the same wording in other reports follow it, where the
wording stands only once in them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taskgraph.review.deciding import Decisions
from taskgraph.review.model import Evidence, Ground, Said
from taskgraph.viewpoint import write_moment

if TYPE_CHECKING:
    from sqlite_utils import Database

    from ingest.store import Executor
    from taskgraph.review.linking import Decider

# A decision on last year's task holds for the task that succeeds it.
_OF_WORDINGS = """
WITH decided AS (SELECT * FROM decision
  WHERE region = ? AND wording IN (SELECT value FROM json_each(?)) AND undone_at IS NULL),
succession AS (SELECT source, target FROM link
  WHERE kind = 'task' AND relation = 'succeeds' AND status = 'confirmed')
SELECT wording, task, belongs, document, quote, nth, id FROM decided
UNION ALL SELECT wording, source, belongs, document, quote, nth, id FROM decided
  JOIN succession ON succession.target = decided.task
ORDER BY id
"""
_UNDO = """
UPDATE decision SET undone_at = :now WHERE undone_at IS NULL AND document = :document AND quote = :quote AND nth = :nth
RETURNING task
"""
_EVIDENCE = """
SELECT ground, score, belongs FROM decision WHERE undone_at IS NULL AND score IS NOT NULL ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a statement belongs to a task, by the root of its line, as a person decided of the statement `of`."""

    wording: str
    task: str
    belongs: bool
    of: tuple[str, str, int]  # document, quote, place among equals


def load_decisions(db: Database, region: str, wordings: Iterable[str]) -> tuple[Decision, ...]:
    rows = db.execute(_OF_WORDINGS, [region, json.dumps(sorted(set(wordings)))]).fetchall()
    return tuple(Decision(row[0], row[1], bool(row[2]), (row[3], row[4], row[5])) for row in rows)


def apply_decisions(document: str, said: Sequence[Said], decisions: Iterable[Decision]) -> tuple[Decisions, ...]:
    """Return for each statement of a document to which tasks it belongs, or does not; the last decision counts."""
    known = tuple(decisions)
    own = {(document, one.quote, one.nth) for one in said}
    times = Counter(one.wording for one in said)
    alike = [d for d in known if times[d.wording] == 1 and d.of not in own]
    return tuple(
        {d.task: d.belongs for d in known if d.of == (document, one.quote, one.nth)}
        or {d.task: d.belongs for d in alike if d.wording == one.wording}
        for one in said
    )


def keep_decision(
    decider: Decider,
    region: str,
    place: tuple[str, Said],
    verdicts: Mapping[str, bool],
    evidence: Mapping[str, Evidence],
) -> None:
    """Store what a person decided of a statement: for each task whether it belongs there."""
    document, said = place
    rows = (
        {
            "region": region,
            "wording": said.wording,
            "task": task,
            "belongs": int(belongs),
            "ground": evidence[task].ground if task in evidence else None,
            "score": evidence[task].score if task in evidence else None,
            "document": document,
            "quote": said.quote,
            "nth": said.nth,
            "decided_at": write_moment(decider.now),
            "who": decider.by,
        }
        for task, belongs in verdicts.items()
    )
    decider.db.table("decision").insert_all(rows)


def undo_decisions(decider: Decider, document: str, said: Said) -> int:
    """Take back all that was decided of a statement; return how many verdicts that were."""
    bound = {"now": write_moment(decider.now), "document": document, "quote": said.quote, "nth": said.nth}
    return len(decider.db.execute(_UNDO, bound).fetchall())


def iter_evidence(db: Executor) -> Iterator[Evidence]:
    rows = db.execute(_EVIDENCE).fetchall()
    return (Evidence(ground=Ground(row[0]), score=row[1], right=bool(row[2])) for row in rows)
