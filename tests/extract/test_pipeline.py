"""Properties of the whole arrow: every claim points home, and reading again changes nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.contract import document_record
from extract.pipeline import extract
from ingest.pipeline import read_document

ITEMS = (
    "一、重点任务\n\n(一)抓好产业。6月底前新建基地3个以上,每月调度。\n\n牵头单位:县农业农村局\n\n责任单位:各乡镇\n\n"
    "(二)抓好就业。新增就业500人。(县人社局、县财政局按职责分工负责)"
)


def _facts(extraction):
    for task in extraction.tasks:
        yield from (*task.assignments, *task.deadlines, *task.targets)
    yield from extraction.progress


def test_every_fact_slices_to_its_quote(read_plan):
    doc, extraction = read_plan(ITEMS)
    facts = list(_facts(extraction))
    assert len(facts) == 8
    for fact in facts:
        assert fact.span.of(doc.text) == getattr(fact, "text", None) or fact.unit
        assert fact.rule
        assert 0 < fact.confidence <= 1


def test_reading_again_changes_nothing(read_plan):
    doc, extraction = read_plan(ITEMS)
    assert extract(doc) == extraction


def test_ids_survive_another_carrier_and_another_numbering(read_plan):
    first = read_plan(ITEMS)[1].tasks
    again = read_plan(ITEMS.replace("(一)", "1.").replace("(二)", "2."))[1].tasks
    assert [t.id for t in first] == [t.id for t in again]
    assert len({t.id for t in first}) == len(first)


def test_equal_openings_get_ids_of_their_own(read_plan):
    doc, _ = read_plan("一、任务\n\n(一)抓好落实。\n\n(二)抓好落实。")
    ids = [t.id for t in extract(doc).tasks]
    assert len(set(ids)) == 2
    assert [t.id for t in extract(replace(doc, source="elsewhere")).tasks] == ids


LINES = st.lists(
    st.sampled_from(
        [
            "一、重点任务",
            "(一)抓好产业。",
            "1.新建3个基地。",
            "牵头单位:县教育局",
            "(县水利局负责)",
            "6月底前完成。",
            "二、要求",
            "各乡镇",
            "3—5",
            "((",
            "《》",
        ]
    ),
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(LINES)
def test_no_order_of_lines_breaks_a_span(lines):
    doc = read_document(("青岚县2025年要点\n" + "\n".join(lines)).encode(), "x.txt")
    extraction = extract(doc)
    assert all(task.span.of(doc.text) == task.text for task in extraction.tasks)
    assert all(0 <= f.span.start < f.span.end <= len(doc.text) for f in _facts(extraction))


def test_the_contract_names_every_field(read_plan):
    doc, extraction = read_plan(ITEMS)
    line = document_record(doc, extraction, with_text=True)
    assert {"source", "key", "sha256", "document", "tasks", "progress", "text"} <= set(line)
    task = line["tasks"][0]
    assert {"id", "path", "kind", "title", "text", "span", "page", "assignments", "deadlines", "targets"} <= set(task)
    assert task["deadlines"][0] | {"span": None, "confidence": None} == {
        "text": "6月底前", "start": None, "end": "2025-06-30", "every": None, "rrule": None, "basis": "inferred",
        "anchor_event": None, "span": None, "rule": "part-of-month/until", "confidence": None,
    }  # fmt: skip
    assert "text" not in document_record(doc, extraction, with_text=False)
