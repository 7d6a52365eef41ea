"""What ODT and ODS share: the package, the words of a paragraph, the cells of a row ([ODF 1.3] parts 2 and 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from ingest.archives import open_archive
from ingest.errors import BrokenFileError, EncryptedFileError
from ingest.readers.ooxml import attr, child, children, local, parse_xml, whole

MANIFEST = "META-INF/manifest.xml"
GONE = {
    *("note", "annotation", "annotation-end", "tracked-changes", "ruby-text", "frame", "custom-shape", "rect"),
    *("ellipse", "line", "path", "polygon", "g", "control", "number"),
}
WHITE = re.compile(r"[ \t\r\n]+")
MOST_REPEATED = 1000  # a filled row or cell that a file repeats more often is no text


@dataclass(frozen=True, slots=True)
class OdfPackage:
    """The body (office:text or office:spreadsheet) and the roots of the two parts that hold styles."""

    body: _Element
    content: _Element
    styles: _Element | None


def open_odf(data: bytes) -> OdfPackage:
    """Parse a package; raise EncryptedFileError or BrokenFileError for one that cannot be read."""
    with open_archive(data) as archive:
        names = set(archive.namelist())
        if MANIFEST in names and b"encryption-data" in archive.read(MANIFEST):
            raise EncryptedFileError("这是设有打开密码的 ODF 文件。请用 WPS 或 LibreOffice 打开,去掉密码另存后再导入。")
        parts = {name: parse_xml(archive.read(name), name) for name in ("content.xml", "styles.xml") if name in names}
    content = parts.get("content.xml")
    body = next(children(child(content, "body"), "text", "spreadsheet"), None)
    if content is None or body is None:
        raise BrokenFileError(
            "ODF 文件缺少正文(content.xml),可能没有下载完整。请用 WPS 或 LibreOffice 打开修复后另存。"
        )
    return OdfPackage(body, content, parts.get("styles.xml"))


def words(el: _Element) -> str:
    """Return the text of a paragraph as printed; notes, comments and frames are not part of it."""
    return "".join(_words(el)).strip(" ")


def _words(el: _Element) -> Iterator[str]:
    yield WHITE.sub(" ", el.text or "")
    for part in el:
        name = local(part)
        if name == "s":
            yield " " * min(int_attr(part, "c", 1), 100)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name and name not in GONE:
            yield from _words(part)
        yield WHITE.sub(" ", part.tail or "")


def int_attr(el: _Element, name: str, default: int) -> int:
    return whole(attr(el, name), default)


def iter_rows(table: _Element) -> Iterator[tuple[_Element, int]]:
    """Yield the rows of a table, those in groups and headings included, and how often each is repeated."""
    for part in table:
        if local(part) == "table-row":
            yield part, int_attr(part, "number-rows-repeated", 1)
        elif local(part) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from iter_rows(part)


def iter_cells(row: _Element) -> Iterator[tuple[_Element, int]]:
    """Yield the cells of a row, covered ones included, and how often each is repeated."""
    for part in row:
        if local(part) in ("table-cell", "covered-table-cell"):
            yield part, int_attr(part, "number-columns-repeated", 1)
