"""Sample documents in every format, from their readable sources. The same sources give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.make_docx import make_docx
from corpus.make_html import make_html
from corpus.make_pdf import make_pdf
from corpus.make_text import make_text
from corpus.manifest import Sample, load_samples
from corpus.markup import Source, parse_source

_BY_FORMAT = {"docx": make_docx, "html": make_html, "pdf": make_pdf}


def make_document(sample: Sample, source: Source) -> bytes:
    """Return the bytes of a sample that is made from a source."""
    if sample.format == "made text":
        return make_text(source, sample.encoding, line_breaks=sample.line_breaks)
    return _BY_FORMAT[sample.format](source)


def make_all(folder: Path) -> Iterator[Path]:
    """Write every made document into `folder` and yield its path; what is kept as plain text stays untouched."""
    samples = load_samples()
    for sample in samples:
        if sample.format not in ("text", "broken"):
            path = folder / sample.file
            path.write_bytes(make_document(sample, parse_source(sample.source.read_text("utf-8"))))
            yield path
    for sample in samples:
        if sample.cut_from is not None:
            yield _cut_short(folder / sample.cut_from, folder / sample.file)


def _cut_short(whole: Path, broken: Path) -> Path:
    """Write the first third of a file, as an interrupted download leaves it."""
    data = whole.read_bytes()
    broken.write_bytes(data[: len(data) // 3])
    return broken
