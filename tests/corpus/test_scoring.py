"""The figures of a small document, counted by hand."""

from __future__ import annotations

import pytest

from corpus.scoring import Outcome, Tally, score_document, sum_tallies


def _task(path, anchor, *, units=(), deadlines=(), targets=(), **more):
    assignments = [{"unit": unit, "role": role} for unit, role in units]
    return {
        "path": path, "kind": "task", "anchor": anchor, "assignments": assignments,
        "deadlines": list(deadlines), "targets": list(targets), **more,
    }  # fmt: skip


def _found(path, title, **facts):
    return _task(path, title, **facts) | {"title": title, "text": f"{title}。其余文字。"}


def _by(end, **more):
    return {"text": f"{end}前", "start": None, "end": end, "every": None, **more}


def _number(op, value, unit, **more):
    return {"text": f"{value}{unit}", "metric": "新建果园", "op": op, "value": value, "unit": unit, **more}


GOLD = {
    "file": "plan.txt",
    "document": {
        "title": "甲县工作要点", "doc_number": None, "issuer": "甲县人民政府", "published": None,
        "written": "2025-03-01", "year": 2025, "type": "工作要点", "optional": ["year"],
    },
    "tasks": [
        _task(
            "1.1", "修好水渠", units=[("县水利局", "lead"), ("各乡镇", "responsible")],
            deadlines=[_by("2025-06-30"), _by("2025-12-31", optional=True)],
            targets=[_number([">", ">="], 30, "公里"), _number("=", 2, "个月")],
        ),
        _task("1.2", "新建果园", units=[("县林业局", "lead")], targets=[_number(">=", 500, "亩")]),
        _task("1.3", "各部门要对照落实", optional=True, units=[("各部门", "responsible")]),
    ],
    "progress": [
        {"text": "修渠12公里", "metric": "修渠", "value": 12, "unit": "公里", "state": None, "as_of": None},
        {"text": "正在施工", "metric": "施工", "value": None, "unit": None, "state": "under_way", "as_of": None},
    ],
}  # fmt: skip

FOUND = {
    "source": "plan.txt",
    "text": "修好水渠",
    "document": {
        "title": "甲县 工作要点", "issuer": "县政府办", "written": "2025-03-01", "year": 2024, "type": "工作要点",
    },
    "tasks": [
        _found(
            "1.1", "一、修好水渠", units=[("县水利局", "lead"), ("各乡镇", "cooperating")],
            deadlines=[_by("2025-06-30", span=[0, 4]), _by("2025-12-31", span=[0, 1])],
            targets=[_number(">", 30, "公里"), _number("=", 2, "月"), _number("=", 7, "座")],
        ),
        _found("1.3", "各部门要对照落实", units=[("各部门", "lead")]),
        _found("1.4", "加强领导", units=[("县政府办", "lead")]),
    ],
    "progress": [{"text": "修渠12公里", "metric": "修渠", "value": 12.0, "unit": "公里"}],
}  # fmt: skip

BY_HAND = {
    "tasks": Tally(hits=1, missed=1, wrong=1),  # 1.3 is optional: neither found nor wrong
    "units": Tally(hits=1, missed=2, wrong=2),  # 各乡镇 in the wrong role counts twice, 县林业局 missed, 县政府办 wrong
    "leads": Tally(hits=1, missed=1, wrong=1),
    "deadlines": Tally(hits=1),  # the optional one absorbs the second
    "targets": Tally(hits=2, missed=1, wrong=1),  # 个月 is 月; 500 亩 missed with its task; 7 座 made up
    "progress": Tally(hits=1),  # a state alone is not scored
    "document": Tally(hits=3, missed=1, wrong=1),  # year is optional, doc_number and published are empty on both sides
}


@pytest.mark.parametrize("layer", BY_HAND)
def test_figures_equal_those_counted_by_hand(layer):
    assert score_document(GOLD, FOUND).tally(layer) == BY_HAND[layer]


def test_a_missing_prediction_misses_everything_and_makes_up_nothing():
    score = score_document(GOLD, {})
    assert [score.tally(layer).missed for layer in BY_HAND] == [2, 3, 2, 1, 3, 1, 4]
    assert all(score.tally(layer).found == 0 for layer in BY_HAND)


def test_gold_against_itself_is_perfect():
    same = GOLD | {"tasks": [t | {"title": t["anchor"], "text": t["anchor"]} for t in GOLD["tasks"]]}
    same["tasks"][0] = same["tasks"][0] | {"targets": [_number(">", 30, "公里"), _number("=", 2, "个月")]}
    assert all(t.f1 == 1.0 for t in sum_tallies([score_document(GOLD, same)]).values())


def test_of_gold_annotated_in_part_only_its_layers_count():
    score = score_document(GOLD | {"layers": ["progress"]}, FOUND)
    assert score.tally("progress") == Tally(hits=1)
    assert score.tally("tasks") == Tally()
    assert score.checks == ()


def test_spans_are_checked_where_the_output_carries_the_text():
    checks = [c.right for c in score_document(GOLD, FOUND).checks if c.share == "spans"]
    assert checks.count(True) == 0  # the spans of this prediction quote the heading, not their own words
    assert score_document(GOLD, {k: v for k, v in FOUND.items() if k != "text"}).checks == tuple(
        c for c in score_document(GOLD, FOUND).checks if c.share != "spans"
    )


def test_wrong_and_missed_entries_name_their_task():
    findings = score_document(GOLD, FOUND).findings
    assert [(f.where, f.outcome) for f in findings if f.layer == "targets" and f.outcome is not Outcome.HIT] == [
        ("1.1", Outcome.WRONG),
        ("1.2", Outcome.MISSED),
    ]


@pytest.mark.parametrize(
    ("tally", "figures"),
    [
        pytest.param(Tally(hits=3, missed=1, wrong=2), (0.6, 0.75, 2 / 3), id="some of each"),
        pytest.param(Tally(), (1.0, 1.0, 1.0), id="nothing to find, nothing found"),
        pytest.param(Tally(missed=2), (1.0, 0.0, 0.0), id="all missed"),
        pytest.param(Tally(wrong=2), (0.0, 1.0, 0.0), id="all made up"),
    ],
)
def test_precision_recall_and_f1_follow_from_the_counts(tally, figures):
    assert (tally.precision, tally.recall, tally.f1) == pytest.approx(figures)
