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
from taskgraph.readings import load_reading
from taskgraph.review.days import find_report_day
from taskgraph.review.deciding import Thresholds
from taskgraph.review.linking import Desk, Place, settle, withdraw
from taskgraph.review.model import Candidate, Doubt, Ground, Held, Matched, Said
from taskgraph.review.scopes import (
    CandidatePlan,
    find_candidate_plans,
    find_waiting,
    load_scope,
    mark_matched,
    survey_waiting,
)
from taskgraph.review.statements import keep_statement, load_decisions, load_stored
from taskgraph.review.wording import remember_wording
from taskgraph.tracking.model import Statement
from taskgraph.tracking.offers import Offer, Planned, find_offers, prepare_plan
from taskgraph.tracking.pipeline import read_statements
from taskgraph.tracking.scorer import load_scorer

THRESHOLDS: Thresholds = {Ground.NUMBER: 0.6, Ground.WORDS: 0.8, Ground.PERSON: 1.0}


@dataclass(slots=True)
class Matcher:
    """A run over waiting reports; plans that were read for one are kept for the next."""

    desk: Desk
    plans: dict[int, Planned] = field(default_factory=dict)

    def plan(self, version: int) -> Planned:
        if version not in self.plans:
            self.plans[version] = prepare_plan(load_reading(self.desk.db.conn, version))
        return self.plans[version]


def match_waiting(db: Database, now: datetime) -> tuple[Matched, ...]:
    """Match every report that is new, was read again, or can speak of a plan that is new."""
    survey_waiting(db)
    matcher = Matcher(Desk(db=db, now=now))
    return tuple(match_report(matcher, version) for version in find_waiting(db))


def match_report(matcher: Matcher, version: int) -> Matched:
    db = matcher.desk.db
    report, scope = load_reading(db.conn, version), load_scope(db, version)
    day = find_report_day(report.doc) or matcher.desk.now.date()
    stated = read_statements(report)
    plans = find_candidate_plans(db, report.doc, scope, day)
    offered = _find_candidates(matcher, plans, stated)
    said = tuple(_read(stated, day))
    with db.atomic():
        settled, taken_back = _keep(matcher, scope["document"], said, offered, scope["region"])
        mark_matched(db, version)
    return _count(scope["document"], report.doc, settled, taken_back)


def _find_candidates(
    matcher: Matcher, plans: Iterable[CandidatePlan], stated: Sequence[Statement]
) -> tuple[tuple[Candidate, ...], ...]:
    found: list[list[Candidate]] = [[] for _ in stated]
    for plan in plans:
        for own, offers in zip(found, find_offers(matcher.plan(plan.version), stated, load_scorer()), strict=True):
            own += [_candidate(offer, cited=plan.cited) for offer in offers]
    return tuple(map(tuple, found))


def _candidate(offer: Offer, *, cited: bool) -> Candidate:
    return Candidate(
        task=offer.task.id,
        ground=Ground.NUMBER if offer.of_target else Ground.WORDS,
        score=offer.score,
        chosen=offer.chosen,
        cited=cited,
        metric=offer.metric,
        value=offer.value,
        unit=offer.unit,
        state=offer.state,
    )


def _read(stated: Iterable[Statement], day: date) -> Iterator[Said]:
    seen: Counter[str] = Counter()
    for statement in stated:
        progress = statement.progress
        seen[statement.text] += 1
        yield Said(
            quote=statement.text,
            nth=seen[statement.text],
            span=statement.span,
            wording=remember_wording(statement.text),
            value=progress.value,
            unit=progress.unit,
            state=progress.state,
            day=progress.as_of or day,
        )


def _keep(
    matcher: Matcher, document: str, said: Sequence[Said], offered: Sequence[Sequence[Candidate]], region: str
) -> tuple[list[tuple[Held, ...]], int]:
    desk = matcher.desk
    before = dict(load_stored(desk.db, document))
    decided = load_decisions(desk.db, region, (s.wording for s in said))
    settled = []
    for one, candidates in zip(said, offered, strict=True):
        before.pop((one.quote, one.nth), None)
        place = Place(keep_statement(desk.db, document, one), document)
        settled.append(settle(desk, place, one, candidates, decided.get(one.wording, {}), THRESHOLDS))
    return settled, sum(withdraw(desk, statement) for statement in before.values())


def _count(document: str, doc: Document, settled: Iterable[tuple[Held, ...]], taken_back: int) -> Matched:
    outcomes = Counter(map(outcome, settled))
    return Matched(
        document=document,
        title=doc.meta.title or doc.key,
        statements=outcomes.total(),
        linked=outcomes["linked"],
        proposed=outcomes["proposed"],
        unmatched=outcomes["unmatched"],
        taken_back=taken_back,
    )


def outcome(held: Iterable[Held]) -> str:
    """Return what became of a statement: linked, proposed to a person, or unmatched."""
    doubts = {one.doubt for one in held}
    if None in doubts:
        return "linked"
    return "proposed" if doubts - {Doubt.REJECTED, Doubt.CORRECTED} else "unmatched"
