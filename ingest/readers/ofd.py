"""OFD files (GB/T 33190): the text of every page by its place, ruled tables, pages that are only pictures by OCR.

Seals and signatures are not verified, and attached files are not opened.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element

from ingest.archives import open_archive
from ingest.errors import BrokenFileError
from ingest.ocr import is_installed, page_scale
from ingest.raw import Reading
from ingest.readers.geometry import Matrix
from ingest.readers.ofdpage import POINTS, PageObjects, merge, page_frame, placed, read_objects
from ingest.readers.ofdpath import read_box
from ingest.readers.ooxml import attr, child, children, local, parse_xml
from ingest.readers.order import end_pieces, sorted_lines
from ingest.readers.pages import Page, has_lost, is_garbled, is_picture, make_page, read_pages, refuse_many_pages
from ingest.readers.pagetext import Box, page_lines
from ingest.readers.ruled import Rule

A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres
TAGS = {"Title": "标题"}  # what DocInfo calls by another name than metadata does
NO_UNICODE = "第{number}页有较多文字没有编码(字体自带字形),可能读不全,请对照原件核对,或用原文件另存后再导入。"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of the file by path, looked up as its readers do: whatever the case, with either slash."""

    archive: zipfile.ZipFile
    names: dict[str, str]

    def read(self, path: str) -> bytes | None:
        name = self.names.get(path.lower())
        return self.archive.read(name) if name else None

    def parse(self, path: str) -> _Element | None:
        data = self.read(path)
        return parse_xml(data, path) if data is not None else None


@dataclass(frozen=True, slots=True)
class Body:
    """One document of a package; its resources are parts by the identifier that names them."""

    package: Package
    area: tuple[float, float, float, float]  # of its pages: x, y, width, height in millimetres
    pages: tuple[tuple[str, str], ...]  # identifier and part
    files: dict[str, str]  # pictures and fonts
    units: dict[str, _Element]  # composite drawings
    templates: dict[str, str]
    repeated: frozenset[str]  # templates that several pages print
    notes: dict[str, str]  # annotations, by the page


def read_ofd(data: bytes) -> Reading:
    """Read an OFD package."""
    with open_archive(data) as archive:
        package = Package(archive, {name.replace("\\", "/").lower(): name for name in archive.namelist()})
        root = _part(package, "OFD.xml")
        pages: list[Page] = []
        for el in children(root, "DocBody"):
            body = _open_body(package, resolve("OFD.xml", _text(child(el, "DocRoot"))))
            refuse_many_pages(len(pages) + len(body.pages))
            pages += [_read_page(body, len(pages) + i, *page) for i, page in enumerate(body.pages)]
    return read_pages(pages, tuple(_tags(root)))


def _tags(root: _Element) -> Iterator[tuple[str, str]]:
    for body in children(root, "DocBody"):
        for info in children(body, "DocInfo"):
            yield from ((TAGS.get(local(part), local(part)), _text(part)) for part in info if _text(part))


def _text(el: _Element | None) -> str:
    return (el.text or "").strip() if el is not None else ""


def resolve(base: str, location: str) -> str:
    """Return the path of a part that the part `base` names: `/Doc_0/a.xml` from the root, `a.xml` beside it."""
    location = location.strip().replace("\\", "/")
    joined = location if location.startswith("/") else posixpath.join(posixpath.dirname(base), location)
    return posixpath.normpath(joined).lstrip("/")


def _part(package: Package, path: str) -> _Element:
    part = package.parse(path)
    if part is None:
        raise BrokenFileError(f"OFD 文件缺少 {path} 部分,可能没有下载完整。请重新获取原文件。")
    return part


def _open_body(package: Package, path: str) -> Body:
    root = _part(package, path)
    common = child(root, "CommonData")
    pages = tuple((attr(el, "ID"), resolve(path, attr(el, "BaseLoc"))) for el in children(child(root, "Pages"), "Page"))
    files: dict[str, str] = {}
    units: dict[str, _Element] = {}
    for el in children(common, "PublicRes", "DocumentRes"):
        _add_resources(package, resolve(path, _text(el)), files, units)
    templates = {attr(el, "ID"): resolve(path, attr(el, "BaseLoc")) for el in children(common, "TemplatePage")}
    return Body(
        package=package,
        area=read_box(_text(child(common, "PageArea", "PhysicalBox"))) or A4,
        pages=pages,
        files=files,
        units=units,
        templates=templates,
        repeated=_repeated(package, pages) if templates else frozenset(),
        notes=dict(_notes(package, path, _text(child(root, "Annotations")))),
    )


