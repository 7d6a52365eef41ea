"""The kinds of paper: which placeholders a template of each has, and where the template comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from taskgraph.paper.template import Template, Vocabulary, read_template
from taskgraph.paper.wording import TASK_WORDS
from taskgraph.status import TOTAL
from taskgraph.terms import NEEDS, STATES

TEMPLATES = "templates"  # the folder of the data directory
_TASK = frozenset(TASK_WORDS)
_HEAD = frozenset({"承办单位", "统计日期", "成文日期"})
_ORDER = _HEAD | {"督办单号", "反馈时限"}
_OF_BULLETIN = frozenset(
    {"期间", "统计日期", "成文日期", "通报文号", "牵头单位数", "本期办结数", "本期延期数", "无反馈单位数"}
)
_COUNTS = frozenset({"任务数", *(f"{need}数" for need in NEEDS.values())})


class PaperKind(StrEnum):
    """The value is the name of the office's own template, without its ending."""

    ORDER = "督办单"
    UNIT_ORDER = "单位督办单"
    BULLETIN = "通报"
    REMINDER = "催办通知"


VOCABULARIES: Mapping[PaperKind, Vocabulary] = {
    PaperKind.ORDER: Vocabulary(
        fields=_ORDER | _TASK, lists={}, required=frozenset({"督办单号", "承办单位", "任务内容", "完成时限"})
    ),
    PaperKind.UNIT_ORDER: Vocabulary(
        fields=_ORDER | _COUNTS,
        lists={"任务": _TASK},
        required=frozenset({"督办单号", "承办单位", "任务.任务内容", "任务.完成时限"}),
    ),
    PaperKind.REMINDER: Vocabulary(
        fields=_HEAD | _COUNTS,
        lists={"任务": _TASK},
        required=frozenset({"承办单位", "任务.任务内容", "任务.完成时限"}),
    ),
    PaperKind.BULLETIN: Vocabulary(
        fields=_COUNTS | _OF_BULLETIN,
        lists={
            "亮灯": frozenset({"名称", TOTAL, *STATES.values()}),
            "单位": frozenset({"序号", "名称", "牵头", "已办结", "本期办结", *NEEDS.values()}),
            "办结": _TASK | {"办结日期"},
            "逾期": _TASK,
            "落后": _TASK | {"指标", "应达", "实际", "相差"},
            "变动": _TASK | {"日期", "事项", "新的时限", "理由"},
            "无反馈单位": frozenset({"序号", "名称", "任务数", "最近反馈", "说明"}),
        },
        required=frozenset({"期间", "任务数", "单位.名称", "逾期.任务名称", "无反馈单位.名称"}),
    ),
}  # fmt: skip


def load_template(data_dir: Path, kind: PaperKind) -> Template:
    """Return the office's template, else ours; raise TemplateError with everything that is wrong with it."""
    own = data_dir / TEMPLATES / f"{kind}.docx"
    if own.exists():
        return read_template(own.read_bytes(), VOCABULARIES[kind], str(own))
    return read_template(build_form(kind), VOCABULARIES[kind], kind)


def build_form(kind: PaperKind) -> bytes:
    """Return our template."""
    from taskgraph.paper import forms  # noqa: PLC0415 - loads python-docx, which only our templates need

    builders: Mapping[PaperKind, Callable[[], bytes]] = {
        PaperKind.ORDER: forms.build_order_form,
        PaperKind.UNIT_ORDER: forms.build_unit_order_form,
        PaperKind.BULLETIN: forms.build_bulletin_form,
        PaperKind.REMINDER: forms.build_reminder_form,
    }
    return builders[kind]()
