"""How long it takes to find among 40 million characters put together from the samples' clauses, beside instr().

The store is filled by direct inserts, as fast as the index takes them; what is measured is what commands call.
"""

from __future__ import annotations

import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corpus.manifest import DOCUMENTS, load_samples
from ingest.pipeline import read_document
from taskgraph.datadir import DATABASE
from taskgraph.facet_query import FacetCount, count_facets, count_stored
from taskgraph.filter_query import Asked, ask
from taskgraph.folding import fold, tokens
from taskgraph.hit_query import iter_hits
from taskgraph.model import Filters
from taskgraph.passages import base_rank
from taskgraph.query import iter_tasks
from taskgraph.reader import open_reader
from taskgraph.search import OTHER_TIER, TASK_TIER
from taskgraph.store import open_database
from taskgraph.viewpoint import usual_viewpoint

CHARACTERS = 40_000_000
TASKS, OTHERS, LENGTH = 20, 10, 270  # of a document, and characters of each
UNITS = 200
PAGE = 20
VIEW = usual_viewpoint(date(2026, 3, 1))
_VERSION = """
INSERT INTO version (id, document, number, text_hash, text, title, issuer, written, year, type, loaded_at)
VALUES (?, ?, 1, '', ?, ?, ?, ?, ?, '工作要点', '')
"""
_TASK = """
INSERT INTO task (id, version, task, path, kind, title, text, span_start, span_end, rule, confidence)
VALUES (?, ?, ?, ?, 'task', ?, ?, ?, ?, '', 1)
"""
_ASSIGNMENT = "INSERT INTO assignment VALUES (?, ?, ?, ?, 0, 0, '', 1)"
_DEADLINE = """
INSERT INTO deadline (task, text, end_date, basis, span_start, span_end, rule, confidence)
VALUES (?, '', ?, 'exact', 0, 0, '', 1)
"""
_PASSAGE = "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)"
_TOKENS = "INSERT INTO passage_fts (rowid, body) VALUES (?, ?)"
_COUNT = "SELECT count(*) FROM passage WHERE instr(folded, ?)"


class Piece(NamedTuple):
    """A part of a synthetic document; `task` is the row of the task that it is, if it is one."""

    start: int
    text: str
    task: int | None


def iter_finding_lines(characters: int = CHARACTERS) -> Iterator[str]:
    """Yield how long first pages, counts and facets take, and instr() over the plain table."""
    rng = random.Random(6)
    with TemporaryDirectory() as folder:
        seconds, passages = fill(Path(folder), characters, rng)
        yield f"{passages} passages, {characters} characters: indexed in {seconds:.1f} s"
        with open_reader(Path(folder)) as db:
            yield from _iter_measures(db, rng)


def fill(data_dir: Path, characters: int, rng: random.Random) -> tuple[float, int]:
    """Make a store of random documents; return the seconds that its index took, and how many passages it has."""
    clauses = _load_clauses()
    db = open_database(data_dir / DATABASE).conn
    _add_units(db)
    seconds, count = 0.0, characters // ((TASKS + OTHERS) * LENGTH)
    for number in range(1, count + 1):
        pieces = tuple(_iter_pieces(rng, clauses, number))
        written = date(2015, 1, 1) + timedelta(days=rng.randrange(4000))
        _add_document(db, rng, number, pieces, written)
        started = time.perf_counter()
        _index(db, number, pieces, written)
        seconds += time.perf_counter() - started
        if number % 100 == 0:
            db.commit()
    started = time.perf_counter()
    db.commit()
    db.close()
    return seconds + time.perf_counter() - started, count * (TASKS + OTHERS)


def _load_clauses() -> Sequence[str]:
    paths = (DOCUMENTS / sample.file for sample in load_samples() if sample.format != "broken")
    texts = (read_document(path.read_bytes(), path.name).text for path in paths)
    return sorted({clause for text in texts for clause in re.split(r"[,，。;；\n]", text) if len(clause) > 3})


