"""Bytes → str without a guess that goes unnoticed: an encoding is taken only if the text then reads as text."""

from __future__ import annotations

import codecs
import re

from ingest.errors import UnknownEncodingError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
SAMPLE = 20_000  # characters that are looked at to tell text from noise


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Return the text of `data`; `declared` is the label that the file itself carries (a charset of HTML).

    Order: byte order mark, strict UTF-8, the declared label, GB18030, UTF-16 without a mark, chardet.
    Raises UnknownEncodingError where none of them gives a text.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding) or _refuse(data)
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and not is_binary(utf8):
        return utf8
    for encoding in [*_declared_codec(declared), "gb18030", "utf-16-le", "utf-16-be"]:
        text = _strict(data, encoding) if _begins_as_text(data, encoding) else None
        if text is not None and is_plausible(text):
            return text
    return _detected(data) or _refuse(data)


def is_binary(text: str) -> bool:
    """Whether control characters show that this never was a text."""
    sample = text[:SAMPLE]
    return len(CONTROL.findall(sample)) > len(sample) // 200


def is_plausible(text: str) -> bool:
    """Whether nearly all characters beyond ASCII are ones that Chinese texts use (those of GB 2312)."""
    sample = text[:SAMPLE]
    strange = [c for c in sample if ord(c) > 127]
    common = sum(1 for c in strange if c in "\u2002\u2003\u00a0\u3000\u2022" or c.encode("gb2312", "ignore"))
    return not is_binary(text) and common >= 0.9 * len(strange)


def _begins_as_text(data: bytes, encoding: str) -> bool:
    """Whether the head reads as text, so that noise of any size is not decoded whole in vain."""
    try:
        return is_plausible(codecs.getincrementaldecoder(encoding)().decode(data[: 4 * SAMPLE]))
    except (UnicodeDecodeError, LookupError):
        return False


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared_codec(label: str | None) -> list[str]:
    """GB 2312 and GBK are subsets of GB 18030, and pages that declare the smaller set use the larger."""
    if not label:
        return []
    return ["gb18030"] if label.lower().replace("-", "") in {"gb2312", "gbk", "gb18030", "xgbk"} else [label]


def _detected(data: bytes) -> str | None:
    """Ask chardet, which knows Big5 and its kin; its guess counts if it says Chinese and every byte fits."""
    import chardet  # noqa: PLC0415 - heavy, and needed for few files

    guess = chardet.detect(data[:200_000])
    text = _strict(data, guess["encoding"] or "") if guess["language"] == "zh" else None
    return text if text is not None and not is_binary(text) else None


def _refuse(data: bytes) -> str:
    strange = BEYOND_ASCII.search(data)
    raise UnknownEncodingError(
        f"无法识别文字编码:第 {strange.start() + 1 if strange else 1} 个字节起既不是 UTF-8,也不是 GB18030 或 UTF-16。"
        "请用记事本等打开原文件,另存为 UTF-8 编码的文本后再导入。"
    )
