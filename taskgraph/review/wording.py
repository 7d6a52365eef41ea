"""A statement's words as a decision on them is remembered: 截至6月底,改造26户 and 截至9月底,改造34户 are one."""

from __future__ import annotations

import re

from taskgraph.tracking.wording import fold

_TIMES = re.compile(
    r"截[至止]?[^,。;]{0,8}?(?:底|末|日|目前|前)|20\d\d年度?(?:底|末)?|[全今本当去]年以?来?|上半年|下半年|[前第]?[一二三四]、?季度"
    r"|\d+-?\d*月份?(?:底|末)?|目前"
)


def remember_wording(quote: str) -> str:
    return fold(_TIMES.sub("", quote))
