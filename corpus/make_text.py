"""Plain text as offices leave it: indented, in an old encoding, or with its line breaks lost."""

from __future__ import annotations

from corpus.markup import Line, Source, Style

_INDENT = {Style.TITLE: " " * 8, Style.CENTRED: " " * 16, Style.RIGHT: " " * 40, Style.BODY: "\u3000\u3000"}


def make_text(source: Source, encoding: str, *, line_breaks: bool) -> bytes:
    """Return the lines of a source without tables, indented, or run together where the breaks are lost."""
    lines = [part for part in source.parts if isinstance(part, Line)]
    if line_breaks:
        text = "".join(f"{_INDENT[line.style]}{line.text}\r\n" for line in lines)
    else:
        text = "".join(line.text for line in lines)
    return text.encode(encoding)
