"""The task graph as JSON-LD and GraphML: whole, stable, and read back by others."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline import extract
from ingest.pipeline import read_document
from taskgraph.cli import main
from taskgraph.graph.graphml import write_graphml
from taskgraph.graph.jsonld import write_jsonld
from taskgraph.graph.model import Edge, Graph, Node, NodeType, cut_around
from taskgraph.store import load_document, open_store

KIN = Path(__file__).parents[1] / "data" / "kin"
NAMES = ("superior", "own", "last_year")


def _fill(data_dir: Path, names: tuple[str, ...], now) -> Path:
    with open_store(data_dir) as store:
        for name in names:
            data = (KIN / f"{name}.txt").read_bytes()
            doc = read_document(data, f"{name}.txt")
            load_document(store, doc, extract(doc), data, now=now)
    return data_dir


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from datetime import UTC, datetime  # noqa: PLC0415

    return _fill(tmp_path_factory.mktemp("data"), NAMES, datetime(2026, 3, 2, tzinfo=UTC))


def _export(data_dir: Path, *args: str) -> bytes:
    result = CliRunner().invoke(
        main, ["--data-dir", str(data_dir), "export", "graph", "--as-of", "2026-06-30", *args], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def _read(data: bytes) -> nx.DiGraph:
    return nx.parse_graphml(data.decode())


def test_networkx_reads_every_node_and_edge_back(filled) -> None:
    graph = _read(_export(filled, "--format", "graphml"))
    types = nx.get_node_attributes(graph, "type")
    assert len(types) == len(graph)
    assert set(types.values()) == {"Document", "Unit", "Task", "Target", "Deadline"}
    tasks = {data["label"]: node for node, data in graph.nodes(data=True) if data["type"] == "Task"}
    road = tasks["改建农村公路"]
    carried = [one for one, _, data in graph.in_edges(road, data=True) if data["relation"] == "carries_out"]
    assert [graph.nodes[one]["label"] for one in carried] == ["提升农村公路"]
    assert graph.nodes[road]["state"] == "registered"
    assert isinstance(graph.nodes[road]["overdue"], bool)
    assert {data["relation"] for *_, data in graph.edges(data=True)} >= {"part_of", "lead", "target", "succeeds"}


def test_the_same_data_give_the_same_bytes_in_any_order_of_loading(filled, tmp_path, now) -> None:
    other = _fill(tmp_path / "other", tuple(reversed(NAMES)), now)
    for form in ("graphml", "jsonld"):
        assert _export(other, "--format", form) == _export(filled, "--format", form)


def test_json_ld_names_everything_without_fetching(filled) -> None:
    data = json.loads(_export(filled))
    assert isinstance(data["@context"], dict)
    nodes = {node["id"]: node for node in data["@graph"]}
    assert len(nodes) == len(data["@graph"])
    assert all(name.startswith("urn:duban:") for name in nodes)
    references = {
        term for term, meaning in data["@context"].items() if isinstance(meaning, dict) and meaning["@type"] == "@id"
    }
    for node in nodes.values():
        for term in references & node.keys():
            ends = node[term] if isinstance(node[term], list) else [node[term]]
            assert set(ends) <= nodes.keys()
    assert {node["relation"] for node in nodes.values() if node["type"] == "Link"} >= {"carries_out", "succeeds"}


def test_filters_are_those_of_lists(filled) -> None:
    graph = _read(_export(filled, "--format", "graphml", "--unit", "青山县林业局"))
    tasks = [data["label"] for _, data in graph.nodes(data=True) if data["type"] == "Task"]
    assert sorted(tasks) == ["发展茶产业", "扩大茶园面积"]
    assert {data["label"] for _, data in graph.nodes(data=True) if data["type"] == "Document"} >= {
        "青山县2026年乡村建设和产业工作要点"
    }


@pytest.mark.parametrize(
    ("depth", "types"), [("0", {"Task"}), ("1", {"Task", "Document", "Unit", "Target", "Deadline"})]
)
def test_what_stands_around_a_task(filled, depth, types) -> None:
    graph = _read(_export(filled, "--format", "graphml", "--around", "提升供水保障", "--depth", depth))
    assert {data["type"] for _, data in graph.nodes(data=True)} == types
    tasks = {data["label"] for _, data in graph.nodes(data=True) if data["type"] == "Task"}
    assert tasks == ({"提升供水保障"} if depth == "0" else {"提升供水保障", "推进农村供水改造"})


def test_the_ending_of_the_file_tells_the_format(filled, tmp_path) -> None:
    _export(filled, "-o", str(tmp_path / "a.graphml"))
    assert (tmp_path / "a.graphml").read_bytes() == _export(filled, "--format", "graphml")


def test_a_task_outside_the_filters_is_said_to_be_missing(filled) -> None:
    args = ["--data-dir", str(filled), "export", "graph", "--around", "提升供水保障", "--year", "2025"]
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 3
    assert "图中没有它" in result.stderr


WORDS = st.text(max_size=20)


@given(label=WORDS, quote=WORDS)
def test_any_words_can_be_written(label: str, quote: str) -> None:
    node = Node(id="task/a", type=NodeType.TASK, label=label, values={"quote": quote, "overdue": True})
    edge = Edge(id="e", relation="cites", source="task/a", target="task/a", values={"quote": quote, "confidence": 0.5})
    graph = Graph((node,), (edge,))
    assert set(_read(write_graphml(graph))) == {"task/a"}
    assert json.loads(write_jsonld(graph))["@graph"][0]["label"] == label


def test_a_graph_is_cut_at_a_number_of_edges() -> None:
    nodes = tuple(Node(id=name, type=NodeType.TASK, label=name, values={}) for name in "abcd")
    edges = tuple(Edge(id=a + b, relation="cites", source=a, target=b, values={}) for a, b in ("ab", "cb", "cd"))
    near = cut_around(Graph(nodes, edges), "a", 2)
    assert ([node.id for node in near.nodes], [edge.id for edge in near.edges]) == (["a", "b", "c"], ["ab", "cb"])
