from __future__ import annotations

import pytest

from extract.model import Role
from taskgraph.collectives import Named, covers, load_cover_rules
from taskgraph.lookup import resolve_unit
from taskgraph.model import Filters
from taskgraph.who_query import find_collectives, find_who

RULES = load_cover_rules()
CASES = [(rule, *pair, True) for rule in RULES for pair in rule.examples] + [
    (rule, *pair, False) for rule in RULES for pair in rule.rejects
]


@pytest.mark.parametrize(
    ("rule", "collective", "unit", "covered"), CASES, ids=lambda v: "".join(v) if isinstance(v, Named) else ""
)
def test_a_row_covers_its_examples_and_not_its_rejects(rule, collective: Named, unit: Named, covered: bool) -> None:
    assert covers(collective, unit, [rule]) is covered


TEXT = """青山县2026年防汛工作要点
1.清淤河道。各乡镇要在汛前完成。
责任单位:各乡镇、县水利局
2.备足物资。6月底前到位。
牵头单位:柳溪镇人民政府
责任单位:各乡镇
3.检查设备。
责任单位:县直各单位"""


@pytest.fixture
def db(store, load, make_plan, make_item):
    items = (
        make_item("清淤河道", "县水利局", "aa11", units=(("各乡镇", Role.RESPONSIBLE), ("县水利局", Role.RESPONSIBLE))),
        make_item(
            "备足物资", "责任单位:各乡镇", "bb22", units=(("柳溪镇人民政府", Role.LEAD), ("各乡镇", Role.RESPONSIBLE))
        ),
        make_item("检查设备", "县直各单位", "cc33", units=(("县直各单位", Role.RESPONSIBLE),)),
    )
    load(make_plan(TEXT, items))
    return store.db.conn


@pytest.mark.parametrize(
    ("unit", "rows"),
    [
        ("柳溪镇人民政府", [(False, "bb22"), (True, "aa11")]),
        ("县水利局", [(False, "aa11"), (True, "cc33")]),
        ("各乡镇", [(False, "aa11"), (False, "bb22")]),
    ],
)
def test_who_lists_the_tasks_of_collectives_after_a_units_own(db, unit: str, rows: list) -> None:
    found = find_who(db, resolve_unit(db, unit)[0], Filters())
    assert [(row.collective, row.task.id) for row in found] == rows


def test_collectives_are_left_out_where_one_role_is_asked_for(db) -> None:
    assert [row.task.id for row in find_who(db, resolve_unit(db, "县水利局")[0], Filters(role=Role.RESPONSIBLE))] == [
        "aa11"
    ]


def test_a_collective_is_named_with_its_region(db) -> None:
    assert [unit.label for unit in find_collectives(db, resolve_unit(db, "县水利局")[0])] == ["县直各单位(青山县)"]
