"""The spaCy face says what extraction says, in spans that survive the way to disk and back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.manifest import DOCUMENTS, load_samples
from extract.pipeline import extract
from ingest.errors import ClassifiedFileError
from ingest.pipeline import read_document

ITEMS = (
    "一、重点任务\n\n(一)抓好产业。6月底前新建基地3个以上,每月调度。\n\n牵头单位:县农业农村局\n\n"
    "(二)抓好就业。新增就业500人。(县人社局、县财政局按职责分工负责)"
)
SAMPLES = [sample.file for sample in load_samples() if sample.format != "broken"]


@pytest.fixture(scope="module")
def nlp():
    from extract import load_nlp  # noqa: PLC0415

    return load_nlp()


def _facts(extraction):
    for task in extraction.tasks:
        yield from (task, *task.assignments, *task.deadlines, *task.targets)
    yield from extraction.progress


def _marked(doc):
    return [span for group in ("tasks", "units", "deadlines", "targets", "progress") for span in doc.spans[group]]


@pytest.mark.parametrize("name", SAMPLES, ids=range(len(SAMPLES)))
def test_the_spans_of_a_sample_are_the_facts_of_its_extraction(nlp, name):
    from extract.nlp import to_doc  # noqa: PLC0415

    document = read_document((DOCUMENTS / name).read_bytes(), name)
    doc = to_doc(nlp, document)
    assert doc.text == document.text
    assert doc._.extraction == extract(document)
    wanted = sorted(_facts(extract(document)), key=repr)
    assert sorted((span._.fact for span in _marked(doc)), key=repr) == wanted
    assert all(span.text == span._.fact.span.of(document.text) for span in _marked(doc))


def test_a_text_given_as_it_is_reads_like_a_document(nlp):
    text = "青岚县2025年重点工作要点\n\n" + ITEMS
    document = read_document(text.encode(), "text")
    assert nlp(text)._.extraction == extract(document)


def test_spans_carry_role_kind_rule_and_confidence(nlp):
    doc = nlp("青岚县2025年重点工作要点\n\n" + ITEMS)
    assert [(span.label_, span.text) for span in doc.spans["units"]] == [
        ("lead", "县农业农村局"), ("responsible", "县人社局"), ("responsible", "县财政局"),
    ]  # fmt: skip
    assert [span.label_ for span in doc.spans["tasks"]] == ["task", "task"]
    target = doc.spans["targets"][0]
    assert (target.text, target._.rule, target._.fact.value) == ("3个以上", "or-more", 3)
    assert 0 < target._.confidence <= 1
    assert doc[:2]._.fact is None


def test_words_are_words_and_stay_inside_runs_of_han(nlp):
    doc = nlp("加快农村供水提质3个,完成验收。")
    words = [span.text for span in doc.spans["words"]]
    assert "".join(words) == "加快农村供水提质个完成验收"
    assert "农村" in words


def test_docbin_keeps_spans_and_facts(nlp):
    from extract.nlp import read_docbin, write_docbin  # noqa: PLC0415

    doc = nlp("青岚县2025年重点工作要点\n\n" + ITEMS)
    (again,) = read_docbin(write_docbin([doc]), nlp.vocab)
    assert again.text == doc.text
    assert again._.extraction == doc._.extraction
    assert [(s.text, s.label_, s._.fact) for s in _marked(again)] == [
        (s.text, s.label_, s._.fact) for s in _marked(doc)
    ]


def test_what_was_found_before_is_not_looked_for_again(nlp):
    from extract.nlp import to_doc  # noqa: PLC0415

    document = read_document(("青岚县2025年重点工作要点\n\n" + ITEMS).encode(), "text")
    less = replace(extract(document), tasks=extract(document).tasks[:1])
    assert to_doc(nlp, document, less)._.extraction == less


def test_an_empty_text_gives_an_empty_doc(nlp):
    doc = nlp(" \n")
    assert (len(doc), len(doc.spans["tasks"]), doc._.extraction.tasks) == (0, 0, ())


def test_a_marked_text_is_refused_here_as_well(nlp):
    with pytest.raises(ClassifiedFileError):
        nlp("机密★1年\n\n关于防汛工作的通知\n\n一、任务\n\n1.巡查堤防。")


def test_a_doc_of_another_tokenizer_is_refused_where_offsets_would_not_hold(nlp):
    from spacy.tokens import Doc  # noqa: PLC0415

    with pytest.raises(ValueError, match="canonical"):
        nlp(Doc(nlp.vocab, words=["ABC", "(", "一", ")"]))


def test_importing_the_package_imports_no_spacy():
    program = "import sys, extract, extract.pipeline; assert not {'spacy', 'jieba', 'sklearn'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])
