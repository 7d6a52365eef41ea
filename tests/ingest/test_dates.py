from __future__ import annotations

from datetime import date

import pytest

from ingest.dates import find_dates, read_date

MARCH = date(2024, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月1日",
        "２０２４年３月１日",
        "2024 年 3 月 1 日",
        "二〇二四年三月一日",
        "二○二四年三月一日",
        "2024-03-01 09:00",
        "2024-03-0109:00",
        "2024/3/1",
        "2024.3.1",
    ],
)
def test_full_dates_are_read_in_every_print(text):
    assert read_date(text) == MARCH


def test_chinese_days_above_ten():
    assert read_date("二〇二〇年十一月三十日") == date(2020, 11, 30)


@pytest.mark.parametrize(
    "text", ["2024年3月", "2024年2月30日", "某政发〔2024〕3号", "12024-03-011", "3月1日", "1.5.2024"]
)
def test_what_is_no_full_date_is_left(text):
    assert read_date(text) is None


def test_dates_come_in_order_with_their_spans():
    text = "自2024-03-01起,至2024年6月30日止"
    found = find_dates(text)
    assert [d.span.of(text) for d in found] == ["2024-03-01", "2024年6月30日"]
