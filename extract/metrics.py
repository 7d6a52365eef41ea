"""What a number counts: the shortest wording beside it that names the thing (农村危房改造不低于400户 → 农村危房改造).

A noun directly behind the number is taken where only a verb stands before it (新建3个示范基地 → 示范基地),
else the noun before it; a share names both (贫困人口100%参加保险).
"""

from __future__ import annotations

import re

_EXTENT = "左右|以上|以内|及以上|以下|上下|之内|及以下"
_VERBS = (
    "建设|建成|建立|打造|培育|创建|新建|创造|推广|推进|实施|引进|发展|培训|支持|配备|配置|新增|新开发|开发|开展|组织|"
    "召开|举办|进行|安排|培养|建好|扶持|遴选|评选|梳理出?|选派|招引|认定|完成|实现|力争|争取|确保|设立|设置|改造|"
    "新改建|申报|聘请|选聘|吸纳|带动|办好|落实|发放|新认定|新培育|引育|做到|布局|投放|植入|选树|命名|抓好|谋划|储备|"
    "守住|牢牢守住|营正式运|运营|正式营运|创办|投入|投资"
)
_LINKS = "要|应|应当|须|将|可|均|都|分别|共|各|已|总体|再|有|与|于|在|到|至|为|约|近|也|又|共计|累计|合计|年均|一般|等于|占|保证|并|和"
_REACHED = (
    "稳定|达到?|保持|维持|控制|提高|提升|增长|增加|上升|下降|降低|减少|压减|缩短|缩小|扩大|延长|突破|超过|高于|低于|"
    "不低于|不少于|不得低于|不得少于|不超过|不得超过|至少|达标|同比|较上年度?|比上年|大于|原则上|最多|最高|超"
)
_CLOSERS = re.compile(rf"(?:{_VERBS}|{_LINKS}|{_REACHED})+$")
_OPENERS = re.compile(
    r"^(?:(?:其中|并|且|同时|全面|努力|切实|着力|重点|积极|再|要|应|可|已|共计|累计|先后|预计|计划|基本|逐步|持续|继续|稳步|"
    r"有序|分别|全年|年内|今年|本年|当年|目前|截至目前|完成年度|高质量|全部|统一|对|在|以及|和|及|各|力争|争取|确保|保持|使|"
    r"全[省市县区州镇乡](?=[一-鿿]{3})|我[省市县区])+)"
)
_SUBJECT = re.compile(r"^.*(?:将|把|使|令)(?=[一-鿿]{2})")
_FROM_HERE = re.compile(r"(?:从|由|在现行|比(?![例重率])|较|按照).*$")
_BEHIND = re.compile(rf"^(?:{_EXTENT})?+的?+([一-鿿A-Za-z“《][^,。;:、!?\n]{{1,30}})")
_NO_NOUN = re.compile(
    r"^(?:用于|参加|参与|完成|达标|提供|实现|建设|纳入|到位|覆盖|落实|在|内|的|为|和|与|或|及|要|应|稳定|保持)"
)
_END_OF_NOUN = re.compile(r"(?:(?:的)?(?:目标|任务|工作|要求|红线)|建立.*|并.*|以及.*|和\d.*|与\d.*|等)$")
_TIME = re.compile(
    r"^.*?(?:20\d\d年(?:底)?(?:前)?|\d{1,2}月(?:底|初|中旬|上旬|下旬|\d{1,2}日)?前?|年底前?|每[年月季周])"
)
_LAST_NUMBER = re.compile(r"^.*\d[\d.]*(?:万|亿)?[^\d、,]{0,20}?(?:、|和|及)")
_SHARES = ("%", "‰")


def find_metric(left: str, right: str, *, unit: str | None, previous: str = "") -> str:
    """Return the words that name what is counted.

    `left` and `right` are the sentence's words before and behind the number; `previous` is the metric of
    the number before it, for what is only verb and number (维持在85家以上,力争新增10家).
    """
    clause = re.split(r"[,。;:!?\n]", left)[-1]
    before, bare_verb = _before(clause)
    after = _after(right)
    if unit in _SHARES:
        return (before + (_behind_share(right) if len(before) < 8 else "")) or after or previous
    if after and (bare_verb or len(before) < 2):
        return after
    if len(before) >= 2:
        return before
    earlier, _ = _before(re.split(r"[,。;:!?\n]", left)[-2]) if left.count(",") else ("", False)
    return after or previous or earlier or before


def split_subjects(left: str, count: int) -> tuple[str, ...]:
    """Return what each of `count` numbers counts where the words before them list it: A、B、C增速分别高于 → three."""
    found = re.search(r"([^,。;:]+?)(?:均|都)?分别[^,。;:]*$", left)
    parts = found[1].split("、") if found else []
    if found and len(parts) == count - 1 and re.search("和|与|及", parts[-1]):
        parts[-1:] = re.split("和|与|及", parts[-1], maxsplit=1)
    if len(parts) != count:
        return ()
    tail = re.search(r"(?:收入|人均|增加值|覆盖|参保|达标|合格|普及|就业|入住)[一-鿿]{1,8}$", parts[-1])
    shared = tail[0] if tail else ""
    return tuple(_OPENERS.sub("", part if part.endswith(shared) else part + shared) for part in parts)


def _before(clause: str) -> tuple[str, bool]:
    """Return the noun before a number, and whether a verb of making stands between the two."""
    words = _SUBJECT.sub("", _LAST_NUMBER.sub("", _TIME.sub("", clause)))
    words = _FROM_HERE.sub("", words) or words
    words = _OPENERS.sub("", words.strip("()“ 、"))
    noun = _CLOSERS.sub("", words)
    made = bool(re.search(rf"(?:{_VERBS}|有|与|在|的|至少|为)$", re.sub(rf"(?:{_REACHED})+$", "", words)))
    return _OPENERS.sub("", noun).strip("()“ 、"), made


def _after(right: str) -> str:
    found = _BEHIND.match(right)
    if not found or _NO_NOUN.match(found[1]):
        return ""
    return _END_OF_NOUN.sub("", found[1]).rstrip("“的和与")


def _behind_share(right: str) -> str:
    found = re.match(rf"^(?:{_EXTENT})?+的?+([一-鿿“][^,。;:、!?\n]{{1,20}})", right)
    return found[1] if found else ""
