"""Our templates are as GB/T 9704 has documents: measured in the file, not by eye."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from taskgraph.paper.kinds import VOCABULARIES, PaperKind, build_form, load_template
from taskgraph.paper.template import read_template

KINDS = pytest.mark.parametrize("kind", PaperKind)
FONTS = {
    "公文标题": ("方正小标宋简体", 22),
    "公文正文": ("仿宋", 16),
    "一级标题": ("黑体", 16),
    "二级标题": ("楷体", 16),
}


@KINDS
def test_pages_are_a4_with_the_margins_of_the_standard(kind: PaperKind) -> None:
    section = docx.Document(BytesIO(build_form(kind))).sections[0]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]


@KINDS
def test_fonts_and_sizes_are_those_of_the_standard_and_named_for_chinese(kind: PaperKind) -> None:
    styles = docx.Document(BytesIO(build_form(kind))).styles
    found = {name: (styles[name].element.rPr.rFonts.get(qn("w:eastAsia")), styles[name].font.size.pt) for name in FONTS}
    assert found == FONTS
    assert styles["公文正文"].paragraph_format.line_spacing.pt == 28


def test_each_font_names_one_to_take_in_its_place() -> None:
    with ZipFile(BytesIO(build_form(PaperKind.ORDER))) as package:
        table = package.read("word/fontTable.xml").decode()
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>' in table


def test_pages_are_numbered_between_dashes_at_the_outer_edge() -> None:
    section = docx.Document(BytesIO(build_form(PaperKind.ORDER))).sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.text, even.text) == ("—  —", "—  —")
    assert (odd.alignment, even.alignment) == (
        docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT,
        docx.enum.text.WD_ALIGN_PARAGRAPH.LEFT,
    )
    assert "PAGE" in odd._p.xml


@KINDS
def test_our_templates_use_known_placeholders_and_none_is_missing(kind: PaperKind, tmp_path: Path) -> None:
    assert load_template(tmp_path, kind).members


@KINDS
def test_a_template_is_made_of_the_same_bytes_each_time(kind: PaperKind) -> None:
    assert build_form(kind) == build_form(kind)


def test_the_office_s_own_template_takes_the_place_of_ours(tmp_path: Path, word) -> None:
    own = word("【督办单号】【承办单位】【任务内容】【完成时限】")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "督办单.docx").write_bytes(own)
    vocabulary = VOCABULARIES[PaperKind.ORDER]
    assert load_template(tmp_path, PaperKind.ORDER).members == read_template(own, vocabulary, "").members


def test_the_documentation_lists_every_placeholder() -> None:
    told = (Path(__file__).parents[3] / "docs" / "paper.md").read_text("utf-8").replace("**", "")
    missing = {name for words in VOCABULARIES.values() for name in words.fields if f"【{name}】" not in told}
    missing |= {
        field
        for words in VOCABULARIES.values()
        for fields in words.lists.values()
        for field in fields
        if field not in told
    }
    assert missing == set()
