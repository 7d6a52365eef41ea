"""The words that users see for what the code names in English; one word each way."""

from __future__ import annotations

from collections.abc import Mapping

from extract.model import Role, TaskKind

ROLES: Mapping[Role, str] = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.COOPERATING: "配合"}
KINDS: Mapping[TaskKind, str] = {TaskKind.OBJECTIVE: "目标", TaskKind.TASK: "任务", TaskKind.SAFEGUARD: "保障"}
CHANGES: Mapping[str, str] = {"new": "新增", "unchanged": "未变", "superseded": "更新"}