def _add_resources(package: Package, path: str, files: dict[str, str], units: dict[str, _Element]) -> None:
    root = package.parse(path)
    folder = resolve(path, posixpath.join(attr(root, "BaseLoc"), "x")) if root is not None else path
    for media in children(child(root, "MultiMedias"), "MultiMedia"):
        files[attr(media, "ID")] = resolve(folder, _text(child(media, "MediaFile")))
    for font in (font for fonts in children(root, "Fonts") for font in children(fonts, "Font")):
        if file := _text(child(font, "FontFile")):
            files[attr(font, "ID")] = resolve(folder, file)
    for unit in children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
        units[attr(unit, "ID")] = unit


def _repeated(package: Package, pages: Sequence[tuple[str, str]]) -> frozenset[str]:
    used = Counter(attr(el, "TemplateID") for _, path in pages for el in children(package.parse(path), "Template"))
    return frozenset(template for template, count in used.items() if count > 1)


def _notes(package: Package, path: str, location: str) -> Iterator[tuple[str, str]]:
    base = resolve(path, location)
    for el in children(package.parse(base) if location else None, "Page"):
        yield attr(el, "PageID"), resolve(base, _text(child(el, "FileLoc")))


def _read_page(body: Body, number: int, page_id: str, path: str) -> Page:
    """Page `number` (from 0); what several pages print from one template, and annotations, belong to the page."""
    root = body.package.parse(path)
    if root is None:
        return Page(warning=f"第{number + 1}页的内容({path})不在文件中,未能读取。请重新获取原文件。")
    area = read_box(_text(child(root, "Area", "PhysicalBox"))) or body.area
    frame = page_frame((area[0], area[1]))
    own = [read_objects(child(root, "Content"), frame, body.units.get)]
    beside: list[PageObjects] = []
    for el in children(root, "Template"):
        template = body.package.parse(body.templates.get(attr(el, "TemplateID"), ""))
        drawn = read_objects(child(template, "Content"), frame, body.units.get)
        (beside if attr(el, "TemplateID") in body.repeated else own).append(drawn)
    rules = tuple(rule for drawn in (*own, *beside) for rule in drawn.rules())
    beside += _read_notes(body, page_id, frame)
    page = _read_objects(body, number, merge(own), rules, (area[2] * POINTS, area[3] * POINTS))
    notes = {line.text: line for line in page_lines(end_pieces(merge(beside).pieces))}  # a watermark counts once
    return replace(page, notes=tuple(notes.values()))


def _read_notes(body: Body, page_id: str, frame: Matrix) -> Iterator[PageObjects]:
    """What the annotations of a page write: a stamp, a remark, a watermark."""
    root = body.package.parse(body.notes.get(page_id, ""))
    for el in children(root, "Annot"):
        for look in children(el, "Appearance"):
            yield read_objects(look, placed(look, frame), body.units.get)


def _read_objects(
    body: Body, number: int, drawn: PageObjects, rules: Sequence[Rule], size: tuple[float, float]
) -> Page:
    chars = tuple(end_pieces(drawn.pieces))
    covered = max((_area(picture.box()) for picture in drawn.pictures), default=0.0) / max(size[0] * size[1], 1.0)
    if is_picture(chars, covered, drawn.count_strokes()):
        return _scan(body, number, drawn, size)
    if not is_garbled(chars):
        return make_page(number, chars, rules, sorted_lines)
    if is_installed() and _find_signs(body, drawn):
        return _scan(body, number, replace(drawn, pictures=()), size)
    return replace(make_page(number, chars, rules, sorted_lines), warning=NO_UNICODE.format(number=number + 1))


def _find_signs(body: Body, drawn: PageObjects) -> tuple[int, ...]:
    """Return the places of the pieces that only a font of the file's own can show."""
    return tuple(i for i, font in enumerate(drawn.fonts) if font in body.files and has_lost(drawn.pieces[i]))


def _scan(body: Body, number: int, drawn: PageObjects, size: tuple[float, float]) -> Page:
    """Read by OCR what is drawn on a page and what only a font of the file's own can show."""
    from ingest.readers.ofdpaint import paint  # noqa: PLC0415 - Pillow and numpy, which text needs not
    from ingest.readers.scan import scan_page  # noqa: PLC0415

    scale = page_scale(*size)
    signs = _find_signs(body, drawn)
    printed = tuple(end_pieces(piece for i, piece in enumerate(drawn.pieces) if i not in signs))
    shown = replace(drawn, pieces=tuple(drawn.pieces[i] for i in signs), fonts=tuple(drawn.fonts[i] for i in signs))
    named = {*(picture.resource for picture in shown.pictures), *shown.fonts}
    files = {name: body.package.read(body.files.get(name, "")) or b"" for name in named}
    return scan_page(number, lambda: paint(shown, size, scale, files), 1 / scale, printed=printed)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
