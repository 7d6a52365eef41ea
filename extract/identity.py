"""The identity of tasks: it survives another carrier, another numbering and better rules."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from extract.model import Task

_NOT_WORDS = re.compile(r"[\W_]+")
_OPENING = 20  # folded characters of an item that tell it from others


def name_tasks(document_key: str, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return the tasks of one document with their ids; equal openings are told apart by their order."""
    seen: Counter[str] = Counter()
    named = []
    for task in tasks:
        opening = _fold(task.text)[:_OPENING]
        named.append(replace(task, id=_hash(document_key, opening, seen[opening])))
        seen[opening] += 1
    return tuple(named)


def _fold(text: str) -> str:
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _hash(document_key: str, opening: str, ordinal: int) -> str:
    return hashlib.sha256(f"{document_key}\n{opening}\n{ordinal}".encode()).hexdigest()[:10]
