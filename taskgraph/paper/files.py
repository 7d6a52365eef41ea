"""Papers as files: all bound in one document, or each for itself in an archive or a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from taskgraph.filenames import number_names
from taskgraph.paper.order import Paper
from taskgraph.paper.template import Template, fill_template, pack


def bind_papers(template: Template, papers: Sequence[Paper]) -> bytes:
    """Return one document of all papers, each beginning on a page."""
    return fill_template(template, [paper.filling for paper in papers])


def pack_papers(template: Template, papers: Sequence[Paper]) -> bytes:
    """Return an archive with a document for each paper."""
    return pack(iter_files(template, papers))


def iter_files(template: Template, papers: Sequence[Paper]) -> Iterator[tuple[str, bytes]]:
    """Yield a document for each paper under a name of its own."""
    for name, paper in zip(number_names([paper.name for paper in papers], "docx"), papers, strict=True):
        yield name, fill_template(template, [paper.filling])
