"""Which tasks are one work, on plans of invented places: a superior's, one's own, last year's, and a list of the year.

`data/kin/kin.tsv` says which pairs a careful reader links.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from extract.model import Change, Op, Target
from extract.pipeline import extract
from ingest.pipeline import read_document
from ingest.span import Span
from taskgraph.links import kinship
from taskgraph.links.gap_query import find_all_conflicts, find_orphans
from taskgraph.links.gaps import Promise, find_conflicts
from taskgraph.links.kin_store import is_same_series, relink_tasks
from taskgraph.links.model import Kind, Relation, Status
from taskgraph.links.query import Link, LinkFilters, find_links
from taskgraph.links.store import add_link, decide_link
from taskgraph.model import Filters
from taskgraph.query import find_documents, find_tasks
from taskgraph.store import Store, forget_document, load_document, open_database

KIN = Path(__file__).parents[1] / "data" / "kin"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAMES = ("superior", "own", "last_year", "same_year", "superior_safety", "own_safety")


def _load(store: Store, name: str, change: tuple[str, str] = ("", ""), *, again: bool = False) -> None:
    data = (KIN / f"{name}.txt").read_text("utf-8").replace(*change).encode()
    doc = read_document(data, f"{name}.txt")
    load_document(store, doc, extract(doc), data, now=NOW, again=again)


def _make_store(folder: Path, names: Iterable[str]) -> Store:
    db = open_database(":memory:")
    db.conn.row_factory = sqlite3.Row
    store = Store(db, folder)
    for name in names:
        _load(store, name)
    return store


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return _make_store(tmp_path_factory.mktemp("files"), NAMES)


@pytest.fixture
def pair(tmp_path: Path) -> Store:
    return _make_store(tmp_path, ("superior", "own"))


def _task_links(store: Store, **asked: object) -> list[Link]:
    return [link for link in find_links(store.db.conn, LinkFilters(**asked)) if link.kind is Kind.TASK]


def _ends(links: Iterable[Link]) -> set[tuple[Relation, frozenset[str]]]:
    return {(link.relation, frozenset((link.source.id, link.target.id))) for link in links}


def _read_gold(store: Store) -> set[tuple[Relation, frozenset[str]]]:
    sources = {row.ref.id: Path(row.sources[0]).stem for row in find_documents(store.db.conn, Filters())}
    ids = {(sources[t.document.id], t.path): t.id for t in find_tasks(store.db.conn, Filters())}
    lines = [line.split("\t") for line in (KIN / "kin.tsv").read_text("utf-8").splitlines() if line[0] != "#"]
    return {(Relation(relation), frozenset((ids[a, b], ids[c, d]))) for relation, a, b, c, d in lines}


def test_every_pair_that_a_reader_links_is_found_and_no_other(loaded) -> None:
    assert _ends(_task_links(loaded)) == _read_gold(loaded)


def test_what_is_confirmed_is_right_and_most_of_all(loaded) -> None:
    sure, gold = _ends(_task_links(loaded, status=Status.CONFIRMED)), _read_gold(loaded)
    assert sure <= gold
    assert len(sure) >= 0.9 * len(gold)


def test_every_link_says_in_what_its_tasks_are_alike(loaded) -> None:
    for link in _task_links(loaded):
        assert 0 < link.score <= 1
        assert {"text", "counts"} <= link.evidence.keys()


@pytest.mark.parametrize(
    "names",
    [tuple(reversed(NAMES)), ("own", "superior", "same_year", "own_safety", "last_year", "superior_safety")],
    ids=["reversed", "own first"],
)
def test_the_order_of_loading_does_not_matter(loaded, tmp_path, names) -> None:
    other = _make_store(tmp_path, names)

    def read(store: Store) -> set[tuple[Relation, str, str, Status, float]]:
        return {(k.relation, k.source.id, k.target.id, k.status, k.score) for k in _task_links(store)}

    assert read(other) == read(loaded)


def test_a_rejected_link_is_not_proposed_again(pair) -> None:
    link = _task_links(pair)[0]
    decide_link(pair.db, link.number, Status.REJECTED, now=NOW)
    _load(pair, "own", again=True)
    _load(pair, "own", ("每月评比一次", "每周评比一次"))
    assert link.number not in {other.number for other in _task_links(pair)}


def test_a_reworded_task_keeps_its_links_and_their_numbers(pair) -> None:
    before = {link.number for link in _task_links(pair)}
    _load(pair, "own", ("3.提升农村公路。新改建农村公路68公里", "3.抓好农村公路提档升级。新改建农村公路70公里"))
    after = _task_links(pair)
    assert {link.number for link in after} == before
    assert "抓好农村公路提档升级" in {link.source.title for link in after}


def test_a_removed_document_takes_its_links_along(pair) -> None:
    documents = {row.ref.doc_number: row.ref.id for row in find_documents(pair.db.conn, Filters())}
    forget_document(pair, documents["云政办发〔2026〕6号"])
    assert _task_links(pair) == []
    _load(pair, "superior")
    assert len(_task_links(pair)) == 10


def test_a_persons_no_to_the_documents_ends_the_links_of_their_tasks(pair) -> None:
    (link,) = [link for link in find_links(pair.db.conn, LinkFilters()) if link.kind is Kind.DOCUMENT]
    decide_link(pair.db, link.number, Status.REJECTED, now=NOW)
    relink_tasks(pair.db, link.relation, link.source.id)
    assert _task_links(pair) == []


def test_a_superior_that_the_text_does_not_name_is_found_by_region_year_and_title(tmp_path) -> None:
    store = _make_store(tmp_path, ("superior",))
    change = ("青山县2026年乡村建设和产业工作要点\n青政办发〔2026〕9号\n为贯彻落实《云州省2026年乡村建设和产业工作方案》（云政办发〔2026〕6号），",
              "云州省青山县2026年乡村建设和产业工作要点\n为做好工作，")  # fmt: skip
    _load(store, "own", change)
    assert {(link.rule, link.status) for link in _task_links(store)} == {("kin.level", Status.PROPOSED)}


def test_documents_of_other_regions_and_years_are_not_compared(tmp_path, monkeypatch) -> None:
    compared = []
    monkeypatch.setattr(kinship, "_compare", lambda *args: compared.append(args))
    _make_store(tmp_path, ("last_year", "superior", "superior_safety"))
    assert compared == []


def test_duplicates_are_found_however_many_there_are() -> None:
    same = [
        kinship.Duty(root=f"t{n}", title="改造危桥", text="改造危桥。年底前改造农村公路危桥12座") for n in range(13)
    ]
    assert len(kinship.find_duplicates(same[:1], same[1:])) == 12


def test_tasks_are_compared_with_the_likeliest_only(monkeypatch) -> None:
    def duties(prefix: str) -> list[kinship.Duty]:
        texts = (f"做好第{n}村的第{n * 7}项水利、第{n * 13}号道路工作" for n in range(200))
        return [kinship.Duty(root=f"{prefix}{n}", title=text, text=text) for n, text in enumerate(texts)]

    assert len(kinship.compare_all(duties("a"), duties("b"))) <= 8 * 200


# ---- gaps


def test_superior_tasks_that_no_task_carries_out_are_orphans(loaded) -> None:
    orphans = {orphan.task.title: [end.title for end in orphan.documents] for orphan in find_orphans(loaded.db.conn)}
    assert orphans.keys() == {"建设冷链设施", "强化数字服务", "强化渔船管理", "落实有奖举报"}
    assert orphans["强化渔船管理"] == ["松江区2026年安全生产专项行动实施方案"]


def test_deadlines_later_than_the_superiors_are_conflicts(loaded) -> None:
    found = {(c.link.source.title, c.own, c.superior) for c in find_all_conflicts(loaded.db.conn)}
    assert found == {
        ("经营性自建房复查", "2026-09-30", "2026-08-31"),
        ("推进农村供水改造", "2026-12-20", "2026-11-30"),
    }


def _target(value: int, unit: str, op: Op = Op.AT_LEAST, change: Change | None = None) -> Target:
    return Target(text=f"{value}{unit}", metric="污水治理率", op=op, value=Decimal(value), value_max=None, unit=unit,
                  change=change, baseline=None, modality=None, span=Span(0, 1), rule="hand", confidence=1.0)  # fmt: skip


@pytest.mark.parametrize(
    ("own", "superior", "region", "conflicts"),
    [
        (_target(55, "%"), _target(58, "%"), "青山县", True),
        (_target(60, "%"), _target(58, "%"), "青山县", False),
        (_target(5, "%", Op.AT_MOST), _target(3, "%", Op.AT_MOST), "青山县", True),
        (_target(2, "%", Op.AT_MOST), _target(3, "%", Op.AT_MOST), "青山县", False),
        (_target(120, "户"), _target(8000, "户"), "青山县", False),
        (_target(120, "户"), _target(8000, "户"), "云州省", True),
        (_target(2, "公里"), _target(3000, "米"), "云州省", True),
        (_target(55, "%", change=Change.INCREASE), _target(58, "%"), "青山县", False),
    ],
    ids=["lower rate", "higher rate", "higher ceiling", "lower ceiling", "a region's share of a sum",
         "less in the same region", "another measure", "a rise is no level"],
)  # fmt: skip
def test_targets_that_promise_less_are_conflicts(loaded, own, superior, region, conflicts) -> None:
    link = _task_links(loaded)[0]
    mine = Promise(due=None, targets=[own], region=region)
    theirs = Promise(due=date(2026, 6, 30), targets=[superior], region="云州省")
    assert bool(list(find_conflicts(link, mine, theirs))) is conflicts


# ---- titles, and what a person adds


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("青山县2026年乡村治理工作要点", "青山县2025年乡村治理工作要点", True),
        ("青山县2026年乡村治理工作要点", "青山县人民政府办公室关于印发《青山县2025年乡村治理工作方案》的通知", True),
        ("青山县2026年乡村治理工作要点", "青山县2026年防汛抗旱工作要点", False),
        ("青山县2026年乡村治理工作要点", None, False),
    ],
    ids=["next year", "enclosed in a notice", "another subject", "no title"],
)
def test_plans_of_one_series_are_told_by_their_titles(one, other, same) -> None:
    assert is_same_series(one, other) is same


def test_a_person_adds_what_nothing_found(pair) -> None:
    tasks = {task.title: task.root for task in find_tasks(pair.db.conn, Filters())}
    row = {"kind": "task", "relation": "carries_out", "source": tasks["完善村级邮政"], "target": tasks["建设冷链设施"]}
    number = add_link(pair.db, row, now=NOW)
    _load(pair, "own", again=True)
    (link,) = [link for link in _task_links(pair) if link.number == number]
    assert (link.status, link.score, link.rule) == (Status.CONFIRMED, 1.0, "hand")


def test_duplicates_are_one_link_whichever_is_named_first(pair) -> None:
    one, other = (task.root for task in find_tasks(pair.db.conn, Filters())[:2])
    row = {"kind": "task", "relation": "duplicates"}
    numbers = {add_link(pair.db, row | {"source": a, "target": b}, now=NOW) for a, b in ((one, other), (other, one))}
    assert len(numbers) == 1
