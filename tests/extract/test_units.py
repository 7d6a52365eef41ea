from __future__ import annotations

import pytest

from extract.text import View
from extract.units import find_units, is_collective, is_general

LISTS = {
    "县教育局、县卫健局": ["县教育局", "县卫健局"],
    "县委宣传部,各乡镇": ["县委宣传部", "各乡镇"],
    "乡扶贫办、各村(社区)": ["乡扶贫办", "各村(社区)"],
    "各市、县（市、区）政府": ["各市、县（市、区）政府"],
    "市财政局、各区县（自治县）人民政府": ["市财政局", "各区县（自治县）人民政府"],
    "省财政厅和各市、县〔区〕人民政府": ["省财政厅", "各市、县〔区〕人民政府"],
    "县自然资源和规划局、县人力资源和社会保障局": ["县自然资源和规划局", "县人力资源和社会保障局"],
    "县委和县政府": ["县委", "县政府"],
    "县民政局等部门": ["县民政局"],
    "县水利局等有关部门和单位": ["县水利局"],
    "各有关部门和单位": ["各有关部门和单位"],
    "各有关单位按职责分工配合": ["各有关单位"],
    "县农业农村局(牵头)、县财政局": ["县农业农村局", "县财政局"],
    "县推进办(以下简称推进办)、县民政局": ["县推进办", "县民政局"],
    "无": [],
    "—": [],
}


@pytest.mark.parametrize(("words", "names"), LISTS.items(), ids=LISTS)
def test_a_list_is_cut_into_names_as_printed(words, names):
    view = View.of(words)
    assert [unit.name for unit in find_units(view, view.whole)] == names


def test_a_role_in_brackets_behind_a_name_is_read():
    view = View.of("县农业农村局(牵头)、县财政局")
    assert [unit.role for unit in find_units(view, view.whole)] == ["lead", None]


@pytest.mark.parametrize("name", ["各乡镇", "县直各单位", "有关部门", "各市、县(市、区)政府", "领导小组成员单位"])
def test_collectives_are_told_from_single_units(name):
    assert is_collective(name)


@pytest.mark.parametrize("name", ["县教育局", "县发展改革委", "白石乡人民政府"])
def test_single_units_are_no_collectives(name):
    assert not is_collective(name)


def test_mere_addressees_are_general():
    assert is_general("各地各部门")
    assert not is_general("各乡镇")
