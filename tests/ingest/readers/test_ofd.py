"""OFD packages, written part by part: text by its place, tables, templates, annotations, pictures."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import reportlab

from ingest.errors import BrokenFileError, FileTooLargeError, NoTextError
from ingest.model import BlockKind
from ingest.pipeline import read_document
from ingest.readers.ofd import read_ofd, resolve

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LEFT, TOP, STEP = 5.6, 28, 40, 10
WIDTH = 27  # characters a line
TEXT = "为提升农村供水保障水平,结合我县实际,统筹推进水源保护、管网改造、水质检测和运行管护各项工作,制定本方案。"


def text(x, y, words, *, size=SIZE, step=None, more=""):
    step = step or size
    return (
        f'<ofd:TextObject Boundary="{x} {y} {size * len(words)} {size}" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{0.88 * size}" DeltaX="g {len(words) - 1} {step}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def lines(*rows):
    """Objects for (column, words), a line each."""
    return "".join(text(LEFT + c * SIZE, TOP + i * STEP, words) for i, (c, words) in enumerate(rows) if words)


def rule(x0, y0, x1, y1):
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {max(x1 - x0, 0.3)} {max(y1 - y0, 0.3)}">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(top, rows, edges=(28, 50, 110, 180)):
    bottom = top + STEP * len(rows)
    drawn = [rule(edges[0], top + STEP * i, edges[-1], top + STEP * i) for i in range(len(rows) + 1)]
    drawn += [rule(x, top, x, bottom) for x in edges]
    cells = (
        text(x + 2, top + STEP * i + 2, cell) for i, row in enumerate(rows) for x, cell in zip(edges, row, strict=False)
    )
    return "".join([*drawn, *cells])


def page(content, before=""):
    return f"<ofd:Page {NS}>{before}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def write(*pages, info="", common="", rest="", parts=(), without=None):
    """Return a package with these page parts, but for one."""
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/{i}.xml"/>' for i in range(len(pages)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(
            "OFD.xml",
            f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo>"
            "<ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        made.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{rest}</ofd:Document>",
        )
        named = [(f"Doc_0/Pages/{i}.xml", content) for i, content in enumerate(pages)]
        for name, data in [*named, *parts]:
            if name != without:
                made.writestr(name, data)
    return buffer.getvalue()


def read(data):
    doc = read_document(data, "x.ofd")
    return doc, [b.span.of(doc.text) for b in doc.blocks]


def wrapped(words, indent=2):
    first, rest = words[: WIDTH - indent], words[WIDTH - indent :]
    return [(indent, first), *((0, rest[i : i + WIDTH]) for i in range(0, len(rest), WIDTH))]


def test_lines_are_joined_to_paragraphs_by_their_place():
    doc, texts = read(
        write(page(lines((5, "云岭县农村供水工作方案"), *wrapped(TEXT), (2, "一、工作任务"), *wrapped(TEXT))))
    )
    assert texts == ["云岭县农村供水工作方案", TEXT, "一、工作任务", TEXT]
    place = doc.blocks[1].place
    assert place.page == 1
    assert place.box[0] == pytest.approx(LEFT * 72 / 25.4, abs=1)


def test_reading_order_is_by_place_not_by_the_order_of_the_file():
    content = text(LEFT, 90, "第三行") + text(LEFT, 40, "第一行") + text(LEFT, 60, "第二行")
    _, texts = read(write(page(content)))
    assert texts == ["第一行", "第二行", "第三行"]


def test_a_matrix_scales_the_text():
    words = '<ofd:TextObject Boundary="30 40 100 10" Size="10" CTM="0.5 0 0 0.5 0 0"><ofd:TextCode X="0" Y="8" DeltaX="g 2 10">水利局</ofd:TextCode></ofd:TextObject>'
    doc, texts = read(write(page(words + text(LEFT, 80, "云岭县人民政府"))))
    assert texts[0] == "水利局"
    x0, _, x1, _ = doc.blocks[0].place.box
    assert x1 - x0 == pytest.approx(15 * 72 / 25.4, abs=1)


def test_several_codes_of_one_object_are_runs_of_their_own():
    words = f'<ofd:TextObject Boundary="30 40 100 20" Size="{SIZE}"><ofd:TextCode X="0" Y="5">第一行文字内容</ofd:TextCode><ofd:TextCode X="0" Y="15">第二行</ofd:TextCode></ofd:TextObject>'
    assert read(write(page(words)))[1] == ["第一行文字内容", "第二行"]


def test_a_run_that_moves_down_goes_on_in_another_line():
    words = f'<ofd:TextObject Boundary="30 40 100 20" Size="{SIZE}"><ofd:TextCode X="0" Y="5" DeltaX="5.6 -5.6 5.6" DeltaY="0 12 0">甲乙丙丁</ofd:TextCode></ofd:TextObject>'
    assert read(write(page(words)))[1] == ["甲乙", "丙丁"]


def test_bold_text_that_is_drawn_twice_is_read_once():
    assert read(write(page(text(30, 40, "云岭县") + text(30.05, 40, "云岭县"))))[1] == ["云岭县"]


def test_what_is_not_visible_is_not_read():
    assert read(write(page(text(30, 40, "云岭县") + text(30, 60, "草稿", more='Visible="false"'))))[1] == ["云岭县"]


HEADER = ("序号", "工作任务", "责任单位")


def test_ruled_tables_are_rows_joined_over_the_page():
    first = page(text(60, 200, "任务分解表") + table(230, [HEADER, ("1", "修渠三条", "县水利局")]))
    second = page(table(30, [HEADER, ("2", "新建水厂两座", "县发改局")]) + text(LEFT, 90, "注:年底前完成。"))
    doc, texts = read(write(first, second))
    assert texts == [
        *("任务分解表", "序号 | 工作任务 | 责任单位", "1 | 修渠三条 | 县水利局", "2 | 新建水厂两座 | 县发改局"),
        "注:年底前完成。",
    ]
    rows = [b for b in doc.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [(b.table, b.row, b.place.page) for b in rows] == [(1, 1, 1), (1, 2, 1), (1, 3, 2)]


def test_lines_may_be_thin_filled_boxes():
    boxes = table(230, [HEADER, ("1", "修渠三条", "县水利局")]).replace(
        "<ofd:PathObject Boundary", '<ofd:PathObject Fill="true" Stroke="false" Boundary'
    )
    assert "1 | 修渠三条 | 县水利局" in read(write(page(boxes)))[1]


def test_a_paragraph_runs_on_over_the_page_and_page_numbers_are_furniture():
    rows = wrapped(TEXT)
    foot = "".join(text(100, 280, f"— {n} —") for n in (1,))
    first = page(lines(*wrapped(TEXT), *([(0, "")] * 15), *rows[:1]) + foot)
    doc, texts = read(write(first, page(lines(*rows[1:]) + text(100, 280, "— 2 —"))))
    assert texts == [TEXT, TEXT, "— 1 —", "— 2 —"]
    assert [b.kind for b in doc.blocks[2:]] == [BlockKind.FURNITURE] * 2


def test_what_several_pages_print_from_a_template_is_furniture():
    template = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>'
    used = '<ofd:Template TemplateID="9"/>'
    pages = [page(lines((0, words)), used) for words in ("甲镇修渠三条", "乙乡架桥两座")]
    doc, texts = read(write(*pages, common=template, parts=[("Doc_0/Tpls/T.xml", page(text(30, 15, "云岭县水利局")))]))
    assert texts == ["甲镇修渠三条", "云岭县水利局", "乙乡架桥两座", "云岭县水利局"]
    assert [b.kind is BlockKind.FURNITURE for b in doc.blocks] == [False, True, False, True]


def test_the_template_of_one_page_is_part_of_it():
    data = write(
        page(lines((0, "甲镇修渠三条")), '<ofd:Template TemplateID="9"/>'),
        common='<ofd:TemplatePage ID="9" BaseLoc="T.xml"/>',
        parts=[("Doc_0/T.xml", page(text(30, 15, "云岭县水利局文件")))],
    )
    doc, texts = read(data)
    assert texts == ["云岭县水利局文件", "甲镇修渠三条"]
    assert BlockKind.FURNITURE not in [b.kind for b in doc.blocks]


def test_annotations_are_furniture():
    data = write(
        page(lines((0, "甲镇修渠三条"))),
        rest="<ofd:Annotations>Annots.xml</ofd:Annotations>",
        parts=[
            (
                "Doc_0/Annots.xml",
                f'<ofd:Annotations {NS}><ofd:Page PageID="0"><ofd:FileLoc>A/0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
            ),
            (
                "Doc_0/A/0.xml",
                f'<ofd:PageAnnot {NS}><ofd:Annot><ofd:Appearance Boundary="100 100 50 20">{text(0, 0, "已阅")}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>',
            ),
        ],
    )
    doc, texts = read(data)
    assert texts == ["甲镇修渠三条", "已阅"]
    assert doc.blocks[1].kind is BlockKind.FURNITURE
    assert doc.blocks[1].place.box[0] == pytest.approx(100 * 72 / 25.4, abs=1)


def test_composite_drawings_are_read_and_do_not_nest_without_end():
    unit = f'<ofd:Res {NS}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5"><ofd:Content>{text(0, 0, "公章")}<ofd:CompositeObject ResourceID="5" Boundary="0 0 1 1"/></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>'
    data = write(
        page(lines((0, "甲镇修渠三条")) + '<ofd:CompositeObject ResourceID="5" Boundary="30 200 20 20"/>'),
        common="<ofd:PublicRes>R.xml</ofd:PublicRes>",
        parts=[("Doc_0/R.xml", unit)],
    )
    assert read(data)[1] == ["甲镇修渠三条", "公章"]


def test_document_information_becomes_tags():
    reading = read_ofd(
        write(
            page(lines((0, TEXT[:20]))),
            info="<ofd:Title>供水方案</ofd:Title><ofd:CreationDate>2026-03-02</ofd:CreationDate>",
        )
    )
    assert ("标题", "供水方案") in reading.tags
    assert ("CreationDate", "2026-03-02") in reading.tags


def test_a_page_that_is_missing_is_told():
    data = write(page(lines((0, "甲镇修渠三条"))), page("x"), without="Doc_0/Pages/1.xml")
    assert "第2页的内容(Doc_0/Pages/1.xml)不在文件中" in read(data)[0].warnings[0]


def test_letters_without_unicode_are_told():
    doc, _ = read(write(page(lines((0, "\ue001\ue002\ue003" * 6), (0, "甲镇修渠三条")))))
    assert "没有编码" in doc.warnings[0]


def own_font():
    """A font whose only signs are letters at private code points: U+E000 + the letter's own."""
    data = (Path(reportlab.__file__).parent / "fonts" / "Vera.ttf").read_bytes()
    count = int.from_bytes(data[4:6], "big")
    tables = [struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count)]
    # one subtable (3, 10) of format 12 with one group: the glyphs of the letters stand in the order of ASCII from 3
    cmap = struct.pack(">HHHHIHHIIIIII", 0, 1, 3, 10, 12, 12, 0, 28, 0, 1, 0xE020, 0xE07E, 3)
    head, body, start = data[:12], b"", 12 + 16 * count
    for tag, check, offset, length in tables:
        part = cmap if tag == b"cmap" else data[offset : offset + length]
        head += struct.pack(">4sIII", tag, check, start + len(body), len(part))
        body += part + b"\0" * (-len(part) % 4)
    return head + body


