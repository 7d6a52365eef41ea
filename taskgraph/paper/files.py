"""Papers as files: all bound in one document, or each for itself in an archive or a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from taskgraph.paper.order import Paper
from taskgraph.paper.template import Template, fill_template, pack

LONGEST_NAME = 60  # characters: with the number and the ending, less than any file system takes
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


def bind_papers(template: Template, papers: Sequence[Paper]) -> bytes:
    """Return one document of all papers, each beginning on a page."""
    return fill_template(template, [paper.filling for paper in papers])


def pack_papers(template: Template, papers: Sequence[Paper]) -> bytes:
    """Return an archive with a document for each paper."""
    return pack(iter_files(template, papers))


def iter_files(template: Template, papers: Sequence[Paper]) -> Iterator[tuple[str, bytes]]:
    """Yield a document for each paper under a name of its own: 03 青山县水利局.docx."""
    width = len(str(len(papers)))
    for number, paper in enumerate(papers, start=1):
        yield f"{number:0{width}} {clean_name(paper.name)}.docx", fill_template(template, [paper.filling])


def clean_name(name: str) -> str:
    """Return a name that every file system takes."""
    kept = "".join(char for char in name.translate(_NOT_IN_NAMES) if char.isprintable())
    return kept[:LONGEST_NAME].strip(" .") or "_"
