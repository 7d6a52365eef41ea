"""A citation finds its document whenever that is loaded; a repealed document's tasks leave the lists."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from taskgraph.links.model import Relation, Status
from taskgraph.links.query import LinkFilters, find_links
from taskgraph.links.store import add_link, decide_link
from taskgraph.model import Filters
from taskgraph.query import find_documents, find_tasks
from taskgraph.store import forget_document, load_document

OTHER = "云政发〔2026〕1号"
PLAN = "青政发〔2026〕3号"
TITLE = "云州省2026年乡村治理工作方案"
CARRIES_OUT = f"青山县2026年乡村治理工作要点\n为落实《{TITLE}》({OTHER}),制定本要点。"
REPEALS = f"青山县2026年乡村治理工作要点\n本要点自印发之日起施行,《{TITLE}》同时废止。"


@pytest.fixture
def superior(make_plan, make_item):
    text = f"{TITLE}\n1.健全监测机制。6月底前完成排查。"
    item = make_item("健全监测机制", "排查", "ee11bb22cc")
    return make_plan(text, (item,), key=OTHER, issuer="云州省人民政府", title=TITLE)


@pytest.fixture
def plan_saying(make_plan):
    return lambda text, source="plan.txt": make_plan(text, (), source=source)


def _links(store, **asked):
    return find_links(store.db.conn, LinkFilters(**asked))


@pytest.mark.parametrize("first", ["superior", "plan"])
def test_a_citation_is_resolved_whichever_document_comes_first(store, load, superior, plan_saying, first) -> None:
    samples = [superior, plan_saying(CARRIES_OUT)]
    for sample in samples if first == "superior" else reversed(samples):
        load(sample)
    (link,) = _links(store)
    assert link.target
    assert (link.relation, link.status, link.target.title) == (Relation.CARRIES_OUT, Status.CONFIRMED, TITLE)


def test_a_document_that_is_not_loaded_stays_a_stub_with_its_words(store, load, plan_saying) -> None:
    load(plan_saying(CARRIES_OUT))
    (link,) = _links(store)
    assert (link.target, link.printed) == (None, f"《{TITLE}》({OTHER})")


def test_a_removed_document_is_a_stub_again_and_its_own_links_go(store, load, superior, plan_saying) -> None:
    load(superior)
    load(plan_saying(CARRIES_OUT))
    documents = {row.ref.key: row.ref.id for row in find_documents(store.db.conn, Filters())}
    forget_document(store, documents[OTHER])
    assert [link.target for link in _links(store)] == [None]
    forget_document(store, documents[PLAN])
    assert _links(store) == ()


def test_a_title_that_two_documents_bear_names_neither(store, load, make_plan, plan_saying) -> None:
    for number in (1, 2):
        load(make_plan(f"{TITLE}\n第{number}稿", (), key=f"无号{number}", issuer=None, title=TITLE))
    load(plan_saying(CARRIES_OUT.replace(f"({OTHER})", "")))
    assert [link.target for link in _links(store)] == [None]


def test_a_new_version_says_what_it_says_and_no_more(store, load, superior, plan_saying) -> None:
    load(superior)
    load(plan_saying(CARRIES_OUT))
    load(plan_saying("青山县2026年乡村治理工作要点\n制定本要点。"))
    assert _links(store) == ()


def test_what_a_person_rejected_is_not_found_again(store, superior, plan_saying, now) -> None:
    sample = plan_saying(CARRIES_OUT)
    load_document(store, sample.doc, sample.extraction, sample.data, now=now)
    decide_link(store.db, _links(store)[0].number, Status.REJECTED, now=datetime(2026, 3, 5, tzinfo=UTC))
    load_document(store, superior.doc, superior.extraction, superior.data, now=now)
    load_document(store, sample.doc, sample.extraction, sample.data, now=now, again=True)
    assert _links(store) == ()
    (link,) = _links(store, status=Status.REJECTED)
    assert link.target
    assert link.decided


def test_loading_again_keeps_numbers(store, load, superior, plan_saying, now) -> None:
    sample = plan_saying(CARRIES_OUT)
    load(superior)
    load(sample)
    before = _links(store)
    load_document(store, sample.doc, sample.extraction, sample.data, now=now, again=True)
    assert _links(store) == before


@pytest.mark.parametrize("again", [False, True], ids=["once", "again"])
@pytest.mark.parametrize("first", ["superior", "plan"])
def test_of_documents_that_carry_out_each_other_the_lower_one_does(store, now, make_plan, plan_saying, first, again):
    text = f"{TITLE}\n为落实《青山县2026年乡村治理工作要点》,制定本方案。"
    samples = [make_plan(text, (), key=OTHER, issuer="云州省人民政府", title=TITLE), plan_saying(CARRIES_OUT)]
    for sample in samples if first == "superior" else reversed(samples):
        load_document(store, sample.doc, sample.extraction, sample.data, now=now)
    for sample in samples if again else ():
        load_document(store, sample.doc, sample.extraction, sample.data, now=now, again=True)
    assert [(link.relation, link.target.title) for link in _links(store)] == [(Relation.CARRIES_OUT, TITLE)]


# ---- repeal


def _tasks(store, **filters) -> list[str]:
    return [task.id for task in find_tasks(store.db.conn, Filters(**filters))]


@pytest.fixture
def repealed(store, load, superior, plan_saying):
    load(superior)
    load(plan_saying(REPEALS))
    return store


@pytest.mark.parametrize(
    ("filters", "listed"),
    [
        ({}, []),
        ({"as_of": date(2026, 3, 1)}, []),
        ({"doc": OTHER}, ["ee11bb22cc"]),
    ],
    ids=["today", "from the day of repeal", "asked for by name"],
)
def test_tasks_of_a_repealed_document_leave_the_lists(repealed, filters, listed) -> None:
    assert _tasks(repealed, **filters) == listed


def test_before_the_day_of_repeal_tasks_are_listed(store, load, superior, plan_saying) -> None:
    load(superior)
    load(plan_saying(REPEALS.replace("自印发之日起", "自2026年7月1日起")))
    assert _tasks(store, as_of=date(2026, 6, 30)) == ["ee11bb22cc"]
    assert _tasks(store, as_of=date(2026, 7, 1)) == []


def test_documents_say_since_when_they_are_repealed(repealed) -> None:
    since = {row.ref.key: row.ref.repealed for row in find_documents(repealed.db.conn, Filters())}
    assert since == {OTHER: date(2026, 3, 1), PLAN: None}


def test_repealing_what_is_not_loaded_leaves_all_lists_as_they_are(store, load, make_plan, plan) -> None:
    load(plan)
    listed = _tasks(store)
    load(make_plan(REPEALS, (), key="青政发〔2026〕8号"))
    assert _tasks(store) == listed != []


def test_a_rejected_repeal_brings_the_tasks_back(repealed, now) -> None:
    decide_link(repealed.db, _links(repealed)[0].number, Status.REJECTED, now=now)
    assert _tasks(repealed) == ["ee11bb22cc"]


def test_a_person_repeals_without_a_document(store, load, superior, now) -> None:
    load(superior)
    document = find_documents(store.db.conn, Filters())[0].ref.id
    row = {"kind": "document", "relation": "repeals", "source": "", "target": document}
    add_link(store.db, row | {"quote": "工作结束", "since": "2026-05-01"}, now=now)
    assert _tasks(store) == []
    assert [(link.source, link.quote) for link in _links(store)] == [(None, "工作结束")]
