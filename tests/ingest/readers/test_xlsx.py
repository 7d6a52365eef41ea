"""Excel workbooks, made with openpyxl or from bare XML."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from ingest.errors import BrokenFileError, FileTooLargeError
from ingest.pipeline import read_document

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def saved(book) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def lines(data: bytes):
    doc = read_document(data, "x.xlsx")
    return [
        " | ".join(cell.of(doc.text) for cell in block.cells) if block.cells else block.span.of(doc.text)
        for block in doc.blocks
    ]


def package(sheet: str, *, space=MAIN, **parts: str) -> bytes:
    """A workbook of one sheet by the XML of its content."""
    buffer = io.BytesIO()
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{space}" xmlns:r="{link}"><sheets><sheet name="表" r:id="a"/></sheets></workbook>',
        )
        made.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="a" Target="/xl/worksheets/s.xml"/></Relationships>',
        )
        made.writestr("xl/worksheets/s.xml", f'<worksheet xmlns="{space}">{sheet}</worksheet>')
        for name, content in parts.items():
            made.writestr(f"xl/{name}.xml", content)
    return buffer.getvalue()


def test_a_task_table_with_merged_cells_and_a_title():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["云岭县任务分解表"], ["任务", "措施", "责任单位"], ["修渠", "清淤", "县水利局"], [None, "加固\n堤坝"]):
        sheet.append(row)
    for area in ("A1:C1", "A3:A4", "C3:C4"):
        sheet.merge_cells(area)
    assert lines(saved(book)) == [
        *("云岭县任务分解表", "任务 | 措施 | 责任单位", "修渠 | 清淤 | 县水利局", "修渠 | 加固堤坝 | 县水利局"),
    ]


def test_numbers_and_dates_are_printed_as_shown():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["任务数", "完成率", "时限", "月份", "金额"])
    sheet.append([12.0, 0.35, date(2024, 6, 30), 45458, 12345.5])
    for cell, code in zip(sheet[2], ("General", "0%", "yyyy/m/d", 'yyyy"年"m"月"', "#,##0.00"), strict=True):
        cell.number_format = code
    assert lines(saved(book))[1] == "12 | 35% | 2024/6/30 | 2024年6月 | 12,345.50"


def test_a_format_that_only_chinese_excel_knows_by_number():
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="57"/></cellXfs></styleSheet>'
    data = package('<sheetData><row><c s="0"><v>45458</v></c></row></sheetData>', styles=styles)
    assert lines(data) == ["2024年6月"]


def test_several_sheets_and_a_hidden_one():
    book = openpyxl.Workbook()
    book.active.append(["甲县"])
    book.create_sheet("二组").append(["乙县"])
    draft = book.create_sheet("底稿")
    draft.append(["测算"])
    draft.sheet_state = "hidden"
    doc = read_document(saved(book), "x")
    assert [b.span.of(doc.text) for b in doc.blocks] == ["甲县", "二组", "乙县"]
    assert doc.blocks[-1].place.sheet == "二组"
    assert "底稿" in doc.warnings[0]


def test_a_formula_without_a_result_is_told_with_its_cell():
    book = openpyxl.Workbook()
    book.active.append(["投资(万元)", "=1+1"])
    doc = read_document(saved(book), "x")
    assert doc.text == "投资(万元)"
    assert "B1" in doc.warnings[0]
    assert "保存一次" in doc.warnings[0]


CELLS = [
    ('<c t="inlineStr"><is><t>修</t></is></c>', "", "修"),
    ('<c t="inlineStr"><is><r><t>修</t></r><r><t>渠</t></r><rPh><t>qu</t></rPh></is></c>', "", "修渠"),
    ('<c t="b"><v>1</v></c>', "", "TRUE"),
    ('<c t="str"><f>A1</f><v>结果</v></c>', "", "结果"),
    ('<c t="s"><v>0</v></c>', "<si><t>共享</t></si>", "共享"),
    ('<c t="e"><v>#REF!</v></c>', "", "#REF!"),
]


@pytest.mark.parametrize(("cell", "strings", "shown"), CELLS, ids=[c[2] for c in CELLS])
@pytest.mark.parametrize("space", [MAIN, STRICT], ids=["transitional", "strict"])
def test_kinds_of_cells(cell, strings, shown, space):
    shared = f'<sst xmlns="{space}">{strings}</sst>'
    data = package(f"<sheetData><row>{cell}</row></sheetData>", space=space, sharedStrings=shared)
    assert lines(data) == [shown]


def test_a_merged_area_of_the_whole_sheet_costs_nothing():
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert lines(package(f'<sheetData><row><c t="str"><v>题</v></c></row></sheetData>{merged}')) == ["题"]


def test_an_entity_is_not_expanded():
    sheet = '<sheetData><row><c t="str"><v>甲&x;乙</v></c></row></sheetData>'
    data = package(sheet)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made := io.BytesIO(), "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name.endswith("s.xml"):
                content = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + content
            new.writestr(name, content)
    assert lines(made.getvalue()) in (["甲"], ["甲乙"])


def test_a_missing_sheet_is_broken():
    with zipfile.ZipFile(io.BytesIO(package(""))) as old, zipfile.ZipFile(made := io.BytesIO(), "w") as new:
        for name in old.namelist():
            if "worksheets" not in name:
                new.writestr(name, old.read(name))
    with pytest.raises(BrokenFileError, match=r"s\.xml"):
        lines(made.getvalue())


def test_a_sheet_that_unpacks_to_a_bomb_is_refused():
    with pytest.raises(FileTooLargeError):
        lines(package("<sheetData>" + " " * 20_000_000 + "</sheetData>"))
