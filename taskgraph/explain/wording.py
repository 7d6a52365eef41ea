"""How a fact reads to a clerk: 2025-06-30 前, 每月, 就业帮扶车间 ≥ 85 家."""

from __future__ import annotations

from decimal import Decimal

from extract.model import Assignment, Basis, Change, Deadline, Modality, Progress, State, Target
from taskgraph.terms import OPS, ROLES, show_every

_CHANGES = {Change.INCREASE: "增长", Change.DECREASE: "下降"}
_MODALITIES = {Modality.BINDING: "约束性", Modality.EXPECTED: "预期性"}
_STATES = {State.DONE: "已完成", State.UNDER_WAY: "进行中", State.NOT_STARTED: "未启动", State.BLOCKED: "受阻"}


def percent(confidence: float) -> str:
    """Return a confidence in whole percents, rounded down: nothing is 100 % sure that is not certain."""
    return f"{int(confidence * 100 + 1e-9)}%"


def read_assignment(fact: Assignment) -> str:
    return f"{ROLES[fact.role]}单位"


def read_deadline(fact: Deadline) -> str:
    if fact.every:
        first = fact.end or fact.start
        return show_every(fact.every) + (f",首次 {first}" if first else "")
    if fact.start and fact.end:
        days = str(fact.end) if fact.start == fact.end else f"{fact.start} 至 {fact.end}"
    elif fact.end:
        days = f"{fact.end} 前(含当日)"
    elif fact.start:
        days = f"{fact.start} 起"
    else:
        return f"日期未定,自{fact.anchor_event}起算" if fact.anchor_event else "日期未定"
    return f"{days},据上下文推定" if fact.basis is Basis.INFERRED else days


def read_target(fact: Target) -> str:
    shades = [
        f"较{fact.baseline}" if fact.baseline else "",
        _CHANGES[fact.change] if fact.change else "",
        _MODALITIES[fact.modality] if fact.modality else "",
    ]
    noted = f"({','.join(filter(None, shades))})" if any(shades) else ""
    return f"{fact.metric} {OPS[fact.op]} {_read_number(fact.value, fact.value_max)} {fact.unit or ''}{noted}".strip()


def read_progress(fact: Progress) -> str:
    number = f"= {_read_number(fact.value, None)} {fact.unit or ''}" if fact.value is not None else ""
    notes = [_STATES[fact.state] if fact.state else "", f"截至 {fact.as_of}" if fact.as_of else ""]
    noted = ",".join(filter(None, notes))
    return " ".join(filter(None, (fact.metric, number.strip(), f"({noted})" if noted else "")))


def _read_number(value: Decimal, value_max: Decimal | None) -> str:
    top = f"—{value_max.normalize():,f}" if value_max is not None else ""
    return f"{value.normalize():,f}{top}"
