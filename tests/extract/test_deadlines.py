from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.phrases import iter_results, load_phrases
from extract.deadlines import find_deadlines, read_deadline_cell
from extract.moments import TimeContext
from extract.text import View

PHRASES = load_phrases(Path(__file__).parents[2] / "corpus/gold/phrases.tsv")

NO_DEADLINES = (Path(__file__).parent / "data/no_deadlines.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.words)
def test_the_phrase_list_is_read_as_written(phrase):
    (result,) = iter_results((phrase,), date(2020, 3, 15))
    assert result.right, str(result)


@pytest.mark.parametrize("sentence", NO_DEADLINES)
def test_what_sets_no_date_gives_none(sentence, context):
    view = View.of(sentence)
    assert find_deadlines(view, view.whole, context) == ()


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("2026年3月底前完成立项,6月底前开工。", ["2026-03-31", "2026-06-30"]),
        ("6月底前完成,9月底前验收。", ["2025-06-30", "2025-09-30"]),
        ("明年1月底前报送。", ["2026-01-31"]),
        ("确保今年10%以上的农户参与。", ["2025-12-31"]),
        ("2025年新建公厕30座。", ["2025-12-31"]),
        ("到2027年,建成示范点。", ["2027-12-31"]),
    ],
)
def test_the_year_comes_from_the_sentence_or_the_plan(sentence, end, context):
    view = View.of(sentence)
    assert [str(d.end) for d in find_deadlines(view, view.whole, context)] == end


@pytest.mark.parametrize(
    ("words", "every", "rrule"),
    [
        ("每月25日前报送", "month", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("每季度末通报", "quarter", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ("每周五前上报", "week", "FREQ=WEEKLY;BYDAY=FR"),
        ("每两周调度", "2 week", "FREQ=WEEKLY;INTERVAL=2"),
        ("每年12月底前总结", "year", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
        ("建立周调度机制", "week", "FREQ=WEEKLY"),
        ("坚持一季一督导", "quarter", "FREQ=MONTHLY;INTERVAL=3"),
    ],
)
def test_rhythms_carry_a_recurrence_rule(words, every, rrule, context):
    view = View.of(words)
    (found,) = find_deadlines(view, view.whole, context)
    assert (found.every, found.rrule) == (every, rrule)


def test_days_of_a_rhythm_give_its_first_occurrence(context):
    view = View.of("每月22—25日比对数据。")
    (found,) = find_deadlines(view, view.whole, context)
    assert (found.start, found.end) == (date(2025, 1, 22), date(2025, 1, 25))


def test_an_event_without_a_day_stays_open(context):
    view = View.of("收到通知后5个工作日内报送方案。")
    (found,) = find_deadlines(view, view.whole, context)
    assert (found.end, found.basis, found.anchor_event) == (None, "open", "收到通知后")


def test_workdays_follow_the_official_calendar():
    view = View.of("自印发之日起5个工作日内上报。")
    spring = TimeContext(year=2025, written=date(2025, 1, 24))  # 26 January is worked, 28 January to 4 February are off
    (found,) = find_deadlines(view, view.whole, spring)
    assert found.end == date(2025, 2, 7)


def test_in_a_cell_a_bare_date_is_a_deadline(context):
    view = View.of("2025年6月")
    assert [d.end for d in read_deadline_cell(view, view.whole, context)] == [date(2025, 6, 30)]


def test_spans_slice_to_the_text(context):
    text = "5月中旬开始收购,9月1日前完成;每月调度,2025年3月20日—6月30日集中整治。"
    view = View.of(text)
    found = find_deadlines(view, view.whole, context)
    assert [d.text for d in found] == [d.span.of(text) for d in found]
    assert [d.text for d in found] == ["5月中旬开始", "9月1日前", "每月", "2025年3月20日—6月30日"]


def test_a_rhythm_begins_on_the_day_before_it_in_its_sentence(context):
    view = View.of("从2025年11月起,每半年更新一次目录。")
    assert [(str(d.start), d.every) for d in find_deadlines(view, view.whole, context)] == [
        ("2025-11-01", None),
        ("2025-11-01", "half-year"),
    ]
