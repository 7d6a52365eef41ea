"""Reading `lights.toml`: ours beside this module, and the office's own in the data directory. Checked whole, refused
whole: the error lists every problem of the table, and each row must prove itself by its examples."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from extract.model import State
from taskgraph.errors import ConfigError, LightTableError
from taskgraph.events import LifeState
from taskgraph.lights import CONDITIONS, WORDS, LightRule, RuleSet, find_signal
from taskgraph.pro_rata import Pace
from taskgraph.situation import Light, Situation

TABLE = "lights.toml"
_SET_FIELDS = {"title": str, "note": str, "soon_days": int, "soon_workdays": int}
_RULE_FIELDS = {"id": str, "set": str, "light": str, "when": dict, "says": str, "examples": list, "note": str}
_NEEDED = ("id", "set", "light", "when", "says", "examples")
_LISTS: Mapping[str, type[StrEnum]] = {"state": LifeState, "said": State}
_FLAGS = {"reported", "measured", "dated", "overdue", "closed_late"}
_PACE = {field.name for field in fields(Pace)}
_DAYS = ("day", "start", "due", "finished_on", "last_report")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Example:
    """A situation that must come to the row which gives it, and the sentence that it must be explained with."""

    situation: Situation
    why: str | None


def load_rule_set(name: str, data_dir: Path | None = None) -> RuleSet:
    """Return the rule set that the office chose; its own table, where there is one, comes before ours."""
    own = data_dir / TABLE if data_dir else None
    sets = dict(_load_sets(Path(__file__).parent / TABLE, prove=False))  # our own rows are proved by our tests
    if own and own.exists():
        sets |= _load_sets(own, prove=True)
    if name not in sets:
        raise ConfigError(f"没有名为 {name} 的亮灯规则(duban.toml 的 lights);可用的有:{'、'.join(sets)}")
    return sets[name]


@cache
def _load_sets(path: Path, *, prove: bool) -> Mapping[str, RuleSet]:
    try:
        return read_rule_sets(path.read_text(encoding="utf-8"), prove=prove)
    except (LightTableError, UnicodeDecodeError) as error:
        raise LightTableError(f"亮灯规则 {path} 不能使用:\n{error}") from error


def read_rule_sets(toml: str, *, prove: bool = True) -> Mapping[str, RuleSet]:
    """Return the rule sets of a table by name; raise LightTableError with all its problems, one a line.

    With `prove` each row is tried on its examples.
    """
    try:
        table = tomllib.loads(toml, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise LightTableError(f"不是正确的 TOML 文件:{error}") from error
    if problems := [*_iter_shape_problems(table)]:
        raise LightTableError("\n".join(problems))
    rows = table.get("rule", [])
    sets = {name: _build_set(name, row, rows) for name, row in table.get("set", {}).items()}
    if prove and (problems := [problem for row in rows for problem in _iter_proof_problems(row, sets[row["set"]])]):
        raise LightTableError("\n".join(problems))
    return sets


def _build_set(name: str, row: Row, rules: list[Row]) -> RuleSet:
    return RuleSet(
        name=name,
        title=row.get("title", name),
        rules=tuple(_build_rule(rule) for rule in rules if rule["set"] == name),
        soon_days=row.get("soon_days"),
        soon_workdays=row.get("soon_workdays"),
    )


def _build_rule(row: Row) -> LightRule:
    when = tuple((name, _read_condition(name, value)) for name, value in row["when"].items())
    return LightRule(id=row["id"], light=Light(row["light"]), when=when, says=row["says"])


def _read_condition(name: str, value: Any) -> Any:
    """Return a condition's value as CONDITIONS wants it; raise ValueError that says what would be right."""
    if name not in CONDITIONS:
        raise ValueError(f"不认识的条件 {name};可用的条件:{'、'.join(CONDITIONS)}")
    if name in _LISTS:
        if not isinstance(value, list):
            raise ValueError(f'条件 {name} 应为列表,如 ["{next(iter(_LISTS[name]))}"]')
        return frozenset(_read_word(_LISTS[name], word) for word in value)
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise ValueError(f"条件 {name} 应为 true 或 false")
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"条件 {name} 应为数字")
    return Decimal(value)


def _read_word(words: type[StrEnum], word: Any) -> StrEnum:
    try:
        return words(word)
    except ValueError as error:
        raise ValueError(f"不认识的词 {word!r};可用的词:{'、'.join(words)}") from error


def _read_day(value: Any) -> date:
    if type(value) is not date:
        raise ValueError(f"应为日期(如 2026-06-30,不加引号),现为 {value!r}")
    return value


def _read_share(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"应为百分数(如 66.7),现为 {value!r}")
    return Decimal(value)


# ---- lint


