"""Parts of which plans are built at random, each with what must be found in it.

A part is a numbering scheme, a layout of items, a style of naming units, a form of deadline or of target, or a
sentence that states none of these. Places and bodies are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from extract.model import Op

HEAD = (
    "青岚县2025年重点工作方案\n\n青政办发〔2025〕3号\n\n各乡镇人民政府,县直各单位:\n\n为做好全年工作,制定本方案。\n\n"
)
FOOT = "\n\n青岚县人民政府办公室\n\n2025年3月15日\n"
HAN = "一二三四五六七八九十"

# ---- words without any fact

SUBJECTS = (
    "推进冷链建设", "抓好技能培训", "整治河道环境", "改善供水条件", "壮大茶叶产业", "优化政务服务", "提升通行能力",
    "补齐用电短板", "完善养老服务",
)  # fmt: skip
NEUTRAL = (
    "健全长效机制,压实工作责任。",
    "严格落实《青岚县茶叶产业三年行动计划(2023—2025年)》。",
    "按照青政发〔2024〕8号文件要求抓好落实。",
    "定期研究工作进展,及时解决困难。",
    "用好现有冷库30座,避免重复建设。",
    "坚持“三个优先”原则,统筹各方力量。",
    "执行《城镇污水处理厂污染物排放标准》(GB 18918—2002)。",
)

# ---- deadlines: words, (start, end, rhythm) of each entry; "any" where GUIDE.md leaves the start open


def _day(text: str) -> date | None:
    return date.fromisoformat(f"2025-{text}" if len(text) == 5 else text) if text else None


def _due(words: str, *entries: str) -> tuple[str, tuple[tuple[object, date | None, str | None], ...]]:
    """Read entries as `start/end` (empty: none, `*`: any start) or as the name of a rhythm."""
    read = []
    for entry in entries:
        if "/" not in entry:
            read.append((None, None, entry))
            continue
        start, end = entry.split("/")
        read.append(("any" if start == "*" else _day(start), _day(end), None))
    return words, tuple(read)


DEADLINES = (
    _due("6月底前", "/06-30"),
    _due("2025年9月底前", "/09-30"),
    _due("10月15日前", "/10-15"),
    _due("2026年3月31日前", "/2026-03-31"),
    _due("11月30日之前", "/11-30"),
    _due("不迟于8月20日", "/08-20"),
    _due("最迟于7月底", "/07-31"),
    _due("九月底前", "/09-30"),
    _due("年底前", "/12-31"),
    _due("2026年底前", "/2026-12-31"),
    _due("年内", "*/12-31"),
    _due("到2027年", "/2027-12-31"),
    _due("到2026年底", "/2026-12-31"),
    _due("2026年", "2026-01-01/2026-12-31"),
    _due("二季度", "04-01/06-30"),
    _due("第四季度", "10-01/12-31"),
    _due("二季度末前", "/06-30"),
    _due("上半年", "01-01/06-30"),
    _due("下半年", "07-01/12-31"),
    _due("三、四季度", "07-01/09-30", "10-01/12-31"),
    _due("8月上旬", "08-01/08-10"),
    _due("11月中旬", "11-11/11-20"),
    _due("10月下旬前", "/10-31"),
    _due("5月中旬起", "05-11/"),
    _due("4月1日起", "04-01/"),
    _due("4月20日至6月30日", "04-20/06-30"),
    _due("4月—6月", "04-01/06-30"),
    _due("自印发之日起30日内", "03-15/04-14"),
    _due("印发后10个工作日内", "03-15/03-28"),
    _due("收到通知后5个工作日内", "/"),
    _due("“十四五”期末", "/12-31"),
    _due("明年6月底前", "/2026-06-30"),
    _due("本月底前", "/03-31"),
    _due("每月", "month"),
    _due("每季度", "quarter"),
    _due("每半年", "half-year"),
    _due("每周", "week"),
    _due("每两周", "2 week"),
    _due("每年", "year"),
    _due("每年12月底前", "year"),
    _due("每月22—25日", "month"),
    _due("每月25日前", "month"),
    _due("每周五前", "week"),
    _due("每季度末", "quarter"),
    _due("按月", "month"),
    _due("逐季", "quarter"),
)
ACTS = ("{}完成验收。", "{}完成整改并报送总结。", "抓紧实施,{}完成建设任务。", "{}开展督导检查。")

# ---- targets: sentence, comparators that are right, value, unit, upper end of a range


def _aim(words: str, ops: str, value: str, unit: str | None, top: str | None = None) -> tuple[object, ...]:
    return words, tuple(Op(op) for op in ops.split()), Decimal(value), unit, Decimal(top) if top else None


TARGETS = (
    _aim("新建冷库12座", "=", "12", "座"),
    _aim("新建冷库12座以上", ">=", "12", "座"),
    _aim("新建冷库不少于12座", ">=", "12", "座"),
    _aim("新增就业800人左右", "~", "800", "人"),
    _aim("改造农房约500户", "~", "500", "户"),
    _aim("改造低产茶园1200余亩", "~", "1200", "亩"),
    _aim("新引进企业近30家", "~", "30", "家"),
    _aim("培训茶农1.5万人次", "=", "15000", "人次"),
    _aim("完成投资3063.5万元", "=", "30635000", "元"),
    _aim("完成投资8.08亿元以上", ">=", "808000000", "元"),
    _aim("综合产值突破2亿元", "> >=", "200000000", "元"),
    _aim("粮食产量稳定在20.4万吨以上", ">=", "204000", "吨"),
    _aim("供水保证率达到95%以上", ">=", "95", "%"),
    _aim("抽检合格率不低于98%", ">=", "98", "%"),
    _aim("投诉办结率达到100%", "=", "100", "%"),
    _aim("管网漏损率控制在9%以内", "<=", "9", "%"),
    _aim("空置率低于5%", "<", "5", "%"),
    _aim("茶园认证率由60%提高到85%", "=", "85", "%"),
    _aim("管网漏损率下降3个百分点", "=", "3", "百分点"),
    _aim("人均可支配收入增长8%", "=", "8", "%"),
    _aim("旅游收入比上年增长6.5%左右", "~", "6.5", "%"),
    _aim("培育示范户3—5户", "range", "3", "户", "5"),
    _aim("安全事故不超过2起", "<=", "2", "起"),
    _aim("至少配备两名管护员", ">=", "2", "名"),
    _aim("绿色食品认证产品超过40个", "> >=", "40", "个"),
    _aim("茶叶加工产值翻一番", "=", "100", "%"),
    _aim("新改建农村公路120公里", "=", "120", "公里"),
    _aim("建成高标准茶园2万亩", "=", "20000", "亩"),
)

# ---- units: how an item names them, where the words stand, and the roles that follow

UNITS = (
    "县教育局", "县财政局", "县水利局", "县农业农村局", "县委组织部", "县市场监管局", "县文化和旅游局", "县卫生健康委",
    "县发展和改革局", "县总工会", "团县委", "县消防救援大队", "县融媒体中心", "县人民法院", "国网青岚县供电公司",
    "各乡镇", "各村(社区)", "县直各单位", "各乡镇人民政府", "县政府办公室",
)  # fmt: skip
LEAD, RESPONSIBLE, COOPERATING = "lead", "responsible", "cooperating"


@dataclass(frozen=True)
class Style:
    """`words` holds `{0}` for the first unit and `{1}` for all others; `where` they stand: line, bracket, sentence."""

    words: str
    where: str
    first: str
    others: str | None = None
    run: bool = False  # in running text: only names that a reader tells from the words around them


STYLES = (
    Style("牵头单位:{0}\n\n责任单位:{1}", "line", LEAD, RESPONSIBLE),
    Style("牵头单位:{0}\n\n配合单位:{1}", "line", LEAD, COOPERATING),
    Style("牵头单位:{0};责任单位:{1}", "line", LEAD, RESPONSIBLE),
    Style("牵头单位:{0},配合单位:{1}", "line", LEAD, COOPERATING),
    Style("主办单位:{0}\n\n协办单位:{1}", "line", LEAD, COOPERATING),
    Style("责任单位:{0}、{1}", "line", RESPONSIBLE, RESPONSIBLE),
    Style("责任部门:{0}", "line", RESPONSIBLE),
    Style("责任单位:{0}(牵头)、{1}", "line", LEAD, RESPONSIBLE),
    Style("(牵头单位:{0};责任单位:{1})", "bracket", LEAD, RESPONSIBLE),
    Style("(责任单位:{0}、{1})", "bracket", RESPONSIBLE, RESPONSIBLE),
    Style("({0}牵头,{1}配合)", "bracket", LEAD, COOPERATING),
    Style("({0}牵头,{1}按职责分工负责)", "bracket", LEAD, RESPONSIBLE),
    Style("({0}牵头负责)", "bracket", LEAD),
    Style("({0}、{1}按职责分工负责)", "bracket", RESPONSIBLE, RESPONSIBLE),
    Style("({0}、{1}等按职责分工负责)", "bracket", RESPONSIBLE, RESPONSIBLE),
    Style("({0}负责)", "bracket", RESPONSIBLE),
    Style("({0}会同{1}负责)", "bracket", LEAD, COOPERATING),
    Style("由{0}牵头,{1}配合。", "sentence", LEAD, COOPERATING, run=True),
    Style("由{0}会同{1}制定具体办法。", "sentence", LEAD, COOPERATING, run=True),
    Style("由{0}负责组织实施。", "sentence", RESPONSIBLE, run=True),
    Style("{0}、{1}按职责分工负责。", "sentence", RESPONSIBLE, RESPONSIBLE, run=True),
)


@dataclass(frozen=True)
class Found:
    """What must be found in one task, as multisets: the order within an item is of no account."""

    path: str
    kind: str = "task"
    units: tuple[tuple[str, str], ...] = ()
    deadlines: tuple[tuple[object, ...], ...] = ()
    targets: tuple[tuple[object, ...], ...] = ()


@dataclass(frozen=True)
class Item:
    sentences: tuple[str, ...]
    style: Style | None
    units: tuple[str, ...]
    expected: Found = field(default_factory=lambda: Found(path=""))


def roles_of(style: Style | None, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    if style is None:
        return ()
    others = [(name, style.others) for name in names[1:]] if style.others else []
    return ((names[0], style.first), *others)


def _assign(item: Item, where: str) -> str:
    if item.style is None or item.style.where != where:
        return ""
    return item.style.words.format(item.units[0], "、".join(item.units[1:]))


# ---- layouts: how an item stands on the page behind its number


def _in_one_paragraph(subject: str, item: Item) -> str:
    body = f"{subject}。{''.join(item.sentences)}{_assign(item, 'sentence')}{_assign(item, 'bracket')}"
    return "\n\n".join(filter(None, (body, _assign(item, "line"))))


def _under_a_heading(subject: str, item: Item) -> str:
    body = f"{''.join(item.sentences)}{_assign(item, 'sentence')}{_assign(item, 'bracket')}"
    return "\n\n".join(filter(None, (subject, body, _assign(item, "line"))))


def _bracket_on_its_own(subject: str, item: Item) -> str:
    body = f"{subject}。{''.join(item.sentences)}{_assign(item, 'sentence')}"
    return "\n\n".join(filter(None, (body, _assign(item, "bracket"), _assign(item, "line"))))


LAYOUTS = (_in_one_paragraph, _under_a_heading, _bracket_on_its_own)

# ---- numbering

Layout = Callable[[str, Item], str]
SECTIONS = ("夯实产业基础", "改善人居环境", "提升公共服务", "重点任务", "主要举措")
OBJECTIVES, SAFEGUARDS = ("工作目标", "主要目标"), ("保障措施", "工作要求", "组织保障")
PREFACE = "总体要求\n\n坚持以人民为中心,统筹发展和安全,2024年建成的设施要管好用好,推动各项工作再上新台阶。"


@dataclass(frozen=True)
class Scheme:
    """Templates for {s} and {S} (number of the section), {i} and {I} (of the item in it), {n} and {N} (running on)."""

    section: str
    item: str
    path: str
    group: str = ""


SCHEMES = {
    "一、(一)": Scheme("{S}、", "({I})", "{s}.{i}"),
    "一、1.": Scheme("{S}、", "{i}.", "{s}.{i}"),
    "一、1、": Scheme("{S}、", "{i}、", "{s}.{i}"),
    "一、1. running": Scheme("{S}、", "{n}.", "{s}.{n}"),
    "一、(一)1.": Scheme("{S}、", "{i}.", "{s}.1.{i}", group="(一)"),
    "一、(一)①": Scheme("{S}、", "{circled}", "{s}.1.{i}", group="(一)"),
    "一、1.(1)": Scheme("{S}、", "({i})", "{s}.1.{i}", group="1."),
    "(一)1.": Scheme("({S})", "{i}.", "{s}.{i}"),
    "第一章 第一条": Scheme("第{S}章 ", "第{N}条 ", "{s}.{n}"),
    "第一章 一、": Scheme("第{S}章 ", "{I}、", "{s}.{i}"),
    "第一部分 一、": Scheme("第{S}部分 ", "{I}、", "{s}.{i}"),
    "一、": Scheme("", "{N}、", "{n}"),
    "(一)": Scheme("", "({N})", "{n}"),
    "1.": Scheme("", "{n}.", "{n}"),
}


@dataclass(frozen=True)
class Plan:
    text: str
    expected: tuple[Found, ...]


@dataclass(frozen=True)
class Part:
    """A section: its heading, what its heading makes of its items, and the items."""

    heading: str
    kind: str
    items: tuple[Item, ...]


def build_plan(scheme: Scheme, layout: Layout, parts: Sequence[Part], *, preface: bool = False) -> Plan:
    lines, expected, n = [], [], 0
    if preface:
        lines.append(scheme.section.format(s=1, S="一") + PREFACE)
    for s, part in enumerate(parts, 2 if preface else 1):
        if scheme.section:
            lines.append(scheme.section.format(s=s, S=HAN[s - 1]) + part.heading)
        if scheme.group:
            lines.append(scheme.group + "抓好重点环节")
        for i, item in enumerate(part.items, 1):
            n += 1
            numbers = {"s": s, "i": i, "n": n, "I": HAN[i - 1], "N": HAN[n - 1], "circled": "①②③④⑤⑥⑦⑧⑨"[i - 1]}
            lines.append(scheme.item.format(**numbers) + layout(SUBJECTS[n - 1], item))
            expected.append(replace(item.expected, path=scheme.path.format(**numbers), kind=part.kind))
    return Plan(HEAD + "\n\n".join(lines) + FOOT, tuple(expected))


# ---- tables: columns in any order, heads by any of their names, cells that reach over rows

HEADS = {
    "group": ("类别", "领域", "板块"),
    "task": ("重点任务", "工作任务", "主要举措", "任务内容", "工作内容"),
    LEAD: ("牵头单位", "牵头部门", "主办单位"),
    RESPONSIBLE: ("责任单位", "责任部门", "承办单位"),
    COOPERATING: ("配合单位", "协办单位"),
    "deadline": ("完成时限", "完成时间", "时间节点"),
}
SEPARATORS = ("、", ",", "<br>", "</p><p>")
CELL_DATES = (
    *(due for due in DEADLINES if due[1][0][2] is None),
    _due("2025年6月", "*/06-30"),
    _due("2025年6月30日", "*/06-30"),
    _due("全年", "*/12-31"),
    _due("9月", "*/09-30"),
    _due("每月10日前", "month"),
)


@dataclass(frozen=True)
class Row:
    sentences: tuple[str, ...]
    units: tuple[tuple[str, tuple[str, ...]], ...]  # by role
    due: str
    expected: Found


def build_table(heads: Sequence[str], names: Sequence[str], body: Sequence[Row], *, separator: str) -> Plan:
    html = ["<html><body><h1>青岚县2025年重点任务分解表</h1><table border=1>", _row(names)]
    for number, row in enumerate(body):
        cells = {"序号": str(number + 1), "task": SUBJECTS[number] + "。" + "".join(row.sentences), "deadline": row.due}
        cells |= {role: separator.join(named) for role, named in row.units}
        shown = [head for head in heads if head != "group" or number == 0]
        spans = [len(body) if head == "group" else 1 for head in shown]
        html.append(_row([cells.get(head, "民生保障") for head in shown], spans))
    text = "".join([*html, "</table><p>青岚县人民政府办公室</p><p>2025年3月15日</p></body></html>"])
    return Plan(text, tuple(replace(row.expected, path=f"t1.{n}") for n, row in enumerate(body, 1)))


def _row(cells: Sequence[str], spans: Sequence[int] = ()) -> str:
    reach = spans or [1] * len(cells)
    return "<tr>" + "".join(f"<td rowspan={n}>{cell}</td>" for cell, n in zip(cells, reach, strict=True)) + "</tr>"
