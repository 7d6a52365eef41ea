"""From the rows that lists show, and links, to one graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from extract.contract import fact_record
from extract.model import Deadline, Target
from taskgraph.facts import write_day
from taskgraph.graph.model import Edge, Graph, Node, NodeType, Value
from taskgraph.links.model import Kind
from taskgraph.links.query import End, Link
from taskgraph.model import DocumentRef, TaskRow, UnitRole
from taskgraph.reasons import explain_light
from taskgraph.views import show_deadline


def build_graph(
    tasks: Sequence[TaskRow], documents: Iterable[DocumentRef], units: Mapping[int, str], links: Iterable[Link]
) -> Graph:
    """Build the graph of these tasks and documents; of the links those that tie them, or name other documents.

    `units`: the region of each unit by its row.
    """
    refs = {ref.id: ref for ref in (*documents, *(task.document for task in tasks))}
    nodes = {node.id: node for node in _iter_nodes(tasks, refs.values(), units)}
    edges = {edge.id: edge for task in tasks for edge in _iter_task_edges(task, units)}
    roots = {task.id: task.root for task in tasks}
    for link in links:
        edge, named = _tie(link, roots, refs)
        if edge:
            edges[edge.id] = edge
            nodes |= {node.id: node for node in named if node.id not in nodes}
    return Graph(tuple(nodes[key] for key in sorted(nodes)), tuple(edges[key] for key in sorted(edges)))


def name_task(root: str) -> str:
    return f"task/{root}"


def _name_document(document: str) -> str:
    return f"document/{document}"


def _name_unit(charge: UnitRole, units: Mapping[int, str]) -> str:
    """Name a unit by region and name: its row differs with the order of loading."""
    return f"unit/{_hash(f'{units[charge.unit_id]} {charge.canonical}')}"


def _hash(words: str) -> str:
    return blake2b(words.encode(), digest_size=5).hexdigest()


def _iter_nodes(tasks: Iterable[TaskRow], refs: Iterable[DocumentRef], units: Mapping[int, str]) -> Iterator[Node]:
    for ref in refs:
        yield _document_node(ref)
    for task in tasks:
        yield _task_node(task)
        for charge in task.assignments:
            values = {"region": units[charge.unit_id]}
            yield Node(id=_name_unit(charge, units), type=NodeType.UNIT, label=charge.canonical, values=values)
        for name, fact in _iter_facts(task):
            kind = NodeType.TARGET if isinstance(fact, Target) else NodeType.DEADLINE
            label = fact.text if isinstance(fact, Target) else show_deadline(fact)
            yield Node(id=name, type=kind, label=label, values=_values(fact_record(fact)))


def _iter_facts(task: TaskRow) -> Iterator[tuple[str, Target | Deadline]]:
    for number, target in enumerate(task.targets, start=1):
        yield f"{name_task(task.root)}/target/{number}", target
    for number, deadline in enumerate(task.deadlines, start=1):
        yield f"{name_task(task.root)}/deadline/{number}", deadline


def _document_node(ref: DocumentRef) -> Node:
    values = {"key": ref.key, "doc_number": ref.doc_number, "issuer": ref.issuer, "document_type": ref.type,
              "year": ref.year, "dated": write_day(ref.dated), "repealed": write_day(ref.repealed)}  # fmt: skip
    return Node(id=_name_document(ref.id), type=NodeType.DOCUMENT, label=ref.name, values=_values(values))


def _task_node(task: TaskRow) -> Node:
    standing = task.standing
    values = {"task": task.id, "path": task.path, "kind": task.kind.value, "state": standing.state.value,
              "light": standing.light.value, "why": explain_light(task), "overdue": standing.overdue,
              "due": write_day(standing.due.day) if standing.due else None,
              "last_report": write_day(standing.last_report), "quote": task.quote}  # fmt: skip
    return Node(id=name_task(task.root), type=NodeType.TASK, label=task.title, values=_values(values))


def _iter_task_edges(task: TaskRow, units: Mapping[int, str]) -> Iterator[Edge]:
    own = name_task(task.root)
    yield _edge("part_of", own, _name_document(task.document.id))
    for charge in task.assignments:
        yield _edge(charge.role.value, own, _name_unit(charge, units), {"printed": charge.unit})
    for name, fact in _iter_facts(task):
        yield _edge("target" if isinstance(fact, Target) else "deadline", own, name)


def _edge(relation: str, source: str, target: str, values: Mapping[str, Value] | None = None) -> Edge:
    return Edge(
        id=f"{relation}/{_hash(f'{source} {target}')}",
        relation=relation,
        source=source,
        target=target,
        values=values or {},
    )


def _tie(link: Link, roots: Mapping[str, str], refs: Mapping[str, DocumentRef]) -> tuple[Edge | None, tuple[Node, ...]]:
    """Return a link as an edge, and the documents at its ends that the graph may not have yet."""
    values = _values({"status": link.status.value, "confidence": link.score, "rule": link.rule, "quote": link.quote,
                      "since": write_day(link.since)})  # fmt: skip
    if link.kind is Kind.TASK:
        ends = [roots.get(end.id) for end in (link.source, link.target) if end]
        if len(ends) < 2 or None in ends:
            return None, ()
        source, target = (name_task(str(end)) for end in ends)
        return _edge(link.relation.value, source, target, values), ()
    if link.source is None or not {end.id for end in (link.source, link.target) if end} & refs.keys():
        return None, ()
    own, other = _end_node(link.source), _end_node(link.target) if link.target else _named_node(link.printed or "")
    return _edge(link.relation.value, own.id, other.id, values), (own, other)


def _end_node(end: End) -> Node:
    return Node(id=_name_document(end.id), type=NodeType.DOCUMENT, label=end.title, values={})


def _named_node(printed: str) -> Node:
    return Node(id=f"named/{_hash(printed)}", type=NodeType.DOCUMENT, label=printed, values={"loaded": False})


def _values(record: Mapping[str, Any]) -> dict[str, Value]:
    return {key: value for key, value in record.items() if value is not None and not isinstance(value, list)}
