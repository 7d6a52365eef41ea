"""Refuse documents that bear a security marking in the head of their first page."""

from __future__ import annotations

from itertools import takewhile

from ingest.errors import ClassifiedFileError
from ingest.model import Block
from ingest.rules import load_rules

HEAD_BLOCKS = 15
HEAD_LENGTH = 600


def refuse_classified(text: str, blocks: tuple[Block, ...], sha256: str) -> None:
    """Raise ClassifiedFileError if a line or cell in the head is 秘密, 机密 or 绝密, with or without ★ and a term."""
    head = takewhile(lambda block: block.span.start < HEAD_LENGTH and block.place.page in (None, 1), blocks)
    for block, _ in zip(head, range(HEAD_BLOCKS), strict=False):
        for span in block.cells or (block.span,):
            marking = find_marking(span.of(text))
            if marking:
                raise ClassifiedFileError(
                    f"文件首页标有密级“{marking}”(sha256: {sha256})。"
                    "涉密文件不得存入本系统,请按保密规定处理;如已解密,请使用去掉密级标志的版本。"
                )


def find_marking(line: str) -> str | None:
    """Return the marking that the line consists of: `机 密★1年` → `机密★1年`."""
    rule = load_rules("markings")[0]
    match = rule.search(line.replace(" ", ""))
    return match[1] if match else None
