"""Two samples, one of text and one of a table, in every format that an office receives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.make_docx import make_docx
from corpus.make_html import make_html
from corpus.make_ofd import make_ofd
from corpus.make_office import convert
from corpus.make_parcel import make_mail, make_zip
from corpus.make_pdf import make_pdf
from corpus.make_scan import make_picture, make_scan_pdf
from corpus.make_text import make_text
from corpus.make_xlsx import make_xlsx
from corpus.manifest import Family
from corpus.markup import Source, parse_source

Writer = Callable[[Source, str], bytes]  # takes the title as well
WRITERS: dict[str, Writer] = {
    "txt": lambda source, _: make_text(source, "utf-8", line_breaks=True),
    "gb18030.txt": lambda source, _: make_text(source, "gb18030", line_breaks=True),
    "utf-16.txt": lambda source, _: make_text(source, "utf-16", line_breaks=True),
    "html": lambda source, _: make_html(source),
    "docx": lambda source, _: make_docx(source),
    "pdf": lambda source, _: make_pdf(source),
    "ofd": lambda source, title: make_ofd(make_pdf(source), title),
    "xlsx": lambda source, _: make_xlsx(source),
    "zip": lambda source, title: make_zip(f"{title}.docx", make_docx(source)),
    "eml": lambda source, title: make_mail(f"{title}.docx", make_docx(source)),
}
SCANNED: dict[str, Writer] = {
    "scan.pdf": lambda source, _: make_scan_pdf(source),
    "tiff": lambda source, _: make_picture(source, "TIFF"),
    "png": lambda source, _: make_picture(source, "PNG"),
    "jpg": lambda source, _: make_picture(source, "JPEG"),
}
CONVERTED: dict[str, Writer] = {
    "doc": lambda source, _: convert(make_docx(source), "docx", "doc"),
    "wps": lambda source, _: convert(make_docx(source), "docx", "doc"),  # WPS writes the same compound file
    "rtf": lambda source, _: convert(make_docx(source), "docx", "rtf"),
    "odt": lambda source, _: convert(make_docx(source), "docx", "odt"),
    "xls": lambda source, _: convert(make_xlsx(source), "xlsx", "xls"),
    "ods": lambda source, _: convert(make_xlsx(source), "xlsx", "ods"),
}
NOT_THE_SAME_TWICE = SCANNED | CONVERTED


def make_carriers(family: Family, folder: Path) -> Iterator[Path]:
    """Write the sample in each format of its family and yield the paths.

    What is scanned or converted depends on the machine's fonts and office suite: such a file is made only where it is
    missing; delete it to have it made again. Raises MissingToolError where something must be installed.
    """
    source = parse_source(family.source.read_text("utf-8"))
    for form in family.formats:
        path = folder / f"{family.title}.{form}"
        if form in WRITERS or not path.exists():
            path.write_bytes((WRITERS | NOT_THE_SAME_TWICE)[form](source, family.title))
            yield path
