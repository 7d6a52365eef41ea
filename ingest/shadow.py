"""A view of a text for matching: every full-width sign as its half-width one, so that one pattern reads both.

Nothing is changed by it: the view has the same length, and what matches in it is sliced from the text itself.
"""

from __future__ import annotations

SPACES = "\t\x0b\x0c\x1c\x1d\x1e\x1f \x85\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
FULL_WIDTH = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
FAMILIES = {" ": SPACES, "-": "–—―－─−", ":": "﹕∶", "〇": "○"}
SHADOW = FULL_WIDTH | {ord(member): head for head, members in FAMILIES.items() for member in members}


def shadow(text: str) -> str:
    """Return `text` in half width, with plain spaces, hyphens for all dashes and 〇 for the zero ○."""
    return text.translate(SHADOW)
