"""A Word file with placeholders such as 【任务内容】, and the same file filled in.

A placeholder of a list names the list first: 【任务.时限】. The table row in which it stands, or the paragraph where it
stands in no table, is repeated for each of the list. All else of the file stays as the office made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from lxml.etree import _Element

from ingest.archives import open_archive
from ingest.errors import IngestError
from ingest.readers.ooxml import parse_xml
from taskgraph.errors import TemplateError

BODY = "word/document.xml"
NOTHING = "无"  # stands in the first cell of a list without rows
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _ROW, _TEXT, _SECTION = f"{_W}p", f"{_W}tr", f"{_W}t", f"{_W}sectPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACEHOLDER = re.compile(r"【([^【】]*)】")
_JOINT = re.compile(r"[.．。·:：]")
_NOT_BODY = re.compile(r"word/(?:header|footer)\d*\.xml")
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TIME = (2000, 1, 1, 0, 0, 0)  # fixed, so that no clock gets into the bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The placeholders of one kind of paper: single ones, those of each list, and those that must not be missing."""

    fields: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    required: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        return self.fields | {f"{name}.{field}" for name, fields in self.lists.items() for field in fields}


@dataclass(frozen=True, slots=True)
class Filling:
    """The words for each placeholder; those of a list for each of its rows."""

    fields: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Template:
    """A package whose placeholders are all known: its members in their order, and the part with its body parsed."""

    members: tuple[tuple[str, bytes], ...]
    root: _Element


class _Band(NamedTuple):
    """What is repeated for each row of a list."""

    element: _Element
    name: str


def read_template(data: bytes, vocabulary: Vocabulary, source: str) -> Template:
    """Return a template; raise TemplateError with everything that is wrong with it."""
    try:
        archive = open_archive(data)
        members = tuple((name, archive.read(name)) for name in dict.fromkeys(archive.namelist()))
        parts = {name: parse_xml(part, name) for name, part in members if name == BODY or _NOT_BODY.fullmatch(name)}
    except IngestError as error:
        raise TemplateError(f"模板 {source} 打不开:{error}") from error
    if BODY not in parts:
        raise TemplateError(f"模板 {source} 不是 Word 文档(.docx)。请用 Word 或 WPS 另存为 .docx")
    root = parts.pop(BODY)
    problems = [*_iter_problems(root, vocabulary), *(line for part in parts.values() for line in _iter_outside(part))]
    if problems:
        listed = "".join(f"\n- {problem}" for problem in dict.fromkeys(problems))
        raise TemplateError(f"模板 {source} 有 {len(set(problems))} 处问题,改好后再用:{listed}")
    return Template(members, root)


def _iter_problems(root: _Element, vocabulary: Vocabulary) -> Iterator[str]:
    names = vocabulary.names
    found = {name for paragraph in root.iter(_PARAGRAPH) for name in _names_in(paragraph)}
    for name in sorted(found - names):
        near = get_close_matches(name, sorted(names), n=1, cutoff=0.5)
        yield f"不认识的占位符【{name}】" + (f",是否为【{near[0]}】" if near else "")
    for name in sorted(vocabulary.required - found):
        yield f"缺少占位符【{name}】"
    for paragraph in root.iter(_PARAGRAPH):
        words = _words_of(paragraph)
        if set("【】") & set(_PLACEHOLDER.sub("", words)):
            yield f"括号【】不成对:{words[:30]}"
    yield from _iter_mixed(root, vocabulary)


def _iter_mixed(root: _Element, vocabulary: Vocabulary) -> Iterator[str]:
    lists: dict[_Element, set[str]] = {}
    for band in _iter_bands(root):
        lists.setdefault(band.element, set()).add(band.name)
    for element, names in lists.items():
        if len(names & vocabulary.lists.keys()) > 1:
            yield f"同一行里有几个列表的占位符:{'、'.join(sorted(names))};一行只能重复一个列表"
        if any(outer in lists for outer in element.iterancestors()):
            yield f"列表“{'、'.join(sorted(names))}”的行在另一个重复的行里面;列表不能嵌套"


def _iter_outside(part: _Element) -> Iterator[str]:
    for paragraph in part.iter(_PARAGRAPH):
        for name in _names_in(paragraph):
            yield f"页眉或页脚中的【{name}】不会被填写,请移到正文"


def fill_template(template: Template, fillings: Sequence[Filling]) -> bytes:
    """Return the template filled in once for each filling, each as a section of its own; same words, same bytes."""
    root = deepcopy(template.root)
    body = _body_of(root)
    section = body.find(_SECTION)
    body[:] = []
    for number, filling in enumerate(fillings, start=1):
        if number > 1 and section is not None:
            _end_section(body, deepcopy(section))
        filled = _fill(deepcopy(template.root), filling)
        body.extend([part for part in filled if part.tag != _SECTION])
    if section is not None:
        body.append(section)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack((name, data if name == BODY else part) for name, part in template.members)


