"""Find where a document names other documents, and in which relation it stands to them.

A sentence is matched with each name made one sign, so that what a title says is not taken for what the sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.dates import read_date
from ingest.model import Block, BlockKind, Document, DocumentType
from ingest.shadow import shadow
from ingest.span import Span
from ingest.titles import DOC_NUMBER
from taskgraph.links.model import ENDING, Citation, Name, Relation
from taskgraph.links.names import find_number, fold_number, name_document, name_titles
from taskgraph.links.tables import CitationRule, load_citation_table

_TITLE = r"《((?:[^《》\n]|《[^《》\n]*》){2,150})》"
_MENTION = re.compile(rf"{_TITLE}(?: ?\(({DOC_NUMBER})[^()\n]{{0,20}}\)| ?\| ?({DOC_NUMBER}))?|{DOC_NUMBER}")
_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
_AFTER_DAYS = re.compile(r"之日起(\d{1,3})[日天]后")


@dataclass(frozen=True, slots=True)
class _Mention:
    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    span: Span
    heading: str


def find_citations(doc: Document) -> tuple[Citation, ...]:
    """Return the documents that a document names, each once, with the words that say most of it."""
    own = name_document(doc.meta.title, doc.meta.doc_number)
    headings = {form for block in doc.blocks for form in _name_block(block, doc.text)}
    found = [*_iter_forwarded(doc), *_iter_citations(doc)]
    others = [c for c in found if not _is_own(c, own, headings) and c.name.forms]
    return tuple(_merge(others))


def _name_block(block: Block, text: str) -> tuple[str, ...]:
    """Return the names of a plan that a block heads: what stands in the same text is nothing else's."""
    words = block.span.of(text).strip()
    return () if len(words) > 60 or "《" in words else name_titles(words)[:1]


def _is_own(citation: Citation, own: Name, headings: set[str]) -> bool:
    if citation.name.number:
        return citation.name.number == own.number
    return not {*own.titles, *headings}.isdisjoint(citation.name.titles)


def _merge(citations: Iterable[Citation]) -> Iterator[Citation]:
    """Keep one citation for each document: one that says more than that it is named, else the first."""
    groups: list[list[Citation]] = []
    for citation in citations:
        same = next((g for g in groups if any(_names_same(citation.name, other.name) for other in g)), None)
        if same is None:
            groups.append([citation])
        else:
            same.append(citation)
    for group in groups:
        said = min(group, key=lambda c: (c.relation is Relation.CITES, c.span))
        numbered = next((c for c in group if c.name.number), said)
        name = Name(number=numbered.name.number, titles=said.name.titles or numbered.name.titles)
        yield replace(said, name=name, printed=numbered.printed)


def _names_same(one: Name, other: Name) -> bool:
    if one.number and other.number:
        return one.number == other.number
    return not set(one.titles).isdisjoint(other.titles)


def _iter_citations(doc: Document) -> Iterator[Citation]:
    for sentence in _iter_sentences(doc):
        mentions = tuple(_iter_mentions(sentence.text))
        for mention in mentions:
            rule = _find_rule(_skeleton(sentence.text, mentions, mention), mention, sentence, doc.meta.title)
            if rule and rule.relation:
                yield _cite(doc, sentence, mention, rule)


def _iter_sentences(doc: Document) -> Iterator[_Sentence]:
    heading = ""
    for block in doc.blocks:
        words = block.span.of(doc.text)
        if block.kind is BlockKind.FURNITURE:
            continue
        for found in _SENTENCE.finditer(shadow(words)):
            start = block.span.start + found.start()
            yield _Sentence(found.group(), Span(start, start + len(found.group())), heading)
        if "《" not in words and not find_number(words) and block.kind is not BlockKind.TABLE_ROW:
            heading = words


def _iter_mentions(text: str) -> Iterator[_Mention]:
    for found in _MENTION.finditer(text):
        title, number = found.group(1), found.group(2) or found.group(3)
        printed = number or (None if title else found.group())
        titles = name_titles(title) if title else ()
        name = Name(number=fold_number(printed) if printed else None, titles=titles)
        yield _Mention(name, Span(found.start() + _lead(found.group(), name), found.end()))


def _lead(printed: str, name: Name) -> int:
    """Return how many characters before a bare 文号 are none of it: 根据云政发〔2026〕3号."""
    if printed.startswith("《") or not name.number:
        return 0
    organ = re.split(r"[〔\[(【]", printed)[0]
    return len(organ) - len(name.number.partition("[")[0])


def _skeleton(text: str, mentions: Iterable[_Mention], at_hand: _Mention) -> str:
    """Return a sentence with the mention at hand as ■ and all others as □."""
    parts, at = [], 0
    for mention in mentions:
        parts += [text[at : mention.span.start], "■" if mention is at_hand else "□"]
        at = mention.span.end
    return "".join((*parts, text[at:])).strip()


def _find_rule(skeleton: str, mention: _Mention, sentence: _Sentence, title: str | None) -> CitationRule | None:
    for rule in load_citation_table().rules:
        if rule.title and not rule.title.search(title or ""):
            continue
        if rule.not_under and rule.not_under.search(sentence.heading):
            continue
        if rule.names and mention.name.titles and not rule.names.search(mention.name.titles[0]):
            continue
        found = rule.around.search(skeleton)
        if found and not (rule.unless and rule.unless.search(skeleton, max(found.end() - 2, 0))):
            return rule
    return None


def _cite(doc: Document, sentence: _Sentence, mention: _Mention, rule: CitationRule) -> Citation:
    start = sentence.span.start
    printed = Span(start + mention.span.start, start + mention.span.end).of(doc.text)
    reports = doc.meta.type is DocumentType.REPORT and rule.relation is Relation.CARRIES_OUT
    relation = Relation.CITES if reports or rule.relation is None else rule.relation
    return Citation(
        relation=relation,
        name=mention.name,
        printed=printed,
        quote=sentence.span.of(doc.text).strip(),
        span=sentence.span,
        rule=rule.id,
        confidence=rule.confidence,
        since=_find_since(doc, sentence.text) if relation in ENDING else None,
    )


def _find_since(doc: Document, sentence: str) -> date | None:
    """Return the day that the sentence names, else that of the document; None where neither is known."""
    issued = doc.meta.written or doc.meta.published
    if issued and (days := _AFTER_DAYS.search(sentence)):
        return issued + timedelta(days=int(days.group(1)))
    head = _MENTION.sub("", sentence)
    return read_date(head) or issued


def _iter_forwarded(doc: Document) -> Iterator[Citation]:
    """Yield the document that a title says it forwards: …转发云州省人民政府关于…的意见的通知."""
    title = doc.meta.title or ""
    for pattern in load_citation_table().forwarded:
        if found := pattern.search(title):
            at = max(doc.text.find(title), 0)
            yield Citation(
                relation=Relation.FORWARDS,
                name=Name(number=None, titles=name_titles(found.group(1))),
                printed=f"《{found.group(1)}》",
                quote=title,
                span=Span(at, at + len(title)) if doc.text.startswith(title, at) else Span(0, 0),
                rule="forwarded.title",
                confidence=0.95,
            )
