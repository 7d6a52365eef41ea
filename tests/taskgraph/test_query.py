from __future__ import annotations

from datetime import date

import pytest

from extract.model import Role, TaskKind
from taskgraph.errors import NotFoundError
from taskgraph.hit_query import find_hits
from taskgraph.levels import IssuerLevel
from taskgraph.lookup import resolve_unit
from taskgraph.model import Filters
from taskgraph.query import find_documents, find_tasks
from taskgraph.who_query import find_who

TWO_SENTENCES = "2.改造农村危房。12月底前改造不少于40户,每季度通报。"


@pytest.fixture
def db(store, load, plan, report):
    load(plan)
    load(report)
    return store.db.conn


@pytest.mark.parametrize(
    ("filters", "paths"),
    [
        (Filters(), ["1", "2", "3"]),
        (Filters(unit="县乡村振兴局"), ["1", "2"]),
        (Filters(unit="县乡村振兴局", role=Role.LEAD), ["1"]),
        (Filters(role=Role.COOPERATING), ["2"]),
        (Filters(kind=TaskKind.SAFEGUARD), ["3"]),
        (Filters(due_before=date(2026, 6, 30)), ["1"]),
        (Filters(due_before=date(2026, 1, 24)), []),
        (Filters(due_after=date(2026, 7, 1)), ["2"]),
        (Filters(due_after=date(2026, 6, 30), due_before=date(2026, 12, 31)), ["1", "2"]),
        (Filters(due_after=date(2026, 7, 1), due_before=date(2026, 11, 30)), []),
        (Filters(year=2026, doc="青政发〔2026〕3号"), ["1", "2", "3"]),
        (Filters(year=2025), []),
        (Filters(text="危房"), ["2"]),
        (Filters(text="５g"), ["3"]),
        (Filters(text="通报 | 5G"), ["2", "3"]),
        (Filters(text="-危房"), ["1", "3"]),
        (Filters(text="危房", unit="县住建局"), ["2"]),
        (Filters(text="排查", unit="县住建局"), []),
        (Filters(issuer="青山县人民政府"), ["1", "2", "3"]),
        (Filters(issuer="青山县"), ["1", "2", "3"]),
        (Filters(level=IssuerLevel.COUNTY), ["1", "2", "3"]),
        (Filters(level=IssuerLevel.CITY), []),
        (Filters(has_target=True), ["2"]),
        (Filters(has_target=False), ["1", "3"]),
        (Filters(no_deadline=True), ["3"]),
        (Filters(no_lead=True), ["3"]),
        (Filters(overdue=True, as_of=date(2026, 7, 1)), ["1"]),
        (Filters(overdue=False, as_of=date(2026, 7, 1)), ["2", "3"]),
    ],
    ids=str,
)
def test_filters_choose_tasks(db, filters: Filters, paths: list[str]) -> None:
    assert [task.path for task in find_tasks(db, filters)] == paths


def test_who_lists_what_a_unit_leads_before_what_it_helps_with(db) -> None:
    rows = find_who(db, resolve_unit(db, "县乡村振兴局")[0], Filters())
    assert [(row.charge.role, row.task.path, row.quote) for row in rows] == [
        (Role.LEAD, "1", "牵头单位:县乡村振兴局"),
        (Role.COOPERATING, "2", "配合单位:青山县乡村振兴局"),
    ]


def test_who_shows_only_the_role_that_was_asked_for(db) -> None:
    rows = find_who(db, resolve_unit(db, "县乡村振兴局")[0], Filters(role=Role.COOPERATING))
    assert [row.task.path for row in rows] == ["2"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("危房改造", []),
        ("农村危房", [("2", "2.改造农村危房。"), (None, "截至6月底,已改造农村危房26户。")]),
        ("房。12月", [("2", TWO_SENTENCES)]),
        ("2.改造", [("2", "2.改造农村危房。")]),
        ("5G", [("3", "把5G应用放在突出位置。")]),
        ("附则", [(None, "附则:本要点由县政府办负责解释。")]),
        (":", None),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_search_gives_each_place_once_with_the_words_around(db, words: str, found: list | None) -> None:
    hits = [(hit.task.path if hit.task else None, hit.quote) for hit in find_hits(db, words, Filters())]
    assert len(hits) == len(set(hits))
    assert all(words.casefold() in quote.casefold() for _, quote in hits)
    if found is None:
        assert [path for path, _ in hits] == ["1", "2", None]
    else:
        assert sorted(hits, key=str) == sorted(found, key=str)


def test_a_filter_of_tasks_leaves_words_outside_tasks_out(db) -> None:
    hits = find_hits(db, "农村危房", Filters(role=Role.LEAD))
    assert [hit.task.path for hit in hits if hit.task] == ["2"]
    assert len(hits) == 1


def test_documents_count_what_was_found_in_them(db) -> None:
    assert [(row.ref.key, row.tasks, row.progress) for row in find_documents(db, Filters())] == [
        ("report", 0, 1),
        ("青政发〔2026〕3号", 3, 0),
    ]


def test_an_issuer_that_no_document_names_is_refused_with_those_that_are_near(db) -> None:
    with pytest.raises(NotFoundError, match=r"发文机关“青山市人民政府”.*青山县人民政府"):
        find_tasks(db, Filters(issuer="青山市人民政府"))
