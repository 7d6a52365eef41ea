"""A change to a rule tells what it gains and loses against the recorded scores."""

from __future__ import annotations

import json

from corpus.baseline import iter_changes, load_baseline, record_scores, save_baseline
from corpus.scoring import DocumentScore, Finding, Outcome


def _score(*findings: tuple[str, Outcome, str], file: str = "a.txt") -> DocumentScore:
    found = tuple(Finding(layer=layer, outcome=outcome, where="1.1", words=words) for layer, outcome, words in findings)
    return DocumentScore(file=file, findings=found, checks=())


BEFORE = _score(("targets", Outcome.MISSED, "12座"), ("tasks", Outcome.HIT, "建库"))
NOW = _score(("targets", Outcome.HIT, "12座"), ("tasks", Outcome.HIT, "建库"), ("deadlines", Outcome.WRONG, "近期"))


def _changes(*, with_entries: bool) -> list[str]:
    return list(iter_changes(*(record_scores([score], with_entries=with_entries) for score in (BEFORE, NOW))))


def test_entries_of_our_own_documents_are_named():
    assert _changes(with_entries=True) == [
        "+ a.txt: no longer: targets 1.1 missed 12座",
        "- a.txt: deadlines 1.1 wrong 近期",
    ]


def test_of_other_documents_only_counts_are_kept():
    assert _changes(with_entries=False) == [
        "- a.txt: deadlines: hits +0, missed +0, wrong +1",
        "+ a.txt: targets: hits +1, missed -1, wrong +0",
    ]
    assert "12座" not in json.dumps(record_scores([BEFORE], with_entries=False), ensure_ascii=False)


def test_the_same_scores_change_nothing():
    record = record_scores([BEFORE], with_entries=True)
    assert list(iter_changes(record, record)) == []


def test_documents_that_come_and_go_are_named():
    other = record_scores([_score(file="b.txt")], with_entries=False)
    lines = list(iter_changes(record_scores([BEFORE], with_entries=False), other))
    assert lines == ["- a.txt: gone from this set", "+ b.txt: new in this set"]


def test_recording_a_set_leaves_the_others(tmp_path):
    path = tmp_path / "baseline.json"
    assert load_baseline(path) == {}
    first, second = record_scores([BEFORE], with_entries=True), record_scores([NOW], with_entries=False)
    save_baseline(path, "mine", first)
    save_baseline(path, "theirs", second)
    assert load_baseline(path) == {"mine": first, "theirs": second}
