"""Views of the canonical text that keep every offset: what is matched here can be sliced there.

Nothing in this package changes the text. Patterns run over `shadow(text)`, in which each
character stands for a family (`,` for `,` and `,`), so that one pattern reads them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Span
from ingest.shadow import shadow as half_width

_FAMILIES = {
    "(": "〔[",
    ")": "〕]",
    ":": "︰",
    "-": "‐‑〜∼~",  # every dash and tilde that joins the ends of a range
    "“": '”"「」『』',
}
_SHADOW = {ord(member): head for head, members in _FAMILIES.items() for member in members}

_WINDOW = 120
_SENTENCE_END = re.compile(r"[。!?;\n]")
_TITLE = re.compile(r"《[^《》\n]{1,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,60})?》")


@dataclass(frozen=True, slots=True)
class View:
    """A canonical text as the finders see it; all three are of one length.

    `shadow` is what patterns run over; in `plain` the words inside 《…》 are blanked out as well.
    """

    text: str
    shadow: str
    plain: str

    @classmethod
    def of(cls, text: str) -> View:
        shadowed = shadow(text)
        return cls(text, shadowed, hide_titles(shadowed))

    @property
    def whole(self) -> Span:
        return Span(0, len(self.text))


def shadow(text: str) -> str:
    """Return `text` with each character replaced by the head of its family; the length is the same.

    Beyond `ingest.shadow` all brackets, all quotation marks and all tildes are one.
    """
    return half_width(text).translate(_SHADOW)


def iter_sentences(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of `span` (ended by 。;!? or a line break), each with its end mark."""
    start = span.start
    for end in _SENTENCE_END.finditer(text, span.start, span.end):
        if end.end() > start:
            yield Span(start, end.end())
        start = end.end()
    if start < span.end:
        yield Span(start, span.end)


def sentence_around(text: str, span: Span, within: Span) -> Span:
    """Return the sentence of `within` in which `span` stands, without its end mark."""
    end = _SENTENCE_END.search(text, span.end, within.end)
    return Span(_find_sentence_start(text, span.start, within.start), end.start() if end else within.end)


def _find_sentence_start(text: str, at: int, first: int) -> int:
    """Look back for the last end mark before `at`, a window at a time: the cost grows with the sentence alone."""
    while at > first:
        window = max(first, at - _WINDOW)
        marks = [mark.end() for mark in _SENTENCE_END.finditer(text, window, at)]
        if marks:
            return marks[-1]
        at = window
    return first


def hide_titles(text: str) -> str:
    """Return `text` with the words inside 《…》 blanked out: a title's years and numbers state nothing.

    The length is the same.
    """
    return _TITLE.sub(lambda m: "《" + "□" * (len(m[0]) - 2) + "》", text)


def strip_span(text: str, span: Span, chars: str = " \n") -> Span:
    """Return `span` without the `chars` at its two ends."""
    start, end = span.start, span.end
    while start < end and text[start] in chars:
        start += 1
    while end > start and text[end - 1] in chars:
        end -= 1
    return Span(start, end)
