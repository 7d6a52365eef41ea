"""Filters in words, as people read them: 单位 县水利局;角色 牵头."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from taskgraph.model import Filters
from taskgraph.situation import Need
from taskgraph.terms import KINDS, LEVELS, LIGHTS, NEEDS, ROLES, STATES

FILTER_NAMES: Mapping[str, str] = {
    "unit": "单位",
    "role": "角色",
    "doc": "文件",
    "issuer": "发文机关",
    "level": "层级",
    "year": "年份",
    "kind": "类别",
    "status": "状态",
    "light": "亮灯",
    "overdue": "已逾期",
    "need": "需关注",
    "due_before": "时限不晚于",
    "due_after": "时限不早于",
    "no_deadline": "没有时限",
    "no_lead": "没有牵头单位",
    "has_target": "有量化指标",
    "as_of": "截至",
    "text": "含有文字",
}
_WORDS: Mapping[Any, str] = {**ROLES, **LEVELS, **KINDS, **STATES, **LIGHTS, True: "是", False: "否"}


def describe_filters(filters: Filters) -> str:
    """Return the filters that are set, in their order; an empty string if none is."""
    given = ((field.name, getattr(filters, field.name)) for field in fields(filters))
    return ";".join(f"{FILTER_NAMES[name]} {describe_filter(value)}" for name, value in given if value is not None)


def describe_filter(value: object) -> str:
    if isinstance(value, Need):
        return NEEDS[value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _WORDS.get(value, str(value))
