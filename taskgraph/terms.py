"""The words that users see for what the code names in English; one word each way."""

from __future__ import annotations

from collections.abc import Mapping

from extract.model import Role, TaskKind

ROLES: Mapping[Role, str] = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.COOPERATING: "配合"}
KINDS: Mapping[TaskKind, str] = {TaskKind.OBJECTIVE: "目标", TaskKind.TASK: "任务", TaskKind.SAFEGUARD: "保障"}
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
    "timeout": "超时",
    "too_large": "超过上限",
    "unknown_encoding": "文字编码不明",
    "unknown_format": "格式不能读取",
    "unreadable": "无法打开",
}
