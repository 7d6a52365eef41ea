"""A graph as GraphML, as NetworkX, Gephi and yEd read it (http://graphml.graphdrawing.org)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from taskgraph.graph.model import Graph, Value

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES: Mapping[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
_WIDEST = ("boolean", "long", "double", "string")


def write_graphml(graph: Graph) -> bytes:
    nodes = {node.id: {"type": node.type.value, "label": node.label, **node.values} for node in graph.nodes}
    edges = {edge.id: {"relation": edge.relation, **edge.values} for edge in graph.edges}
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    keys = {"node": _declare(root, "node", nodes.values()), "edge": _declare(root, "edge", edges.values())}
    body = ET.SubElement(root, "graph", id="duban", edgedefault="directed")
    for node in graph.nodes:
        _fill(ET.SubElement(body, "node", id=node.id), nodes[node.id], keys["node"])
    for edge in graph.edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        _fill(ET.SubElement(body, "edge", ends), edges[edge.id], keys["edge"])
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _declare(root: ET.Element, of: str, records: Iterable[Mapping[str, Value]]) -> Mapping[str, str]:
    """Declare every key once, by the widest type of its values; return the ids of the keys."""
    types: dict[str, str] = {}
    for record in records:
        for name, value in record.items():
            types[name] = max(types.get(name, "boolean"), _TYPES[type(value)], key=_WIDEST.index)
    for name in sorted(types):
        ET.SubElement(root, "key", {"id": f"{of}.{name}", "for": of, "attr.name": name, "attr.type": types[name]})
    return {name: f"{of}.{name}" for name in types}


def _fill(element: ET.Element, record: Mapping[str, Value], keys: Mapping[str, str]) -> None:
    for name in sorted(record):
        ET.SubElement(element, "data", key=keys[name]).text = _write(record[name])


def _write(value: Value) -> str:
    """Return a value as XML may hold it: control characters, which it may not, are left out."""
    return str(value).lower() if isinstance(value, bool) else _NOT_XML.sub("", str(value))
