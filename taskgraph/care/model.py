from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Told = Callable[[str, int, int], object]  # hears a step, how much of it is done, of how much


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in a data directory that cannot be as it is: `at` says where, `remedy` what a person can do."""

    check: str
    at: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words that a stored fact names, and where in its version's text they are said to stand."""

    what: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a version with all that names a place in it; `blocks` are (start, end)."""

    version: int
    name: str
    text: str
    text_hash: str
    blocks: tuple[tuple[int, int], ...]
    quotes: tuple[Quote, ...]
