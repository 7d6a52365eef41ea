"""What a number counts: the shortest wording beside it that names the thing (农村危房改造不低于400户 → 农村危房改造)."""

from __future__ import annotations

import re

_EDGE = "[,。;:!?\n、]"
_OPENERS = re.compile(
    r"^(?:(?:其中|并|且|同时|全面|确保|力争|争取|努力|切实|着力|重点|积极|再|要|应|将|可|已|共|共计|累计|先后|预计|计划|"
    r"基本|逐步|持续|继续|稳步|有序|分别|按照|通过|在|对|把|使|让|全年|年内|今年|本年|当年|到年底|实现|完成|开展|组织|"
    r"达到|保持|稳定|维持|建设|建成|打造|培育|创建|新建|创造|推广|推进|实施|引进|发展|培训|支持|配备|至少|不少于|不低于|"
    r"截至目前|目前|全[省市县区州镇乡村]|我[省市县区]|每个?[一-鿿]{0,8}?(?:都|均|至少|要)|有|为|占)+)"
)
_CLOSERS = re.compile(
    r"(?:(?:要|应|须|将|可|均|都|分别|共|各|已|稳定|力争|争取|确保|实现|完成|达到?|达|保持|维持|控制|提高|提升|增长|增加|"
    r"上升|下降|降低|减少|压减|缩短|缩小|扩大|延长|发展|突破|超过|高于|低于|不低于|不少于|不得低于|不得少于|不超过|至少|"
    r"建设|建立|有|与|于|在|到|至|为|约|近|也|又|共计|累计|合计|达标|以上|年均|同比|较上年|比上年|一般|大于|等于|占)+)$"
)
_BEHIND = re.compile(r"^(?:左右|以上|以内|及以上|以下)?(?:的)?([一-鿿A-Za-z“《][^,。;:、!?\n]{1,24})")
_TAIL = re.compile(r"(?:和|与|及|等|以上|左右|的)+$")


def find_metric(left: str, right: str) -> str:
    """Return the words that name what is counted, from those before (`left`) and behind (`right`) a number.

    What stands before rules; where only verbs do, the noun behind is taken: 新建3个以上示范基地 → 示范基地.
    """
    before = _clean(_last_part(left))
    if len(before) >= 3:
        return before
    behind = _BEHIND.match(right)
    after = _TAIL.sub("", behind[1]) if behind else ""
    if len(after) >= 2:
        return f"{before}{after}"
    parts = re.split(_EDGE, left)
    earlier = next((c for part in reversed(parts[:-1]) if len(c := _clean(part)) >= 2), "")
    return before or earlier or after


def _last_part(left: str) -> str:
    """Return the words since the last mark; a list's 、 is no border where what follows it is but a verb."""
    part = re.split(r"[,。;:!?\n]", left)[-1]
    tail = part.rsplit("、", 1)[-1]
    return part if len(_clean(tail)) < 3 or not re.search(r"\d", part) else tail


def _clean(words: str) -> str:
    words = words.replace("⟦·⟧", "").strip("()“ ")
    previous = None
    while words != previous:
        previous = words
        words = _CLOSERS.sub("", _OPENERS.sub("", words)).strip("()“ ")
    return words
