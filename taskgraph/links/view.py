"""How links are shown: a row a link; for one task or document the line of what it rests on and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taskgraph.links.model import Kind, Relation, Status
from taskgraph.links.query import End, Link
from taskgraph.output import Column, View

RELATIONS: Mapping[Relation, str] = {
    Relation.CITES: "引用",
    Relation.CARRIES_OUT: "落实",
    Relation.FORWARDS: "转发",
    Relation.REPEALS: "废止",
    Relation.SUPERSEDES: "取代",
    Relation.SUCCEEDS: "接续",
    Relation.DUPLICATES: "重复",
}
STATUSES: Mapping[Status, str] = {Status.PROPOSED: "待确认", Status.CONFIRMED: "已确认", Status.REJECTED: "已否定"}
KINDS: Mapping[Kind, str] = {Kind.DOCUMENT: "文件", Kind.TASK: "任务"}

# How the other end stands to the one that is shown: as what it points to, and as what points to it.
_TOWARDS: Mapping[Relation, tuple[str, str]] = {
    Relation.CITES: ("引用", "被引用"),
    Relation.CARRIES_OUT: ("上级", "下级落实"),
    Relation.FORWARDS: ("转发", "被转发"),
    Relation.REPEALS: ("废止", "被废止"),
    Relation.SUPERSEDES: ("取代", "被取代"),
    Relation.SUCCEEDS: ("上一年", "下一年"),
    Relation.DUPLICATES: ("重复", "重复"),
}


_LIKENESS: Mapping[str, str] = {"title": "标题", "text": "文字", "words": "用词"}


def describe_end(end: End | None, printed: str | None = None) -> str:
    if end is None:
        return f"{printed or ''}(未导入)" if printed else "人工"
    return f"{end.id} {end.title}"


def link_record(link: Link) -> dict[str, Any]:
    return {
        "link": link.number,
        "kind": link.kind.value,
        "relation": link.relation.value,
        "source": end_record(link.source),
        "target": end_record(link.target),
        "printed": link.printed,
        "status": link.status.value,
        "confidence": link.score,
        "rule": link.rule,
        "quote": link.quote,
        "span": [link.span.start, link.span.end] if link.span else None,
        "evidence": dict(link.evidence),
        "since": link.since.isoformat() if link.since else None,
        "decided": link.decided,
    }


def end_record(end: End | None) -> dict[str, Any] | None:
    return {"id": end.id, "title": end.title, "document": end.document} if end else None


def describe_why(link: Link) -> str:
    """Return the words, or the likenesses, that a link rests on."""
    since = f"自{link.since}起" if link.since else ""
    return ";".join(filter(None, (since, *_iter_likeness(link.evidence), link.quote or "")))


def _iter_likeness(evidence: Mapping[str, Any]) -> Iterator[str]:
    if shares := [f"{word}{evidence[key]:.0%}" for key, word in _LIKENESS.items() if key in evidence]:
        yield f"{'、'.join(shares)}相似"
    if counts := evidence.get("counts"):
        yield f"同指标:{'、'.join(counts)}"
    if evidence.get("lead"):
        yield "牵头单位对应"


LINKS: View[Link] = View(
    (
        Column("号", lambda link: link.number),
        Column("类别", lambda link: KINDS[link.kind]),
        Column("一方", lambda link: describe_end(link.source), 44),
        Column("关系", lambda link: RELATIONS[link.relation]),
        Column("另一方", lambda link: describe_end(link.target, link.printed), 44),
        Column("状态", lambda link: STATUSES[link.status]),
        Column("把握", lambda link: f"{link.score:.0%}"),
        Column("依据", describe_why, 60),
    ),
    link_record,
)


def iter_line(links: Sequence[Link], ends: frozenset[str]) -> Iterator[str]:
    """Yield a line for each link of a document or task, seen from it: 上级:…, 下级落实:…"""
    for link in links:
        stands, other, printed = look_across(link, ends)
        doubt = (
            ""
            if link.status is Status.CONFIRMED
            else f"〔待确认,把握 {link.score:.0%},duban links confirm {link.number}〕"
        )
        where = f",见 {other.document_name}" if other and link.kind is Kind.TASK else ""
        since = f",自{link.since}起" if link.since else ""
        yield f"  {stands}:{describe_end(other, printed)}{where}{since}{doubt}"


def look_across(link: Link, ends: frozenset[str]) -> tuple[str, End | None, str | None]:
    """Return how the other end stands to the one among `ends` (上级, 下级落实 …), it, and its name if not loaded."""
    outwards = link.source is not None and link.source.id in ends
    other, printed = (link.target, link.printed) if outwards else (link.source, None)
    return _TOWARDS[link.relation][not outwards], other, printed
