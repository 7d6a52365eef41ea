from __future__ import annotations

from corpus.bench_tracking import make_plan, make_report
from taskgraph.tracking import matching
from taskgraph.tracking.pipeline import track


def test_only_pairs_that_may_be_of_one_quantity_are_scored(monkeypatch) -> None:
    scored = []
    find = matching.find_features
    monkeypatch.setattr(matching, "find_features", lambda *pair: scored.append(pair) or find(*pair))
    links = track([make_plan(70)], make_report(20)).links
    assert len(scored) < len(links) * 20 / 2
    assert sum(link.result is not None for link in links) == 20
