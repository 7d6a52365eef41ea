"""Loaded reports and loaded plans → links and proposals: survey what is new, then match each report that waits.

A report is matched in one transaction of its own. What was interrupted waits in the store for the next load.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlite_utils import Database

from ingest.model import Document
from taskgraph.lineage_query import find_roots
from taskgraph.readings import load_reading
from taskgraph.review.candidates import assign_task, read_candidate, read_row_candidates
from taskgraph.review.days import find_report_day
from taskgraph.review.deciding import Decisions, Thresholds, outcome
from taskgraph.review.decisions import apply_decisions, iter_evidence, load_decisions
from taskgraph.review.linking import Decider, Place, settle, withdraw
from taskgraph.review.model import Candidate, Held, Matched, Outcome, Said
from taskgraph.review.reliability import add_evidence, find_thresholds, load_bands
from taskgraph.review.rows import Told, read_told
from taskgraph.review.scopes import (
    CandidatePlan,
    find_candidate_plans,
    find_waiting,
    load_scope,
    mark_matched,
    survey_waiting,
)
from taskgraph.review.statements import keep_statement, load_stored
from taskgraph.review.wording import remember_wording
from taskgraph.tracking.offers import Offer, Planned, find_offers, prepare_plan
from taskgraph.tracking.scorer import load_scorer

_LEAST_UNCITED = 0.5  # where a report names its plans, others are only proposed if they are this likely


@dataclass(slots=True, kw_only=True)
class Matcher:
    """A run over waiting reports; plans that were read for one are kept for the next."""

    decider: Decider
    thresholds: Thresholds
    plans: dict[int, Planned] = field(default_factory=dict)

    def plan(self, version: int) -> Planned:
        if version not in self.plans:
            self.plans[version] = prepare_plan(load_reading(self.decider.db.conn, version))
        return self.plans[version]


def match_waiting(db: Database, now: datetime) -> tuple[Matched, ...]:
    """Match every report that is new, was read again, or can speak of a plan that is new."""
    survey_waiting(db)
    matcher = Matcher(decider=Decider(db=db, now=now), thresholds=load_thresholds(db))
    return tuple(match_report(matcher, version) for version in find_waiting(db))


def load_thresholds(db: Database) -> Thresholds:
    return find_thresholds(add_evidence(load_bands(), iter_evidence(db)))


def match_report(matcher: Matcher, version: int) -> Matched:
    db = matcher.decider.db
    report, scope = load_reading(db.conn, version), load_scope(db, version)
    today = matcher.decider.now.date()
    day = min(find_report_day(report.doc) or today, today)
    told = read_told(report)
    plans = find_candidate_plans(db, scope, day, [one.row.number for one in told if one.row])
    said = tuple(_read(told, day))
    known = load_decisions(db, scope["region"], (one.wording for one in said))
    decided = apply_decisions(scope["document"], said, known)
    offered = _find_candidates(matcher, plans, told, decided)
    with db.atomic():
        settled, taken_back = _keep(matcher, scope["document"], said, offered, decided)
        mark_matched(db, version)
    return _count(scope["document"], report.doc, settled, taken_back)


def _find_candidates(
    matcher: Matcher, plans: Sequence[CandidatePlan], told: Sequence[Told], decided: Sequence[Decisions]
) -> tuple[tuple[Candidate, ...], ...]:
    """Return what the plans offer for each statement, and the tasks to which people said that its words belong."""
    found: list[list[Candidate]] = [[] for _ in told]
    for plan in plans:
        planned = matcher.plan(plan.version)
        roots = find_roots(matcher.decider.db, [task.id for task in planned.tasks])
        offered = find_offers(planned, [one.statement for one in told], load_scorer())
        for candidates, one, offers, decisions in zip(found, told, offered, decided, strict=True):
            own = _read_candidates(one, planned, offers, cited=plan.cited)
            known = {candidate.task for candidate in own}
            asked = (t for t in planned.tasks if decisions.get(roots[t.id]) and t.id not in known)
            p = one.statement.progress
            candidates += [*own, *(assign_task(task, p.value, p.unit, p.state) for task in asked)]
    return tuple(map(tuple, found))


def _read_candidates(told: Told, plan: Planned, offers: Iterable[Offer], *, cited: bool) -> tuple[Candidate, ...]:
    if told.row:
        return read_row_candidates(told.row, plan, told.statement, offers)
    return tuple(read_candidate(o, cited=cited) for o in offers if cited or o.score >= _LEAST_UNCITED)


def _read(told: Iterable[Told], day: date) -> Iterator[Said]:
    seen: Counter[str] = Counter()
    for one in told:
        statement, progress = one.statement, one.statement.progress
        seen[statement.text] += 1
        yield Said(
            quote=statement.text,
            nth=seen[statement.text],
            span=statement.span,
            wording=remember_wording(f"{one.row.task if one.row else ''} {statement.text}"),
            value=progress.value,
            unit=progress.unit,
            state=progress.state,
            day=progress.as_of or day,
            note=one.row.note if one.row else None,
        )


def _keep(
    matcher: Matcher,
    document: str,
    said: Sequence[Said],
    offered: Sequence[Sequence[Candidate]],
    decided: Sequence[Decisions],
) -> tuple[list[tuple[Held, ...]], int]:
    decider = matcher.decider
    before = dict(load_stored(decider.db, document))
    settled = []
    for one, candidates, decisions in zip(said, offered, decided, strict=True):
        before.pop((one.quote, one.nth), None)
        place = Place(keep_statement(decider.db, document, one), document)
        settled.append(settle(decider, place, one, candidates, decisions, matcher.thresholds))
    return settled, sum(withdraw(decider, statement) for statement in before.values())


def _count(document: str, doc: Document, settled: Iterable[tuple[Held, ...]], taken_back: int) -> Matched:
    outcomes = Counter(map(outcome, settled))
    return Matched(
        document=document,
        title=doc.meta.title or doc.key,
        statements=outcomes.total(),
        linked=outcomes[Outcome.LINKED],
        proposed=outcomes[Outcome.PROPOSED],
        unmatched=outcomes[Outcome.UNMATCHED] + outcomes[Outcome.REJECTED],
        taken_back=taken_back,
    )
