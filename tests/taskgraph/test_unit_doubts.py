from __future__ import annotations

import re

import pytest

from taskgraph.registry import OfficeUnit, UnitKey, home_of, identify_in, level_of
from taskgraph.unit_doubts import find_unit_doubts, may_stand_for
from taskgraph.units import load_unit_rules

RULES = load_unit_rules()


@pytest.mark.parametrize(
    ("short", "long", "may"),
    [
        ("农业中心", "农业综合服务中心", True),
        ("工商联会", "工商业联合会", True),
        ("扶贫办", "扶贫开发办", True),
        ("证监会", "中国证监会", True),
        ("办公室", "县委办公室", True),
        ("教育局", "教育局", False),
        ("教育局", "体育局", False),
        ("农业局", "农业农村委", False),
        ("县委", "县农委", False),
    ],
)
def test_a_shorter_name_may_stand_for_a_longer_one(short, long, may) -> None:
    assert may_stand_for(short, long) is may


def _unit(region: str, name: str, *, collective: bool = False) -> OfficeUnit:
    return OfficeUnit(key=UnitKey(region, name), label=region + name, collective=collective)


def test_a_name_that_could_be_several_units_lists_them_all() -> None:
    units = [_unit("青山县石桥乡", name) for name in ("农业中心", "农业综合服务中心", "农业机械中心")]
    (doubt,) = find_unit_doubts(units, RULES)
    assert [unit.key.name for unit in doubt.units] == ["农业中心", "农业机械中心", "农业综合服务中心"]
    assert doubt.why == "可能是其中一个的简称"


def test_units_of_two_regions_and_collectives_are_never_doubted() -> None:
    apart = [_unit("青山县", "农业中心"), _unit("柳溪县", "农业综合服务中心")]
    crowd = [_unit("青山县", "相关单位"), _unit("青山县", "相关成员单位", collective=True)]
    assert find_unit_doubts([*apart, *crowd], RULES) == ()


@pytest.mark.parametrize("reform", RULES.reforms, ids=lambda reform: reform.before.pattern[:8])
def test_a_reform_is_not_its_own_successor(reform) -> None:
    assert not reform.before.fullmatch(re.sub(r"\W.*", "", reform.after.pattern))


@pytest.mark.parametrize(
    ("region", "level"),
    [("国家", "国家"), ("云州省", "省"), ("临江市", "市"), ("青山县", "县"), ("临江市城东区", "县"), ("青山县石桥乡", "乡"),
     ("青山县所属市", "市"), ("文件0123456789", None)],
)  # fmt: skip
def test_the_level_of_units_is_that_of_their_region(region: str, level: str | None) -> None:
    assert level_of(region, RULES) == level
    assert home_of(region, RULES).known is (level is not None)


@pytest.mark.parametrize(
    ("region", "printed", "written"),
    [
        ("青山县", "县住建局", "住建局"),
        ("青山县", "云州省青山县住建局", "住建局"),
        ("青山县", "住建局", "住建局"),
        ("青山县", "省住建厅", None),
        ("青山县", "柳溪县住建局", None),
        ("青山县所属市", "市住建局", "住建局"),
        ("文件0123456789", "县住建局", "县住建局"),
        ("国家", "财政部", "财政部"),
    ],
)
def test_a_name_belongs_to_a_region_or_is_refused(region: str, printed: str, written: str | None) -> None:
    identity = identify_in(region, printed, RULES)
    assert (identity.written if identity else None) == written
