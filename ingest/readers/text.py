"""Plain text, as crawled, typed or exported."""

from __future__ import annotations

from ingest.encoding import decode
from ingest.lines import read_lines
from ingest.raw import Reading


def read_text(data: bytes) -> Reading:
    """Read a text in any encoding that `decode` knows."""
    return Reading(read_lines(decode(data)))