def _iter_pieces(rng: random.Random, clauses: Sequence[str], number: int) -> Iterator[Piece]:
    """Yield pieces of random clauses; one character in thirty is another one, so that rare words are there too."""
    at = 0
    for place in range(TASKS + OTHERS):
        text = ""
        while len(text) < LENGTH - 1:
            text += rng.choice(clauses) + ("。" if text == "" else ",")
        chars = list(text[: LENGTH - 1])
        for i in rng.sample(range(len(chars)), len(chars) // 30):
            chars[i] = rng.choice(rng.choice(clauses))
        yield Piece(at, "".join(chars), (number - 1) * TASKS + place + 1 if place < TASKS else None)
        at += LENGTH


def _add_units(db: sqlite3.Connection) -> None:
    units = range(1, UNITS + 1)
    db.executemany("INSERT INTO unit VALUES (?, '青山县', ?, ?, 0)", [(n, f"第{n}局", f"青山县第{n}局") for n in units])
    db.executemany("INSERT INTO unit_form VALUES (?, ?, 1)", [(f"青山县第{n}局", n) for n in units])


def _add_document(
    db: sqlite3.Connection, rng: random.Random, number: int, pieces: Sequence[Piece], written: date
) -> None:
    text = "\n".join(piece.text for piece in pieces)
    db.execute("INSERT INTO document VALUES (?, ?)", [f"{number:010x}", f"第{number}号"])
    title, issuer = f"青山县第{number}号工作要点", f"青山县第{number % 50}局"
    db.execute(_VERSION, [number, f"{number:010x}", text, title, issuer, written.isoformat(), written.year])
    for piece in pieces:
        if piece.task is None:
            continue
        end, title = piece.start + len(piece.text), _title(piece.text)
        db.execute(_TASK, [piece.task, number, f"{piece.task:010x}", "1", title, piece.text, piece.start, end])
        for n in range(3):
            assignment = piece.task * 3 + n
            role = ("lead", "responsible", "cooperating")[n]
            db.execute(_ASSIGNMENT, [assignment, piece.task, "", role])
            db.execute("INSERT INTO assignment_unit VALUES (?, ?)", [assignment, rng.randint(1, UNITS)])
        db.execute(_DEADLINE, [piece.task, (written + timedelta(days=rng.randrange(600))).isoformat()])


def _title(text: str) -> str:
    return text.partition("。")[0]


def _index(db: sqlite3.Connection, number: int, pieces: Sequence[Piece], written: date) -> None:
    base = base_rank(f"{number:010x}", written)
    rows, words = [], []
    for place, piece in enumerate(pieces):
        folded = fold(piece.text)
        title = fold(_title(piece.text)) if piece.task else None
        rank = base + place + (TASK_TIER if piece.task else OTHER_TIER)
        rows.append((rank, number, piece.task, piece.start, piece.start + len(piece.text), title, folded))
        words.append((rank, tokens(folded)))
        if title:
            words.append((rank - TASK_TIER, tokens(title)))
    db.executemany(_PASSAGE, rows)
    db.executemany(_TOKENS, sorted(words))


def _iter_measures(db: sqlite3.Connection, rng: random.Random) -> Iterator[str]:
    texts = [row[0] for row in db.execute("SELECT folded FROM passage ORDER BY id LIMIT 30000")]
    sampled = [_cut(rng, rng.choice(texts)) for _ in range(100)]
    pairs = Counter(text[i : i + 2] for text in texts[:3000] for i in range(len(text) - 1))
    common = [pair for pair, _ in pairs.most_common(200) if pair.isalnum()][:30]
    for name, words in (("words of 2-8 characters", sampled), ("thirty commonest words", common)):
        yield f"{name}:"
        yield _measure("search, first page", words, lambda word: list(islice(_hits(db, word), PAGE)))
        yield _measure("tasks --text, first page", words, lambda word: list(islice(_tasks(db, word), PAGE)))
        yield _measure(
            "facets of what is stored", words, lambda word: list(count_stored(db, _ask(db, word, of_all=True)))
        )
        yield _measure("instr() on the plain table", words[:10], lambda word: db.execute(_COUNT, [word]).fetchone())
    yield "all tasks:"
    yield _measure("tasks, first page", [""], lambda _: list(islice(iter_tasks(db, ask(db, Filters()), VIEW), PAGE)))
    yield _measure("facets of what is stored", [""], lambda _: list(count_stored(db, ask(db, Filters()))))
    yield _measure("all facets (with lights)", [""], lambda _: count_facets(db, Filters(), VIEW))


def _cut(rng: random.Random, text: str) -> str:
    length = rng.randint(2, 8)
    start = rng.randrange(len(text) - length)
    return text[start : start + length]


def _hits(db: sqlite3.Connection, word: str) -> Iterator[object]:
    return iter_hits(db, f"「{word}」", Filters(), VIEW)


def _ask(db: sqlite3.Connection, word: str, *, of_all: bool = False) -> Asked:
    return ask(db, Filters(text=f"「{word}」"), of_all=of_all)


def _tasks(db: sqlite3.Connection, word: str) -> Iterator[object]:
    return iter_tasks(db, _ask(db, word), VIEW)


def _count(db: sqlite3.Connection, word: str) -> list[FacetCount]:
    return list(count_stored(db, _ask(db, word, of_all=True)))


def _measure(name: str, words: Sequence[str], work: Callable[[str], object]) -> str:
    seconds = sorted(_time(work, word) for word in words)
    ranks = quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else seconds * 19
    return f"  {name:<28}p50 {ranks[9] * 1000:>8.1f} ms   p95 {ranks[18] * 1000:>8.1f} ms"


def _time(work: Callable[[str], object], word: str) -> float:
    started = time.perf_counter()
    work(word)
    return time.perf_counter() - started
