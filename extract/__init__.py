"""Document → Extraction: tasks, assignments, deadlines, targets and progress, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def load_nlp() -> Language:
    """Return the extraction as a spaCy pipeline (`extract.nlp`); spaCy is loaded now, not with this package."""
    from extract import nlp  # noqa: PLC0415 - as said

    return nlp.load_nlp()