def pack(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of these members; the same members give the same bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in members:
            member = ZipInfo(name, _TIME)
            member.compress_type = ZIP_DEFLATED
            archive.writestr(member, data)
    return buffer.getvalue()


def _body_of(root: _Element) -> _Element:
    body = root.find(f"{_W}body")
    if body is None:
        raise TemplateError("模板里没有正文。请用 Word 或 WPS 打开,确认内容后另存")
    return body


def _end_section(body: _Element, section: _Element) -> None:
    """End a section with the last paragraph: one more, which could begin a page, only where a table is last."""
    last = body[-1] if len(body) and body[-1].tag == _PARAGRAPH else etree.SubElement(body, _PARAGRAPH)
    properties = last.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        last.insert(0, properties)
    properties.append(section)


def _fill(root: _Element, filling: Filling) -> _Element:
    """Fill a copy of the template in one pass: what stands in the words themselves is no placeholder."""
    bands = list(_iter_bands(root))
    repeated = {band.element for band in bands}
    for paragraph in list(root.iter(_PARAGRAPH)):
        if repeated.isdisjoint((paragraph, *paragraph.iterancestors(_ROW))):
            _fill_paragraph(paragraph, filling.fields)
    for element, name in bands:
        _repeat(element, name, filling)
    return _body_of(root)


def _repeat(element: _Element, name: str, filling: Filling) -> None:
    """Put a copy of a row of the template in its place for each row of the list."""
    for row in filling.lists[name] or [_say_nothing(element, name)]:
        copy = deepcopy(element)
        element.addprevious(copy)
        words = {**filling.fields, **{f"{name}.{field}": text for field, text in row.items()}}
        for paragraph in copy.iter(_PARAGRAPH):
            _fill_paragraph(paragraph, words)
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _say_nothing(element: _Element, name: str) -> Mapping[str, str]:
    """Return the words for a list that has no rows: one that says so, before empty ones."""
    fields = [field for paragraph in element.iter(_PARAGRAPH) for field in _names_in(paragraph)]
    first, *others = [field.partition(".")[2] for field in fields if field.startswith(f"{name}.")]
    return dict.fromkeys(others, "") | {first: NOTHING}


def _iter_bands(root: _Element) -> Iterator[_Band]:
    """Yield each element that holds placeholders of a list, once a list."""
    seen = set()
    for paragraph in root.iter(_PARAGRAPH):
        row = next(paragraph.iterancestors(_ROW), paragraph)
        for name in _names_in(paragraph):
            band = _Band(row, name.partition(".")[0])
            if "." in name and band not in seen:
                seen.add(band)
                yield band


def _texts_of(paragraph: _Element) -> list[_Element]:
    """Return the texts of a paragraph, without those of text boxes in it."""
    return [text for text in paragraph.iter(_TEXT) if next(text.iterancestors(_PARAGRAPH)) is paragraph]


def _words_of(paragraph: _Element) -> str:
    return "".join(text.text or "" for text in _texts_of(paragraph))


def _names_in(paragraph: _Element) -> list[str]:
    return [_fold(found[1]) for found in _PLACEHOLDER.finditer(_words_of(paragraph))]


def _fold(name: str) -> str:
    """Return a placeholder's name as the vocabulary has it: people type 【任务：时限】, too."""
    return _JOINT.sub(".", "".join(name.split()))


def _fill_paragraph(paragraph: _Element, words: Mapping[str, str]) -> None:
    """Put words in the place of placeholders, which Word may have cut into several texts; the first keeps its look."""
    texts = _texts_of(paragraph)
    for found in reversed(list(_PLACEHOLDER.finditer(_words_of(paragraph)))):
        if (name := _fold(found[1])) in words:
            _replace(texts, found.span(), _NOT_XML.sub("", words[name]))
    for text in texts:
        _break_lines(text)


def _replace(texts: Sequence[_Element], span: tuple[int, int], words: str) -> None:
    at = 0
    for text in texts:
        held = text.text or ""
        start, end = max(span[0] - at, 0), min(span[1] - at, len(held))
        if start < end:
            text.text, words = held[:start] + words + held[end:], ""
        at += len(held)


def _break_lines(text: _Element) -> None:
    """Write line breaks as Word has them, and keep the spaces at the ends of texts."""
    text.set(_SPACE, "preserve")
    first, *others = (text.text or "").split("\n")
    text.text = first
    for line in reversed(others):
        more = etree.Element(_TEXT, {_SPACE: "preserve"})
        more.text = line
        text.addnext(more)
        text.addnext(etree.Element(f"{_W}br"))