def test_letters_that_only_a_font_of_the_file_can_show_are_seen():
    pytest.importorskip("rapidocr")
    hidden = "".join(chr(0xE000 + ord(c)) for c in "REPAIR THREE CANALS")
    fonts = '<ofd:Fonts><ofd:Font ID="9" FontName="x"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>'
    data = write(
        page(text(28, 40, hidden, step=4, more='Font="9"') + text(28, 60, "甲镇修渠三条")),
        common="<ofd:PublicRes>R.xml</ofd:PublicRes>",
        parts=[("Doc_0/R.xml", f"<ofd:Res {NS}>{fonts}</ofd:Res>"), ("Doc_0/f.ttf", own_font())],
    )
    doc, texts = read(data)
    assert [t.replace(" ", "") for t in texts] == ["REPAIRTHREECANALS", "甲镇修渠三条"]
    assert not doc.warnings


def test_an_empty_package_has_no_text():
    with pytest.raises(NoTextError, match="空白"):
        read(write(page("")))


def test_a_package_without_its_document_is_broken():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(
            "OFD.xml",
            f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
    with pytest.raises(BrokenFileError, match=r"Doc_0/Document\.xml"):
        read(buffer.getvalue())


def test_external_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机房口令")
    declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    data = write(declared + page(lines((0, "甲镇修渠三条")) + text(30, 90, "&e;")))
    doc, _ = read(data)
    assert "口令" not in doc.text


def test_more_than_two_thousand_pages_are_refused():
    with pytest.raises(FileTooLargeError, match="2000 页"):
        read(write(*[""] * 2001))


PLACES = [
    ("Doc_0/Document.xml", "Pages/0.xml", "Doc_0/Pages/0.xml"),
    ("Doc_0/Document.xml", "/Doc_0/a.xml", "Doc_0/a.xml"),
]
PLACES += [
    ("OFD.xml", r"Doc_0\Document.xml", "Doc_0/Document.xml"),
    ("Doc_0/Pages/a.xml", "../Res/b.png", "Doc_0/Res/b.png"),
]


@pytest.mark.parametrize(("base", "location", "path"), PLACES, ids=["beside", "root", "backslash", "above"])
def test_parts_are_found_from_where_they_are_named(base, location, path):
    assert resolve(base, location) == path
