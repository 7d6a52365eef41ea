"""Plain text, as crawled, typed or exported."""

from __future__ import annotations

import re
from html import unescape

from ingest.contents import part_contents
from ingest.encoding import decode
from ingest.grid import number_blocks
from ingest.lines import read_lines
from ingest.raw import Reading

ENTITY = re.compile(r"&(?:nbsp|[lr]dquo|[lr]squo|mdash|middot|hellip|ensp|emsp);")

MARKDOWN_HEADING = re.compile(r"^#{1,6} +(?=\S)", re.M)


def read_text(data: bytes) -> Reading:
    """Read a text in any encoding that `decode` knows; entities of the page and marks of Markdown are no words."""
    text = MARKDOWN_HEADING.sub("", decode(data))
    blocks = read_lines(unescape(text) if ENTITY.search(text) else text)
    return Reading(tuple(number_blocks(part_contents(blocks))))
