"""Compare the words of texts: is it the same text in another carrier, a new version, or merely alike?

A Word file and a PDF of one text differ in spaces, signs, page numbers and the order of tables; a new version
differs in words or numbers, be it in one. What was recognised from a picture (OCR) may err in single characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass

from ingest.model import Block, BlockKind

SHINGLE = 5  # characters
SAME_SCAN = 0.9  # share of common shingles that a scan, with its errors, has with its text
NOT_WORD = re.compile(r"[\W_]+")
PAGE_NUMBER = re.compile(r"第?\d{1,4}页?(?:共\d{1,4}页)?")
LABEL = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百]{1,5}[、.．章节条]|[(（][一二三四五六七八九十\d]{1,4}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳])"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text block by block, without the page around it; `scanned` if any was read from a picture."""

    blocks: tuple[str, ...]
    scanned: bool = False

    @property
    def words(self) -> str:
        return "".join(bare(block) for block in self.blocks)


def wording(text: str, blocks: Iterable[Block]) -> Wording:
    body = [block for block in blocks if block.kind is not BlockKind.FURNITURE]
    scanned = any(block.place.confidence is not None for block in body)
    return Wording(tuple(block.span.of(text) for block in body), scanned)


def bare(text: str) -> str:
    """Fold away width, case, white space and punctuation: `１.健全 机制。` → `1健全机制`."""
    return NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def shingles(words: str) -> frozenset[str]:
    """Return every run of five characters, or the whole of a shorter text."""
    return frozenset(words[i : i + SHINGLE] for i in range(max(1, len(words) - SHINGLE + 1)))


def similarity(one: Set[str], other: Set[str]) -> float:
    """Return the share of common shingles among all (Jaccard)."""
    return len(one & other) / max(1, len(one | other))


def is_same_text(new: Wording, known: Wording) -> bool:
    """Whether `new` brings no other words or numbers than `known`, in whatever order.

    No share of common words can tell: one changed number in five thousand characters leaves 99.8 %. A scan may
    differ by what recognition gets wrong; a clean text that differs from a scan takes its place as the better one.
    """
    if new.words == known.words or _words_in_any_order(new) == _words_in_any_order(known):
        return True
    return new.scanned and similarity(shingles(new.words), shingles(known.words)) >= SAME_SCAN


def _words_in_any_order(wording: Wording) -> Counter[str]:
    """Count the blocks without item numbers, which some carriers lose, and without page numbers."""
    return Counter(
        words for block in wording.blocks if (words := bare(LABEL.sub("", block))) and not PAGE_NUMBER.fullmatch(words)
    )
