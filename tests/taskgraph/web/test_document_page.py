"""A document is checked on its page: every fact is marked where it stands, and put right, added, struck out or undone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from extract.model import Extraction, Role
from taskgraph.store import load_document, open_store

OWN = {"origin": "http://127.0.0.1:8765"}
FIRST, SECOND = "aa11bb22cc", "aa77dd88ee"
LEAD, DUE = f"{FIRST}.1", f"{FIRST}.4"  # 县乡村振兴局, 6月底前
TARGET = f"{SECOND}.5"  # 不少于40户


@pytest.fixture
def doubtful(tmp_path, plan, now):
    """A plan of which the target and one deadline are doubtful."""
    first, second, last = plan.extraction.tasks
    first = replace(first, deadlines=(replace(first.deadlines[0], confidence=0.5), *first.deadlines[1:]))
    second = replace(second, targets=(replace(second.targets[0], confidence=0.6),))
    with open_store(tmp_path) as store:
        load_document(store, plan.doc, Extraction((first, second, last)), plan.data, now=now)
    return tmp_path


@pytest.fixture
def page(doubtful, empty_desk):
    """Return what shows the page of the plan, one fact open."""
    (address,) = set(re.findall(r'href="(/documents/\w+)"', empty_desk.get("/documents").text))

    def show(fact: str = "") -> str:
        answer = empty_desk.get(f"{address}?fact={fact}")
        assert answer.status_code == 200
        return answer.text

    def correct(fact: str, verb: str, **fields: str):
        sent = {"fact": fact, "verb": verb} | fields
        return empty_desk.post(f"{address}/corrections", data=sent, headers=OWN, follow_redirects=False)

    show.correct = correct
    show.address = address
    show.desk = empty_desk
    return show


def test_every_fact_is_marked_in_the_text_by_its_kind(page) -> None:
    text = page()
    assert re.search(r'<mark class="unit" title="单位:[^"]*">县乡村振兴局</mark>', text)
    assert re.search(r'<mark class="target doubtful" title="指标:[^"]*存疑[^"]*">不少于40户</mark>', text)
    assert "2 处存疑" in text


def test_a_fact_shows_how_it_was_read_by_what_and_where(page) -> None:
    text = page(TARGET)
    assert "农村危房 ≥ 40 户" in text
    assert "把握 60%" in text
    assert "第5段" in text


def test_doubts_are_gone_through_in_the_order_of_the_text_and_round(page) -> None:
    def following(fact: str) -> str:
        return re.search(r'fact=([\w.]+)#m-[\w-]+" data-keys="n"', page(fact))[1]

    assert [following(fact) for fact in ("", DUE, TARGET)] == [DUE, TARGET, DUE]


def test_a_confirmed_fact_is_doubtful_no_more_and_the_next_doubt_follows(page) -> None:
    answer = page.correct(DUE, "confirm", by="王敏")
    assert answer.headers["location"] == f"{page.address}?fact={TARGET}#m-{TARGET.replace('.', '-')}"
    assert "1 处存疑" in page()


@pytest.mark.parametrize(
    ("fact", "fields", "shows"),
    [
        (LEAD, {"unit": "县农业农村局", "role": "lead", "new_unit": "县农业农村局"}, "牵头单位:县农业农村局"),
        (LEAD, {"unit": "县乡村振兴局", "role": "cooperating"}, "配合单位:县乡村振兴局"),
        (DUE, {"end": "2026-07-31"}, "2026-07-31"),
        (TARGET, {"value": "45", "unit": "户", "metric": "农村危房"}, "45"),
        (f"{SECOND}.0", {"title": "改造危房", "kind": "task"}, "改造危房"),
    ],
    ids=["unit", "role", "deadline", "target", "title"],
)
def test_a_correction_counts_at_once_and_is_undone(page, fact: str, fields: dict[str, str], shows: str) -> None:
    assert page.correct(fact, "change", **fields).status_code == 303
    assert shows in page(fact)
    assert 'data-keys="u"' in page(fact)
    page.correct(fact, "undo", entry="1")
    assert 'data-keys="u"' not in page(fact)


def test_what_was_missed_is_added_by_its_words(page) -> None:
    page.correct(f"{FIRST}.0", "add", kind="target", quote="完成排查", value="100", measure="%", metric="排查率")
    page.correct(f"{FIRST}.0", "add", kind="cooperating", quote="县发改局")
    text = page(f"{FIRST}.0")
    assert "完成排查</mark>" in text
    assert "补充 指标:排查率" in text
    assert "补充 配合单位:县发改局" in text


def test_a_struck_out_fact_and_task_can_be_brought_back(page) -> None:
    page.correct(TARGET, "reject")
    assert "不少于40户</mark>" not in page()
    page.correct(f"{SECOND}.0", "undo", entry="1")
    assert "不少于40户</mark>" in page()
    page.correct(f"{SECOND}.0", "reject")
    assert "不作任务的" in page()
    page.correct(f"{SECOND}.0", "undo", entry="3")
    assert "不作任务的" not in page()


@pytest.mark.parametrize(
    ("fact", "verb", "fields", "says"),
    [
        (DUE, "change", {}, "请写明时限"),
        (DUE, "change", {"end": "明天"}, "不是日期"),
        (DUE, "change", {"start": "2026-08-01", "end": "2026-07-01"}, "晚于"),
        (TARGET, "change", {"value": "很多"}, "不是数字"),
        (LEAD, "change", {"role": "lead"}, "请写明单位"),
        (LEAD, "add", {"kind": "lead"}, "请照抄"),
        (LEAD, "add", {"kind": "lead", "quote": "天文台", "unit": "县住建局"}, "原文中没有"),
        (LEAD, "undo", {"entry": "9"}, "没有第 9 条更正"),
        (LEAD, "dance", {}, "请选择"),
        (f"{FIRST}.99", "reject", {}, "没有“99”这一条"),
    ],
)
def test_what_cannot_be_corrected_is_explained_beside_the_form(
    page, fact: str, verb: str, fields: dict[str, str], says: str
) -> None:
    answer = page.correct(fact, verb, **fields)
    assert (answer.status_code, says in answer.text) == (409, True)


@pytest.mark.parametrize("fact", ["nonsense", "zzzz.1", "../../etc.1"])
def test_a_fact_that_is_not_there_is_explained(page, fact: str) -> None:
    answer = page.desk.get(page.address, params={"fact": fact})
    assert (answer.status_code, "没有" in answer.text) == (404, True)


def test_a_correction_from_elsewhere_is_refused(page) -> None:
    assert page.desk.post(f"{page.address}/corrections", data={"fact": LEAD, "verb": "reject"}).status_code == 403


def test_a_page_of_the_original_is_shown_only_where_there_is_one(page) -> None:
    assert "原件第" not in page()
    assert page.desk.get(f"{page.address}/pages/1.png").status_code == 404


def test_what_a_text_holds_is_shown_as_text(tmp_path, empty_desk, make_plan, make_item, now) -> None:
    unit = "<script>alert('单位')</script>局"
    text = f'"><img src=x>工作要点\n1.<b>健全</b>"机制"。6月底前完成。\n牵头单位:{unit}\n完毕'
    item = make_item('<b>健全</b>"机制"', "完毕", FIRST, units=((unit, Role.LEAD),), dates=(("6月底前", None),))
    plan = make_plan(text, (item,), title='"><img src=x>工作要点', source='"><script>alert(2)</script>.txt')
    with open_store(tmp_path) as store:
        load_document(store, plan.doc, plan.extraction, plan.data, now=now)
    (address,) = set(re.findall(r'href="(/documents/\w+)"', empty_desk.get("/documents").text))
    for shown in (address, f"{address}?fact={FIRST}.1", f"/tasks/{FIRST}", "/inbox", "/documents"):
        page = empty_desk.get(shown)
        assert page.status_code == 200
        assert not re.search(r"<script(?! src=)|<img src=x|<b>健全|onerror", page.text), shown
        assert "&lt;" in page.text


def test_what_is_struck_out_leaves_the_numbers_of_the_others(page) -> None:
    assert page.correct(f"{FIRST}.2", "reject").status_code == 303
    assert "6月底前" in page(DUE)
    assert page.correct(DUE, "reject").status_code == 303
    text = page()
    assert not re.search(r"<mark[^>]*>6月底前</mark>", text)
    assert re.search(r"<mark[^>]*>县发改局</mark>", text)
