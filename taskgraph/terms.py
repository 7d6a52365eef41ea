"""The words that users see for what the code names in English; one word each way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from extract.model import Op, Role, State, TaskKind
from taskgraph.events import EventKind, LifeState
from taskgraph.levels import IssuerLevel
from taskgraph.situation import Light, Need

_WITHIN = str.maketrans("《》", "〈〉")
_ISO_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
ROLES: Mapping[Role, str] = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.COOPERATING: "配合"}
KINDS: Mapping[TaskKind, str] = {TaskKind.OBJECTIVE: "目标", TaskKind.TASK: "任务", TaskKind.SAFEGUARD: "保障"}
LEVELS: Mapping[IssuerLevel, str] = {
    IssuerLevel.NATIONAL: "国家",
    IssuerLevel.PROVINCE: "省",
    IssuerLevel.CITY: "市",
    IssuerLevel.COUNTY: "县",
    IssuerLevel.TOWNSHIP: "乡",
}
CHANGES: Mapping[str, str] = {"new": "新增", "unchanged": "未变", "superseded": "更新", "reread": "重读"}
FAILURES: Mapping[str, str] = {
    "broken": "文件损坏",
    "classified": "标有密级",
    "crashed": "读取时程序退出",
    "empty": "没有内容",
    "empty_folder": "空文件夹",
    "encrypted": "设有密码",
    "internal": "程序内部错误",
    "missing": "找不到文件",
    "no_text": "没有可读的文字",
    "own_ledger": "是导出的台账",
    "timeout": "超时",
    "too_large": "超过上限",
    "unknown_encoding": "文字编码不明",
    "unknown_format": "格式不能读取",
    "unreadable": "无法打开",
}
_PERIODS = {"day": "天", "week": "周", "month": "月", "quarter": "季度", "half-year": "半年", "year": "年"}
OPS: Mapping[Op, str] = {
    Op.AT_LEAST: "≥", Op.MORE: ">", Op.AT_MOST: "≤", Op.LESS: "<", Op.ABOUT: "约", Op.EQUAL: "=", Op.RANGE: "=",
}  # fmt: skip
EVENTS: Mapping[EventKind, str] = {
    EventKind.REGISTERED: "立项",
    EventKind.ASSIGNED: "交办",
    EventKind.ACCEPTED: "签收",
    EventKind.PROGRESS: "反馈进展",
    EventKind.EXTENDED: "延期",
    EventKind.RESUMED: "恢复",
    EventKind.SUBMITTED: "申请办结",
    EventKind.RETURNED: "退回",
    EventKind.CLOSED: "办结",
    EventKind.SUSPENDED: "中止",
    EventKind.CANCELLED: "撤销",
    EventKind.CORRECTED: "更正",
}
STATES: Mapping[LifeState, str] = {
    LifeState.REGISTERED: "已立项",
    LifeState.ASSIGNED: "已交办",
    LifeState.ACCEPTED: "已签收",
    LifeState.UNDER_WAY: "办理中",
    LifeState.SUBMITTED: "已申请办结",
    LifeState.RETURNED: "已退回",
    LifeState.CLOSED: "已办结",
    LifeState.SUSPENDED: "已中止",
    LifeState.CANCELLED: "已撤销",
}
SAID: Mapping[State, str] = {
    State.DONE: "已完成",
    State.UNDER_WAY: "推进中",
    State.NOT_STARTED: "未启动",
    State.BLOCKED: "受阻",
}
LIGHTS: Mapping[Light, str] = {
    Light.RED: "红",
    Light.ORANGE: "橙",
    Light.YELLOW: "黄",
    Light.BLUE: "蓝",
    Light.GREEN: "绿",
    Light.UNKNOWN: "灰(未知)",
    Light.OFF: "不亮灯",
}
NEEDS: Mapping[Need, str] = {
    Need.OVERDUE: "逾期",
    Need.RED: "红灯",
    Need.YELLOW: "黄灯",
    Need.DUE_SOON: "临期",
    Need.NO_REPORT: "无反馈",
}


def show_every(every: str) -> str:
    """Write a rhythm as people do: 每周, 每 2 月."""
    count, _, period = every.rpartition(" ")
    name = _PERIODS.get(period, period)
    return f"每 {count} {name}" if count else f"每{name}"


def show_day(day: date | None) -> str:
    """Write a day as people do: 2026年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def show_days(words: str) -> str:
    """Write the days in a text as people do."""
    return _ISO_DAY.sub(lambda found: show_day(date.fromisoformat(found[0])), words)


def cite(title: str) -> str:
    """Put a document's title into title marks; those within it become single ones: 《关于印发〈要点〉的通知》."""
    return f"《{title.translate(_WITHIN)}》"
