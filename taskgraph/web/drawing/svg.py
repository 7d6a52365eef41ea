"""The few elements that pictures are made of. Attributes only: the page's style sheet gives colours to classes."""

from __future__ import annotations

from html import escape

from taskgraph.output import shorten

Value = str | int | float


def element(name: str, *inside: str, **attributes: Value) -> str:
    """Return an element around what is written already; class_ is written class, stroke_width stroke-width."""
    told = "".join(f' {_NAMES.get(key, key.replace("_", "-"))}="{_show(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{''.join(inside)}</{name}>"


_NAMES = {"class_": "class", "view_box": "viewBox"}


def _show(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else escape(str(value))


def words(text: str, x: float, y: float, *, class_: str = "", cells: int = 0) -> str:
    """Return text that stands on (x, y), cut to so many half-width cells; the whole is in its title."""
    shown = shorten(text, cells)
    title = element("title", escape(text)) if shown != text else ""
    return element("text", title, escape(shown), x=float(x), y=float(y), class_=class_)


def link(address: str, *inside: str) -> str:
    return element("a", *inside, href=address)


def titled(text: str, *inside: str) -> str:
    """Return a group that says what it is when one points at it."""
    return element("g", element("title", escape(text)), *inside)


def picture(name: str, width: float, height: float, *inside: str) -> str:
    """Return the whole picture; `name` is what it is called for those who do not see it."""
    box = f"0 0 {width:g} {height:g}"
    shown: dict[str, Value] = {"class_": "picture", "view_box": box, "width": float(width), "height": float(height)}
    return element("svg", *inside, role="group", aria_label=name, **shown)
