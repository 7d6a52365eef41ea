"""The folded copy of a text in which search looks, and its tokens: one per letter, digit or Han character."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Return `text` without differences of width and case: ５Ｇ → 5g."""
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(folded: str) -> str:
    """Return the code points of letters, digits and Han characters, as FTS5 tokens of plain ASCII.

    Characters themselves would pass through FTS5's own classes, which are those of Unicode 6.1:
    newer characters would be dropped in silence.
    """
    return " ".join(f"{ord(char):x}" for char in folded if char.isalnum())


def fold_name(name: str) -> str:
    """Return the form under which a unit's, document's or task's name is compared: no spaces, one kind of bracket."""
    return "".join(fold(name).translate(_BRACKETS).split())


_BRACKETS = str.maketrans("〔〕【】", "[][]")
