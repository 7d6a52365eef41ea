"""Look into Office XML by local names, so that the transitional and the strict form read alike."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from ingest.errors import BrokenFileError

BROKEN = "文件的 {part} 部分已损坏({problem})。请用 WPS 或 Office 打开修复后另存,或重新获取原文件。"


def parse_xml(data: bytes, part: str) -> _Element:
    """Parse one part of a package; entities and the network stay untouched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise BrokenFileError(BROKEN.format(part=part, problem=problem.msg)) from problem


def iter_elements(data: bytes, part: str, *names: str) -> Iterator[_Element]:
    """Yield the elements with these local names as they are read; each is emptied afterwards, to save memory."""
    tags = [f"{{*}}{name}" for name in names]
    events = etree.iterparse(
        io.BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, el in events:
            yield el
            el.clear()
    except etree.XMLSyntaxError as problem:
        raise BrokenFileError(BROKEN.format(part=part, problem=problem.msg)) from problem


def whole(text: str, default: int = 0) -> int:
    """Return the number that an attribute states; `default` for one that is absent, or no sensible number."""
    return int(text) if text.isdecimal() and len(text) < 10 else default


def local(el: _Element) -> str:
    """Return the tag without its namespace; comments have none."""
    return el.tag.rpartition("}")[2] if isinstance(el.tag, str) else ""


def attr(el: _Element | None, name: str) -> str:
    """Return an attribute by its local name, '' if it is absent."""
    if el is None:
        return ""
    return next((str(value) for key, value in el.attrib.items() if str(key).rpartition("}")[2] == name), "")


def children(el: _Element | None, *names: str) -> Iterator[_Element]:
    """Yield the children with one of these local names."""
    if el is not None:
        yield from (c for c in el if local(c) in names)


def child(el: _Element | None, *path: str) -> _Element | None:
    """Follow the path of local names, the first fit each time."""
    for name in path:
        el = next(children(el, name), None)
    return el
