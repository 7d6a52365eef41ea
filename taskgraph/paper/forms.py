"""Our own templates, made when they are needed; an office takes one, edits it in Word and keeps it in `templates/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from docx.document import Document

from taskgraph.paper.layout import (
    ADDRESSEE,
    BODY,
    CELL,
    DATE,
    HEADING,
    NUMBER,
    TITLE,
    add_lines,
    add_table,
    open_page,
    write_page,
)
from taskgraph.status import TOTAL
from taskgraph.terms import NEEDS, STATES


class Column(NamedTuple):
    """A column of a list: its head, its placeholders, its width in mm."""

    head: str
    words: str
    width: float


_SMALL = 10.5  # points: 五号
_SMALLEST = 9  # 小五
_COUNTS = "未办结的任务中逾期【逾期数】项、红灯【红灯数】项、黄灯【黄灯数】项、临期【临期数】项、无反馈【无反馈数】项"
_ORDER = (
    ("任务名称", "【任务名称】", None, None),
    ("牵头单位", "【牵头单位】", "任务编号", "【任务编号】"),
    ("责任单位", "【责任单位】", "配合单位", "【配合单位】"),
    ("任务内容", "【任务内容】", None, None),
    ("任务来源", "【来源文件】\n【文号】 【原文位置】", None, None),
    ("量化指标", "【量化指标】", None, None),
    ("完成时限", "【完成时限】", "状态", "【状态】"),
    ("当前进展", "【当前进展】", None, None),
    ("亮灯", "【亮灯】：【亮灯理由】", None, None),
    ("办理要求", "【办理要求】", None, None),
    ("反馈时限", "【反馈时限】", "联系人", ""),
    ("签发", "", "签发日期", ""),
    ("办理情况", "", None, None),
)
_ORDER_HEIGHTS = (*[8] * (len(_ORDER) - 1), 20)
_TASKS = (
    Column("序号", "【任务.序号】", 10),
    Column("任务内容", "【任务.任务内容】\n（【任务.来源文件】 【任务.文号】 【任务.原文位置】）", 50),
    Column("量化指标", "【任务.量化指标】", 22),
    Column("完成时限", "【任务.完成时限】", 24),
    Column("当前进展", "【任务.当前进展】", 24),
)
_ORDERED = (*_TASKS, Column("亮灯", "【任务.亮灯】：【任务.亮灯理由】", 26))
_REMINDED = (*_TASKS, Column("催办原因", "【任务.催办原因】\n【任务.亮灯理由】", 26))
_LIGHTS = (
    Column("亮灯", "【亮灯.名称】", 16),
    *(Column(state, f"【亮灯.{state}】", 14) for state in (*STATES.values(), TOTAL)),
)
_UNITS = (
    Column("单位", "【单位.名称】", 44),
    *(Column(name, f"【单位.{name}】", 14) for name in ("牵头", *NEEDS.values(), "已办结", "本期办结")),
)


def _of_list(name: str, **widths: float) -> tuple[Column, ...]:
    return tuple(Column(head, f"【{name}.{head}】", width) for head, width in widths.items())


_SECTIONS = {
    "三、本期办结的任务": _of_list("办结", 任务名称=56, 牵头单位=36, 完成时限=22, 办结日期=22, 亮灯=20),
    "四、逾期未办结的任务": _of_list("逾期", 任务名称=44, 牵头单位=32, 完成时限=24, 当前进展=26, 亮灯理由=30),
    "五、落后于序时进度的任务": _of_list("落后", 任务名称=44, 牵头单位=34, 指标=30, 应达=16, 实际=16, 相差=16),
    "六、延期和其他变动": _of_list("变动", 日期=24, 事项=14, 任务名称=42, 原定时限=24, 新的时限=24, 理由=28),
    "七、本期没有反馈的单位": _of_list("无反馈单位", 名称=56, 任务数=18, 最近反馈=30, 说明=52),
}


def build_order_form() -> bytes:
    """Return the template of an order for one task: a form with room for the reply."""
    page = _open_order()
    add_lines(page, (BODY, "下列任务请抓紧办理，于【反馈时限】前书面反馈。"))
    add_table(page, (24, 54, 24, 54), _ORDER, heights=_ORDER_HEIGHTS)
    return _date_and_write(page)


def build_unit_order_form() -> bytes:
    """Return the template of an order for the open tasks that one unit leads."""
    page = _open_order()
    add_lines(
        page,
        (BODY, f"截至【统计日期】，你单位牵头的任务有【任务数】项列入本次督办，{_COUNTS}。"),
        (BODY, "请对照下表抓紧办理，于【反馈时限】前逐项书面反馈办理情况；不能按期完成的，说明原因并提出延期申请。"),
    )
    _add_list(page, _ORDERED)
    add_lines(page, (CELL, ""))  # else Word makes one table of two
    add_table(page, (24, 54, 24, 54), (("签发", "", "签发日期", ""), ("联系人", "", "联系电话", "")), heights=(9, 9))
    return _date_and_write(page)


def build_reminder_form() -> bytes:
    """Return the template of a reminder for one unit."""
    page = open_page("催办通知")
    add_lines(
        page,
        (TITLE, "催 办 通 知"),
        (ADDRESSEE, "【承办单位】："),
        (BODY, f"截至【统计日期】，你单位有【任务数】项任务需要抓紧，{_COUNTS}。请及时办理，并反馈进展。"),
    )
    _add_list(page, _REMINDED)
    return _date_and_write(page)


def build_bulletin_form() -> bytes:
    """Return the template of the bulletin of a period."""
    page = open_page("督办工作通报")
    add_lines(
        page,
        (TITLE, "督办工作通报"),
        (NUMBER, "【通报文号】"),
        (ADDRESSEE, "各牵头单位："),
        (BODY, "现将【期间】督办任务的落实情况通报如下。"),
        (HEADING, "一、总体情况"),
        (BODY, f"截至【统计日期】，纳入督办的任务共【任务数】项，由【牵头单位数】个单位牵头，{_COUNTS}。"),
        (BODY, "本期办结【本期办结数】项，延期【本期延期数】项；【无反馈单位数】个牵头单位有未办结任务而没有反馈。"),
    )
    _add_list(page, _LIGHTS, size=_SMALLEST)
    add_lines(page, (HEADING, "二、各牵头单位情况"))
    _add_list(page, _UNITS)
    for heading, columns in _SECTIONS.items():
        add_lines(page, (HEADING, heading))
        _add_list(page, columns)
    return _date_and_write(page)


def _open_order() -> Document:
    page = open_page("督办单")
    add_lines(page, (TITLE, "督 办 单"), (NUMBER, "【督办单号】"), (ADDRESSEE, "【承办单位】："))
    return page


def _add_list(page: Document, columns: Sequence[Column], size: float = _SMALL) -> None:
    rows = ([column.head for column in columns], [column.words for column in columns])
    add_table(page, [column.width for column in columns], rows, size=size, headed=True)


def _date_and_write(page: Document) -> bytes:
    add_lines(page, (DATE, "【成文日期】"))
    return write_page(page)
