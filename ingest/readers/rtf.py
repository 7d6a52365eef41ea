"""RTF files: own reader, since striprtf keeps deleted words and loses merged cells, text boxes and notes.

Page headers and footers come first, as furniture; text boxes follow their paragraph, notes the text. Numbers of items
stand in the file as printed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field

from ingest.encoding import is_plausible
from ingest.errors import BrokenFileError
from ingest.grid import number_blocks
from ingest.raw import RawBlock, Reading
from ingest.readers.paragraphs import furniture_blocks
from ingest.readers.rtf_story import Part, Story

TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.S)
PARTS = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), Part.PAGE),
    "footnote": Part.NOTE,
    **dict.fromkeys(("shptxt", "dptxbxtext"), Part.BOX),
    **dict.fromkeys(("listtext", "pntext"), Part.LABEL),
    "fonttbl": Part.FONTS,
    **dict.fromkeys(
        (
            *(
                "colortbl",
                "stylesheet",
                "info",
                "pict",
                "sp",
                "shprslt",
                "nonshppict",
                "nonesttables",
                "upr",
                "private",
            ),
            *("annotation", "atnid", "atnauthor", "listtable", "listoverridetable", "xe", "tc", "filetbl", "revtbl"),
            *("ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "fldinst", "objdata", "bkmkstart", "bkmkend", "template"),
        ),
        Part.NOTHING,
    ),
}
READ_STARRED = {"shpinst", "shptxt", "dptxbxtext", "pgdsc"}
SIGNS = {
    "tab": "\t",
    **dict.fromkeys(("line", "lbr", "page", "column"), "\n"),
    **dict.fromkeys(("emspace", "enspace", "qmspace"), " "),
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
}
SYMBOLS = {b"~": " ", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\"}
CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5"}
DEEPEST = 1000
TOO_DEEP = "RTF 文件的组嵌套超过 {depth} 层,不像正常文档。请用 WPS 或 Word 打开修复后另存,或重新获取原文件。"
CUT_OFF = "RTF 文件不完整(还有 {depth} 个组没有结束),可能没有下载完整。请重新获取原文件,或用 WPS、Word 打开后另存。"


@dataclass(slots=True)
class Group:
    """What holds within a pair of braces."""

    story: Story
    codec: str | None = None
    fallback: int = 1  # how many characters after \\uN stand for it in old programs
    deleted: bool = False


@dataclass(slots=True)
class Reader:
    """The state of the reading: open groups, fonts, and bytes that wait for the rest of their character."""

    body: Story
    groups: list[Group]
    default: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    starred: bool = False
    skip: int = 0
    waiting: bytearray = field(default_factory=bytearray)
    page: list[RawBlock] = field(default_factory=list)
    notes: list[RawBlock] = field(default_factory=list)


def read_rtf(data: bytes) -> Reading:
    """Read an RTF file; raise BrokenFileError for one that is cut off."""
    body = Story(Part.BODY)
    reader = Reader(body, [Group(body)])
    at = max(data.find(b"{"), 0)
    while at < len(data):
        match = TOKEN.match(data, at)
        if match is None:  # a lone backslash at the end
            break
        at = match.end()
        if match[1] == b"bin":
            at += max(int(match[2] or 0), 0)
        _read_token(reader, match)
        if len(reader.groups) == 1:
            break
        if len(reader.groups) > DEEPEST:
            raise BrokenFileError(TOO_DEEP.format(depth=DEEPEST))
    if len(reader.groups) > 1:
        raise BrokenFileError(CUT_OFF.format(depth=len(reader.groups) - 1))
    _flush(reader)
    furniture = furniture_blocks(block.text or " ".join(c.text for c in block.cells) for block in reader.page)
    return Reading(tuple(number_blocks([*furniture, *body.finish(), *reader.notes])))


def _read_token(reader: Reader, match: re.Match[bytes]) -> None:
    word, number, code, symbol, brace, text = match.groups()
    if brace:
        _flush(reader)
        _open(reader) if brace == b"{" else _close(reader)
    elif code or text:
        _read_bytes(reader, bytes.fromhex(code.decode()) if code else text)
    elif word or symbol:
        _flush(reader)
        if reader.skip:
            reader.skip -= 1
        elif word:
            _read_word(reader, word.decode(), int(number) if number else None)
        else:
            _read_symbol(reader, symbol)


def _open(reader: Reader) -> None:
    reader.skip = 0
    reader.starred = False
    reader.groups.append(copy(reader.groups[-1]))


def _close(reader: Reader) -> None:
    """End a group; what a header, note, box or number holds goes where it belongs."""
    reader.skip = 0
    story = reader.groups.pop().story
    around = reader.groups[-1].story if reader.groups else reader.body
    if story is around:
        return
    if story.part is Part.LABEL:
        label = story.take().strip()
        around.words += label if any(c.isalnum() for c in label) else ""
    elif story.part is Part.BOX:
        around.boxes += story.finish()
    elif story.part is Part.PAGE:
        reader.page += story.finish()
    elif story.part is Part.NOTE:
        reader.notes += story.finish()


def _read_bytes(reader: Reader, data: bytes) -> None:
    skipped = min(reader.skip, len(data))
    reader.skip -= skipped
    reader.waiting += data[skipped:]


def _flush(reader: Reader) -> None:
    if reader.waiting:
        group = reader.groups[-1]
        _write(group, _decode(bytes(reader.waiting), group.codec, reader.default))
        reader.waiting.clear()


def _write(group: Group, text: str) -> None:
    if group.story.part not in (Part.NOTHING, Part.FONTS) and not group.deleted:
        group.story.words.append(text)


def _decode(data: bytes, codec: str | None, default: str) -> str:
    """Decode by the font, else by the file, whichever reads two bytes as one; else what makes a Chinese text."""
    if data.isascii():
        return data.decode("ascii")
    for name in filter(None, (codec, default if default != "cp1252" else None, "gb18030")):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name == codec or is_plausible(text):
            return text
    return data.decode(default, "replace")


def _read_symbol(reader: Reader, symbol: bytes) -> None:
    if symbol == b"*":
        reader.starred = True
    elif symbol in b"\r\n":
        reader.groups[-1].story.end_paragraph()
    elif symbol in SYMBOLS:
        _write(reader.groups[-1], SYMBOLS[symbol])


def _read_word(reader: Reader, word: str, number: int | None) -> None:
    group = reader.groups[-1]
    starred, reader.starred = reader.starred, False
    if group.story.part is Part.NOTHING:
        return
    if word in PARTS or (starred and word not in READ_STARRED):
        group.story = Story(PARTS.get(word, Part.NOTHING))
    elif word == "u" and number is not None:
        _write(group, chr(number & 0xFFFF))
        reader.skip = group.fallback
    elif word in SIGNS:
        _write(group, SIGNS[word])
    elif word in CHARACTERS:
        CHARACTERS[word](reader, group, number)
    elif word in TABLES and group.story.part is not Part.FONTS:
        TABLES[word](group.story, number)


def _set_font(reader: Reader, group: Group, number: int | None) -> None:
    reader.font = number or 0
    group.codec = reader.fonts.get(reader.font)


def _set_charset(reader: Reader, _: Group, number: int | None) -> None:
    if number in CHARSETS:
        reader.fonts[reader.font] = CHARSETS[number]


def _set_code_page(reader: Reader, _: Group, number: int | None) -> None:
    name = {936: "gb18030", 65001: "utf-8"}.get(number or 0, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return
    reader.default = name


def _set_fallback(_: Reader, group: Group, number: int | None) -> None:
    group.fallback = min(max(1 if number is None else number, 0), 8)


def _set_deleted(_: Reader, group: Group, number: int | None) -> None:
    group.deleted = number != 0


def _set_plain(_: Reader, group: Group, __: int | None) -> None:
    group.deleted = False
    group.codec = None


def _set(name: str) -> Callable[[Story, int | None], None]:
    return lambda story, _: setattr(story, name, True)


CHARACTERS: dict[str, Callable[[Reader, Group, int | None], None]] = {
    "f": _set_font,
    "fcharset": _set_charset,
    "ansicpg": _set_code_page,
    "uc": _set_fallback,
    "deleted": _set_deleted,
    "plain": _set_plain,
}
TABLES: dict[str, Callable[[Story, int | None], None]] = {
    "par": lambda story, _: story.end_paragraph(),
    "sect": lambda story, _: story.end_paragraph(),
    "nestcell": lambda story, _: story.words.append("\n"),
    "pard": lambda story, _: story.reset_paragraph(),
    "intbl": _set("in_table"),
    "outlinelevel": lambda story, number: setattr(story, "heading", (number or 0) < 9),
    "trowd": lambda story, _: story.begin_row(),
    "trleft": lambda story, number: setattr(story, "left", number or 0),
    "clvmrg": _set("above"),
    "clmrg": _set("beside"),
    "cellx": lambda story, number: story.define_cell(number or 0),
    "cell": lambda story, _: story.end_cell(),
    "row": lambda story, _: story.end_row(),
}
