"""What was read wrong of a task is put right on its own page, with the same forms as in the text of its document."""

from __future__ import annotations

import re

import pytest

OWN = {"origin": "http://127.0.0.1:8765"}
TASK = "/tasks/aa77dd88ee"
LEAD, HELPER, YEAR_END, QUARTERLY, HOUSES = (f"aa77dd88ee.{number}" for number in range(1, 6))


def correct(desk, fact: str, verb: str, **fields: str):
    sent = {"fact": fact, "verb": verb} | fields
    return desk.post(f"{TASK}/corrections", data=sent, headers=OWN, follow_redirects=False)


def test_every_fact_of_a_task_can_be_opened_from_its_page(desk) -> None:
    page = desk.get(TASK).text
    keys = re.findall(r'fact=(aa77dd88ee\.\d)#fact"', page)
    assert keys == [f"aa77dd88ee.{number}" for number in range(6)]
    assert all('<section class="card panel open"' in desk.get(f"{TASK}?fact={key}").text for key in keys)


@pytest.mark.parametrize(
    ("fact", "fields", "says"),
    [
        pytest.param("aa77dd88ee.0", {"title": "修缮农村危房", "kind": "task"}, "<h1>", id="title"),
        pytest.param(LEAD, {"unit": "县乡村振兴局", "role": "lead"}, "牵头单位:青山县乡村振兴局", id="unit"),
        pytest.param(
            HELPER, {"unit": "青山县乡村振兴局", "role": "responsible"}, "责任单位:青山县乡村振兴局", id="role"
        ),
        pytest.param(YEAR_END, {"end": "2026-11-30"}, "时限:2026年11月30日", id="deadline"),
        pytest.param(HOUSES, {"metric": "农村危房", "op": ">=", "value": "45", "unit": "户"}, "≥ 45户", id="target"),
    ],
)
def test_each_field_is_put_right_and_says_what_it_was(desk, fact: str, fields: dict[str, str], says: str) -> None:
    answer = correct(desk, fact, "change", by="王敏", note="与原件不符", **fields)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{TASK}?fact={fact}#fact")
    page = desk.get(f"{TASK}?fact={fact}").text
    assert says.replace(">", "&gt;") in page or says in page
    assert "更正" in page
    assert re.search(r"王敏,20\d\d年\d+月\d+日,理由:与原件不符", page)


def test_what_is_struck_out_can_be_brought_back_and_changes_no_number(desk) -> None:
    correct(desk, LEAD, "reject", note="附则里的")
    page = desk.get(TASK).text
    assert "不计:牵头单位:县住建局" in page
    assert f"fact={HELPER}#fact" in page
    assert f"fact={LEAD}#fact" not in page
    correct(desk, LEAD, "undo", entry="1")
    assert "不计:" not in desk.get(TASK).text


def test_a_task_that_is_none_is_shown_where_its_document_has_it(desk) -> None:
    answer = correct(desk, "aa77dd88ee.0", "reject")
    assert answer.headers["location"].startswith("/documents/")
    assert "不作任务的" in desk.get(answer.headers["location"]).text


def test_what_was_missed_is_added(desk) -> None:
    correct(desk, LEAD, "add", quote="12月底前", kind="responsible", unit="县发改局")
    assert "责任单位:青山县发展和改革局" in desk.get(TASK).text


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"verb": "change", "unit": "县河湖局", "role": "lead"}, id="changed"),
        pytest.param({"verb": "add", "unit": "县河湖局", "kind": "lead", "quote": "12月底前"}, id="added"),
    ],
)
def test_a_name_that_is_new_is_asked_about_once(desk, fields: dict[str, str]) -> None:
    asked = correct(desk, LEAD, **fields)
    assert asked.status_code == 409
    assert "名录里没有这个单位:县河湖局" in asked.text
    assert 'name="new_unit" value="县河湖局"' in asked.text
    assert 'name="unit" list="unit-names" value="县河湖局"' in asked.text
    assert correct(desk, LEAD, **fields, new_unit="县河湖局").status_code == 303
    assert "青山县河湖局" in desk.get(TASK).text


def test_a_slip_is_answered_with_what_comes_near(desk) -> None:
    assert "相近的有:青山县" in correct(desk, LEAD, "change", unit="县住建设局", role="lead").text


def test_names_of_the_region_are_offered(desk) -> None:
    offered = re.search(r'<datalist id="unit-names">(.*?)</datalist>', desk.get(f"{TASK}?fact={LEAD}").text)[1]
    assert "青山县乡村振兴局" in offered


def test_a_form_that_failed_keeps_what_was_typed(desk) -> None:
    page = correct(desk, YEAR_END, "change", start="2026-12-01", end="2026-11-30", note="见 <b>附件").text
    assert "晚于截止日期" in page
    assert 'name="start" value="2026-12-01"' in page
    assert 'name="note" value="见 &lt;b&gt;附件"' in page


@pytest.mark.parametrize("fact", ["aa11bb22cc.1", "aa77dd88ee.x", "aa77dd88ee", "zz.1"])
def test_what_is_no_fact_of_the_task_is_explained(desk, fact: str) -> None:
    assert desk.get(f"{TASK}?fact={fact}").status_code == 404


def test_a_correction_from_elsewhere_is_refused(desk) -> None:
    assert desk.post(f"{TASK}/corrections", data={"fact": LEAD, "verb": "reject"}).status_code == 403


def test_rules_are_named_in_words(desk) -> None:
    page = desk.get(f"{TASK}?fact={LEAD}").text
    assert "按条目里写到的单位" in page
    assert "<code>" not in page