def _iter_shape_problems(table: Row) -> Iterator[str]:
    """Yield what keeps the table from being read at all."""
    yield from (f"不认识的项 {name};可用的项:set、rule" for name in sorted(table.keys() - {"set", "rule"}))
    sets, rules = table.get("set", {}), table.get("rule", [])
    if not isinstance(sets, dict) or not isinstance(rules, list):
        yield "set 应写成 [set.名称],rule 应写成 [[rule]]"
        return
    for name, row in sets.items():
        yield from (f"[set.{name}] {problem}" for problem in _iter_field_problems(row, _SET_FIELDS))
    seen: set[object] = set()
    for number, row in enumerate(rules, 1):
        where = f"第 {number} 条规则({row.get('id', '没有 id')})"
        yield from (f"{where}:{problem}" for problem in _iter_rule_problems(row, sets))
        if row.get("id") in seen:
            yield f"{where}:id 与前面的规则相同"
        seen.add(row.get("id"))


def _iter_field_problems(row: Any, known: Mapping[str, type]) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "应为表"
        return
    yield from (f"不认识的项 {name};可用的项:{'、'.join(known)}" for name in sorted(row.keys() - known.keys()))
    for name, kind in known.items():
        if name in row and (not isinstance(row[name], kind) or isinstance(row[name], bool)):
            yield f"{name} 的写法不对,应为 {kind.__name__}"


def _iter_rule_problems(row: Any, sets: Row) -> Iterator[str]:
    problems = list(_iter_field_problems(row, _RULE_FIELDS))
    if isinstance(row, dict):
        problems += [f"缺少 {name}" for name in _NEEDED if name not in row]
    yield from problems
    if problems:
        return
    if row["set"] not in sets:
        yield f"没有 [set.{row['set']}]"
    if row["light"] not in set(Light):
        yield f"不认识的灯 {row['light']};可用的灯:{'、'.join(Light)}"
    elif row["light"] == Light.GREEN and not _asks_for_news(row["when"]):
        yield '绿灯须以有反馈(reported = true)或已办结(state = ["closed"])为条件:没有反馈不能亮绿灯'
    if not row["examples"]:
        yield "没有例子(examples)"
    yield from _iter_value_problems(row)
    yield from _iter_word_problems(row["says"])


def _asks_for_news(when: Row) -> bool:
    return when.get("reported") is True or when.get("state") == ["closed"]


def _iter_value_problems(row: Row) -> Iterator[str]:
    for name, value in row["when"].items():
        try:
            _read_condition(name, value)
        except ValueError as error:
            yield str(error)
    for number, facts in enumerate(row["examples"], 1):
        try:
            _read_example(facts)
        except ValueError as error:
            yield f"第 {number} 个例子:{error}"


def _iter_word_problems(says: str) -> Iterator[str]:
    try:
        named = {name for _, name, _, _ in Formatter().parse(says) if name is not None}
    except ValueError as error:
        yield f"说明“{says}”的花括号不成对({error})"
        return
    yield from (f"说明中不认识的词 {{{name}}};可用的词:{'、'.join(WORDS)}" for name in sorted(named - WORDS.keys()))


def _read_example(facts: Any) -> _Example:
    """Return the situation that an example's facts make; raise ValueError that says what is wrong with them."""
    if not isinstance(facts, dict) or "day" not in facts:
        raise ValueError("应为 { day = 2026-06-30, … }")
    usable = (*_LISTS, *_DAYS, *sorted(_PACE), "why")
    if unknown := sorted(facts.keys() - set(usable)):
        raise ValueError(f"不认识的项 {'、'.join(unknown)};可用的项:{'、'.join(usable)}")
    known: dict[str, Any] = {name: _read_word(words, facts[name]) for name, words in _LISTS.items() if name in facts}
    known |= {name: _read_day(facts[name]) for name in _DAYS if name in facts}
    if "expected" in facts and "reported" in facts:
        shares = _read_share(facts["expected"]), _read_share(facts["reported"])
        known["pace"] = Pace(*shares, facts.get("target", ""))
    return _Example(Situation(**known), facts.get("why"))


def _iter_proof_problems(row: Row, rules: RuleSet) -> Iterator[str]:
    """Yield the examples that do not come to the row that gives them, or are explained otherwise than they say."""
    for number, facts in enumerate(row["examples"], 1):
        example = _read_example(facts)
        signal = find_signal(example.situation, rules)
        where = f"规则 {row['id']} 的第 {number} 个例子"
        if signal.rule is None or signal.rule.id != row["id"]:
            yield f"{where}由规则 {signal.rule.id if signal.rule else '(无)'} 先决定"
        elif example.why is not None and example.why != signal.why:
            yield f"{where}的说明是“{signal.why}”,不是“{example.why}”"
