"""A graph as JSON-LD with a context of its own: nothing need be fetched to read it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from taskgraph.graph.model import Graph

VOCABULARY = "urn:duban:terms#"
BASE = "urn:duban:"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DAYS = ("start", "end", "due", "dated", "repealed", "last_report", "since")
RELATIONS = ("part_of", "lead", "responsible", "cooperating", "target", "deadline", "cites", "carries_out", "forwards",
             "repeals", "supersedes", "succeeds", "duplicates")  # fmt: skip


def _context() -> dict[str, Any]:
    days = {name: {"@id": f"{VOCABULARY}{name}", "@type": f"{_XSD}date"} for name in _DAYS}
    ends = {name: {"@id": f"{VOCABULARY}{name}", "@type": "@id"} for name in ("from", "to", *RELATIONS)}
    names = {"id": "@id", "type": "@type", "label": "http://www.w3.org/2000/01/rdf-schema#label"}
    return {"@vocab": VOCABULARY, **names, **days, **ends}


def write_jsonld(graph: Graph) -> bytes:
    """Return one object: every node with its edges as properties, and every edge that says more as a node of its own.

    A property stands for an edge that is confirmed; a proposed link is only found among the nodes of type Link.
    """
    properties: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    links = []
    for edge in graph.edges:
        if edge.values.get("status", "confirmed") == "confirmed":
            properties[edge.source][edge.relation].append(f"{BASE}{edge.target}")
        if edge.values:
            ends = {"from": f"{BASE}{edge.source}", "to": f"{BASE}{edge.target}", "relation": edge.relation}
            links.append({"id": f"{BASE}link/{edge.id}", "type": "Link", **ends, **edge.values})
    nodes = [
        {
            "id": f"{BASE}{node.id}",
            "type": node.type.value,
            "label": node.label,
            **node.values,
            **properties[node.id],
        }
        for node in graph.nodes
    ]
    return (
        json.dumps({"@context": _context(), "@graph": [*nodes, *links]}, ensure_ascii=False, indent=1) + "\n"
    ).encode()
