"""How it is told whether targets are met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from taskgraph.verdicts import TargetResult, Verdict

VERDICTS: Mapping[Verdict, str] = {Verdict.MET: "完成", Verdict.NOT_MET: "未完成", Verdict.OPEN: "未定"}


def iter_results(results: Iterable[TargetResult]) -> Iterator[str]:
    for result in results:
        target, value = result.target, f"{result.value:f}{result.target.unit or ''}"
        yield f"  结果:{target.metric}{target.text} → {value}({result.day})  {VERDICTS[result.verdict]}"


def describe_verdicts(results: Iterable[TargetResult], total: int) -> str:
    """Return the sum of all targets, those without a result too: 35 项量化指标:完成 26,未完成 3,未定 6."""
    counts = Counter(result.verdict for result in results)
    met, missed = counts[Verdict.MET], counts[Verdict.NOT_MET]
    return f"{total} 项量化指标:完成 {met},未完成 {missed},未定(时间未到、没有结果或无法判断){total - met - missed}"


def result_record(result: TargetResult) -> dict[str, Any]:
    return {
        "target": {
            "text": result.target.text,
            "metric": result.target.metric,
            "op": result.target.op.value,
            "value": float(result.target.value),
            "unit": result.target.unit,
        },
        "value": float(result.value),
        "day": result.day.isoformat(),
        "verdict": result.verdict.value,
    }
