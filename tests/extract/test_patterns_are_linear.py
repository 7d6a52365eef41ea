"""No rule can be made to backtrack: the time of each pattern grows with the length of its worst strings, not faster.

Python counts no steps of a match, so times of one run are compared, and only where they are long enough to tell.
"""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.metrics import split_subjects
from extract.tables import expand

ROOT = Path(__file__).parents[2]
SHARED = (
    "1", "1.", "1、", "、", "(", ")", "的", " ", "一", "一月", "县", "局", "局、", "局和", "县局及县", "县局以及", "县(一、一)和",
    "各市、县(", "年", "月", "每", "20", "-", "⟦·⟧", "“", "由",
)  # fmt: skip
LENGTHS = (16, 24, 32, 40, 48, 64, 128, 512, 2048)  # from each to the next only the slowest strings are tried
KEPT = 6
TOO_LONG = 0.25  # seconds that no string may take
FLOOR = 0.003  # seconds below which times are not compared
WORST_RATIO = (
    9  # the last length is 4 times the one before: a linear pattern takes about 4 times as long, a square one 16
)


def _iter_rows() -> Iterator[tuple[str, re.Pattern[str], tuple[str, ...]]]:
    for folder in ("extract", "ingest"):
        pieces_file = ROOT / folder / "lexicon" / "pieces.toml"
        shared = tomllib.loads(pieces_file.read_text("utf-8"))["pieces"] if pieces_file.exists() else {}
        for path in sorted((ROOT / folder / "lexicon").glob("*.toml")):
            data = tomllib.loads(path.read_text("utf-8"))
            pieces = shared | data.get("pieces", {})
            for row in data.get("rule", []):
                if "pattern" in row:
                    pattern = re.compile(expand(row["pattern"], pieces))
                    yield f"{folder}/{path.stem}/{row['id']}", pattern, tuple(row["examples"])


ROWS = tuple(_iter_rows())


def _iter_pumps(examples: tuple[str, ...]) -> Iterator[str]:
    """Yield what is worth repeating: the examples, their beginnings, characters and pairs, and what breaks patterns."""
    wanted = [*SHARED]
    for example in examples:
        wanted += [example, example[:-1], *example, *(example[n : n + 2] for n in range(len(example) - 1))]
    yield from dict.fromkeys(pump for pump in wanted if pump)


def _seconds(pattern: re.Pattern[str], opening: str, pump: str, length: int) -> float:
    text = opening + (pump * length)[:length] + "!"
    start = time.process_time()
    pattern.search(text)
    return time.process_time() - start


def _find_growth(pattern: re.Pattern[str], examples: tuple[str, ...]) -> str | None:
    """Return the string, if any, for which the time grows faster than its length."""
    tried = [(opening, pump) for opening in ("", *examples[:1]) for pump in _iter_pumps(examples)]
    for length in LENGTHS:
        timed = []
        for words in tried:
            timed.append((_seconds(pattern, *words, length), words))
            if timed[-1][0] > TOO_LONG:
                return f"{words} up to {length} characters: {timed[-1][0]:.1f} s"
        timed.sort(reverse=True)
        tried = [words for _, words in timed[:KEPT]]
    return next(
        (f"{words}: {ratio:.0f} times" for words in tried[:2] if (ratio := _ratio(pattern, words)) > WORST_RATIO), None
    )


def _ratio(pattern: re.Pattern[str], words: tuple[str, str]) -> float:
    """Return how many times as long the longest string takes; 0 where that is too short a time to tell."""
    shorter, longer = (min(_seconds(pattern, *words, length) for _ in range(3)) for length in LENGTHS[-2:])
    return longer / max(shorter, 1e-6) if longer > FLOOR else 0.0


@pytest.mark.parametrize(("pattern", "examples"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_time_of_a_pattern_grows_with_its_text(pattern, examples):
    assert _find_growth(pattern, examples) is None


@pytest.mark.parametrize("pattern", ["(?:一+)+局", "(?:一|一一)*局", "[一二]+局"])
def test_a_pattern_that_backtracks_is_found(pattern):
    assert _find_growth(re.compile(pattern), ("一",))


def test_a_pattern_with_bounds_is_linear():
    assert _find_growth(re.compile("一{0,20}局"), ("一",)) is None


def test_a_long_clause_before_numbers_is_read_in_step_with_its_length():
    def seconds(length: int) -> float:
        start = time.process_time()
        split_subjects("一" * length, 3)
        return time.process_time() - start

    shorter, longer = (min(seconds(length) for _ in range(3)) for length in LENGTHS[-2:])
    assert longer < FLOOR or longer / shorter < WORST_RATIO
