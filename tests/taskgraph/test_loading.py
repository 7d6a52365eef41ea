from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import taskgraph.loading
from extract.model import Extraction
from ingest.store import Change
from taskgraph.cli import main
from taskgraph.inputs import Failure
from taskgraph.likeness import find_similar
from taskgraph.load_view import MOST_ROWS, rows_to_list, sum_up
from taskgraph.loading import LoadReport
from taskgraph.model import Filters
from taskgraph.query import find_documents, find_tasks
from taskgraph.similar import sign
from taskgraph.store import load_document

ITEMS = "".join(
    f"{n}.{what}。{n}月底前由各乡镇完成{what}{n * 7}处,县农业农村局每月通报进展,发现问题及时整改。\n"
    for n, what in enumerate(
        ("改造灌渠", "修复塘坝", "建设冷库", "整治田埂", "铺设管道", "更新泵站", "清理沟渠"), start=1
    )
)
PLAN = f"青政发〔2026〕5号\n青山县2026年农田水利工作要点\n一、重点任务\n{ITEMS}"


def run(*args: object, **options: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], **options)


def lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# ---- files known, carriers, versions


def test_a_known_file_under_another_name_is_one_more_source(tmp_path: Path, data_dir: Path) -> None:
    run("load", write(tmp_path / "a.txt", PLAN))
    (line,) = lines(run("load", write(tmp_path / "b.txt", PLAN), "--json"))
    assert (line["change"], line["tasks"]) == ("unchanged", 7)
    (doc,) = lines(run("docs", "--json"))
    assert doc["sources"] == [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]


def test_another_carrier_with_other_spaces_and_signs_is_the_same_text(tmp_path: Path, data_dir: Path) -> None:
    run("load", write(tmp_path / "a.txt", PLAN))
    (line,) = lines(run("load", write(tmp_path / "b.txt", PLAN.replace("。", ".").replace("前由", "前 由")), "--json"))
    assert line["change"] == "unchanged"


def test_another_number_is_a_new_version(tmp_path: Path, data_dir: Path) -> None:
    run("load", write(tmp_path / "a.txt", PLAN))
    (line,) = lines(run("load", write(tmp_path / "b.txt", PLAN.replace("49处", "50处")), "--json"))
    assert line["change"] == "superseded"


def test_a_file_is_read_again_on_request_and_keeps_its_version(tmp_path: Path, data_dir: Path) -> None:
    path = write(tmp_path / "a.txt", PLAN)
    run("load", path)
    before = lines(run("tasks", "--json"))
    (line,) = lines(run("load", path, "--again", "--json"))
    assert line["change"] == "reread"
    assert lines(run("tasks", "--json")) == before
    assert lines(run("docs", "--json"))[0]["version"] == 1


def test_all_originals_can_be_read_again_without_their_files(tmp_path: Path, data_dir: Path) -> None:
    path = write(tmp_path / "a.txt", PLAN)
    run("load", path)
    path.unlink()
    (line,) = lines(run("load", "--again", "--json"))
    assert (line["source"], line["change"]) == (str(path), "reread")


def test_better_rules_take_the_place_of_what_was_found_before(store, load, plan, now) -> None:
    load(plan)
    better = Extraction(plan.extraction.tasks[:1])
    loaded = load_document(store, plan.doc, better, plan.data, now=now, again=True)
    assert loaded.version.change is Change.REREAD
    assert [row.id for row in find_tasks(store.db.conn, Filters())] == [better.tasks[0].id]
    titles = len(better.tasks)
    assert store.db.table("passage").count + titles == store.db.table("passage_fts").count


def test_a_key_that_is_read_otherwise_moves_the_document(store, load, plan, now) -> None:
    load(plan)
    moved = replace(plan.doc, key="青政发〔2026〕33号")
    load_document(store, moved, plan.extraction, plan.data, now=now, again=True)
    (row,) = find_documents(store.db.conn, Filters())
    assert (row.ref.key, row.sources) == (moved.key, ("plan.txt",))


# ---- similar documents


def test_a_reprint_under_another_number_is_linked_both_ways(tmp_path: Path, data_dir: Path) -> None:
    reprint = PLAN.replace("5号", "9号").replace("农田水利工作要点", "农田水利工作要点(修订)")
    run("load", write(tmp_path / "a.txt", PLAN))
    (line,) = lines(run("load", write(tmp_path / "b.txt", reprint), "--json"))
    assert [s["key"] for s in line["similar"]] == ["青政发〔2026〕5号"]
    assert line["similar"][0]["score"] > 0.8
    assert "相近文件:《青山县2026年农田水利工作要点(修订)》" in run("show", "青政发〔2026〕5号").stdout
    run("remove", "青政发〔2026〕9号")
    assert "相近文件" not in run("show", "青政发〔2026〕5号").stdout


