from __future__ import annotations

import pytest

from corpus.manifest import GOLD
from corpus.phrases import Phrase, Result, load_phrases


def _day(start, end):
    return {"start": start, "end": end, "every": None}


@pytest.mark.parametrize(
    ("expected", "deadlines", "right"),
    [
        pytest.param("-/2020-06-30", [_day(None, "2020-06-30")], True, id="by a day"),
        pytest.param(
            "-/2020-06-30", [_day("2020-06-01", "2020-06-30")], True, id="the start of a day by which is free"
        ),
        pytest.param("2020-04-01/-", [_day("2020-04-02", None)], False, id="from another day"),
        pytest.param("2020-04-01/2020-06-30", [_day(None, "2020-06-30")], False, id="no start"),
        pytest.param("month", [{"start": None, "end": "2020-01-25", "every": "month"}], True, id="rhythm"),
        pytest.param(
            "-/2020-06-30", [{"start": None, "end": "2020-06-30", "every": "year"}], False, id="a rhythm too much"
        ),
        pytest.param("-/2020-10-01|-/2020-09-30", [_day(None, "2020-09-30")], True, id="either reading"),
        pytest.param("month;quarter", [{"every": "month"}], False, id="one of two"),
        pytest.param("", [], True, id="no deadline"),
        pytest.param("", [_day(None, "2020-06-30")], False, id="a deadline where there is none"),
    ],
)
def test_a_reading_is_right_when_dates_and_rhythms_agree(expected, deadlines, right):
    assert Result(phrase=Phrase("某时", expected), deadlines=tuple(deadlines)).right is right


def test_every_phrase_of_the_list_is_loaded():
    assert Phrase("6月底前", "-/2020-06-30") in load_phrases(GOLD / "phrases.tsv")
