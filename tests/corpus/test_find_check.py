from __future__ import annotations

from corpus.bench_find import iter_finding_lines
from corpus.find_check import Tally, iter_check_lines
from corpus.manifest import DOCUMENTS, load_samples


def test_search_finds_exactly_what_stands_in_the_samples() -> None:
    paths = [DOCUMENTS / sample.file for sample in load_samples() if sample.format in {"text", "docx"}]
    head, *lines = iter_check_lines(paths, words=40)
    assert int(head.split()[0]) > 3
    assert len(lines) == 4
    assert all("recall 1.000  precision 1.000" in line for line in lines), lines


def test_a_tally_tells_misses_from_errors() -> None:
    tally = Tally()
    tally.add({"a", "b"}, {"b", "c", "d"})
    assert tally.line("word") == "word        recall 0.333  precision 0.500  (1 pairs)"


def test_the_bench_of_finding_runs_on_a_small_store() -> None:
    lines = list(iter_finding_lines(100_000))
    assert lines[0].startswith("360 passages")
    assert sum("first page" in line for line in lines) == 5
