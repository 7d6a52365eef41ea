from __future__ import annotations

from corpus.manifest import DOCUMENTS, GOLD, SOURCES, load_samples

SAMPLES = load_samples()


def test_every_document_is_listed_once():
    assert sorted(sample.file for sample in SAMPLES) == sorted(path.name for path in DOCUMENTS.iterdir())


def test_every_readable_document_has_gold():
    readable = {f"{sample.file}.json" for sample in SAMPLES if sample.format != "broken"}
    assert {path.name for path in GOLD.glob("*.json")} == readable


def test_every_source_makes_a_document():
    made = {sample.source for sample in SAMPLES if sample.format not in ("text", "broken")}
    assert set(SOURCES.iterdir()) == made


def test_every_sample_says_what_it_is_for():
    assert all(sample.title and sample.purpose for sample in SAMPLES)
