"""ODT and ODS packages from bare XML."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.errors import BrokenFileError, EncryptedFileError
from ingest.model import BlockKind
from ingest.pipeline import read_document

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "draw", "manifest")
)


def package(body: str, *, kind="text", automatic="", styles="", **members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        made.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        )
        made.writestr("styles.xml", f"<office:document-styles {SPACES}>{styles}</office:document-styles>")
        for name, content in members.items():
            made.writestr(f"META-INF/{name}.xml", content)
    return buffer.getvalue()


def lines(data: bytes):
    doc = read_document(data, "x.odt")
    return [
        " | ".join(cell.of(doc.text) for cell in block.cells) if block.cells else block.span.of(doc.text)
        for block in doc.blocks
    ]


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_paragraphs_headings_and_signs():
    body = '<text:h text:outline-level="1">工作安排</text:h>' + p("抓好<text:span>春耕</text:span>\n  生产<text:s/>。")
    body += p("甲<text:line-break/>乙<text:tab/>丙")
    doc = read_document(package(body), "x")
    assert doc.text == "工作安排\n抓好春耕 生产 。\n甲\n乙 丙"
    assert doc.blocks[0].kind is BlockKind.HEADING


def test_tracked_deletions_comments_and_contents_of_frames_are_no_part_of_the_words():
    body = "<text:tracked-changes><text:deletion><text:p>删去</text:p></text:deletion></text:tracked-changes>"
    body += p("修渠<text:change/>五条<office:annotation><text:p>批注</text:p></office:annotation>。")
    assert lines(package(body)) == ["修渠五条。"]


def level(number: int, form: str, before: str = "", after: str = "") -> str:
    return (
        f'<text:list-level-style-number text:level="{number}" style:num-format="{form}"'
        f' style:num-prefix="{before}" style:num-suffix="{after}"/>'
    )


LIST = f'<text:list-style style:name="L1">{level(1, "一, 二, 三, ...", after="、")}{level(2, "1", "(", ")")}</text:list-style>'


def items(*texts: str) -> str:
    return "".join(f"<text:list-item>{text}</text:list-item>" for text in texts)


def listed(content: str, more: str = "") -> str:
    return f'<text:list text:style-name="L1"{more}>{content}</text:list>'


def test_numbers_that_the_word_processor_counts_are_printed():
    inner = f"<text:list>{items(p('排查'), p('整改'))}</text:list>"
    body = listed(items(p("总体要求"), p("重点任务") + inner)) + p("正文。")
    body += listed(items(p("保障措施")), ' text:continue-numbering="true"') + listed(items(p("附则")))
    assert lines(package(body, automatic=LIST)) == [
        *("一、总体要求", "二、重点任务", "(1)排查", "(2)整改", "正文。", "三、保障措施", "一、附则"),
    ]


def test_a_table_with_merged_cells():
    cell, covered = "<table:table-cell>{}</table:table-cell>", "<table:covered-table-cell/>"
    down = '<table:table-cell table:number-rows-spanned="2">{}</table:table-cell>'
    across = '<table:table-cell table:number-columns-spanned="2">{}</table:table-cell>'
    rows = (
        cell.format(p("任务")) + across.format(p("责任单位")) + covered,
        down.format(p("修渠")) + cell.format(p("县水利局")) + cell.format(p("县财政局")),
        covered + cell.format(p("县农业农村局")) + cell.format(""),
    )
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    assert lines(package(f"<table:table><table:table-header-rows/>{table}</table:table>")) == [
        *("任务 | 责任单位 | 责任单位", "修渠 | 县水利局 | 县财政局", "修渠 | 县农业农村局 | "),
    ]


def test_headers_boxes_and_notes_have_their_places():
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>数据来自统计局。</text:p></text:note-body></text:note>"
    box = "<draw:frame><draw:text-box><text:p>内部资料</text:p></draw:text-box></draw:frame>"
    page = f"<style:master-page><style:header>{p('云岭县水利局')}</style:header><style:footer>{p('1')}</style:footer></style:master-page>"
    doc = read_document(package(p(f"标题{box}") + p(f"正文{note}。"), styles=page), "x")
    assert doc.text.split("\n") == ["云岭县水利局", "标题", "内部资料", "正文。", "数据来自统计局。"]
    assert doc.blocks[0].kind is BlockKind.FURNITURE


def test_a_password_is_named():
    with pytest.raises(EncryptedFileError, match="密码"):
        lines(package(p("x"), manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"))


def test_a_package_without_a_body_is_broken():
    data = package(p("x")).replace(b"office:body", b"office:boda")
    with pytest.raises(BrokenFileError, match="损坏"):
        lines(data)


def test_a_workbook_with_merged_cells_repeats_and_a_hidden_sheet():
    merged = '<table:table-cell table:number-columns-spanned="2"><text:p>云岭县任务表</text:p></table:table-cell>'
    rows = (
        f"<table:table-row>{merged}<table:covered-table-cell/></table:table-row>",
        "<table:table-row><table:table-cell><text:p>任务</text:p></table:table-cell><table:table-cell><text:p>完成率</text:p></table:table-cell></table:table-row>",
        '<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>修渠</text:p></table:table-cell><table:table-cell office:value="0.35"><text:p>35%</text:p></table:table-cell></table:table-row>',
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    )
    hidden = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    body = f'<table:table table:name="表1">{"".join(rows)}</table:table>'
    body += f'<table:table table:name="底稿" table:style-name="ta2">{rows[1]}</table:table>'
    data = package(body, kind="spreadsheet", automatic=hidden)
    assert lines(data) == ["云岭县任务表", "任务 | 完成率", "修渠 | 35%", "修渠 | 35%"]
    doc = read_document(data, "x")
    assert (doc.blocks[-1].place.cell, "底稿" in doc.warnings[0]) == ("A4:B4", True)
