"""How units are listed, and the heads of units.csv."""

from __future__ import annotations

from collections.abc import Iterable

from extract.model import Role
from taskgraph.output import Column, View
from taskgraph.registry import Tie
from taskgraph.unit_doubts import UnitDoubt
from taskgraph.unit_query import UnitRow

REGION, NAME, LABEL, LEVEL, PARENT, COLLECTIVE = "地区", "标准名称", "名称", "级别", "上级单位", "集体"
ALIASES, PREDECESSORS, INTO, SINCE = "别名", "前身", "并入", "并入日期"


def unit_record(row: UnitRow) -> dict[str, object]:
    unit = row.unit
    return {
        "region": unit.key.region,
        "name": unit.key.name,
        "label": unit.label,
        "level": unit.level,
        "parent": unit.parent,
        "collective": unit.collective,
        "aliases": [tie.printed for tie in row.aliases],
        "predecessors": [
            {"name": tie.printed, "since": tie.since.isoformat() if tie.since else None} for tie in row.predecessors
        ],
        "printed": list(row.printed),
        "tasks": {role.value: row.tasks.get(role, 0) for role in Role},
    }


def _show_ties(ties: Iterable[Tie]) -> str:
    return ";".join(f"{tie.printed}({tie.since})" if tie.since else tie.printed for tie in ties)


UNITS: View[UnitRow] = View(
    (
        Column(REGION, lambda r: r.unit.key.region, 24),
        Column(NAME, lambda r: r.unit.key.name, csv_only=True),
        Column(LABEL, lambda r: r.unit.label, 40),
        Column(LEVEL, lambda r: r.unit.level),
        Column(PARENT, lambda r: r.unit.parent, 24),
        Column(COLLECTIVE, lambda r: "是" if r.unit.collective else ""),
        Column(ALIASES, lambda r: _show_ties(r.aliases), 32),
        Column(PREDECESSORS, lambda r: _show_ties(r.predecessors), 32),
        Column(INTO, lambda _: "", csv_only=True),
        Column(SINCE, lambda _: "", csv_only=True),
        Column("文中写法", lambda r: ";".join(r.printed), csv_only=True),
        Column("牵头", lambda r: r.tasks.get(Role.LEAD, 0)),
        Column("责任", lambda r: r.tasks.get(Role.RESPONSIBLE, 0)),
        Column("配合", lambda r: r.tasks.get(Role.COOPERATING, 0)),
    ),
    unit_record,
)


def doubt_record(doubt: UnitDoubt) -> dict[str, object]:
    units = [{"region": unit.key.region, "name": unit.key.name, "label": unit.label} for unit in doubt.units]
    return {"units": units, "why": doubt.why}


DOUBTS: View[UnitDoubt] = View(
    (
        Column("地区", lambda d: d.units[0].key.region, 24),
        Column("名称", lambda d: d.units[0].label, 40),
        Column("可能是", lambda d: "、".join(unit.label for unit in d.units[1:]), 60),
        Column("为什么", lambda d: d.why),
    ),
    doubt_record,
)
