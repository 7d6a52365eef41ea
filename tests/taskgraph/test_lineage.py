"""A task that a new version words otherwise goes on under the id that its line had first."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taskgraph.cli import main
from taskgraph.event_query import load_history
from taskgraph.event_store import next_number, record_event
from taskgraph.events import Event, EventKind, LifeState
from taskgraph.lineage import SAME_LINE, Piece, find_successions
from taskgraph.lineage_query import find_line, find_root
from taskgraph.model import Filters
from taskgraph.query import find_tasks
from taskgraph.store import Store, forget_document, load_document, open_database, open_store

PAIRS = Path(__file__).parent / "data" / "lineage_pairs.tsv"


def _read_pairs() -> list[tuple[bool, str, str, str]]:
    lines = [line for line in PAIRS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [(same == "1", what, old, new) for same, what, old, new in (line.split("\t") for line in lines)]


def _piece(text: str, *, id_: str = "x", place: float = 0.0) -> Piece:
    units = tuple(unit for listed in re.findall("单位:([^;]+)", text) for unit in listed.split("、"))
    return Piece(id=id_, title=text.split("。", maxsplit=1)[0], text=text, path=str(place), place=place, units=units)


def test_the_threshold_parts_reworded_items_from_others() -> None:
    pairs = _read_pairs()
    kept = [_piece(text) for *_, old, new in pairs for text in (old, new)]
    wrong = [
        (what, old)
        for same, what, old, new in pairs
        for place in (0.0, 0.5)
        if same != bool(find_successions([_piece(old)], [_piece(new, place=place)], kept))
    ]
    assert len(wrong) <= 2, wrong  # 加快医院迁建 and 加快学校扩建 share all but their objects


def test_each_task_takes_the_place_of_one_and_the_nearest_wins() -> None:
    gone = [_piece("新建改造农村公路30公里", id_="road"), _piece("培训新型职业农民200人", id_="farmers", place=0.5)]
    new = [
        _piece("培育新型职业农民260人", id_="farmers2", place=0.5),
        _piece("新建改造农村公路45公里", id_="road2"),
        _piece("新建农村公路12公里", id_="road3"),
    ]
    found = find_successions(gone, new)
    assert {(one.old, one.new) for one in found} == {("road", "road2"), ("farmers", "farmers2")}
    assert all(SAME_LINE <= one.score <= 1 for one in found)


# ---- in the store


ITEMS = {
    "road": "新建改造农村公路30公里",
    "road+": "新建改造农村公路45公里并安装护栏",
    "road++": "新建改造农村公路45公里,全部安装波形护栏",
    "farm": "培训新型职业农民200人",
    "farm+": "培育新型职业农民260人",
    "toilet": "改造公厕15座",
}
KEY = "青政发〔2026〕9号"


@pytest.fixture
def make_version(make_plan, make_item) -> Callable[[Sequence[str]], object]:
    def build(names: Sequence[str], *, key: str = KEY, source: str = "plan.txt"):
        text = "\n".join(["青山县2026年乡村治理工作要点", *(f"{n}.{ITEMS[name]}。" for n, name in enumerate(names, 1))])
        items = [make_item(ITEMS[name], "。", _id(name, key)) for name in names]
        return make_plan(text, items, key=key, source=source)

    return build


def _id(name: str, key: str = KEY) -> str:
    return hashlib.sha256(f"{key}{name}".encode()).hexdigest()[:10]


def _accept(store, name: str, number: int = 1, now=None) -> None:
    event = Event(task=_id(name), number=number, kind=EventKind.ACCEPTED, happened_on=date(2026, 3, 5), recorded_at=now)
    with store.db.atomic():
        record_event(store.db, event)


def _roots(store) -> dict[str, str]:
    return {task.id: task.root for task in find_tasks(store.db.conn, Filters())}


def test_events_stay_with_a_task_through_two_rewordings(store, load, make_version, now) -> None:
    load(make_version(["road", "farm"]))
    _accept(store, "road", now=now)
    load(make_version(["road+", "farm"]))
    load(make_version(["farm", "road++"]))
    assert _roots(store) == {_id("road++"): _id("road"), _id("farm"): _id("farm")}
    states = {task.id: task.standing.state for task in find_tasks(store.db.conn, Filters())}
    assert states == {_id("road++"): LifeState.ACCEPTED, _id("farm"): LifeState.REGISTERED}


def test_what_is_recorded_of_the_new_wording_goes_into_the_log_of_the_first(store, load, make_version, now) -> None:
    load(make_version(["road"]))
    load(make_version(["road+"]))
    assert next_number(load_history(store.db, _id("road+"))) == 1
    _accept(store, "road+", now=now)
    assert [event.task for event in load_history(store.db, _id("road"))] == [_id("road")]
    assert load_history(store.db, _id("road+")) == load_history(store.db, _id("road"))


def test_a_load_tells_what_was_reworded_and_what_is_gone(load, make_version) -> None:
    load(make_version(["road", "farm", "toilet"]))
    tied = load(make_version(["road+", "farm"])).tied
    assert (tied.reworded, tied.retired) == (1, 1)


def test_a_wording_that_is_back_takes_its_line_back(store, load, make_version) -> None:
    load(make_version(["road", "farm"]))
    load(make_version(["road+", "farm"]))
    load(make_version(["road", "road+"]))
    assert _roots(store) == {_id("road"): _id("road"), _id("road+"): _id("road+")}


def test_a_better_reading_of_the_same_file_keeps_the_log(store, make_version, now) -> None:
    worse, better = make_version(["road", "farm"]), make_version(["road+", "farm"])
    load_document(store, worse.doc, worse.extraction, worse.data, now=now)
    _accept(store, "road", now=now)
    load_document(store, worse.doc, better.extraction, worse.data, now=now, again=True)
    assert _roots(store)[_id("road+")] == _id("road")
    assert len(load_history(store.db, _id("road+"))) == 1


def test_a_file_whose_key_is_read_better_keeps_its_logs(store, make_version, now) -> None:
    wrong = make_version(["road", "farm"])
    right = make_version(["road", "farm"], key="青政办发〔2026〕9号")
    load_document(store, wrong.doc, wrong.extraction, wrong.data, now=now)
    _accept(store, "road", now=now)
    load_document(store, right.doc, right.extraction, right.data, now=now, again=True)
    assert len(load_history(store.db, _id("road", "青政办发〔2026〕9号"))) == 1


def test_a_line_outlives_its_document(store, load, make_version, now) -> None:
    load(make_version(["road"]))
    _accept(store, "road", now=now)
    load(make_version(["road+"]))
    forget_document(store, find_tasks(store.db.conn, Filters())[0].document.id)
    load(make_version(["road+"]))
    assert len(load_history(store.db, _id("road+"))) == 1


def test_a_line_names_its_neighbours(store, load, make_version) -> None:
    load(make_version(["road"]))
    load(make_version(["road+"]))
    later, earlier = find_line(store.db, _id("road")).later, find_line(store.db, _id("road+")).earlier
    assert later
    assert earlier
    assert (later.id, earlier.id, earlier.title) == (_id("road+"), _id("road"), ITEMS["road"])


NAMES = st.lists(st.sampled_from(sorted(ITEMS)), min_size=1, max_size=4, unique=True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions=st.lists(NAMES, min_size=1, max_size=4))
def test_no_two_tasks_of_one_text_share_a_log(make_version, now, tmp_path_factory, versions) -> None:
    db = open_database(":memory:")
    db.conn.row_factory = sqlite3.Row
    store = Store(db, tmp_path_factory.mktemp("files"))
    for names in versions:
        sample = make_version(names)
        load_document(store, sample.doc, sample.extraction, sample.data, now=now)
        roots = _roots(store)
        assert len(set(roots.values())) == len(roots)
        assert all(find_root(store.db, root) == root for root in roots.values())


def test_show_names_the_earlier_and_the_later_wording(data_dir, make_version, now) -> None:
    with open_store(data_dir) as store:
        for names in (["road", "farm"], ["road+", "farm"], ["road+"]):
            sample = make_version(names)
            load_document(store, sample.doc, sample.extraction, sample.data, now=now)

    def show(name: str) -> str:
        return CliRunner().invoke(main, ["show", _id(name)]).output

    assert f"改自:{_id('road')}“{ITEMS['road']}”" in show("road+")
    assert f"现行版本改了这项任务,见 {_id('road+')}" in show("road")
    assert "现行版本中已没有这项任务" in show("farm")
