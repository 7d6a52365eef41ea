"""Which documents a text names, and what it says of them; the examples are those of the rule table."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from ingest.model import Block, BlockKind, Document, DocumentType, Meta, Span
from taskgraph.links.citations import find_citations
from taskgraph.links.model import Citation, Relation
from taskgraph.links.names import fold_number, name_titles

TABLE = tomllib.loads((files("taskgraph.links") / "citations.toml").read_text("utf-8"))
RULES = {row["id"]: row for row in TABLE["rule"]}
PLAN = "青山县2026年工作方案"


def _document(*paragraphs: str, title: str = PLAN, **meta: object) -> Document:
    text = "\n".join((title, *paragraphs))
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(at, at + len(line))))
        at += len(line) + 1
    known = {"title": title, "type": DocumentType.WORK_PLAN, "written": date(2026, 3, 1)} | meta
    return Document(key="k", sha256="", source="", text=text, blocks=tuple(blocks), meta=Meta(**known))


def _read(*paragraphs: str, title: str = PLAN, **meta: object) -> tuple[Citation, ...]:
    return find_citations(_document(*paragraphs, title=title, **meta))


def _title_for(rule: str) -> str:
    return "青山县人民政府关于废止部分文件的决定" if "title" in RULES[rule] else PLAN


EXAMPLES = [(rule, example) for rule, row in RULES.items() for example in row["examples"]]
REJECTS = [(rule, reject) for rule, row in RULES.items() for reject in row.get("rejects", ())]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule}:{words[:24]}" for rule, words in EXAMPLES])
def test_a_rule_reads_its_examples(rule: str, example: str) -> None:
    found = _read(example, title=_title_for(rule))
    if RULES[rule]["relation"] == "none":
        assert found == ()
    else:
        assert {(c.rule, c.relation.value) for c in found} == {(rule, RULES[rule]["relation"])}


@pytest.mark.parametrize(("rule", "reject"), REJECTS, ids=[f"{rule}:{words[:24]}" for rule, words in REJECTS])
def test_a_rule_keeps_off_its_rejects(rule: str, reject: str) -> None:
    found = _read(reject, title=_title_for(rule))
    assert len(found) == 1
    assert found[0].rule != rule


def test_every_quote_is_in_the_text() -> None:
    doc = _document(
        "一、依据。为落实《云州省2026年乡村治理工作方案》(云政发〔2026〕3号)精神,制定本方案。按云政办发〔2026〕9号执行。"
    )
    found = find_citations(doc)
    assert [c.name.number for c in found] == ["云政发[2026]3号", "云政办发[2026]9号"]
    assert all(c.span.of(doc.text) == c.quote and c.printed in c.quote for c in found)


def test_a_document_named_by_number_and_then_by_title_is_one() -> None:
    found = _read(
        "对照《云州省2026年乡村治理工作方案》(云政发〔2026〕3号)。",
        "为落实《云州省2026年乡村治理工作方案》,制定本方案。",
    )
    assert [(c.relation, c.name.number) for c in found] == [(Relation.CARRIES_OUT, "云政发[2026]3号")]


def test_all_names_of_a_row_are_carried_out() -> None:
    found = _read("为贯彻落实《云州省粮食生产工作方案》《云州省农田建设规划》和《澜江市春耕工作意见》精神,制定本方案。")
    assert {c.relation for c in found} == {Relation.CARRIES_OUT}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("title", "paragraph"),
    [
        (
            "青山县人民政府关于印发《青山县2026年乡村治理工作要点》的通知",
            "现将《青山县2026年乡村治理工作要点》印发给你们。",
        ),
        ("青山县人民政府关于印发青山县2026年乡村治理工作要点的通知", "《青山县2026年乡村治理工作要点》请认真执行。"),
        ("关于做好春耕工作的通知", "请对照《青山县2026年春耕任务清单》逐条落实。\n青山县2026年春耕任务清单"),
        ("关于做好春耕工作的通知", "要按照《实施细则》办理。"),
    ],
    ids=[
        "encloses its plan",
        "names its plan without brackets",
        "has an annex of this name",
        "a name that may be anyone's",
    ],
)
def test_a_document_does_not_cite_what_is_its_own(title: str, paragraph: str) -> None:
    assert _read(*paragraph.split("\n"), title=title) == ()


def test_a_text_without_a_title_does_not_cite_its_own_annex() -> None:
    found = _read("请对照《青山县2026年春耕任务清单》逐条落实。", "青山县2026年春耕任务清单", title="", doc_number=None)
    assert found == ()


def test_a_title_says_what_is_forwarded() -> None:
    found = _read("请认真执行。", title="青山县人民政府办公室转发云州省人民政府关于稳定粮食生产的意见的通知")
    assert [(c.relation, c.printed) for c in found] == [(Relation.FORWARDS, "《云州省人民政府关于稳定粮食生产的意见》")]


def test_a_report_does_not_carry_out_the_plan_that_it_reports_on() -> None:
    found = _read("今年以来,认真落实《青山县2026年乡村治理工作要点》。", type=DocumentType.REPORT)
    assert [c.relation for c in found] == [Relation.CITES]


def test_a_list_of_repealed_documents_ends_where_those_kept_begin() -> None:
    found = _read(
        "一、决定废止的文件", "1.《青山县用工补贴办法》(青政发〔2020〕5号)", "二、继续有效的文件", "1.《青山县旅游奖补办法》",
        title="青山县人民政府关于废止部分文件的决定",
    )  # fmt: skip
    assert [c.relation for c in found] == [Relation.REPEALS, Relation.CITES]


@pytest.mark.parametrize(
    ("sentence", "since"),
    [
        ("本办法自印发之日起施行,《青山县招商引资办法》同时废止。", date(2026, 3, 1)),
        ("本办法自发布之日起30日后施行,《青山县招商引资办法》同时废止。", date(2026, 3, 31)),
        ("本办法自2026年5月1日起施行,《青山县招商引资办法》同时废止。", date(2026, 5, 1)),
        ("2026年6月1日起,《青山县2019年5月1日招商引资办法》停止执行。", date(2026, 6, 1)),
    ],
    ids=["from the day of issue", "days after it", "from a day that is named", "not a day in the title"],
)
def test_the_day_of_repeal_is_read(sentence: str, since: date) -> None:
    assert [c.since for c in _read(sentence)] == [since]


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("青政发〔2026〕第 3 号", "青政发[2026]3号"),
        ("青政发(2026)3号", "青政发[2026]3号"),
        ("根据青政发〔2026〕3号", "青政发[2026]3号"),
        ("以及原青政办函【2026】12号", "青政办函[2026]12号"),
    ],
)
def test_numbers_are_compared_in_one_form(printed: str, folded: str) -> None:
    assert fold_number(printed) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青山县人民政府办公室关于印发《青山县2026年乡村治理工作要点》的通知", "青山县2026年乡村治理工作要点"),
        ("青山县人民政府关于稳定粮食生产的意见", "关于稳定粮食生产的意见"),
        ("关于印发〈青山县养老服务实施方案(2026-2028年)〉的通知", "青山县养老服务实施方案"),
    ],
)
def test_a_title_is_known_in_its_shorter_forms(one: str, other: str) -> None:
    assert not set(name_titles(one)).isdisjoint(name_titles(other))


def test_a_table_row_of_patterns_matches_its_examples() -> None:
    import re  # noqa: PLC0415

    for name in ("wrapper", "forwarded", "lead_in"):
        for row in TABLE[name]:
            assert all(re.search(row["pattern"], example) for example in row["examples"]), row["id"]
            assert not any(re.search(row["pattern"], reject) for reject in row.get("rejects", ())), row["id"]
