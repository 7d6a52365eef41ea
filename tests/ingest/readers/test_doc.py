"""Word files before 2007, written by the fixture: pieces, tables, lists, parts beside the text."""

from __future__ import annotations

import struct

import pytest

from ingest.errors import BrokenFileError, EncryptedFileError
from ingest.model import BlockKind
from ingest.pipeline import read_document

IN_TABLE = struct.pack("<HB", 0x2416, 1)


def plain(*texts: str):
    return [(text + "\r", b"") for text in texts]


def texts(data: bytes):
    doc = read_document(data, "x.doc")
    return [block.span.of(doc.text) for block in doc.blocks]


def row_end(*cells: tuple[int, int, int]) -> tuple[str, bytes]:
    """The mark of a row; a cell is (right edge, flags of merging down: 0, 1 goes on, 3 begins; across)."""
    edges = [0, *(right for right, _, _ in cells)]
    defined = bytes([len(cells)]) + struct.pack(f"<{len(edges)}h", *edges)
    defined += b"".join(struct.pack("<H18x", down << 5 | across) for _, down, across in cells)
    ttp = IN_TABLE + struct.pack("<HB", 0x2417, 1)
    return "\x07", ttp + struct.pack("<HH", 0xD608, len(defined) + 1) + defined


def cells(*words: str):
    return [(word + "\x07", IN_TABLE) for word in words]


def test_paragraphs_and_headings(write_doc):
    heading = struct.pack("<HB", 0x2640, 0)
    data = write_doc(paragraphs=[("工作安排\r", heading), *plain("一、总体要求", "抓好防汛\x0b和抗旱。")])
    doc = read_document(data, "x")
    assert doc.text == "工作安排\n一、总体要求\n抓好防汛\n和抗旱。"
    assert [b.kind for b in doc.blocks][:3] == [BlockKind.HEADING, BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_pieces_of_a_fast_saved_file_are_put_in_order(write_doc):
    assert texts(write_doc(paragraphs=plain("云岭县工作要点", "抓好春耕。"), split=5)) == [
        "云岭县工作要点",
        "抓好春耕。",
    ]


@pytest.mark.parametrize("codec", ["gbk", "cp1252"])
def test_pieces_of_single_bytes(write_doc, codec):
    words = "云岭县抓好春耕" if codec == "gbk" else "Plan 2024 “A”"
    assert texts(write_doc(paragraphs=plain(words), codec=codec)) == [words]


def test_a_table_with_cells_merged_down_and_across(write_doc):
    rows = [
        *(*cells("任务", "责任单位"), row_end((1000, 0, 0), (3000, 0, 0))),
        *(*cells("修渠", "县水利局", "县财政局"), row_end((1000, 3, 0), (2000, 0, 0), (3000, 0, 0))),
        *(*cells("", "县农业农村局", ""), row_end((1000, 1, 0), (2010, 0, 1), (3000, 0, 2))),
    ]
    doc = read_document(write_doc(paragraphs=[*plain("附表"), *rows, *plain("注:按季报送。")]), "x")
    table = [[cell.of(doc.text) for cell in block.cells] for block in doc.blocks if block.table]
    assert table == [
        ["任务", "责任单位", "责任单位"],
        ["修渠", "县水利局", "县财政局"],
        ["修渠", "县农业农村局", "县农业农村局"],
    ]
    assert doc.text.startswith("附表\n任务 | 责任单位\n")
    assert doc.text.endswith("注:按季报送。")


def test_paragraphs_of_a_cell_stay_apart(write_doc):
    rows = [
        *(*cells("任务", "责任单位"), row_end((1000, 0, 0), (2000, 0, 0))),
        ("改造老旧小区五个\r", IN_TABLE),
        *(*cells("新建公园三处", "县住建局"), row_end((1000, 0, 0), (2000, 0, 0))),
    ]
    assert texts(write_doc(paragraphs=rows))[1] == "改造老旧小区五个 新建公园三处 | 县住建局"


def test_field_codes_and_deleted_words_are_gone(write_doc):
    words = "见\x13HYPERLINK http\x14办法\x15。修渠三条五条。\r"
    start = words.index("三条")
    assert texts(write_doc(paragraphs=[(words, b"")], deleted=[(start, start + 2)])) == ["见办法。修渠五条。"]


def test_numbers_that_word_counts_are_printed(write_doc):
    item = struct.pack("<HBHH", 0x260A, 0, 0x460B, 1)
    level = struct.pack("<iB19xBB2x", 1, 37, 0, 0) + struct.pack("<H2H", 2, 0, ord("、"))
    structures = {
        "lists": struct.pack("<H", 1) + struct.pack("<i22xBx", 77, 1),
        "uses": struct.pack("<I", 1) + struct.pack("<i12x", 77),
    }
    data = write_doc(
        paragraphs=[("总体要求\r", item), ("正文。\r", b""), ("重点任务\r", item)],
        structures=structures,
        after_lists=level,
    )
    assert texts(data) == ["一、总体要求", "正文。", "二、重点任务"]


def test_headers_come_first_boxes_at_their_anchor_and_notes_last(write_doc):
    data = write_doc(
        paragraphs=plain("标题在此", "正文在此。"),
        headers="\x03\r云岭县水利局\r\x0212\r",
        footnotes="\x02 数据来自统计局。\r",
        boxes="内部资料\r\r",
        anchor=2,
    )
    assert texts(data) == ["云岭县水利局", "标题在此", "内部资料", "正文在此。", "数据来自统计局。"]
    assert read_document(data, "x").blocks[0].kind is BlockKind.FURNITURE


def test_a_box_without_an_anchor_is_not_lost(write_doc):
    assert texts(write_doc(paragraphs=plain("正文。"), boxes="框内文字\r")) == ["正文。", "框内文字"]


def test_word_95_gives_its_text(compound):
    words = "云岭县抓好春耕生产。\r".encode("gbk")
    header = bytearray(0x300)
    struct.pack_into("<2H", header, 0, 0xA5DC, 104)
    struct.pack_into("<2I", header, 0x18, 0x300, 0x300 + len(words))
    struct.pack_into("<I", header, 0x34, len(words))
    assert texts(compound({"WordDocument": bytes(header) + words})) == ["云岭县抓好春耕生产。"]


def test_a_password_is_named(write_doc):
    with pytest.raises(EncryptedFileError, match="密码"):
        texts(write_doc(paragraphs=plain("正文。"), flags=0x0300))


@pytest.mark.parametrize("streams", [{}, {"1Table": b"x" * 50}], ids=["no table stream", "noise for pieces"])
def test_a_file_without_pieces_is_broken(compound, write_doc, streams):
    header = bytearray(0x800)
    struct.pack_into("<2H2xH2xH", header, 0, 0xA5EC, 193, 0x0804, 0x0200)
    with pytest.raises(BrokenFileError, match="损坏"):
        texts(compound({"WordDocument": bytes(header), **streams}))
