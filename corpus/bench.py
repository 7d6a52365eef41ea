"""How long the product takes, beside a named peer measured in the same run. Ratios matter, seconds do not."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.command import DUBAN
from corpus.manifest import DOCUMENTS, load_samples
from extract.pipeline import extract
from ingest.pipeline import read_document

_ROUNDS = 3


def iter_reading_lines() -> Iterator[str]:
    """Yield the time of reading and extracting all sample documents beside jieba's on the same text."""
    import jieba  # noqa: PLC0415 -- the peer; slow to load

    paths = _sample_paths()
    data = {path: path.read_bytes() for path in paths}
    docs = [read_document(data[path], path.name) for path in paths]
    jieba.setLogLevel(60)
    jieba.initialize()
    reading = best_time(lambda: [read_document(data[path], path.name) for path in paths])
    extracting = best_time(lambda: [extract(doc) for doc in docs])
    peer = best_time(lambda: [list(jieba.cut(doc.text)) for doc in docs])
    size = sum(len(doc.text) for doc in docs)
    yield f"{len(docs)} documents, {size} characters, best of {_ROUNDS} rounds"
    yield compare("ingest (read_document)", reading, "jieba.cut", peer)
    yield compare("extract", extracting, "jieba.cut", peer)
    yield compare("ingest + extract", reading + extracting, "jieba.cut", peer)


def iter_start_lines() -> Iterator[str]:
    """Yield the time of `duban who` on the loaded samples beside that of an empty Python."""
    with TemporaryDirectory() as folder:
        duban = [*DUBAN, "--data-dir", folder]
        _run([*duban, "load", *(str(path) for path in _sample_paths())])
        who = best_time(lambda: _run([*duban, "who", "青岚县农业农村局"]))
    empty = best_time(lambda: _run([sys.executable, "-c", "pass"]))
    yield compare("duban who", who, "python -c pass", empty)


def _sample_paths() -> list[Path]:
    return [DOCUMENTS / sample.file for sample in load_samples() if sample.format != "broken"]


def best_time(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of a few rounds, after one that warms up."""
    work()
    return min(_time(work) for _ in range(_ROUNDS))


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def compare(name: str, seconds: float, peer: str, peer_seconds: float) -> str:
    ratio = seconds / peer_seconds
    return f"{name:<24}{seconds * 1000:>9.1f} ms   {peer:<16}{peer_seconds * 1000:>9.1f} ms   ratio {ratio:.2f}"
