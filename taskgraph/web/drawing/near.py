"""A graph as a picture: documents on the left, tasks in the middle, units on the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from taskgraph.graph.model import Edge, Graph, Node, NodeType
from taskgraph.graph.whole_query import Tie
from taskgraph.links.model import Relation
from taskgraph.links.view import RELATIONS
from taskgraph.terms import ROLES
from taskgraph.web.drawing.network import Box, Column, Line, draw_network

COLUMNS: Mapping[NodeType, str] = {NodeType.DOCUMENT: "文件", NodeType.TASK: "任务", NodeType.UNIT: "单位"}
_WORDS: Mapping[str, str] = {"part_of": "出自", **{role.value: word for role, word in ROLES.items()}}
_LINKS = frozenset(relation.value for relation in Relation)


def draw_near(name: str, graph: Graph, center: str) -> str:
    """Return the picture of what is around the node `center`, which is marked."""
    labels = {node.id: node.label for node in graph.nodes}
    columns = [
        Column(title, tuple(_box(node, center) for node in _sort(graph, kind))) for kind, title in COLUMNS.items()
    ]
    return draw_network(name, columns, [_line(edge, labels) for edge in graph.edges])


def _sort(graph: Graph, kind: NodeType) -> list[Node]:
    """Return the nodes of a kind: tasks by document and place, all else by how many lines lead to it."""
    degree = Counter(end for edge in graph.edges for end in (edge.source, edge.target))
    home = {edge.source: edge.target for edge in graph.edges if edge.relation == "part_of"}
    nodes = [node for node in graph.nodes if node.type is kind]
    return sorted(nodes, key=lambda node: (home.get(node.id, ""), -degree[node.id], node.label))


def _box(node: Node, center: str) -> Box:
    light = node.values.get("light", "")
    look = f"{node.type.value.lower()} {light}{' center' if node.id == center else ''}"
    return Box(id=node.id, label=node.label, address=_find_address(node), look=look)


def _find_address(node: Node) -> str | None:
    if node.type is NodeType.TASK:
        return f"/graph?around={node.values['task']}"
    if node.type is NodeType.UNIT:
        return f"/units/{quote(node.label)}"
    return None if node.values.get("loaded") is False else f"/documents/{node.id.partition('/')[2]}"


def _line(edge: Edge, labels: Mapping[str, str]) -> Line:
    word = RELATIONS[Relation(edge.relation)] if edge.relation in _LINKS else _WORDS[edge.relation]
    told = f"{labels[edge.source]} —{word}→ {labels[edge.target]}"
    return Line(source=edge.source, target=edge.target, words=told, look=edge.relation, weight=1)


def draw_ties(name: str, ties: Sequence[Tie], totals: Mapping[str, int], query: str) -> str:
    """Return documents and lead units, joined by lines as broad as the tasks are many.

    `totals`: how many tasks each unit leads in all; `query`: the filters besides.
    """
    titles = {tie.document: tie.title for tie in ties}
    documents = tuple(
        Box(id=f"d/{id_}", label=title, address=f"/tasks?{query}&doc={id_}", look="document")
        for id_, title in titles.items()
    )
    units = tuple(
        Box(
            id=f"u/{unit}",
            label=f"{unit}({totals[unit]})",
            address=f"/tasks?{query}&unit={quote(unit)}&role=lead",
            look="unit",
        )
        for unit in _sort_units(ties, list(titles))
    )
    lines = [
        Line(
            source=f"d/{tie.document}",
            target=f"u/{tie.unit}",
            words=f"{tie.unit}牵头“{tie.title}”的 {tie.tasks} 项",
            look="lead",
            weight=tie.tasks,
        )
        for tie in ties
    ]
    return draw_network(name, [Column("文件", documents), Column("牵头单位(任务数)", units)], lines)


def _sort_units(ties: Sequence[Tie], documents: Sequence[str]) -> list[str]:
    """Return the units beside their documents, so that few lines cross."""
    weights: dict[str, list[int]] = {}
    for tie in ties:
        weights.setdefault(tie.unit, []).extend([documents.index(tie.document)] * tie.tasks)
    return sorted(weights, key=lambda unit: sum(weights[unit]) / len(weights[unit]))
