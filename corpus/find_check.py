"""Whether search finds exactly what stands in documents: sampled words against a look at every text.

A word is any run of 1–8 characters of a block, some of them written in full width or capitals. The truth is where its
folded form stands in the folded texts: nothing of the product's index is asked for it.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.model import Extraction
from extract.pipeline import extract
from ingest.errors import IngestError
from ingest.model import BlockKind, Document
from ingest.pipeline import read_document
from taskgraph.folding import fold
from taskgraph.hit_query import find_hits
from taskgraph.model import Filters
from taskgraph.store import Store, load_document, open_database
from taskgraph.viewpoint import usual_viewpoint

VIEW = usual_viewpoint(date(2026, 3, 1))
LONGEST = 8
_QUOTES = ("「」", "『』", '""', "“”")
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}


@dataclass(frozen=True, slots=True)
class Text:
    """What a document says: its parts (tasks and blocks), folded."""

    key: str
    parts: frozenset[str]

    def holds(self, word: str) -> bool:
        return any(word in part for part in self.parts)


@dataclass(slots=True)
class Tally:
    """Pairs of a query and a document."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, found: set[str], truth: set[str]) -> None:
        self.right += len(found & truth)
        self.missed += len(truth - found)
        self.wrong += len(found - truth)

    def line(self, name: str) -> str:
        recall = self.right / (self.right + self.missed or 1)
        precision = self.right / (self.right + self.wrong or 1)
        return f"{name:<12}recall {recall:.3f}  precision {precision:.3f}  ({self.right} pairs)"


def iter_check_lines(paths: Iterable[Path], *, words: int, seed: int = 6) -> Iterator[str]:
    """Yield recall and precision of words and of each Boolean form over all documents that can be read."""
    rng = random.Random(seed)
    with TemporaryDirectory() as folder:
        store = Store(open_database(":memory:"), Path(folder))
        texts = tuple(_load(store, path) for path in paths)
        known = tuple({text.key: text for text in texts if text and text.parts}.values())
        yield f"{len(known)} documents"
        yield from _iter_tallies(store.db.conn, known, words, rng)


def _load(store: Store, path: Path) -> Text | None:
    data = path.read_bytes()
    try:
        doc = read_document(data, path.name)
    except IngestError:
        return None
    extraction = extract(doc)
    load_document(store, doc, extraction, data, now=datetime(2026, 3, 1, tzinfo=UTC))
    return Text(doc.key, frozenset(_iter_parts(doc, extraction)))


def _iter_parts(doc: Document, extraction: Extraction) -> Iterator[str]:
    for block in doc.blocks:
        if block.kind is not BlockKind.FURNITURE:
            yield fold(block.span.of(doc.text))
    for task in extraction.tasks:
        yield fold(task.text)


def _iter_tallies(db: sqlite3.Connection, texts: Sequence[Text], words: int, rng: random.Random) -> Iterator[str]:
    forms = ("word", "a b", "a | b", "-a")
    tallies = {form: Tally() for form in forms}
    for _ in range(words):
        (a, first), (b, second) = _cut(rng, texts), _cut(rng, texts)
        with_a = {text.key for text in texts if text.holds(fold(a))}
        with_b = {text.key for text in texts if text.holds(fold(b))}
        everywhere = {text.key for text in texts}
        for form, query, truth in (
            ("word", first, with_a),
            ("a b", f"{first} {second}", with_a & with_b),
            ("a | b", f"{first} | {second}", with_a | with_b),
            ("-a", f"-{first}", everywhere - with_a),
        ):
            tallies[form].add({hit.document.key for hit in find_hits(db, query, Filters(), VIEW)}, truth)
    for form, tally in tallies.items():
        yield tally.line(form)


def _cut(rng: random.Random, texts: Sequence[Text]) -> tuple[str, str]:
    """Return a run of characters that stands in some text, and the query that asks for it."""
    while True:
        part = rng.choice(sorted(rng.choice(texts).parts))
        start = rng.randrange(len(part) or 1)
        word = part[start : start + rng.randint(1, LONGEST)]
        quotes = next((pair for pair in _QUOTES if not set(pair) & set(word)), None)
        if quotes and word.strip() and "\n" not in word:
            written = rng.choice((word, word.upper(), word.translate(_FULL_WIDTH)))
            if fold(written) == word and not set(quotes) & set(written):
                return word, quotes[0] + written + quotes[1]
