"""Word files, made with python-docx: numbers that Word counts, merged cells, what is hidden in the package."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.errors import BrokenFileError, ClassifiedFileError, NoTextError
from ingest.model import BlockKind
from ingest.pipeline import read_document
from ingest.readers.numbering import Level, Numbering, chinese_number


def saved(word) -> bytes:
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def texts(word):
    doc = read_document(saved(word), "x.docx")
    return [b.span.of(doc.text) for b in doc.blocks]


def word_of(*paragraphs):
    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    return word


def test_paragraphs_in_order_with_their_place():
    doc = read_document(saved(word_of("云岭县防汛工作方案", "", "一、工作任务", "(一)排查隐患。")), "x")
    assert doc.text == "云岭县防汛工作方案\n一、工作任务\n(一)排查隐患。"
    assert [b.place.paragraph for b in doc.blocks] == [1, 2, 3]
    assert [b.kind for b in doc.blocks] == [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_heading_styles_are_headings():
    word = docx.Document()
    word.add_heading("工作安排", 2)
    assert read_document(saved(word), "x").blocks[0].kind is BlockKind.HEADING


def test_runs_tabs_and_line_breaks():
    word = docx.Document()
    paragraph = word.add_paragraph("云岭县")
    paragraph.add_run("水利局").bold = True
    paragraph.add_run().add_break()
    paragraph.add_run("2024年\t3月1日")
    assert texts(word) == ["云岭县水利局", "2024年 3月1日"]


def test_tracked_deletions_are_gone_and_insertions_stay():
    word = word_of("修渠")
    paragraph = word.paragraphs[0]._p
    for tag, text_tag, text in (("w:del", "w:delText", "三条"), ("w:ins", "w:t", "五条")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph.append(change)
    assert texts(word) == ["修渠五条"]


def test_a_text_box_is_read_once():
    word = word_of("正文。")
    box = (
        f"<w:r {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:AlternateContent>"
        "<mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>云岭县人民政府文件</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>云岭县人民政府文件</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    word.paragraphs[0]._p.append(parse_xml(box))
    assert texts(word) == ["正文。", "云岭县人民政府文件"]


def test_merged_cells_are_printed_once():
    word = word_of("任务表")
    table = word.add_table(3, 3)
    for row, cells in zip(
        table.rows, (("序号", "任务", "责任单位"), ("1", "修渠", "县水利局"), ("2", "清淤", "")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    doc = read_document(saved(word), "x")
    rows = [b for b in doc.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [b.span.of(doc.text) for b in rows] == ["序号 | 任务 | 责任单位", "1 | 修渠 | 县水利局", "2 | 清淤"]
    assert rows[2].cells[2] == rows[1].cells[2]


def test_a_frame_of_one_column_is_no_table():
    word = word_of("说明")
    word.add_table(1, 1).cell(0, 0).text = "各乡镇要按月报送进展情况。"
    assert texts(word) == ["说明", "各乡镇要按月报送进展情况。"]


def numbered(word, text, depth):
    properties = word.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{depth}'/><w:numId w:val='77'/></w:numPr>"))


def test_numbers_that_word_counts_are_printed():
    word = docx.Document()
    levels = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "(%2)"), ("decimal", "%3.")]
    inner = "".join(
        f"<w:lvl w:ilvl='{i}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for i, (form, text) in enumerate(levels)
    )
    root = word.part.numbering_part.element
    root.insert(0, parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'>{inner}</w:abstractNum>"))
    root.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))
    for text, depth in (
        ("总体要求", 0),
        ("工作任务", 0),
        ("修渠", 1),
        ("选线", 2),
        ("施工", 2),
        ("清淤", 1),
        ("验收", 2),
    ):
        numbered(word, text, depth)
    assert texts(word) == ["一、总体要求", "二、工作任务", "(一)修渠", "1.选线", "2.施工", "(二)清淤", "1.验收"]


def test_bullets_print_nothing_and_unknown_lists_do_no_harm():
    numbering = Numbering({"1": {0: Level("bullet", "●")}}, {"1": "0"})
    assert numbering.next_label("1", 0) == numbering.next_label("9", 0) == ""


@pytest.mark.parametrize(
    ("value", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (120, "120")]
)
def test_chinese_number(value, text):
    assert chinese_number(value) == text


def test_page_headers_and_footers_are_furniture_without_page_numbers():
    word = word_of("正文。")
    word.sections[0].header.paragraphs[0].text = "云岭县水利局"
    word.sections[0].footer.paragraphs[0].text = "— 1 —"
    word.sections[0].footer.add_paragraph("云岭县水利局印")
    doc = read_document(saved(word), "x")
    assert [(b.kind, b.span.of(doc.text)) for b in doc.blocks] == [
        (BlockKind.FURNITURE, "云岭县水利局"),
        (BlockKind.FURNITURE, "云岭县水利局印"),
        (BlockKind.PARAGRAPH, "正文。"),
    ]


def test_a_marking_in_the_page_header_refuses_the_file():
    word = word_of("正文。")
    word.sections[0].header.paragraphs[0].text = "机密★1年"
    with pytest.raises(ClassifiedFileError):
        texts(word)


def test_a_document_without_words_has_no_text():
    with pytest.raises(NoTextError):
        texts(docx.Document())


def test_a_damaged_body_is_broken():
    data, buffer = saved(word_of("正文。")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[:200] if name == "word/document.xml" else old.read(name))
    with pytest.raises(BrokenFileError, match=r"word/document.xml"):
        read_document(buffer.getvalue(), "x")


def test_strict_office_xml_reads_alike():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data, buffer = saved(word_of("正文。")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(qn("w:p")[1:-2].encode(), strict.encode()))
    assert read_document(buffer.getvalue(), "x").text == "正文。"


def test_a_row_that_was_deleted_by_a_tracked_change_is_gone():
    word = docx.Document()
    table = word.add_table(3, 2)
    for row, words in zip(table.rows, (("任务", "单位"), ("修渠", "县水利局"), ("修路", "县交通局")), strict=True):
        row.cells[0].text, row.cells[1].text = words
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    assert texts(word) == ["任务 | 单位", "修路 | 县交通局"]


def test_a_table_within_a_cell_keeps_its_words():
    word = docx.Document()
    table = word.add_table(2, 2)
    for i, words in enumerate(("任务", "单位", "修渠", "县水利局")):
        table.cell(*divmod(i, 2)).text = words
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "县财政局", "县审计局"
    assert texts(word)[1] == "修渠 | 县水利局 县财政局 县审计局"


def test_notes_follow_the_text():
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t>数据来自统计局。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = io.BytesIO(saved(word_of("正文。")))
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("word/footnotes.xml", notes)
    assert read_document(data.getvalue(), "x").text == "正文。\n数据来自统计局。"
