"""Reading PDFs: time beside pdfplumber's own extraction of the same text, and the memory that a thousand pages take."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from corpus.bench import best_time, compare
from corpus.manifest import DOCUMENTS, load_samples
from ingest.pipeline import read_document

_LENGTHS = (3, 12, 48)  # pages
_MANY = 1000
_MEASURE = """
import resource, sys
from ingest.pipeline import read_document
with open(sys.argv[1], "rb") as file:
    doc = read_document(file.read(), "many.pdf")
print(len(doc.text), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def iter_pdf_lines() -> Iterator[str]:
    """Yield the times for PDFs of several lengths, made of the sample's pages, and the peak memory for a long one."""
    sample = next(DOCUMENTS / sample.file for sample in load_samples() if sample.format == "pdf").read_bytes()
    for pages in _LENGTHS:
        data = repeat_pages(sample, pages)
        ours = best_time(lambda data=data: read_document(data, "sample.pdf"))
        theirs = best_time(lambda data=data: _read_by_pdfplumber(data))
        yield compare(f"PDF, {pages} pages", ours, "pdfplumber", theirs)
    yield _measure_memory(repeat_pages(sample, _MANY))


def repeat_pages(pdf: bytes, count: int) -> bytes:
    """Return a PDF of `count` pages: those of `pdf` over and over."""
    buffer = BytesIO()
    with pypdfium2.PdfDocument(pdf) as given, pypdfium2.PdfDocument.new() as made:
        made.import_pages(given, [number % len(given) for number in range(count)])
        made.save(buffer)
    return buffer.getvalue()


def _read_by_pdfplumber(data: bytes) -> list[str]:
    import pdfplumber  # noqa: PLC0415 -- the peer

    with pdfplumber.open(BytesIO(data)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def _measure_memory(data: bytes) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "many.pdf"
        path.write_bytes(data)
        done = subprocess.run([sys.executable, "-c", _MEASURE, str(path)], check=True, capture_output=True, text=True)
    characters, peak = done.stdout.split()
    return f"PDF, {_MANY} pages          {characters} characters, peak memory {peak} MB (aim: under 500)"
