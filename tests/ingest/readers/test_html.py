"""Pages of site systems: the article without the page, tables without layout."""

from __future__ import annotations

import pytest

from ingest.model import BlockKind
from ingest.pipeline import read_document
from ingest.readers.html import read_html

PARAGRAPHS = [
    "为提升农村供水保障水平,结合我县实际,制定本方案。",
    "一、工作任务",
    "(一)加强水源保护。各乡镇要划定保护范围,落实巡查责任,每月开展一次水质检测,发现问题及时整改并报县水利局备案。",
    "(二)推进管网改造。全年改造老旧管网120公里,其中6月底前完成60公里,确保供水保证率稳步提升,群众用水安全便捷。",
]
ARTICLE = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
MENU = "<div class='nav'><ul>" + "".join(f"<li><a href='#'>栏目{i}</a></li>" for i in range(20)) + "</ul></div>"
FOOTER = "<div class='footer'><p>版权所有:云岭县人民政府</p><p>联系电话:0000-1234567</p></div>"


def page(article, *, before="", head=""):
    return f"<!DOCTYPE html><html><head><title>x</title>{head}</head><body>{MENU}{before}{article}{FOOTER}</body></html>".encode()


def texts(data, kind=None):
    doc = read_document(data, "x")
    return [b.span.of(doc.text) for b in doc.blocks if kind is None or b.kind is kind]


@pytest.mark.parametrize(
    "wrap",
    [
        "<div class='TRS_Editor'>{}</div>",
        "<div class='view TRS_UEDITOR trs_word'>{}</div>",
        "<table><tr><td id='UCAP-CONTENT'>{}</td></tr></table>",
        "<div id='zoom'>{}</div>",
        "<div class='pages_content'>{}</div>",
        "<div class='article-content article-content-body'>{}</div>",
        "<div class='a1b2'>{}</div>",
    ],
)
def test_only_the_article_is_read(wrap):
    assert texts(page(wrap.format(ARTICLE))) == PARAGRAPHS


def test_a_fragment_without_a_page_is_read_whole():
    assert texts(ARTICLE.encode()) == PARAGRAPHS


def test_lines_broken_by_br_are_paragraphs_and_hidden_text_is_none():
    article = (
        f"<div id='zoom'>{'<br>　　'.join(PARAGRAPHS)}<script>var a=1</script><p style='display: none'>隐藏</p></div>"
    )
    assert texts(page(article)) == PARAGRAPHS


def test_line_breaks_of_the_source_are_not_printed():
    article = "<div id='zoom'>" + ARTICLE.replace("农村供水", "农村\n        供水") + "</div>"
    assert texts(page(article)) == PARAGRAPHS


def test_an_ordered_list_keeps_the_numbers_that_a_browser_prints():
    items = "<ol start='2'><li><p>开展排查</p></li><li>建立台账</li><li>4.限期整改</li></ol>"
    assert texts(page(f"<div id='zoom'>{ARTICLE}{items}</div>"))[4:] == ["2.开展排查", "3.建立台账", "4.限期整改"]


def test_a_menu_of_links_is_not_read():
    assert texts(f"<p>{PARAGRAPHS[0]}</p>{MENU}".encode()) == PARAGRAPHS[:1]


def test_headings_of_the_page_language_are_headings():
    assert texts(page(f"<div id='zoom'><h3>工作安排</h3>{ARTICLE}</div>"), BlockKind.HEADING) == [
        "工作安排",
        "一、工作任务",
    ]


TABLE = """<table border=1><tr><th>序号</th><th>任务</th><th>责任<br>单位</th></tr>
<tr><td>1</td><td>修渠 3 条</td><td rowspan=2><p>县水利局</p><p>县农业农村局</p></td></tr>
<tr><td>2</td><td>清淤<br>12 公里</td></tr><tr><td colspan=3>注:年底前完成</td></tr></table>"""


