"""What the connection of a unit's user shows: the tasks that charge the unit, however texts and registry call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import Role
from taskgraph.errors import NotFoundError
from taskgraph.lookup import resolve_document, resolve_task
from taskgraph.model import Filters
from taskgraph.people.narrowing import narrow_to_units
from taskgraph.people.query import find_within
from taskgraph.query import find_documents, find_tasks
from taskgraph.reader import open_reader
from taskgraph.registry import OfficeUnit, Registry, Tie, UnitKey
from taskgraph.store import load_document, open_store
from taskgraph.unit_store import store_registry

HOUSING, RURAL = UnitKey("青山县", "住房和城乡建设局"), UnitKey("青山县", "乡村振兴局")


@pytest.fixture
def folder(tmp_path: Path, plan, report, now) -> Path:
    with open_store(tmp_path) as store:
        for sample in (plan, report):
            load_document(store, sample.doc, sample.extraction, sample.data, now=now)
    return tmp_path


def seen(folder: Path, unit: UnitKey) -> list[str]:
    with open_reader(folder) as db:
        narrow_to_units(db, find_within(db, unit))
        return [task.title for task in find_tasks(db, Filters())]


@pytest.mark.parametrize(
    ("unit", "titles"),
    [(HOUSING, ["改造农村危房"]), (RURAL, ["健全监测机制", "改造农村危房"]), (UnitKey("青山县", "天文局"), [])],
    ids=["in one task", "in two roles", "in none"],
)
def test_a_unit_sees_the_tasks_that_charge_it_in_any_role(folder: Path, unit: UnitKey, titles: list[str]) -> None:
    assert seen(folder, unit) == titles


def test_a_unit_that_went_into_another_sees_what_that_one_has(folder: Path) -> None:
    agriculture = UnitKey("青山县", "农业农村局")
    unit = OfficeUnit(key=agriculture, label="青山县农业农村局")
    tie = Tie(printed="乡村振兴局", unit=agriculture)
    with open_store(folder) as store:
        store_registry(store.db, Registry({agriculture: unit}, {RURAL: tie}))
    assert seen(folder, RURAL) == seen(folder, agriculture) == ["健全监测机制", "改造农村危房"]


def test_a_unit_sees_the_tasks_of_collectives_that_cover_it(folder: Path, make_plan, make_item, now) -> None:
    text = "青山县石桥乡2026年工作方案\n1.清理沟渠。\n牵头单位:石桥乡政府"
    item = make_item("清理沟渠", "石桥乡政府", "dd55ee66ff", units=(("石桥乡政府", Role.LEAD),))
    plan = make_plan(text, (item,), key="石桥", title="青山县石桥乡2026年工作方案", issuer="青山县石桥乡人民政府")
    with open_store(folder) as store:
        load_document(store, plan.doc, plan.extraction, plan.data, now=now)
        (town,) = store.db.execute("SELECT region, name FROM unit WHERE region LIKE '%石桥乡'").fetchall()
    assert seen(folder, UnitKey(*town)) == ["清理沟渠", "健全监测机制"]  # the latter is for 各乡镇


def test_other_documents_and_names_are_not_there(folder: Path) -> None:
    with open_reader(folder) as db:
        narrow_to_units(db, find_within(db, HOUSING))
        assert [row.ref.title for row in find_documents(db, Filters())] == ["青山县2026年乡村治理工作要点"]
        assert resolve_task(db, "aa7").in_force
        for resolve, name in (
            (resolve_task, "aa11bb22cc"),
            (resolve_task, "健全监测机制"),
            (resolve_document, "report"),
        ):
            with pytest.raises(NotFoundError) as told:
                resolve(db, name)
            assert "aa11bb22cc" not in str(told.value).replace(f"“{name}”", "")


def test_nobody_in_particular_sees_nothing(folder: Path) -> None:
    with open_reader(folder) as db:
        narrow_to_units(db, ())
        assert find_tasks(db, Filters()) == find_documents(db, Filters()) == ()
