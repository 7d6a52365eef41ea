"""What reading keeps, by format: characters beside a reference reading of the same files, and the time it takes."""

from __future__ import annotations

import io
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IngestError
from ingest.pipeline import read_document

COLUMNS = ("format", "files", "read", "characters", "share of the reference kept", "reference", "seconds")
HEAD = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"
PARCELS = (".zip", ".eml")
_HAN = re.compile(r"[一-鿿]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One file: `share` of its reference reading's Han characters that ours holds, None without a reference."""

    suffix: str
    characters: int
    share: float | None
    seconds: float
    problem: str | None = None


def try_files(paths: Iterable[Path]) -> tuple[Tried, ...]:
    """Read each file and its reference; a file that cannot be read is noted with its error. Archives and mail are
    left out: their members count.
    """
    return tuple(_try(path) for path in paths if path.suffix.lower() not in PARCELS)


def iter_lines(tried: Iterable[Tried]) -> Iterator[str]:
    """Yield the lines of a Markdown table, a format a line."""
    groups: defaultdict[str, list[Tried]] = defaultdict(list)
    for one in tried:
        groups[one.suffix].append(one)
    yield HEAD
    for suffix, files in sorted(groups.items()):
        shares = [one.share for one in files if one.share is not None]
        share = f"{min(shares):.3f} – {max(shares):.3f}" if shares else "–"
        reference = REFERENCE_NAMES.get(suffix, "–")
        read = sum(one.problem is None for one in files)
        total = sum(one.characters for one in files)
        seconds = sum(one.seconds for one in files)
        yield f"| {suffix} | {len(files)} | {read} | {total:,} | {share} | {reference} | {seconds:.1f} |"


def _try(path: Path) -> Tried:
    data = path.read_bytes()
    suffix = path.suffix.lower().lstrip(".")
    start = time.perf_counter()
    try:
        text = read_document(data, path.name).text
    except IngestError as problem:
        return Tried(suffix=suffix, characters=0, share=None, seconds=time.perf_counter() - start, problem=problem.kind)
    seconds = time.perf_counter() - start
    reference = REFERENCES[suffix](data) if suffix in REFERENCES else ""
    return Tried(suffix=suffix, characters=len(text), share=_share(text, reference), seconds=seconds)


def _share(text: str, reference: str) -> float | None:
    """Return how many of the reference's Han characters stand in the text, too; None where it has hardly any."""
    wanted, found = Counter(_HAN.findall(reference)), Counter(_HAN.findall(text))
    total = wanted.total()
    return (wanted & found).total() / total if total > 50 else None


def _pdf(data: bytes) -> str:
    import pypdfium2  # noqa: PLC0415 - only for files of this format

    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _docx(data: bytes) -> str:
    import docx  # noqa: PLC0415

    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in dict.fromkeys(row.cells))
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _html(data: bytes) -> str:
    from lxml.html import document_fromstring  # noqa: PLC0415

    from ingest.encoding import decode  # noqa: PLC0415

    root = document_fromstring(decode(data))
    for silent in root.iter("script", "style"):
        silent.text = None
    return str(root.text_content())


def _txt(data: bytes) -> str:
    from ingest.encoding import decode  # noqa: PLC0415

    return decode(data)


REFERENCES: dict[str, Callable[[bytes], str]] = {"pdf": _pdf, "docx": _docx, "html": _html, "txt": _txt}
REFERENCE_NAMES = {
    "pdf": "pypdfium2",
    "docx": "python-docx",
    "html": "all visible text, menus included",
    "txt": "the file",
}
