from __future__ import annotations

from typing import Any

import pytest

from corpus.manifest import DOCUMENTS
from corpus.tracking import PAIRS, REPORTS, add_up, load_pairs, read_pair, score_pair, score_pairs
from corpus.wording import bare

TARGET = {"text": "新建冷库12座", "metric": "冷库", "op": "=", "value": 12, "unit": "座", "change": None}
RESULT = {"text": "建成冷库11座", "value": 11, "unit": "座"}


def gold(**changes: Any) -> dict[str, Any]:
    link = {"target": TARGET, "result": RESULT, "met": False} | changes
    return {"links": [link], "unreported": []}


def line(result: dict[str, Any] | None = RESULT, met: bool | None = False) -> dict[str, Any]:
    return {"target": TARGET, "result": result, "met": met}


@pytest.mark.parametrize(
    ("truth", "found", "counts"),
    [
        (gold(), line(), (1, 0, 0, 1, 1)),
        (gold(), line(met=True), (1, 0, 0, 1, 0)),
        (gold(), line(None, None), (0, 1, 0, 0, 0)),
        (gold(), line(RESULT | {"value": 9}), (0, 1, 1, 0, 0)),
        (gold(met=None), line(met=True), (1, 0, 0, 0, 0)),
        (gold(optional=True), line(None, None), (0, 0, 0, 0, 0)),
        ({"links": [], "unreported": [TARGET]}, line(), (0, 0, 1, 0, 0)),
        ({"links": [], "unreported": [TARGET]}, line(None, None), (0, 0, 0, 0, 0)),
        (gold(result={"text": "冷库…完成", "value": None, "unit": None}, met=True), line(None, True), (1, 0, 0, 1, 1)),
    ],
    ids=["right", "met-wrong", "missed", "other", "open", "optional", "no-result", "unreported", "in-words"],
)
def test_a_line_is_compared_with_gold(truth: dict[str, Any], found: dict[str, Any], counts: tuple[int, ...]) -> None:
    score = score_pair(truth, [found, {"target": {}, "task": {"id": "a"}, "state": "done"}])
    assert (score.right, score.missed, score.wrong, score.judged, score.met_right) == counts


@pytest.mark.parametrize("pair", load_pairs(PAIRS), ids=lambda pair: pair["name"])
def test_the_words_of_tracking_gold_stand_in_their_documents(pair: dict[str, Any]) -> None:
    plan, report = read_pair(pair, (DOCUMENTS, REPORTS))
    texts = [entry["target"]["text"] for entry in pair["links"]] + [entry["text"] for entry in pair["unreported"]]
    assert [text for text in texts if bare(text) not in bare(plan.doc.text)] == []
    results = [entry["result"]["text"] for entry in pair["links"]]
    assert [text for text in results if bare(text) not in bare(report.doc.text)] == []


def test_the_samples_are_tracked_as_gold_says() -> None:
    total = add_up(tuple(score_pairs(load_pairs(PAIRS), (DOCUMENTS, REPORTS))))
    assert total.f1 >= 0.97
    assert total.met >= 0.97
