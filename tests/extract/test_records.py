"""The JSON contract can be read back: what was written and read is what was found."""

from __future__ import annotations

import json

import pytest

from corpus.manifest import DOCUMENTS, load_samples
from extract.contract import document_record
from extract.pipeline import extract
from extract.records import read_extraction
from ingest.pipeline import read_document

SAMPLES = [sample.file for sample in load_samples() if sample.format != "broken"]


@pytest.mark.parametrize("name", SAMPLES, ids=range(len(SAMPLES)))
def test_a_line_of_json_is_read_back_as_it_was_found(name):
    doc = read_document((DOCUMENTS / name).read_bytes(), name)
    found = extract(doc)
    line = json.dumps(document_record(doc, found, with_text=False), ensure_ascii=False)
    assert read_extraction(json.loads(line)) == found
