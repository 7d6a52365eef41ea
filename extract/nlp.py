"""The extraction as a spaCy pipeline: for displaCy, annotation tools and components of one's own.

Every code point of the canonical text is one token, so that offsets of characters and of tokens are the same.
Bulk extraction does not come this way: `extract.pipeline.extract` gives the same facts without spaCy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import jieba
from spacy import blank
from spacy.language import Language
from spacy.tokens import Doc, DocBin, SpanGroup
from spacy.tokens import Span as DocSpan
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from extract.contract import fact_record, task_record
from extract.model import Assignment, Deadline, Extraction, Progress, Target, Task
from extract.pipeline import extract
from extract.records import read_extraction
from ingest.model import Document
from ingest.pipeline import read_document

Fact = Task | Assignment | Deadline | Target | Progress

GROUPS = ("tasks", "units", "deadlines", "targets", "progress")
WORDS = "words"
_FIELDS = {"units": "assignments", "deadlines": "deadlines", "targets": "targets"}
_HAN = re.compile(r"[㐀-鿿]+")
_DOCUMENT, _EXTRACTION = "duban.document", "duban.extraction"  # keys of Doc.user_data


class CanonicalTokenizer(DummyTokenizer):
    """Reads a text as `ingest` does; the Doc's text is the canonical one, which may be shorter than what was given."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        if not text.strip():
            return Doc(self.vocab)
        document = read_document(text.encode(), "text")
        doc = _spell(self.vocab, document.text)
        doc.user_data[_DOCUMENT] = document
        return doc


def load_nlp() -> Language:
    """Return the pipeline: characters → facts → words.

    `nlp(text)` fills `doc.spans` (tasks, units, deadlines, targets, progress; words by jieba) and `doc._.extraction`;
    each span of a fact has `span._.fact`, `span._.rule` and `span._.confidence`. Raises an IngestError for texts
    that ingest refuses.
    """
    _register()
    nlp = blank("zh")
    nlp.tokenizer = CanonicalTokenizer(nlp.vocab)
    for name in ("duban_extract", "duban_spans", "duban_words"):
        nlp.add_pipe(name)
    return nlp


def to_doc(nlp: Language, document: Document, extraction: Extraction | None = None) -> Doc:
    """Return the Doc of a document that was read from any format; what was found in it is not looked for again."""
    return mark_text(nlp, document.text, extraction or extract(document))


def mark_text(nlp: Language, text: str, extraction: Extraction) -> Doc:
    """Return the Doc of a canonical text and of what was found in it."""
    doc = _spell(nlp.vocab, text)
    _keep(doc, extraction)
    return nlp(doc)


def write_docbin(docs: Iterable[Doc]) -> bytes:
    """Return the docs with spans and facts in spaCy's own binary format."""
    return DocBin(store_user_data=True, docs=docs).to_bytes()


def read_docbin(data: bytes, vocab: Vocab) -> tuple[Doc, ...]:
    """Return the docs that `write_docbin` wrote, with all that it kept of them."""
    _register()
    return tuple(DocBin(store_user_data=True).from_bytes(data).get_docs(vocab))


def _register() -> None:
    """Make our components and attributes known to spaCy; doing it again changes nothing."""
    Language.component("duban_extract", func=extract_facts)
    Language.component("duban_spans", func=mark_facts)
    Language.component("duban_words", func=mark_words)
    Doc.set_extension("extraction", getter=_extraction_of, force=True)
    DocSpan.set_extension("fact", getter=_fact_of, force=True)
    DocSpan.set_extension("rule", getter=lambda span: _attribute(span, "rule"), force=True)
    DocSpan.set_extension("confidence", getter=lambda span: _attribute(span, "confidence"), force=True)


def extract_facts(doc: Doc) -> Doc:
    """Find the facts of a Doc. Raises ValueError where its text is not canonical: offsets would not hold."""
    document = doc.user_data.pop(_DOCUMENT, None)
    if _EXTRACTION in doc.user_data or not len(doc):
        return doc
    document = document or read_document(doc.text.encode(), "text")
    if document.text != doc.text:
        raise ValueError("the Doc does not hold a canonical text; make it with load_nlp()(text) or to_doc()")
    _keep(doc, extract(document))
    return doc


def mark_facts(doc: Doc) -> Doc:
    """Fill one span group a kind of fact; the id of a span says where in the extraction its fact stands."""
    found = list(_iter_facts(doc._.extraction))
    for group in GROUPS:
        spans = [
            DocSpan(doc, fact.span.start, fact.span.end, label=_label(fact), span_id=place)
            for place, fact in found
            if place.startswith(group)
        ]
        doc.spans[group] = SpanGroup(doc, name=group, spans=spans)
    return doc


def mark_words(doc: Doc) -> Doc:
    """Fill the group of words: jieba's, on runs of Han characters."""
    jieba.setLogLevel("WARNING")
    spans = [
        DocSpan(doc, run.start() + start, run.start() + end, label="word")
        for run in _HAN.finditer(doc.text)
        for _, start, end in jieba.tokenize(run[0])
    ]
    doc.spans[WORDS] = SpanGroup(doc, name=WORDS, spans=spans)
    return doc


def _spell(vocab: Vocab, text: str) -> Doc:
    return Doc(vocab, words=list(text), spaces=[False] * len(text))


def _keep(doc: Doc, extraction: Extraction) -> None:
    """Keep what was found as JSON: user data must survive DocBin and other processes."""
    record = {
        "tasks": [task_record(task) for task in extraction.tasks],
        "progress": [fact_record(statement) for statement in extraction.progress],
    }
    doc.user_data[_EXTRACTION] = json.dumps(record, ensure_ascii=False)


def _extraction_of(doc: Doc) -> Extraction:
    kept = doc.user_data.get(_EXTRACTION)
    return _read(kept) if kept else Extraction()


@lru_cache(maxsize=4)  # each span of a Doc asks for its fact
def _read(kept: str) -> Extraction:
    return read_extraction(json.loads(kept))


def _iter_facts(extraction: Extraction) -> Iterator[tuple[str, Fact]]:
    """Yield each fact with its place: `tasks 3`, `deadlines 3 0` (the first deadline of the fourth task), …"""
    for number, task in enumerate(extraction.tasks):
        yield f"tasks {number}", task
        for group, field in _FIELDS.items():
            for n, fact in enumerate(getattr(task, field)):
                yield f"{group} {number} {n}", fact
    for number, statement in enumerate(extraction.progress):
        yield f"progress {number}", statement


def _label(fact: Fact) -> str:
    match fact:
        case Task():
            return fact.kind.value
        case Assignment():
            return fact.role.value
        case Deadline():
            return "deadline"
        case Target():
            return "target"
        case Progress():
            return "progress"


def _fact_of(span: DocSpan) -> Fact | None:
    """Return the fact that a span of ours marks, None for any other span."""
    group, *numbers = span.id_.split() or [""]
    if group not in GROUPS:
        return None
    extraction: Extraction = span.doc._.extraction
    if group == "progress":
        return extraction.progress[int(numbers[0])]
    task = extraction.tasks[int(numbers[0])]
    if group == "tasks":
        return task
    fact: Fact = getattr(task, _FIELDS[group])[int(numbers[1])]
    return fact


def _attribute(span: DocSpan, name: str) -> Any:
    return getattr(_fact_of(span), name, None)
