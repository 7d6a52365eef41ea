"""Confidence is measured: right is what every careful clerk marks, and a document is one case."""

from __future__ import annotations

import json

from corpus.calibration import Case, Verdict, evaluate, find_cases, measure_rules, render_model


def _fact(value: int, rule: str = "plain", **more: object) -> dict:
    return {"text": f"{value}座", "op": "=", "value": value, "unit": "座", "rule": rule, "confidence": 0.75} | more


GOLD = {
    "file": "a.txt",
    "tasks": [
        {"anchor": "建设冷库", "path": "1", "kind": "task", "targets": [_fact(12), _fact(3, optional=True)]},
        {"anchor": "加强领导", "path": "2", "kind": "safeguard", "optional": True},
    ],
}
FOUND = {
    "tasks": [
        {
            "title": "建设冷库",
            "path": "1",
            "rule": "han",
            "confidence": 0.95,
            "targets": [_fact(12), _fact(3), _fact(7)],
        },
        {"title": "加强领导", "path": "2", "rule": "han", "confidence": 0.95, "targets": [_fact(9)]},
    ]
}


def test_facts_are_right_wrong_or_disputed():
    found = [(case.rule, case.verdict) for case in find_cases(GOLD, FOUND)]
    assert found == [
        ("tasks/han", Verdict.RIGHT),
        ("tasks/han", Verdict.DISPUTED),
        ("targets/plain", Verdict.RIGHT),
        ("targets/plain", Verdict.WRONG),
        ("targets/plain", Verdict.DISPUTED),
    ]


def test_gold_of_some_layers_judges_these_alone():
    assert {case.rule for case in find_cases(GOLD | {"layers": ["tasks"]}, FOUND)} == {"tasks/han"}


def _case(document: str, verdict: Verdict = Verdict.RIGHT, rule: str = "units/label") -> Case:
    return Case(document=document, rule=rule, verdict=verdict, estimate=0.9)


def test_a_document_is_one_case_however_often_a_rule_fires_in_it():
    cases = [*[_case("a")] * 30, _case("b"), _case("b", Verdict.DISPUTED)]
    assert measure_rules(cases) == {"units/label": (1.5, 2)}


def test_a_document_is_judged_by_the_others():
    cases = [_case("a"), _case("b"), *[_case("c", Verdict.WRONG)] * 2]
    evaluation = evaluate(cases)
    assert (evaluation.facts, evaluation.right) == (4, 2)
    assert (evaluation.sure, evaluation.sure_right) == (2, 0)  # both wrong ones: the others were right


def test_the_file_for_the_product_is_json_with_the_evaluation_beside_the_rules():
    cases = [_case("a"), _case("b")]
    data = json.loads(render_model(measure_rules(cases), evaluate(cases)))
    assert data["rules"] == {"units/label": [2.0, 2]}
    assert "leaving one document out" in data["evaluation"]
