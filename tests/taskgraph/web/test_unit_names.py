"""A unit's names and mergers are put right on its page, and each can be taken back."""

from __future__ import annotations

import re

import pytest

OWN = {"origin": "http://127.0.0.1:8765"}
HOUSING, REVIVAL = "青山县住房和城乡建设局", "青山县乡村振兴局"


def say(desk, unit: str, verb: str, name: str, **fields: str):
    sent = {"verb": verb, "name": name} | fields
    return desk.post(f"/units/{unit}/names", data=sent, headers=OWN, follow_redirects=False)


def count_tasks(desk, unit: str) -> int:
    return int(re.search(r"<small>(\d+) 项任务", desk.get(f"/units/{unit}").text)[1])


def test_a_unit_goes_into_another_with_its_tasks_and_comes_back(desk) -> None:
    before = count_tasks(desk, HOUSING), count_tasks(desk, REVIVAL)
    answer = say(desk, REVIVAL, "merge", HOUSING, since="2026-02-01")
    assert answer.status_code == 303
    page = desk.get(answer.headers["location"]).text
    assert f"{REVIVAL}(2026年2月1日并入)" in page
    assert count_tasks(desk, HOUSING) == 2
    assert HOUSING in desk.get(f"/units/{REVIVAL}").text
    say(desk, HOUSING, "drop", REVIVAL)
    assert (count_tasks(desk, HOUSING), count_tasks(desk, REVIVAL)) == before


def test_another_name_finds_the_unit_until_it_is_dropped(desk) -> None:
    assert desk.get("/units/县安居办").status_code == 404
    say(desk, HOUSING, "add", "县安居办")
    assert f"<h1>{HOUSING} " in desk.get("/units/县安居办").text
    say(desk, HOUSING, "drop", "县安居办")
    assert desk.get("/units/县安居办").status_code == 404


@pytest.mark.parametrize(
    ("verb", "name", "fields", "says"),
    [
        ("merge", "天文台", {}, "不是“青山县”的另一个单位"),
        ("merge", HOUSING, {}, "另一个单位"),
        ("add", "白水县住建局", {}, "不能跨地区"),
        ("add", "县", {}, "只是地区"),
        ("add", "县安居办", {"since": "去年"}, "不是日期"),
        ("drop", "县安居办", {}, "可能已经解除"),
        ("add", "", {}, "请写明单位的名称"),
        ("dance", "县安居办", {}, "请写明单位的名称"),
    ],
)
def test_what_cannot_be_is_explained_beside_the_form(desk, verb: str, name: str, fields: dict, says: str) -> None:
    answer = say(desk, HOUSING, verb, name, **fields)
    assert (answer.status_code, says in answer.text) == (409, True)
    assert "第 1 行" not in answer.text


def test_a_name_from_elsewhere_is_refused(desk) -> None:
    assert desk.post(f"/units/{HOUSING}/names", data={"verb": "add", "name": "县安居办"}).status_code == 403
