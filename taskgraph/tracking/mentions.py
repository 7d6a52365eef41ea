"""Numbers in their sentences → mentions: what is counted, as a level or a step, and of which time.

A number often leaves unsaid what it counts: 地区生产总值达到240亿元,同比增长21%. Then the number or the clause before
it says so. A list gives each number its own subject: 城镇、农村居民人均可支配收入分别增长5%、6.5%.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from extract.quantities import Quantity, find_quantities
from extract.text import View
from ingest.model import Span
from taskgraph.tracking.model import Flow, Kind, Scope

_STOP = re.compile(r"[,;:。!?\n]")
_RIGHT_STOP = re.compile(r"[,;:。!?\n、()]")
_LISTED = re.compile(r"(?:左右|以上|以内|以下|及以上)?(?:[、和及与]|以及)(?:达到?|近|约)?")
_AHEAD = re.compile(
    r"^(?:其中|其余|并且|并|且|也|又|还|再(?!就业)|同时|都|均|分别|要|将|以及|和|以|使|对|用(?!于)|[、—“-]"
    r"|截[至止][^,]{0,12}?(?:底|末|日|前)|到?20\d\d年(?:底|末)?前?|到?\d+月[底末]?前?|[底末]前|年底前?|年内"
    r"|[全今本当]年(?:度)?|上半年|全[省市县区州旗镇乡]|我[省市县区州国旗]|全国|中央(?=预算|本级|对)|初步|实际|累计|共计|共(?=[新建完])|先后|新的"
    r"|全面|确保|力争|争取|努力|预计|预期|计划|坚决|继续|重点|大力|全力|积极|切实|加快|科学|合理的?"
    r"|[0-9]+[.、]|经济社会发展主要|目标是?|完成(?=[一-鿿]{3})|实现(?=[一-鿿]{3})|达到|通过|保持(?=[一-鿿]{3})"
    r"|(?:拟|组织|做好|抓好|守住|实施|启动|打造|安排|开展|推进|推动|新建成?|新增(?!就业)|建成|建设(?!用地|项目|工程)|培育|举办|引进|帮助)(?=[一-鿿“]{2}))+"
)
_BEHIND = re.compile(
    r"(?:同比|[比较](?:上年|去年|上年度|上年同期|去年同期|同期|年初)?|年均|平均|分别|均|都|总体|达到?|保持|维持|稳定|控制|完成|实现|增长|增幅|增速|上涨|涨幅|上升"
    r"|下降|提高|提升|降低|减少|压减|压缩|缩短|增加|扩大|增至|增|降|升|至|到|为|在|约|近|超过?|突破|不低于|不少于|不高于|不超过|高于|低于|至少|力争|争取|确保|(?:由|从)(?:上年|去年|原来|现在|原有)的?|由|从|拟按|拟|按"
    r"|拟|安排|有望|预计|再|累计|共计?|已|仍|净增|全年|年内|了|发展|占|新增|以上|以内|左右|就|全部|多|余|、|“|\()+$"
)
_EXTENT = re.compile(r"^(?:/[^,。;、以]{1,4})?(?:左右|以上|以内|之内|以下|及以上|多|余)*的?")
_TAIL = re.compile(
    r"等(?:重点)?(?:工程|项目|任务|建设|工作).*$|按[时期].*$|^(?:安排|配置|控制|目标|水平)$"
    r"|^(?:提高|提升|增加|增长|上升|扩大|延长|下降|降低|减少|压缩|压减|缩短|调整|增|降)*(?:到|至|为).*$"
    r"|(?:等|的|和|与|及|并|全部|全面|均|已|上|中|内)+$"
)
_GENERIC = re.compile(
    r"^(?:总|计划|完成|累计|实现)?(?:投资|资金|收入|产值|面积|规模|总规模|总数|总量|数量|人数|金额|销售额|产量|总产量|总产值|占比|比重)$"
)
_BARE = re.compile(
    r"^(?:新建|新增|建成?|改造|改建|扩建|完成|培训|举办|提升|引进|培育|发放|支出|新?开工|覆盖|惠及|达标|建设)+$"
)
_INTO = re.compile(r"[,、](?:实施|用于|建设|推进|开展|支持|新建|改造|完成|打造|全力|办好|对)([^,。;\n]{2,30})")
_ADDED = re.compile(r"新(?:增|建|认定|培育|引进|开工|开通|签|设|招|改建|改扩建|组建|入库|上)|增设|引进|净增|培育|招引")
_HELD = re.compile(r"总数|总量|总规模|达到?$|发展到|稳定在|保持在|拥有|保有|存栏|余额|以上规模")
_STEP = r"(?![至到为值])[^,。;、\d]{0,8}$"
_RISE = re.compile(rf"(?:增长|增速|增幅|涨幅|上涨|上升|增加|提高|提升|扩大|递增|同比增){_STEP}")
_FALL = re.compile(rf"(?:下降|降低|降幅|减少|压减|压降|回落|削减|缩减|再降|压缩|缩短|同比降){_STEP}")
_STEP_BY = re.compile(r"(?:(增加|提高|扩大|增长|上升|增)|(减少|降低|下降|压减|减))(?:了|约|近|超过?|逾)?$")
_MORE = re.compile(r"(?:力争|争取|确保|奋力)[^,]{0,6}$|^、?(?:力争|争取|确保)")
_DIGITS = re.compile(r"\d")
_SHARED = re.compile(
    r"(?:(?:常住)?居民.*|人均.+|投资|收入|支出|增加值|总产值|产值|产量|率|比例|比重|面积|总额|余额|税收|人数|人次|数量|数|规模|时间)$"
)
_TERM = re.compile(
    r"[三四五十两]年(?!级|制|行动|期)|年均|“?十[二三四五]五“?(?:期间|以来|时期)|20\d\d年以来|多年|历年|连续\d+年"
)
_SHARE = re.compile(
    r"(?:完成|占|达到?|为)(?:了)?(?:年度?|全年|年初|预期)?(?:计划|任务|目标)(?:任务|数)?的?$|^的?(?:年度|全年)(?:任务|计划|目标)"
)
_CITY_AND_COUNTRY = re.compile(r"城乡")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number of a sentence with what it counts and the words that say so."""

    quantity: Quantity
    core: str
    words: Span
    kind: Kind
    flow: Flow | None
    scopes: frozenset[Scope]
    repeats: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence with its numbers; `read` tells of each what it counts."""

    view: View
    span: Span

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return find_quantities(self.view, self.span)

    @cached_property
    def counted(self) -> tuple[Counted, ...]:
        """All numbers of the sentence, each read with what the one before it left."""
        read: list[Counted] = []
        for group in _group(self.view, self.quantities):
            for place, quantity in enumerate(group):
                read.append(_read(self, quantity, tuple(read), group, place))
        return tuple(read)

    def find(self, span: Span) -> Counted | None:
        """Return the number that `span` holds, the last of several."""
        return next((c for c in reversed(self.counted) if span.covers(c.quantity.span)), None)

    def clause_around(self, at: int) -> Span:
        """Return the clause, from mark to mark, in which the offset `at` stands."""
        before = [m.end() for m in _STOP.finditer(self.view.shadow, self.span.start, at)]
        behind = _STOP.search(self.view.shadow, at, self.span.end)
        return Span(before[-1] if before else self.span.start, behind.start() if behind else self.span.end)


def _group(view: View, quantities: Iterable[Quantity]) -> list[list[Quantity]]:
    """Return the quantities with those that only a mark or 和 parts in one list: 9.4%、9.1%."""
    groups: list[list[Quantity]] = []
    for quantity in quantities:
        between = view.shadow[groups[-1][-1].span.end : quantity.span.start] if groups else ""
        if groups and _LISTED.fullmatch(between) and groups[-1][-1].unit == quantity.unit:
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups


def _read(s: Sentence, quantity: Quantity, before: tuple[Counted, ...], group: list[Quantity], place: int) -> Counted:
    left, right = _left(s, quantity, before), _right(s, quantity)
    plain = s.view.plain
    own = left.of(plain)
    core, words = _name(s, quantity, left, right)
    listed = place > 0
    carried = len(core) < 2
    if carried or _GENERIC.match(core) or _BARE.match(core):
        core, words = _complete(s, quantity, before, core, words)
    opening = plain[s.clause_around(group[0].span.start).start : group[0].span.start]
    subject = _subject(opening, len(group), place)
    last = before[-1] if before else None
    raises = bool(last and carried and not listed and last.quantity.unit == quantity.unit and _MORE.search(own))
    if subject:
        kind = _kind(subject + opening[opening.rindex("分别") :], quantity.unit)
    else:
        kind = last.kind if last and (listed or raises) else _kind(own, quantity.unit)
    return Counted(
        quantity=quantity,
        core=subject or core,
        words=words,
        kind=kind,
        flow=last.flow if last and listed else _flow(own, opening),
        scopes=frozenset(_scopes(s, quantity, own, right.of(plain))),
        repeats=raises,
    )


def _left(s: Sentence, quantity: Quantity, before: tuple[Counted, ...]) -> Span:
    """Return the words of the clause before a number, up to the number before it."""
    start = s.clause_around(quantity.span.start).start
    if before and before[-1].quantity.span.end > start:
        start = before[-1].quantity.span.end
        marks = re.compile("[、和]").finditer(s.view.shadow, start, quantity.span.start)
        start = max((mark.end() for mark in marks), default=start)
    return Span(start, quantity.span.start)


def _right(s: Sentence, quantity: Quantity) -> Span:
    """Return the words behind a number, up to the next mark or number."""
    ends = [m.start() for m in [_RIGHT_STOP.search(s.view.shadow, quantity.span.end, s.span.end)] if m]
    ends += [q.span.start for q in s.quantities if q.span.start >= quantity.span.end][:1]
    return Span(quantity.span.end, min(ends, default=s.span.end))


def _name(s: Sentence, quantity: Quantity, left: Span, right: Span) -> tuple[str, Span]:
    """Return the words on either side that name what is counted, and the run of words that holds them."""
    plain = s.view.plain
    ahead = _strip_left(left, plain)
    named = _EXTENT.match(right.of(plain))
    behind = Span(right.start + (named.end() if named else 0), right.end)
    end = behind.start + len(_TAIL.sub("", behind.of(plain)))
    named_behind, named_ahead = plain[behind.start : end], ahead.of(plain)
    core = named_behind if named_behind and _BARE.match(named_ahead) else named_ahead + named_behind
    start = ahead.start if ahead.start < ahead.end else quantity.span.start
    return core, Span(start, max(quantity.span.end, end))


def _strip_left(left: Span, plain: str) -> Span:
    words = left.of(plain)
    extent = _EXTENT.match(words)
    start = extent.end() if extent else 0
    opened = _AHEAD.match(words[start:])
    start += opened.end() if opened else 0
    closed = _BEHIND.search(words, start)
    return Span(left.start + start, left.start + (max(closed.start(), start) if closed else len(words)))


def _complete(s: Sentence, quantity: Quantity, before: tuple[Counted, ...], core: str, words: Span) -> tuple[str, Span]:
    """Return a name that tells nothing by itself with what it is of: 投资12.7亿元,实施…, 规模近9.8万亿元."""
    into = _INTO.match(s.view.plain, quantity.span.end, s.span.end) if core.endswith(("投资", "资金")) else None
    if into:
        return core + _DIGITS.split(into[1])[0], words
    carried, wide = _carry(s, quantity, before, words)
    return (carried if not core or carried.endswith(core) else carried + core), wide


def _carry(s: Sentence, quantity: Quantity, before: tuple[Counted, ...], words: Span) -> tuple[str, Span]:
    """Return what the number before, else the clause before, has named."""
    if before:
        last = before[-1]
        return last.core, Span(last.words.start, words.end)
    at = s.clause_around(quantity.span.start).start
    while at > s.span.start:
        clause = s.clause_around(at - 1)
        named = _strip_left(clause, s.view.plain)
        if named.end - named.start >= 2:
            return named.of(s.view.plain), Span(named.start, words.end)
        at = clause.start
    return "", words


def _subject(left: str, count: int, place: int) -> str:
    """Return the subject of one of `count` listed numbers: 城镇、农村居民人均收入分别 → 城镇居民人均收入."""
    if count < 2 or "分别" not in left:
        return ""
    words = left[: left.rindex("分别")]
    words = words[_AHEAD.match(words).end() :] if _AHEAD.match(words) else words  # type: ignore[union-attr]  # just matched
    parts = re.split("[、和与及]", words)
    if len(parts) != count and count == 2 and _CITY_AND_COUNTRY.search(words):
        return _CITY_AND_COUNTRY.sub(("城镇", "农村")[place], words)
    if len(parts) != count:
        return ""
    return parts[place] + (_shared_tail(parts[place], parts[-1]) if place < count - 1 else "")


def _shared_tail(part: str, last: str) -> str:
    """Return the words that the last of a list holds for all: 示范村 of 一般村集体年收入 → 集体年收入."""
    if part[-1:] in last:
        return last[last.index(part[-1]) + 1 :]
    shared = _SHARED.search(last)
    return shared[0] if shared and not _SHARED.search(part) else ""


def _kind(own: str, unit: str | None) -> Kind:
    if unit in ("%", "百分点", "倍", "‰"):
        return Kind.RISE if _RISE.search(own) else Kind.FALL if _FALL.search(own) else Kind.LEVEL
    step = _STEP_BY.search(own)
    if not step or own.endswith(("新增", "净增")):
        return Kind.LEVEL
    return Kind.RISE if step[1] else Kind.FALL


def _flow(own: str, clause: str) -> Flow | None:
    """Return what the words before the number say, else what the clause says of all its numbers: 培育A 5家、B 10家."""
    if _ADDED.search(own):
        return Flow.ADDED
    if _HELD.search(own):
        return Flow.HELD
    return Flow.ADDED if _ADDED.search(clause) else None


def _scopes(s: Sentence, quantity: Quantity, own: str, right: str) -> Iterator[Scope]:
    if _TERM.search(s.view.plain, s.span.start, quantity.span.start):
        yield Scope.TERM
    if re.search("年末|年底(?!前)|期末|12月(?!底前)", own):
        yield Scope.AT_END
    if re.search("平均|全年", own):
        yield Scope.AVERAGE
    if quantity.unit == "%" and (_SHARE.search(own) or _SHARE.search(right)):
        yield Scope.SHARE
