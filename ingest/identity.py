"""The key that identifies a text over all its carriers: a Word file, a PDF and a page of one notice share it."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from ingest.model import Block, BlockKind, Meta

BRACKETS = str.maketrans("[]()【】", "〔〕〔〕〔〕")
NOT_WORD = re.compile(r"[\W_]+")


def document_key(meta: Meta, text: str, blocks: tuple[Block, ...]) -> str:
    """Return the 文号; else issuer, title and year; else a hash of the text without the page around it."""
    if meta.doc_number:
        return unicodedata.normalize("NFKC", meta.doc_number).replace(" ", "").translate(BRACKETS)
    if meta.issuer and meta.title:
        return f"{_bare(meta.issuer)}/{_bare(meta.title)}/{meta.year or '-'}"
    body = "".join(block.span.of(text) for block in blocks if block.kind is not BlockKind.FURNITURE)
    return "text:" + sha256(_bare(body).encode()).hexdigest()[:24]


def _bare(text: str) -> str:
    return NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())
