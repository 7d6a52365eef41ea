"""How facets are shown: a line a value, the facet's name where it begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from taskgraph.facet_query import FacetCount
from taskgraph.output import Column, View
from taskgraph.terms import KINDS, LEVELS, LIGHTS, NEEDS, ROLES, STATES

MOST_VALUES = 10
NAMES: Mapping[str, str] = {
    "document": "文件",
    "issuer": "发文机关",
    "level": "层级",
    "year": "年份",
    "lead": "牵头单位",
    "unit": "单位",
    "role": "角色",
    "kind": "类别",
    "month": "时限月份",
    "target": "有量化指标",
    "no_deadline": "没有时限",
    "no_lead": "没有牵头单位",
    "status": "状态",
    "light": "亮灯",
    "overdue": "已逾期",
    "need": "需关注",
}
_YES_OR_NO = {"yes": "是", "no": "否"}
_WORDS: Mapping[str, Mapping[Any, str]] = {
    "level": LEVELS,
    "role": ROLES,
    "kind": KINDS,
    "status": STATES,
    "light": LIGHTS,
    "need": NEEDS,
}


def label_of(count: FacetCount) -> str:
    words: Mapping[Any, str] = _WORDS.get(count.facet, _YES_OR_NO)
    return words.get(count.value, count.label)


def shorten_facets(counts: Sequence[FacetCount]) -> tuple[FacetCount, ...]:
    """Return the commonest values of each facet, as many as a person looks at."""
    return tuple(count for _, group in groupby(counts, key=attrgetter("facet")) for count in islice(group, MOST_VALUES))


def facet_record(count: FacetCount) -> dict[str, Any]:
    return {"facet": count.facet, "value": count.value, "label": label_of(count), "count": count.count}


FACET_COUNTS: View[FacetCount] = View(
    (
        Column("分类", lambda c: NAMES[c.facet]),
        Column("取值", label_of, 60),
        Column("任务", lambda c: c.count),
    ),
    facet_record,
)
