"""Filters in words, as people read them: 单位 县水利局;角色 牵头."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from extract.model import Role, TaskKind
from taskgraph.events import LifeState
from taskgraph.levels import IssuerLevel
from taskgraph.model import Filters
from taskgraph.situation import Light, Need
from taskgraph.terms import KINDS, LEVELS, LIGHTS, NEEDS, ROLES, STATES, show_day

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
_WORDS: Mapping[type, Mapping[Any, str]] = {
    Role: ROLES, IssuerLevel: LEVELS, TaskKind: KINDS, LifeState: STATES, Light: LIGHTS, Need: NEEDS,
    bool: {True: "是", False: "否"},
}  # fmt: skip


def describe_filters(filters: Filters) -> str:
    """Return the filters that are set, in their order; an empty string if none is."""
    return ";".join(f"{name} {value}" for name, value in iter_filters(filters))


def iter_filters(filters: Filters) -> Iterator[tuple[str, str]]:
    """Yield the filters that are set, each as its name and its value in words: 角色, 牵头."""
    for field in fields(filters):
        value = getattr(filters, field.name)
        if value is not None:
            yield FILTER_NAMES[field.name], describe_filter(value)


def describe_filter(value: object) -> str:
    """Return a filter's value in words; what somebody typed stays as it is, were it the name of a light."""
    if isinstance(value, date):
        return show_day(value)
    words = _WORDS.get(type(value))
    return words[value] if words else str(value)
