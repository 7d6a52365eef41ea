from __future__ import annotations

from copy import deepcopy

import pytest

from corpus.annotations import load_gold
from corpus.lint_gold import find_gold_problems
from corpus.manifest import DOCUMENTS, GOLD
from ingest.pipeline import read_document

TEXT = "一、修好水渠。6月底前修渠30公里。责任单位:县水利局。已修渠12公里。"
SOUND = {
    "file": "plan.txt",
    "document": {
        "title": None,
        "doc_number": None,
        "issuer": None,
        "published": None,
        "written": "2025-03-01",
        "year": 2025,
        "type": "工作方案",
        "period": {"start": None, "end": None},
    },
    "tasks": [
        {
            "path": "1",
            "kind": "task",
            "anchor": "修好水渠",
            "assignments": [{"unit": "县水利局", "role": "responsible"}],
            "deadlines": [{"text": "6月底前", "start": None, "end": "2025-06-30", "every": None}],
            "targets": [{"text": "30公里", "metric": "修渠", "op": "=", "value": 30, "unit": "公里"}],
        }
    ],
    "progress": [
        {
            "text": "已修渠12公里",
            "metric": "修渠",
            "change": None,
            "value": 12,
            "unit": "公里",
            "state": None,
            "as_of": None,
        }
    ],
}


def test_sound_gold_has_no_problems():
    assert find_gold_problems(SOUND, TEXT) == []


@pytest.mark.parametrize(
    ("where", "value", "problem"),
    [
        pytest.param(("tasks", 0, "anchor"), "修坏水渠", "the anchor '修坏水渠' does not stand", id="anchor"),
        pytest.param(("tasks", 0, "kind"), "duty", "no such kind: duty", id="kind"),
        pytest.param(
            ("tasks", 0, "assignments", 0, "unit"), "县财政局", "the unit '县财政局' does not stand", id="unit"
        ),
        pytest.param(("tasks", 0, "assignments", 0, "role"), "leader", "no such role", id="role"),
        pytest.param(("tasks", 0, "deadlines", 0, "text"), "7月底前", "'7月底前' do not stand", id="quote"),
        pytest.param(("tasks", 0, "deadlines", 0, "end"), "2025-6-31", "not a date", id="date"),
        pytest.param(("tasks", 0, "deadlines", 0, "start"), "2025-07-01", "ends before it starts", id="order"),
        pytest.param(("tasks", 0, "deadlines", 0, "every"), "fortnight", "no such rhythm: fortnight", id="rhythm"),
        pytest.param(("tasks", 0, "targets", 0, "value"), "30", "not a number: '30'", id="number"),
        pytest.param(("tasks", 0, "targets", 0, "op"), "≥", "no such op", id="op"),
        pytest.param(("tasks", 0, "targets", 0, "op"), "range", "has value_max", id="range"),
        pytest.param(("progress", 0, "value"), None, "neither number nor state", id="progress"),
        pytest.param(("progress", 0, "state"), "finished", "no such state", id="state"),
        pytest.param(("document", "type"), "方案", "no such type", id="type"),
        pytest.param(("document", "written"), "2025年3月", "not a date", id="written"),
    ],
)
def test_a_mistake_is_named(where, value, problem):
    gold = deepcopy(SOUND)
    *path, last = where
    part = gold
    for step in path:
        part = part[step]
    part[last] = value
    assert any(problem in found for found in find_gold_problems(gold, TEXT))


@pytest.mark.parametrize("gold", load_gold(GOLD), ids=lambda gold: gold["file"])
def test_the_gold_of_the_samples_stands_in_its_documents(gold):
    path = DOCUMENTS / gold["file"]
    assert find_gold_problems(gold, read_document(path.read_bytes(), path.name).text) == []
