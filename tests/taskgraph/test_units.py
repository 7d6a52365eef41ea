from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import taskgraph.units
from ingest.model import Meta
from taskgraph.units import (
    find_home,
    identify_unit,
    leading_level,
    load_unit_rules,
    region_name,
    split_region,
    write_out,
)

TABLE = tomllib.loads((Path(taskgraph.units.__file__).parent / "units.toml").read_text(encoding="utf-8"))
RULES = load_unit_rules()
COUNTY = find_home(Meta(issuer="云州省青山县人民政府"), "d1", RULES)
TOWN = find_home(Meta(issuer="青山县石桥乡人民政府"), "d2", RULES)
UNKNOWN = find_home(Meta(title="关于加强乡村治理的意见"), "d3", RULES)
STATE = find_home(Meta(issuer="国务院办公厅"), "d4", RULES)


def _rows(section: str, field: str) -> list[tuple[dict, object]]:
    return [(row, example) for row in TABLE[section] for example in row.get(field, ())]


@pytest.mark.parametrize(("row", "name"), _rows("level", "examples"), ids=lambda v: v if isinstance(v, str) else "")
def test_an_example_of_a_level_begins_with_a_region(row, name) -> None:
    path, rest = split_region(name, RULES)
    assert path
    assert rest


@pytest.mark.parametrize(("row", "name"), _rows("level", "rejects"), ids=lambda v: v if isinstance(v, str) else "")
def test_a_reject_of_a_level_has_no_region(row, name) -> None:
    assert split_region(name, RULES)[0] == ()
    assert leading_level(name, RULES) is None


@pytest.mark.parametrize("section", ["national", "collective"])
def test_patterns_fit_their_examples_and_not_their_rejects(section: str) -> None:
    for row in TABLE[section]:
        assert row["examples"]
        assert all(re.search(row["pattern"], name) for name in row["examples"]), row
        assert not any(re.search(row["pattern"], name) for name in row.get("rejects", ())), row


@pytest.mark.parametrize(("row", "pair"), _rows("short", "examples"), ids=lambda v: v[0] if isinstance(v, list) else "")
def test_short_forms_are_written_out(row, pair) -> None:
    assert write_out(pair[0], RULES) == pair[1]
    assert write_out(pair[1], RULES) == pair[1]


def test_every_row_has_an_example() -> None:
    assert all(row["examples"] for section in ("level", "national", "collective", "short") for row in TABLE[section])


@pytest.mark.parametrize(
    ("meta", "region"),
    [
        (Meta(issuer="云州省临江市青山县人民政府"), "青山县"),
        (Meta(issuer="中共青山县委办公室 青山县人民政府办公室"), "青山县"),
        (Meta(issuer="中国共产党青山县委员会"), "青山县"),
        (Meta(issuer="青山县石桥乡人民政府"), "青山县石桥乡"),
        (Meta(issuer="临江市城东区人民政府"), "临江市城东区"),
        (Meta(issuer="临江市东湖工业新区管理委员会"), "临江市东湖工业新区"),
        (Meta(title="青山县2026年乡村治理工作要点"), "青山县"),
        (Meta(title="2026年青山县乡村治理工作要点"), "青山县"),
        (Meta(issuer="国务院办公厅"), "国家"),
        (Meta(issuer="农业农村部 财政部"), "国家"),
        (Meta(issuer="自治区发展和改革委员会"), "文件d"),
        (Meta(title="关于加强乡村治理的意见"), "文件d"),
        (Meta(title="全国文明城市创建方案"), "文件d"),
        (Meta(), "文件d"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_the_region_of_a_document_is_that_of_its_issuer_or_title(meta: Meta, region: str) -> None:
    assert find_home(meta, "d", RULES).region == region


@pytest.mark.parametrize(
    ("printed", "home", "label"),
    [
        ("县乡村振兴局", COUNTY, "青山县乡村振兴局"),
        ("青山县乡村振兴局", TOWN, "青山县乡村振兴局"),
        ("青山县乡村振兴局", UNKNOWN, "青山县乡村振兴局"),
        ("云州省青山县乡村振兴局", UNKNOWN, "青山县乡村振兴局"),
        ("乡村振兴局", COUNTY, "青山县乡村振兴局"),
        ("县发改局", COUNTY, "青山县发展和改革局"),
        ("县发展和改革局", TOWN, "青山县发展和改革局"),
        ("乡扶贫办", TOWN, "青山县石桥乡扶贫开发办公室"),
        ("市场监管局", COUNTY, "青山县市场监督管理局"),
        ("县委宣传部", COUNTY, "青山县委宣传部"),
        ("中共青山县委宣传部", COUNTY, "青山县委宣传部"),
        ("省农业农村厅", COUNTY, "云州省农业农村厅"),
        ("市商务局", COUNTY, "青山县所属市商务局"),
        ("县教育局", UNKNOWN, "县教育局"),
        ("财政部", COUNTY, "财政部"),
        ("国家发展改革委", STATE, "发展和改革委员会"),
        ("发展改革委", STATE, "发展和改革委员会"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_printed_name_means_one_unit(printed: str, home, label: str) -> None:
    assert identify_unit(printed, home, RULES).label == label


def test_units_of_different_regions_or_levels_stay_apart() -> None:
    other = find_home(Meta(issuer="柳溪县人民政府"), "d5", RULES)
    met = [
        identify_unit("县教育局", COUNTY, RULES),
        identify_unit("县教育局", other, RULES),
        identify_unit("县教育局", UNKNOWN, RULES),
        identify_unit("市教育局", UNKNOWN, RULES),
        identify_unit("省教育厅", COUNTY, RULES),
        identify_unit("乡教育局", TOWN, RULES),
    ]
    assert len({(unit.region, unit.name) for unit in met}) == len(met)


def test_towns_of_one_name_in_two_counties_stay_apart() -> None:
    paths = [split_region(f"{county}城关镇财政所", RULES)[0] for county in ("青山县", "柳溪县")]
    assert len({region_name(path) for path in paths}) == 2


@pytest.mark.parametrize("printed", ["各乡镇", "县直各单位", "相关县直单位", "各村(社区)", "各村（社区）", "有关部门"])
def test_collectives_are_flagged(printed: str) -> None:
    assert identify_unit(printed, COUNTY, RULES).collective


@pytest.mark.parametrize("printed", ["县乡村振兴局", "县委办公室", "石桥乡人民政府"])
def test_single_units_are_not_collectives(printed: str) -> None:
    assert not identify_unit(printed, COUNTY, RULES).collective


PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data/unit_pairs.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("verdict", "first", "issuer", "second", "other_issuer"), PAIRS)
def test_pairs_of_names_mean_the_same_unit_or_not(verdict, first, issuer, second, other_issuer) -> None:
    homes = (find_home(Meta(issuer=name), "d1", RULES) for name in (issuer, other_issuer))
    one, two = (identify_unit(name, home, RULES) for name, home in zip((first, second), homes, strict=True))
    assert ((one.region, one.name) == (two.region, two.name)) == (verdict == "same")


def test_the_list_of_pairs_is_long_enough() -> None:
    assert len(PAIRS) >= 150
