"""Pages as government sites publish them: navigation, a table of metadata, the text, links, a footer."""

from __future__ import annotations

from html import escape
from string import Template

from corpus.markup import Cell, Line, Source, Style, Table

_CHROME = ("site", "column")
_BYLINE = ("来源", "发布时间")
_ALIGN = {Style.CENTRED: "center", Style.RIGHT: "right"}

_PAGE = Template("""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>$title-$site</title>
<meta name="SiteName" content="$site">
<meta name="ArticleTitle" content="$title">
<script>function printPage(){window.print();}</script>
<style>body{width:1000px;margin:auto}.nav li{display:inline}td,th{border:1px solid #999}</style>
</head>
<body>
<div class="header"><a href="/">$site</a> <a href="/wza">无障碍浏览</a> <a href="/login">登录</a></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/xw">新闻中心</a></li>
<li><a href="/zwgk">政务公开</a></li><li><a href="/zwfw">政务服务</a></li>
<li><a href="/hd">互动交流</a></li></ul>
<div class="position">$column</div>
<div class="content">
$fields<h1>$title</h1>
$byline<div id="zoom" class="article">
$body
</div>
<div class="tools">分享到：<a href="#">微信</a> <a href="#">微博</a> <a href="javascript:printPage()">【打印本页】</a>
<a href="javascript:window.close()">【关闭窗口】</a></div>
</div>
<div class="related"><h3>相关文档</h3><ul><li><a href="/a/1.html">一图读懂</a></li>
<li><a href="/a/2.html">政策解读</a></li></ul></div>
<div class="footer"><p>主办单位：$site编辑部</p><p>网站标识码：0000000000 网站地图 联系我们</p></div>
</body>
</html>
""")


def make_html(source: Source) -> bytes:
    """Return a page in UTF-8 whose heading is the first title of the source."""
    fields = dict(source.fields)
    title = next(part.text for part in source.parts if isinstance(part, Line) and part.style is Style.TITLE)
    first = next(part for part in source.parts if isinstance(part, Line) and part.text == title)
    page = _PAGE.substitute(
        title=escape(title),
        site=escape(fields.get("site", "")),
        column=escape(fields.get("column", "")),
        fields=_fields_table(fields),
        byline=_byline(fields),
        body="\n".join(_part(part) for part in source.parts if part is not first),
    )
    return page.encode()


def _fields_table(fields: dict[str, str]) -> str:
    rest = [(k, v) for k, v in fields.items() if k not in _CHROME + _BYLINE]
    if not rest:
        return ""
    pairs = [rest[i : i + 2] for i in range(0, len(rest), 2)]
    rows = "\n".join(
        "<tr>" + "".join(f"<th>{escape(k)}：</th><td>{escape(v)}</td>" for k, v in pair) + "</tr>" for pair in pairs
    )
    return f'<table class="xxgk">\n{rows}\n</table>\n'


def _byline(fields: dict[str, str]) -> str:
    shown = [f"<span>{escape(k)}：{escape(fields[k])}</span>" for k in _BYLINE if k in fields]
    return f'<div class="info">{" ".join(shown)} <span>浏览次数：1024</span></div>\n' if shown else ""


def _part(part: Line | Table) -> str:
    if isinstance(part, Table):
        return _table(part)
    text = escape(part.text)
    if part.style is Style.TITLE:
        return f'<p style="text-align:center"><strong>{text}</strong></p>'
    if part.style in _ALIGN:
        return f'<p style="text-align:{_ALIGN[part.style]}">{text}</p>'
    return f"<p>\u3000\u3000{text}</p>"


def _table(table: Table) -> str:
    rows = [[cell for cell in table.cells if cell.row == i] for i in range(table.height)]
    body = "\n".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return f"<table>\n{body}\n</table>"


def _cell(cell: Cell) -> str:
    spans = [f' rowspan="{cell.rows}"'] if cell.rows > 1 else []
    spans += [f' colspan="{cell.columns}"'] if cell.columns > 1 else []
    return f"<td{''.join(spans)}><p>{escape(cell.text)}</p></td>"
