from __future__ import annotations

from extract.pipeline import extract
from ingest.pipeline import read_document


def _tasks(read_plan, items):
    return read_plan(items)[1].tasks


def test_the_smallest_item_with_a_body_is_the_task(read_plan):
    tasks = _tasks(read_plan, "一、重点任务\n\n(一)产业发展\n\n1.种植。扩大面积。\n\n2.养殖。稳定存栏。")
    assert [(t.path, t.title) for t in tasks] == [("1.1.1", "种植"), ("1.1.2", "养殖")]


def test_a_group_with_words_of_its_own_is_a_task_too(read_plan):
    items = "一、重点任务\n\n(一)抓好产业。涉农整合资金30%以上用于产业,确保稳定增收。\n\n1.种植。扩大面积。"
    assert [t.path for t in _tasks(read_plan, items)] == ["1.1", "1.1.1"]


def test_guiding_thought_and_time_are_no_tasks(read_plan):
    items = "一、指导思想\n\n坚持稳中求进。\n\n二、时间\n\n2025年3月至6月。\n\n三、重点任务\n\n(一)抓好产业。扩大面积。"
    assert [t.path for t in _tasks(read_plan, items)] == ["3.1"]


def test_kinds_follow_the_headings(read_plan):
    items = (
        "一、工作目标\n\n(一)产业兴旺。产值增长8%。\n\n二、重点任务\n\n(一)抓好产业。扩大面积。\n\n"
        "三、工作要求\n\n(一)压实责任。落实到人。"
    )
    assert [t.kind for t in _tasks(read_plan, items)] == ["objective", "task", "safeguard"]


def test_support_that_other_work_follows_is_work(read_plan):
    items = "一、强化要素保障\n\n(一)保障用地。盘活土地。\n\n二、发展产业\n\n(一)抓好种植。扩大面积。"
    assert [t.kind for t in _tasks(read_plan, items)] == ["task", "task"]


def test_what_is_enumerated_inside_a_paragraph_stays_inside(read_plan):
    items = "一、重点任务\n\n(一)抓好就业。一是加强培训;二是拓宽渠道;三是开发岗位。"
    assert len(_tasks(read_plan, items)) == 1


def test_the_text_of_a_task_is_the_item_without_its_number(read_plan):
    doc, extraction = read_plan("一、重点任务\n\n(一)抓好产业。扩大面积。\n\n牵头单位:县农业农村局")
    (task,) = extraction.tasks
    assert task.text == "抓好产业。扩大面积。\n牵头单位:县农业农村局"
    assert task.span.of(doc.text) == task.text


def test_the_signature_belongs_to_no_item(read_plan):
    (task,) = _tasks(read_plan, "一、重点任务\n\n(一)抓好产业。扩大面积。")
    assert task.text == "抓好产业。扩大面积。"


def test_units_of_a_heading_come_with_each_item_under_it(read_plan):
    items = "一、产业发展(责任单位:县农业农村局)\n\n(一)种植。扩大面积。\n\n(二)养殖。稳定存栏。"
    assert [[a.unit for a in t.assignments] for t in _tasks(read_plan, items)] == [["县农业农村局"]] * 2


def test_what_a_report_still_plans_is_work_of_the_next_year():
    report = (
        "青岚县2025年工作总结\n\n一、主要工作完成情况\n\n(一)产业发展。新建基地12个。\n\n"
        "二、2026年工作打算\n\n(一)补齐短板。6月底前建成冷库3座。\n\n青岚县农业农村局\n\n2026年1月9日\n"
    )
    extraction = extract(read_document(report.encode(), "report.txt"))
    assert [(t.path, str(t.deadlines[0].end)) for t in extraction.tasks] == [("2.1", "2026-06-30")]
    assert [(p.value, p.unit) for p in extraction.progress] == [(12, "个")]
