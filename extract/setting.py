"""What every finder needs to know of the document at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.assignments import RoleNote, find_role_note
from extract.moments import TimeContext
from extract.text import View
from ingest.model import Document, DocumentType


@dataclass(frozen=True, slots=True)
class Setting:
    """A document with the views, the year and the notes that its facts are read by.

    `heads`: what stands below heads of its tables that no rule knows, in the words of columns.toml, or a role.
    """

    doc: Document
    view: View
    context: TimeContext
    note: RoleNote
    heads: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Document, heads: Mapping[str, str] | None = None) -> Setting:
        view = View.of(doc.text)
        context = TimeContext(year=doc.meta.year, written=doc.meta.written or doc.meta.published)
        return cls(doc, view, context, find_role_note(view), heads or {})

    @property
    def is_report(self) -> bool:
        return self.doc.meta.type is DocumentType.REPORT
