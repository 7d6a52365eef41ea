"""Find the element of a page that holds the article, without the menus and footers around it.

The portals' own containers are rules; on a page that has none `trafilatura` tells the article's lines, and
the element that holds them is taken. It never gives the text itself: tables and numbering would be lost.
"""

from __future__ import annotations

from lxml.html import HtmlElement, tostring

from ingest.rules import first_match, load_rules

ENOUGH = 60  # characters; an element with less is a caption or an empty editor box
SHARE = 0.8  # of its parent's words: the article lies within the child that holds as much
SHORTEST_LINE = 12
PARTS = ("p", "tr", "td", "tbody", "table")  # never the whole article
SILENT = {"script", "style", "noscript", "template", "iframe", "select", "button", "head", "svg", "textarea"}


def find_container(root: HtmlElement) -> HtmlElement:
    """Return the element that the rules of `containers.toml` name, else the one that holds the article's lines,
    else the one in which the words are dense.
    """
    elements = [el for el in root.iter() if isinstance(el.tag, str) and el.tag not in SILENT]
    names = [(element_name(el), el) for el in elements]
    for rule in load_rules("containers"):
        fits = [el for name, el in names if rule.pattern.search(name)]
        best = max(fits, key=words, default=None)
        if best is not None and words(best) >= ENOUGH:
            return best
    lines = _article_lines(root)
    return _holder(root, lines) if sum(map(len, lines)) >= ENOUGH else _densest(root)


def element_name(el: HtmlElement) -> str:
    """Return `div #id .class .class`, the form that the rules match."""
    classes = (el.get("class") or "").split()
    own_id = [f"#{el.get('id')}"] if el.get("id") else []
    return " ".join([str(el.tag), *own_id, *(f".{c}" for c in classes)])


def words(el: HtmlElement) -> int:
    """Count the characters of an element that are no links, scripts or white space."""
    if not isinstance(el.tag, str) or el.tag in SILENT or el.tag == "a":
        return 0
    own = len((el.text or "").strip())
    return own + sum(words(child) + len((child.tail or "").strip()) for child in el)


def _article_lines(root: HtmlElement) -> list[str]:
    """Return the lines that the library takes for the article, without white space and the page's furniture."""
    from trafilatura import extract  # noqa: PLC0415 - 300 ms that only pages without a known container need

    text = extract(tostring(root, encoding="unicode"), include_comments=False, include_tables=False, favor_recall=True)
    lines = ("".join(line.split()) for line in (text or "").splitlines() if not first_match("furniture", line))
    return [line for line in lines if len(line) >= SHORTEST_LINE]


def _holder(el: HtmlElement, lines: list[str]) -> HtmlElement:
    """Go down as long as one child holds nearly all the lines."""
    total = sum(map(len, lines))
    for child in el:
        if isinstance(child.tag, str) and child.tag not in (*SILENT, *PARTS):
            text = "".join(child.text_content().split())
            if sum(len(line) for line in lines if line in text) >= SHARE * total:
                return _holder(child, lines)
    return el


def _densest(el: HtmlElement) -> HtmlElement:
    """Go down as long as one child holds nearly all the words of its parent."""
    total = words(el)
    child = max(el, key=words, default=None)
    if child is None or words(child) < max(SHARE * total, ENOUGH) or child.tag in PARTS:
        return el
    return _densest(child)