def test_documents_on_other_matters_are_not_linked(store, load, plan, report) -> None:
    load(plan)
    loaded = load(report)
    assert find_similar(store.db, loaded.version.document) == ()


def test_signatures_stay_what_they_are() -> None:
    signature = sign({"县农业农村", "农业农村局", "业农村局每", "农村局每月"})
    assert (len(signature), signature[:8].hex()) == (504, "d6a4411ed7979316")


# ---- archives, standard input, interruption


def test_an_archive_gives_a_line_for_each_member(tmp_path: Path, data_dir: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("plan.txt", PLAN)
        made.writestr("empty.txt", "")
    result = run("load", tmp_path / "a.zip", "--json")
    assert result.exit_code == 4
    found = {line["source"]: line.get("change") or line["error"]["kind"] for line in lines(result)}
    assert found == {f"{tmp_path}/a.zip!plan.txt": "new", f"{tmp_path}/a.zip!empty.txt": "empty"}


def test_standard_input_is_read(data_dir: Path) -> None:
    (line,) = lines(run("load", "-", "--json", input=io.BytesIO(PLAN.encode())))
    assert (line["source"], line["change"]) == ("-", "new")


def test_an_interrupted_load_goes_on_where_it_stopped(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    for number in (1, 2, 3):
        write(tmp_path / "in" / f"{number}.txt", PLAN.replace("5号", f"{number}号").replace("水利", "水利" * number))
    iter_loaded = taskgraph.loading.iter_loaded

    def interrupted(*args: object) -> object:
        results = iter_loaded(*args)
        yield next(results)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(taskgraph.loading, "iter_loaded", interrupted)
        result = run("load", tmp_path / "in")
    assert result.exit_code == 1
    assert "从中断处继续" in result.stderr
    assert [line["change"] for line in lines(run("load", tmp_path / "in", "--json"))] == ["unchanged", "new", "new"]


def test_a_dry_run_tells_known_files_from_new_ones(tmp_path: Path, data_dir: Path) -> None:
    run("load", write(tmp_path / "a.txt", PLAN))
    other = write(tmp_path / "b.txt", PLAN.replace("49处", "50处"))
    found = lines(run("load", tmp_path / "a.txt", other, "--dry-run", "--json"))
    assert [line["change"] for line in found] == ["unchanged", "superseded"]
    assert len(lines(run("docs", "--json"))[0]["sources"]) == 1


# ---- what is shown


def report_of(number: int, **changes: object) -> LoadReport:
    given = {"change": Change.NEW, "tasks": 3, "progress": 0} | changes
    return LoadReport(source=f"{number}.txt", document=str(number), key=str(number), title=None,
                      without_lead=0, without_deadline=0, without_target=0, **given)  # fmt: skip


def test_of_many_documents_only_those_are_listed_that_need_a_look() -> None:
    many = [report_of(n) for n in range(MOST_ROWS)]
    doubtful = [report_of(97, tasks=0), report_of(98, change=Change.SUPERSEDED), report_of(99, warnings=("…",))]
    assert rows_to_list(many) == many
    assert rows_to_list([*many, *doubtful]) == doubtful


def test_the_sum_tells_refused_from_failed_and_why() -> None:
    failures = [Failure(source="a", kind=kind, message="") for kind in ("broken", "classified", "timeout", "broken")]
    sums = {line.result: (line.count, line.reasons) for line in sum_up([report_of(1)], failures)}
    assert sums == {
        "新增": (1, ""), "未变": (0, ""), "拒绝": (1, "标有密级 1"), "失败": (3, "文件损坏 2、超时 1"),
    }  # fmt: skip


def test_a_load_ends_with_the_sum(tmp_path: Path, data_dir: Path) -> None:
    assert "新增  1" in run("load", write(tmp_path / "a.txt", PLAN)).stdout


def test_the_source_of_a_document_is_shown_block_by_block(tmp_path: Path, data_dir: Path) -> None:
    run("load", write(tmp_path / "a.txt", PLAN))
    shown = run("show", "青政发〔2026〕5号", "--source").stdout.splitlines()
    assert shown[0] == f"出自 {tmp_path}/a.txt"
    assert "[第2段] 青山县2026年农田水利工作要点" in shown
    blocks = lines(run("show", "修复塘坝", "--source", "--json"))
    assert [(block["paragraph"], block["text"][:6]) for block in blocks] == [(5, "2.修复塘坝")]
