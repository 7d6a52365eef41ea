"""OFD packages (GB/T 33190): a PDF printed again, line by line and rule by rule, as office suites do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from io import BytesIO
from itertools import groupby, pairwise
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pypdfium2

from ingest.readers.pagetext import LINE_ENDS, Char
from ingest.readers.pdf import open_pdf
from ingest.readers.pdfpage import read_chars, read_rules
from ingest.readers.ruled import Rule

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FONT = '<ofd:Font ID="900" FontName="宋体"/>'
_MM = 25.4 / 72
_FIXED = (2025, 1, 1, 0, 0, 0)
_BASE = 0.88  # of the size: where a character's baseline lies below the upper edge of its box


def make_ofd(pdf: bytes, title: str) -> bytes:
    """Return the bytes of an OFD file that shows what `pdf` shows; the same PDF gives the same bytes."""
    with open_pdf(pdf) as printed:
        pages = [_print_page(printed, number) for number in range(len(printed))]
    listed = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    common = f"<ofd:CommonData>{area}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
    info = f"<ofd:DocInfo><ofd:DocID>{'0' * 32}</ofd:DocID><ofd:Title>{escape(title)}</ofd:Title></ofd:DocInfo>"
    body = f"<ofd:DocBody>{info}<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    parts = {
        "OFD.xml": f'<ofd:OFD {_NS} Version="1.0" DocType="OFD">{body}</ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {_NS}>{common}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f"<ofd:Res {_NS}><ofd:Fonts>{_FONT}</ofd:Fonts></ofd:Res>",
    }
    parts |= {f"Doc_0/Pages/Page_{n}/Content.xml": page for n, page in enumerate(pages)}
    return _pack(parts)


def _pack(parts: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, xml in parts.items():
            member = ZipInfo(name, _FIXED)
            member.compress_type = ZIP_DEFLATED
            package.writestr(member, _HEAD + xml)
    return buffer.getvalue()


def _print_page(pdf: pypdfium2.PdfDocument, number: int) -> str:
    with closing(pdf[number]) as page:
        chars, frame = read_chars(page)
        rules = read_rules(page, frame)
    drawn = "".join((*_iter_rules(rules), *_iter_lines(chars)))
    layer = f'<ofd:Layer ID="{1000 * (number + 1)}" Type="Body">{drawn}</ofd:Layer>'
    return f"<ofd:Page {_NS}><ofd:Content>{layer}</ofd:Content></ofd:Page>"


def _iter_rules(rules: Iterable[Rule]) -> Iterator[str]:
    for x0, top, x1, bottom in rules:
        left, upper, width, height = (round(side * _MM, 3) for side in (x0, top, x1 - x0, bottom - top))
        box = f"{left} {upper} {max(width, 0.2)} {max(height, 0.2)}"
        path = f"<ofd:AbbreviatedData>M 0 0 L {width} {height}</ofd:AbbreviatedData>"
        yield f'<ofd:PathObject Boundary="{box}" LineWidth="0.25">{path}</ofd:PathObject>'


def _iter_lines(chars: Sequence[Char]) -> Iterator[str]:
    for ended, line in groupby(chars, key=lambda char: char.text in LINE_ENDS):
        inked = [char for char in line if not char.made_up]
        if not ended and inked:
            yield _set_line(inked)


def _set_line(line: Sequence[Char]) -> str:
    """Return the text object of a line; every character stands where the PDF has it."""
    first, last = line[0], line[-1]
    size = round((first.box[3] - first.box[1]) * _MM, 3)
    left, top = round(first.box[0] * _MM, 3), round(first.baseline * _MM - _BASE * size, 3)
    steps = " ".join(str(round((b.box[0] - a.box[0]) * _MM, 3)) for a, b in pairwise(line))
    words = escape("".join(char.text for char in line))
    across = f' DeltaX="{steps}"' if steps else ""
    box = f"{left} {top} {round((last.box[2] - first.box[0]) * _MM, 3)} {size}"
    code = f'<ofd:TextCode X="0" Y="{round(_BASE * size, 3)}"{across}>{words}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{box}" Font="900" Size="{size}">{code}</ofd:TextObject>'
