"""The names under which a document may be cited: 文号, whole title, title without its speaker, the enclosed plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.titles import DOC_NUMBER
from taskgraph.folding import fold_name
from taskgraph.links.model import Name
from taskgraph.links.tables import load_citation_table

SHORTEST_TITLE = 7  # characters: 《实施细则》 may be anyone's
_MARKS = re.compile(r"\W+")
_NUMBER = re.compile(DOC_NUMBER)


def fold_number(printed: str) -> str:
    """Return a 文号 as it is compared: 义政发〔2011〕第 97 号 → 义政发[2011]97号."""
    number = fold_name(printed).replace("第", "").replace("(", "[").replace(")", "]")
    for row in load_citation_table().lead_ins:
        organ, bracket, rest = number.partition("[")
        number = row.sub("", organ) + bracket + rest
    return number


def find_number(text: str) -> str | None:
    found = _NUMBER.search(text)
    return fold_number(found.group()) if found else None


def name_titles(title: str) -> tuple[str, ...]:
    """Return the forms of a title, the whole one first; those too short to mean one document are left out."""
    forms = dict.fromkeys(_fold_title(form) for form in _iter_titles(title))
    return tuple(form for form in forms if len(form) >= SHORTEST_TITLE)


def _iter_titles(title: str) -> Iterator[str]:
    yield title
    for wrapper in load_citation_table().wrappers:
        if found := wrapper.search(title):
            yield from _iter_titles(found.group(1))


def _fold_title(title: str) -> str:
    return _MARKS.sub("", fold_name(title))


def name_document(title: str | None, doc_number: str | None) -> Name:
    return Name(number=fold_number(doc_number) if doc_number else None, titles=name_titles(title) if title else ())
