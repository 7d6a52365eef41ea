"""Plain text, as crawled, typed or exported."""

from __future__ import annotations

import re
from html import unescape

from ingest.encoding import decode
from ingest.lines import read_lines
from ingest.raw import Reading

ENTITY = re.compile(r"&(?:nbsp|[lr]dquo|[lr]squo|mdash|middot|hellip|ensp|emsp);")


def read_text(data: bytes) -> Reading:
    """Read a text in any encoding that `decode` knows; a page's entities that were saved with it are characters."""
    text = decode(data)
    return Reading(read_lines(unescape(text) if ENTITY.search(text) else text))
