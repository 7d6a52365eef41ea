"""A fact is as sure as its rule has shown itself, weighed against the finder's own estimate."""

from __future__ import annotations

import pytest

from extract.confidence import Measure, confidence, load_measures, weigh
from extract.pipeline import extract, find_facts


@pytest.mark.parametrize(
    ("measure", "estimate", "expected"),
    [
        pytest.param(None, 0.95, 0.85, id="an unseen rule is never sure"),
        pytest.param(None, 0.6, 0.6, id="nor surer than its finder"),
        pytest.param(Measure(9.0, 9), 0.9, 0.975, id="always right"),
        pytest.param(Measure(2.0, 4), 0.9, 0.671, id="right in half of the documents"),
        pytest.param(Measure(1.0, 1), 0.75, 0.812, id="one document proves little"),
    ],
)
def test_records_are_weighed_against_estimates(measure, estimate, expected):
    assert weigh(measure, estimate) == expected


def test_the_model_knows_the_common_rules():
    measures = load_measures()
    assert {"tasks/han-paren", "units/lead-label", "deadlines/part-of-month/until", "targets/plain"} <= set(measures)
    assert all(0 <= measure.right <= measure.documents for measure in measures.values())


def test_each_fact_of_a_document_is_rated_by_its_rule(read_plan):
    doc, rated = read_plan("一、重点任务\n\n(一)抓好就业。6月底前新增就业500人。\n\n牵头单位:县人社局")
    (found,), (task,) = find_facts(doc).tasks, rated.tasks
    assert rated == extract(doc)
    assert task.confidence == confidence(f"tasks/{task.rule}", found.confidence)
    for layer, before, after in (
        ("units", found.assignments, task.assignments),
        ("deadlines", found.deadlines, task.deadlines),
        ("targets", found.targets, task.targets),
    ):
        assert [f.confidence for f in after] == [confidence(f"{layer}/{f.rule}", f.confidence) for f in before]
        assert len(after) == 1
