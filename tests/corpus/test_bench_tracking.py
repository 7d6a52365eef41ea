from __future__ import annotations

from pathlib import Path

from corpus.bench_tracking import NOW, fill_store, make_plan, make_report
from taskgraph.review.matching import match_waiting
from taskgraph.store import Store, load_document, open_database
from taskgraph.tracking import matching
from taskgraph.tracking.pipeline import track


def test_only_pairs_that_may_be_of_one_quantity_are_scored(monkeypatch) -> None:
    scored = []
    find = matching.find_features
    monkeypatch.setattr(matching, "find_features", lambda *pair: scored.append(pair) or find(*pair))
    links = track([make_plan(70)], make_report(20)).links
    assert len(scored) < len(links) * 20 / 2
    assert sum(link.result is not None for link in links) == 20


def test_matching_reads_no_plan_of_another_county(tmp_path: Path) -> None:
    store = Store(open_database(":memory:"), tmp_path)
    fill_store(store, 2000)
    for reading in (make_plan(30), make_report(10)):
        load_document(store, reading.doc, reading.extraction, reading.doc.text.encode(), now=NOW)
    read: list[str] = []
    store.db.conn.set_trace_callback(read.append)
    (matched,) = match_waiting(store.db, NOW)
    assert (matched.statements, matched.linked) == (10, 10)
    assert len({sql for sql in read if sql.startswith("SELECT *, task AS name FROM task WHERE version")}) == 2