def test_a_table_of_data_is_rows_with_merged_cells_resolved():
    doc = read_document(page(f"<div id='zoom'>{ARTICLE}{TABLE}</div>"), "x")
    rows = [b for b in doc.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [b.span.of(doc.text) for b in rows] == [
        "序号 | 任务 | 责任单位",
        "1 | 修渠 3 条 | 县水利局 县农业农村局",
        "2 | 清淤12 公里",
        "注:年底前完成",
    ]
    assert [(b.table, b.row) for b in rows] == [(1, 1), (1, 2), (1, 3), (1, 4)]
    assert rows[2].cells[2] == rows[1].cells[2]
    assert len(set(rows[3].cells)) == 1


def test_a_table_that_holds_the_article_is_no_table():
    outer = f"<table><tr><td>左</td><td>{ARTICLE * 3}{TABLE}</td></tr></table>"
    kinds = [b.kind for b in read_document(page(outer), "x").blocks]
    assert kinds.count(BlockKind.TABLE_ROW) == 4


METADATA = """<table><tr><td>索 引 号：</td><td>0123</td><td>发文机关：</td><td>云岭县水利局</td></tr>
<tr><td>文　　号：</td><td>云水发〔2024〕3号</td><td>成文日期：</td><td>2024年03月01日</td></tr></table>"""


def test_metadata_around_the_article_reaches_the_metadata():
    before = f"{METADATA}<h1>云岭县农村供水工作方案</h1><p>来源：云岭县政府办 发布时间：2024-03-05</p>"
    doc = read_document(page(f"<div id='zoom'>{ARTICLE}</div>", before=before), "x")
    assert (doc.meta.title, doc.key, doc.meta.issuer) == ("云岭县农村供水工作方案", "云水发〔2024〕3号", "云岭县水利局")
    assert (doc.meta.published.isoformat(), doc.meta.written.isoformat()) == ("2024-03-05", "2024-03-01")
    kinds = [b.kind for b in doc.blocks[:4]]
    assert kinds == [BlockKind.FURNITURE, BlockKind.FURNITURE, BlockKind.FURNITURE, BlockKind.HEADING]


def test_a_title_that_the_article_repeats_is_not_doubled():
    title = "云岭县农村供水工作方案"
    data = page(f"<div id='zoom'><p>云岭县农村</p><p>供水工作方案</p>{ARTICLE}</div>", before=f"<h1>{title}</h1>")
    assert texts(data)[:2] == ["云岭县农村", "供水工作方案"]


def test_meta_tags_are_handed_on():
    head = '<meta name="ArticleTitle" content="云岭县供水要点"><meta name="PubDate" content="2024-03-05">'
    assert ("PubDate", "2024-03-05") in read_html(page(ARTICLE, head=head)).tags


def test_the_declared_encoding_is_used():
    head = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    assert texts(page(f"<div id='zoom'>{ARTICLE}</div>", head=head).decode().encode("gbk")) == PARAGRAPHS


def test_an_article_in_the_strings_of_a_script_is_read():
    data = (
        "Page({ data: { n: 1, text: `" + ARTICLE.replace("</p>", "</p>\n") + "<p>结尾。</p>` }, onLoad() {} })"
    ).encode()
    assert texts(data) == [*PARAGRAPHS, "结尾。"]


def test_a_page_without_a_known_container_is_read_without_its_menus():
    page = """<html><body><div class="a"><ul><li><a href="/">首页</a></li><li><a href="/b">政务公开</a></li></ul></div>
    <div class="b"><div class="c"><h1>青岚县2025年防汛工作要点</h1>
    <p>为做好2025年全县防汛工作，保障人民群众生命财产安全，制定本要点。</p><p>一、重点任务</p>
    <p>（一）抓好隐患排查。4月底前完成水库、山塘隐患排查320处以上，建立台账，逐一销号。</p>
    <p>牵头单位：县水利局；责任单位：县应急管理局、县自然资源局，各乡镇人民政府。</p>
    <p>（二）抓好物资储备。5月15日前储备编织袋5万条、救生衣2000件，落实抢险队伍12支，组织演练不少于2次。</p></div>
    <div class="d"><p>热点排行</p><p><a href="x">我县召开春耕备耕现场会议推进粮食生产工作</a></p></div></div></body></html>"""
    text = "\n".join(block.text for block in read_html(page.encode()).blocks)
    assert "隐患排查320处" in text
    assert "热点排行" not in text
    assert "政务公开" not in text
