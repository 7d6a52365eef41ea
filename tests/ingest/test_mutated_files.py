"""Whatever becomes of a file on its way, reading it gives a document or an error of a known kind: soon, and in little
memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Extraction
from extract.pipeline import extract
from ingest.containers import find_members, is_container
from ingest.errors import IngestError
from ingest.model import Document
from ingest.ocr import Engine, Picture, SeenChar, SeenLine
from ingest.pipeline import read_document
from tests.mutation import PROFILE, SAMPLES, Budget, mutate

# Long; Pillow warns of damage.
pytestmark = [pytest.mark.e2e, pytest.mark.filterwarnings("ignore::UserWarning")]

LONGEST = 30  # seconds for one file, on a machine that does much else
MOST_MEMORY = 1500  # MB
DEEPEST = 3
ENDINGS = sorted({path.suffix for path in (SAMPLES / "carriers").iterdir()})


@cache
def load_samples(ending: str) -> tuple[bytes, ...]:
    files = chain((SAMPLES / "carriers").iterdir(), (SAMPLES / "documents").iterdir())
    return tuple(path.read_bytes() for path in sorted(files) if path.suffix == ending)


def see_anything(picture: Picture) -> tuple[SeenLine, ...]:
    """Stand in for OCR, which takes the time of hundreds of files: see lines of words anywhere in a picture."""
    height, width, *_ = picture.shape
    rng = Random(height * width)
    return tuple(_see_line(rng, width, height) for _ in range(rng.randrange(12)))


def _see_line(rng: Random, width: int, height: int) -> SeenLine:
    x, y = rng.uniform(-5, width), rng.uniform(-5, height)
    right, foot = x + rng.uniform(0, width), y + rng.uniform(0, 60)
    corners = ((x, y), (right, y), (right, foot), (x, foot))
    words = rng.choice(("一、重点任务", "牵头单位:县水利局", "6月底前完成 30户", "", " ", "— 3 —", "机 密"))
    return SeenLine(corners, rng.random(), tuple(SeenChar(char, rng.random(), corners) for char in words))


@pytest.fixture(scope="module", autouse=True)
def quick_eyes() -> Iterator[None]:
    """Put another engine in the place of the one for OCR."""
    engine = Engine(see_anything, lambda picture, box: None)
    with pytest.MonkeyPatch.context() as patch:
        for reader in ("image", "scan"):
            patch.setattr(f"ingest.readers.{reader}.load_engine", lambda: engine)
        yield


def read_all(data: bytes, depth: int = 0) -> list[tuple[Document, Extraction]]:
    """Read a file, or the members of a container, as far as they can be read."""
    try:
        if is_container(data) and depth < DEEPEST:
            return [found for member in find_members(data) for found in read_member(member.read, depth)]
        doc = read_document(data, "mutated")
    except IngestError as error:
        return check_told(error)
    return [(doc, extract(doc))]


def check_told(error: IngestError) -> list[tuple[Document, Extraction]]:
    """Expect a kind and a message of an error; nothing was read."""
    assert error.kind != IngestError.kind
    assert str(error)
    return []


def read_member(read: Callable[[], bytes], depth: int) -> list[tuple[Document, Extraction]]:
    try:
        data = read()
    except IngestError as error:
        return check_told(error)
    return read_all(data, depth + 1)


def check_spans(doc: Document, found: Extraction) -> None:
    """Every claim stands where it says."""
    for block in doc.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(doc.text)
    for task in found.tasks:
        assert task.span.of(doc.text) == task.text
        for fact in (*task.deadlines, *task.targets):
            assert fact.span.of(doc.text) == fact.text
        for charge in task.assignments:
            assert "".join(charge.span.of(doc.text).split()) == "".join(charge.unit.split())
    for progress in found.progress:
        assert progress.span.of(doc.text) == progress.text


def peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_damaged_file_gives_a_document_or_a_known_error(ending: str) -> None:
    pool, budget = load_samples(ending), Budget()

    @PROFILE
    @given(sample=st.integers(0, len(pool) - 1), seed=st.integers(0, 2**40))
    def try_one(sample: int, seed: int) -> None:
        if budget.is_spent():
            return
        data = mutate(pool[sample], seed, pool)
        began, before = time.monotonic(), peak_memory()
        for doc, found in read_all(data):
            check_spans(doc, found)
        assert time.monotonic() - began < LONGEST
        assert peak_memory() - before < MOST_MEMORY

    try_one()
