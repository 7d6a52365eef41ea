"""A graph of typed nodes and edges with plain values. Ids are stable: they come from what documents say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Value = str | int | float | bool


class NodeType(StrEnum):
    DOCUMENT = "Document"
    UNIT = "Unit"
    TASK = "Task"
    TARGET = "Target"
    DEADLINE = "Deadline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    id: str
    type: NodeType
    label: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """`relation`: part_of, lead, responsible, cooperating, target, deadline, or that of a link."""

    id: str
    relation: str
    source: str
    target: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Graph:
    """Both in the order of their ids; every edge has its ends among the nodes."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def cut_around(graph: Graph, center: str, depth: int) -> Graph:
    """Return what is at most `depth` edges away from a node, in either direction, with the edges between."""
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        beside[edge.source].add(edge.target)
        beside[edge.target].add(edge.source)
    near = reached = {center} & {node.id for node in graph.nodes}
    for _ in range(depth):
        reached = {other for node in reached for other in beside[node]} - near
        near = near | reached
    return Graph(
        tuple(node for node in graph.nodes if node.id in near),
        tuple(edge for edge in graph.edges if {edge.source, edge.target} <= near),
    )
