from __future__ import annotations

import pytest

from corpus.matching import pair_facts, pair_tasks


def _deadline(end=None, *, start=None, every=None, text="某时", **more):
    return {"text": text, "start": start, "end": end, "every": every, **more}


@pytest.mark.parametrize(
    ("layer", "gold", "found", "outcome"),
    [
        pytest.param(
            "deadlines",
            _deadline("2025-06-30"),
            _deadline("2025-06-30", start="2025-01-01"),
            (1, 0, 0),
            id="the start of a deadline with an end is not compared",
        ),
        pytest.param(
            "deadlines",
            _deadline(start="2025-07-01"),
            _deadline(start="2025-07-01"),
            (1, 0, 0),
            id="where there is no end the start counts",
        ),
        pytest.param(
            "deadlines",
            _deadline(every="month"),
            _deadline("2025-01-25", every="month"),
            (1, 0, 0),
            id="of what repeats only the rhythm counts",
        ),
        pytest.param(
            "deadlines", _deadline("2025-06-30"), _deadline(every="month"), (0, 1, 1), id="a rhythm is no day"
        ),
        pytest.param(
            "units",
            {"unit": "各村(社区)", "role": "lead"},
            {"unit": "各村（社区）", "role": "lead"},
            (1, 0, 0),
            id="width does not matter in units",
        ),
        pytest.param(
            "units",
            {"unit": "县教育局", "role": ["lead", "responsible"]},
            {"unit": "县教育局", "role": "responsible"},
            (1, 0, 0),
            id="either role where gold allows both",
        ),
        pytest.param(
            "targets",
            {"text": "5%", "op": "=", "value": 5, "unit": "%"},
            {"text": "5%", "op": "=", "value": 5.0, "unit": "％"},
            (1, 0, 0),
            id="5 is 5.0",
        ),
        pytest.param(
            "deadlines",
            _deadline("2025-02-27", text="春节前后", optional=True),
            _deadline(text="春节"),
            (0, 0, 0),
            id="an optional entry absorbs the same words",
        ),
        pytest.param(
            "targets",
            {"text": "八成", "op": "=", "value": 80, "unit": "%", "optional": True},
            {"text": "约八十", "op": "~", "value": 80, "unit": None},
            (0, 0, 0),
            id="an optional entry absorbs the same number",
        ),
    ],
)
def test_two_facts_match_by_what_the_guide_compares(layer, gold, found, outcome):
    pairing = pair_facts([gold], [found], layer)
    assert (len(pairing.pairs), len(pairing.missed), len(pairing.wrong)) == outcome


def test_one_prediction_serves_one_gold_entry():
    pairing = pair_facts([_deadline("2025-06-30"), _deadline("2025-06-30")], [_deadline("2025-06-30")], "deadlines")
    assert (len(pairing.pairs), len(pairing.missed)) == (1, 1)


def test_an_entry_with_one_reading_chooses_before_one_with_two():
    two = {"unit": "县教育局", "role": ["lead", "responsible"]}
    one = {"unit": "县教育局", "role": "lead"}
    found = [{"unit": "县教育局", "role": "lead"}, {"unit": "县教育局", "role": "responsible"}]
    assert len(pair_facts([two, one], found, "units").pairs) == 2


@pytest.mark.parametrize(
    ("title", "text", "paired"),
    [
        pytest.param("修好水渠", "修好水渠。全长三公里。", True, id="title"),
        pytest.param("(一)修好水渠", "", True, id="title with its number"),
        pytest.param("水利", "修好水渠,全长三公里。", True, id="text"),
        pytest.param("修好", "", False, id="a title shorter than the anchor"),
        pytest.param("抓紧修好水渠", "", False, id="anchor in the middle"),
    ],
)
def test_a_task_is_paired_when_its_words_begin_with_the_anchor(title, text, paired):
    gold, found = {"path": "1", "anchor": "修好水渠"}, {"path": "2", "title": title, "text": text}
    assert bool(pair_tasks([gold], [found]).pairs) is paired


def test_of_equal_beginnings_the_same_path_wins():
    found = [{"path": "1.1", "title": "落实责任"}, {"path": "2.1", "title": "落实责任"}]
    (pair,) = pair_tasks([{"path": "2.1", "anchor": "落实责任"}], found).pairs
    assert pair[1]["path"] == "2.1"
