from __future__ import annotations

import pytest

from extract.assignments import ends_with_assignment, find_assignments, find_label, find_role_note
from extract.text import View

STYLES = {
    "做好工作。\n牵头单位:县发改局\n责任单位:各乡镇": [("县发改局", "lead"), ("各乡镇", "responsible")],
    "做好工作。(牵头单位:乡农业中心;责任单位:乡财政所,各村(社区))": [
        ("乡农业中心", "lead"), ("乡财政所", "responsible"), ("各村(社区)", "responsible"),
    ],
    "做好工作。(牵头单位:县教育局,配合单位:各有关单位按职责分工配合)": [("县教育局", "lead"), ("各有关单位", "cooperating")],
    "做好工作。(县教育局、县财政局按职责分工负责)": [("县教育局", "responsible"), ("县财政局", "responsible")],
    "做好工作。(县发改局牵头,县财政局、县住建局配合)": [
        ("县发改局", "lead"), ("县财政局", "cooperating"), ("县住建局", "cooperating"),
    ],
    "做好工作。(县水利局牵头,各乡镇负责)": [("县水利局", "lead"), ("各乡镇", "responsible")],
    "做好工作。（商务部、海关总署负责，列第一位者为牵头单位，下同）": [("商务部", "lead"), ("海关总署", "responsible")],
    "做好工作。由县发展改革局会同县财政局制定办法。": [("县发展改革局", "lead"), ("县财政局", "cooperating")],
    "做好工作。由县教育局牵头,县人社局配合。": [("县教育局", "lead"), ("县人社局", "cooperating")],
    "做好工作。由县水利局负责实施。": [("县水利局", "responsible")],
    "加强宣传。县委宣传部、县文旅局要广泛宣传。": [("县委宣传部", "responsible"), ("县文旅局", "responsible")],
    "加强宣传。各地各部门要高度重视。": [],
    "加强帮扶。驻村工作队与脱贫户开展联系。": [],
    "主办单位:县司法局 协办单位:县法院、县检察院": [("县司法局", "lead"), ("县法院", "cooperating"), ("县检察院", "cooperating")],
}  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), STYLES.items(), ids=STYLES)
def test_each_style_gives_its_units_and_roles(words, expected):
    view = View.of(words)
    found = find_assignments(view, view.whole, find_role_note(view))
    assert [(a.unit, a.role) for a in found] == expected
    assert all("".join(a.span.of(words).split()) == a.unit for a in found)


def test_the_note_holds_for_lists_behind_it_only():
    view = View.of(
        "甲。(县教育局、县财政局负责)\n乙。(县水利局、县林业局负责,列第一位者为牵头单位,下同)\n丙。(县住建局、县民政局负责)"
    )
    found = find_assignments(view, view.whole, find_role_note(view))
    assert [a.unit for a in found if a.role == "lead"] == ["县水利局", "县住建局"]


@pytest.mark.parametrize(
    ("head", "role"),
    [("牵头单位", "lead"), ("责 任\n单 位", "responsible"), ("配合单位", "cooperating"), ("备注", None)],
)
def test_a_columns_head_gives_its_role(head, role):
    assert find_label(head) == role


def test_a_paragraph_that_closes_with_units_closes_its_item():
    closing, plain = View.of("抓好落实。(责任单位:县教育局)"), View.of("抓好落实(含整改)。")
    assert ends_with_assignment(closing, closing.whole)
    assert not ends_with_assignment(plain, plain.whole)
