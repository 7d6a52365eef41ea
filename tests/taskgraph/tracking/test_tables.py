from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from taskgraph.tracking.features import NAMES, find_sides
from taskgraph.tracking.measures import factor
from taskgraph.tracking.scorer import load_scorer
from taskgraph.tracking.wording import fold

ROWS = tomllib.loads((files("taskgraph.tracking") / "clashes.toml").read_text("utf-8"))["rule"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_example_is_on_one_side_of_its_row(row: dict) -> None:
    for example in row["examples"]:
        assert sum(bool(re.search(side, fold(example))) for side in row["sides"]) == 1


def test_a_name_knows_the_rows_that_concern_it() -> None:
    rows = [ROWS[row]["id"] for row in find_sides(fold("农村用水户"))]
    assert rows == ["town-and-country"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("地区生产总值", "国内生产总值"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("接待国内外游客", "旅游人数"),
        ("农民人均纯收入", "农村居民人均可支配收入"),
        ("R&D经费支出", "全社会研发投入"),
        ("基本医保参保率", "基本医疗保险参保率"),
    ],
)
def test_names_of_one_thing_fold_into_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_tourists_and_their_money_stay_two_things() -> None:
    assert fold("旅游收入") != fold("旅游人数")


@pytest.mark.parametrize(
    ("unit", "into", "size"),
    [("公里", "米", 1000), ("平方公里", "亩", 1500), ("家", "个", 1), ("人", "名", 1), ("元", "元", 1)],
)
def test_measures_of_one_kind_convert(unit: str, into: str, size: int) -> None:
    assert factor(unit, into) == size


@pytest.mark.parametrize(("unit", "into"), [("%", "百分点"), ("元", "美元"), ("亩", "座"), ("人", "人次"), (None, "%")])
def test_measures_of_two_kinds_do_not(unit: str | None, into: str) -> None:
    assert factor(unit, into) is None


def test_the_model_weighs_every_feature() -> None:
    assert len(load_scorer().weights) == len(NAMES)
