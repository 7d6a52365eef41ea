"""`duban links`, `repeal` and the links that `show` prints, as a clerk uses them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main
from taskgraph.store import load_document, open_store

SUPERIOR = "云政发〔2026〕1号"
TITLE = "云州省2026年乡村治理工作方案"


@pytest.fixture
def run(data_dir, make_plan, make_item, now) -> Callable[..., Result]:
    text = f"{TITLE}\n1.健全监测机制。6月底前完成排查。"
    samples = (
        make_plan(text, (make_item("健全监测机制", "排查", "ee11bb22cc"),), key=SUPERIOR, title=TITLE),
        make_plan(f"青山县2026年乡村治理工作要点\n为落实《{TITLE}》,制定本要点。", ()),
    )
    with open_store(data_dir) as store:
        for sample in samples:
            load_document(store, sample.doc, sample.extraction, sample.data, now=now)
    return lambda *args: CliRunner().invoke(main, args)


def _lines(result: Result) -> list[dict]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_links_are_listed_with_both_ends_and_the_words(run) -> None:
    (link,) = _lines(run("links", "--json"))
    assert (link["relation"], link["status"], link["target"]["title"]) == ("carries_out", "confirmed", TITLE)
    assert TITLE in link["quote"]
    assert "落实" in run("links", "--doc", SUPERIOR).stdout


@pytest.mark.parametrize(
    ("asked", "count"),
    [(("--relation", "废止"), 0), (("--relation", "carries_out"), 1), (("--proposed",), 0), (("--rejected",), 0)],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_links_are_filtered(run, asked, count) -> None:
    assert len(_lines(run("links", "--json", *asked))) == count


def test_a_rejected_link_is_listed_on_demand_and_can_be_confirmed_again(run) -> None:
    number = str(_lines(run("links", "--json"))[0]["link"])
    assert "已否定" in run("links", "reject", number).stderr
    assert _lines(run("links", "--json")) == []
    assert len(_lines(run("links", "--json", "--rejected"))) == 1
    run("links", "confirm", number)
    assert _lines(run("links", "--json"))[0]["decided"] is True


def test_an_unknown_number_changes_nothing(run) -> None:
    number = str(_lines(run("links", "--json"))[0]["link"])
    result = run("links", "reject", number, "99")
    assert result.exit_code == 3
    assert "没有第 99 号关系;duban links 列出全部" in result.stderr
    assert len(_lines(run("links", "--json"))) == 1


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((SUPERIOR, "落实", "ee11"), "一个是文件,一个是任务"),
        ((SUPERIOR, "接续", "青政发〔2026〕3号"), "文件之间可以记的关系"),
        ((SUPERIOR, "引用", SUPERIOR), "两方是同一个"),
        ((SUPERIOR, "喜欢", SUPERIOR), "不在可选的词之中"),
    ],
    ids=["document and task", "wrong relation", "itself", "unknown relation"],
)
def test_links_that_cannot_be_are_refused(run, args, says) -> None:
    result = run("links", "add", *args)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_repeal_is_foreseen_stored_shown_and_taken_back(run) -> None:
    assert "将废止" in run("repeal", SUPERIOR, "--reason", "工作结束", "--dry-run").stderr
    assert len(_lines(run("tasks", "--json"))) == 1
    said = run("repeal", SUPERIOR, "--by", "青政发〔2026〕3号").stderr
    assert "自 2026-03-01 起" in said
    assert _lines(run("tasks", "--json")) == []
    assert "文件自 2026-03-01 起废止" in run("show", "ee11").stdout
    assert "被废止:" in run("show", SUPERIOR).stdout
    number = said.rsplit("reject ", 1)[1].strip()
    run("links", "reject", number)
    assert len(_lines(run("tasks", "--json"))) == 1


def test_a_repeal_needs_a_reason(run) -> None:
    assert run("repeal", SUPERIOR).exit_code == 2


def test_show_prints_what_a_document_rests_on_and_what_rests_on_it(run) -> None:
    assert (
        f"上级:{_lines(run('links', '--json'))[0]['target']['id']} {TITLE}" in run("show", "青政发〔2026〕3号").stdout
    )
    assert "下级落实:" in run("show", SUPERIOR).stdout
    assert _lines(run("show", SUPERIOR, "--json"))[0]["links"][0]["relation"] == "carries_out"


def test_a_link_and_its_opposite_are_not_both_kept(run) -> None:
    number = _lines(run("links", "--json"))[0]["link"]
    added = run("links", "add", SUPERIOR, "落实", "青政发〔2026〕3号")
    assert (added.exit_code, f"第 {number} 号关系说的正相反" in added.stderr) == (1, True), added.stderr
    run("links", "reject", str(number))
    assert run("links", "add", SUPERIOR, "落实", "青政发〔2026〕3号").exit_code == 0
    assert run("links", "confirm", str(number)).exit_code == 1
    assert len(_lines(run("links", "--json", "--relation", "落实"))) == 1


def test_a_repeal_before_the_documents_date_is_refused_and_a_second_one_told(run) -> None:
    early = run("repeal", SUPERIOR, "--reason", "工作结束", "--on", "2020-01-01")
    assert (early.exit_code, "早于文件自己的日期" in early.stderr) == (2, True), early.stderr
    assert run("repeal", SUPERIOR, "--reason", "工作结束", "--on", "2026-06-01").exit_code == 0
    assert "已自 2026-06-01 起废止" in run("repeal", SUPERIOR, "--by", "青政发〔2026〕3号").stderr


def test_two_documents_do_not_repeal_each_other(run) -> None:
    run("repeal", SUPERIOR, "--by", "青政发〔2026〕3号")
    assert run("repeal", "青政发〔2026〕3号", "--by", SUPERIOR).exit_code == 1
