"""What a number counts: the shortest wording beside it that names the thing (农村危房改造不低于400户 → 农村危房改造).

A noun directly behind the number is taken where only a verb stands before it (新建3个示范基地 → 示范基地),
else the noun before it; a share names both (贫困人口100%参加保险).
"""

from __future__ import annotations

import re

from extract.tables import load_pattern

_CLAUSE_END = re.compile(r"[,。;:!?\n]")
_SHARES = ("%", "‰")
_OPENERS = r"^(?:{opening_word}|全[省市县区州镇乡](?=[一-鿿]{3})|我[省市县区])+"
_CLOSERS = r"(?:{making}|{linking}|{reaching})+$"
_OPENING_VERB = r"^(?:{making}|和|并|、)+(?=[一-鿿“《]{2})(?!(?:{making}|{linking}|{reaching})+$)"
_REACHED = r"(?:{linking}|{reaching})+$"
_MADE = r"(?:{making}|有|与|在|的|至少|为)(?:{reaching})*$"
_BEHIND = r"^(?:{extent})?+的?+(?!{no_noun})([一-鿿A-Za-z“《][^,。;:、!?\n]{1,30})"
_BEHIND_SHARE = r"^(?:{extent})?+的?+([一-鿿“][^,。;:、!?\n]{1,20})"
_SUBJECT = re.compile(r"^.*(?:将|把|使|令|(?<![相针面])对)(?=[一-鿿]{2})")
_HAVING = re.compile(r"(?:有|与|在|的|至少|为|配备)$")
_ACTOR = r"^(?:每|各|(?=[一-鿿、()]{1,12}?(?:{unit_end})))[一-鿿、()]{1,14}?(?:{acting})(?=[一-鿿]{2})"
_COMPARED = re.compile(r"(?:从|由|在现行|(?<!同)比(?![例重率])|较(?!大)|按照).*$")
_END_OF_NOUN = re.compile(
    r"(?:(?:的)?(?:目标|任务|工作|要求|红线)|(?:稳定)?实现.*|建立.*|并.*|以及.*|和\d.*|与\d.*|等)$"
)
_TIME = re.compile(
    r"^.*?(?:20\d\d年(?:底)?(?:前)?|\d{1,2}月(?:底|初|中旬|上旬|下旬|\d{1,2}日)?前?|年底前?|每[年月季周])"
)
_CONDITION = re.compile(r"^.*\d[^,。;]*?(?:以上|以下|以内)的?(?:要|应)?")  # 年销售额1000万元以上的网商 → 网商
_LAST_CLAUSE = re.compile("[,。;:]")
_BRACKETED = re.compile(r"\([^()]*\)")
_SHARE_OF = re.compile(r"占[^,。;]{0,12}$")
_ADJACENT = re.compile(r"^\d[\d.]*[一-鿿]{1,2}?(?=[一-鿿]{2})")  # 4户16人未脱贫人口
_MODIFIED = re.compile(r"^.*[一-鿿]的(?=[一-鿿“]{3})")
_LAST_NUMBER = re.compile(r"^.*\d[\d.]*(?:万|亿)?[^\d、,]{0,20}?(?:、|和|及(?!以))")


def find_metric(left: str, right: str, *, unit: str | None, previous: str = "") -> str:
    """Return the words that name what is counted.

    `left` and `right` are the sentence's words before and behind the number; `previous` is the metric of
    the number before it, for what is only verb and number (维持在85家以上,力争新增10家).
    """
    clauses = _CLAUSE_END.split(_BRACKETED.sub("", left))
    before, made = _read_before(clauses[-1])
    after = _read_after(right)
    if unit in _SHARES:
        behind = load_pattern(_BEHIND_SHARE).match(right)
        before, after = _SHARE_OF.sub("", before) + (behind[1] if behind else ""), ""
    elif len(after) == 2 and len(before) >= 3 and made:
        return before + after  # 贫困家庭至少有1人就业
    if after and (made or len(before) < 2):
        return after
    if len(before) >= 2:
        return before
    earlier = _read_before(clauses[-2])[0] if len(clauses) > 1 else ""
    return previous or earlier or before


def as_printed(metric: str, window: str, printed: str) -> str:
    """Return the metric in the characters of the text itself; `window` and `printed` are its two views."""
    at = window.find(metric)
    return printed[at : at + len(metric)] if at >= 0 else metric


def split_subjects(left: str, count: int) -> tuple[str, ...]:
    """Return what each of `count` numbers counts where the words before them list it: A、B、C增速分别高于 → three."""
    subjects, respectively, _ = _LAST_CLAUSE.split(left)[-1].partition("分别")
    parts = re.sub("(?<=.)[均都]$", "", subjects).split("、") if respectively and subjects else []
    if parts and len(parts) == count - 1:
        parts[-1:] = re.split("和|与|及", parts[-1], maxsplit=1)
    if len(parts) != count:
        return ()
    tail = re.search(rf"{load_pattern('{shared_tail}').pattern}$", parts[-1])
    shared = tail[0] if tail else ""
    openers = load_pattern(_OPENERS)
    return tuple(openers.sub("", part if part.endswith(shared) else part + shared) for part in parts)


def _read_before(clause: str) -> tuple[str, bool]:
    """Return the noun before a number, and whether a verb of making stands between the two.

    Where a verb opens the clause, the one at its end is part of the noun: 完成农村危房改造 → 农村危房改造.
    """
    openers = load_pattern(_OPENERS)
    words = _CONDITION.sub("", _SUBJECT.sub("", _LAST_NUMBER.sub("", _TIME.sub("", clause))))
    words = load_pattern(_ACTOR).sub("", words)
    words = openers.sub("", (_COMPARED.sub("", words) or words).strip("()“ 、"))
    opened = load_pattern(_OPENING_VERB).match(words)
    if opened:
        noun = load_pattern(_REACHED).sub("", words[opened.end() :])
        made = bool(_HAVING.search(words)) or ("每" in words and bool(load_pattern(_MADE).search(words)))
    else:
        noun = openers.sub("", load_pattern(_CLOSERS).sub("", words))
        made = bool(load_pattern(_MADE).search(words))
    return _MODIFIED.sub("", noun.strip("()“ 、")), made


def _read_after(right: str) -> str:
    found = load_pattern(_BEHIND).match(_ADJACENT.sub("", right))
    return _CONDITION.sub("", _END_OF_NOUN.sub("", found[1])).rstrip("“的和与") if found else ""
