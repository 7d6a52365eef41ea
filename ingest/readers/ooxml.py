"""Look into Office XML by local names, so that the transitional and the strict form read alike."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from ingest.errors import BrokenFileError


def parse_xml(data: bytes, part: str) -> _Element:
    """Parse one part of a package; entities and the network stay untouched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise BrokenFileError(
            f"文件的 {part} 部分已损坏({problem.msg})。请用 WPS 或 Word 打开修复后另存,或重新获取原文件。"
        ) from problem


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
