"""The words beside a number or a moment: the form that rule tables match, `left⟦·⟧right`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.text import View
from ingest.model import Span

_HOLDER = "⟦·⟧"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands before and behind a span within its sentence, up to `reach` characters each."""

    left: str
    right: str

    @classmethod
    def of(cls, view: View, span: Span, sentence: Span, *, reach: int) -> Surroundings:
        left = view.plain[max(sentence.start, span.start - reach) : span.start]
        return cls(left, view.plain[span.end : min(sentence.end, span.end + reach)])

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the match that takes in the place itself, not the same words elsewhere in the sentence."""
        at = len(self.left)
        words = f"{self.left}{_HOLDER}{self.right}"
        return next((m for m in pattern.finditer(words) if m.start() <= at < m.end()), None)

    def widen(self, span: Span, found: re.Match[str], *, left: int) -> Span:
        """Return `span` with the words that `found` matched beside it: 到, 前, 不低于 …, at most `left` before it."""
        before = len(self.left) - found.start()
        behind = found.end() - len(self.left) - len(_HOLDER)
        return Span(span.start - (before if before <= left else 0), span.end + behind)
