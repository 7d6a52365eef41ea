"""The `duban` command: every subcommand, where it stands and what it is for.

Subcommands are imported when they run: looking something up must not wait for what reads documents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from taskgraph.disk import explain_refusal
from taskgraph.errors import TaskgraphError
from taskgraph.options import data_dir_option


class Entry(NamedTuple):
    """Where a subcommand is ("module:name") and what it is for."""

    place: str
    help: str


COMMANDS: Mapping[str, Entry] = {
    "extract": Entry("taskgraph.commands.extract:extract_command", "读取文件并输出提取结果,不用数据库"),
    "track": Entry("taskgraph.commands.track:track_command", "对照计划和报告,看每项目标是否完成,不用数据库"),
    "explain": Entry("taskgraph.commands.explain:explain_command", "在原文上标出提取结果,列出规则和置信度"),
    "load": Entry("taskgraph.commands.load:load", "导入文件、文件夹、压缩包或邮件"),
    "watch": Entry("taskgraph.commands.watch:watch", "守候一个文件夹,文件放进来就导入"),
    "review": Entry("taskgraph.commands.review:review", "确认报告中的进展属于哪项任务"),
    "docs": Entry("taskgraph.commands.docs:docs", "列出已导入的文件"),
    "show": Entry("taskgraph.commands.show:show", "查看一份文件的任务目录,或一项任务的全部内容和出处"),
    "remove": Entry("taskgraph.commands.remove:remove", "删除一份文件和它的任务"),
    "repeal": Entry("taskgraph.commands.repeal:repeal", "废止一份文件,它的任务不再列入清单"),
    "links": Entry("taskgraph.commands.links:links", "列出、确认、补记文件之间和任务之间的关系"),
    "tasks": Entry("taskgraph.commands.tasks:tasks", "按单位、时限、文件等列出任务"),
    "who": Entry("taskgraph.commands.who:who", "查一个单位牵头、负责、配合哪些任务"),
    "search": Entry("taskgraph.commands.search:search", "在全部文字中精确查找"),
    "saved": Entry("taskgraph.commands.saved:saved", "给常用的查询条件起名:保存、列出、删除"),
    "status": Entry("taskgraph.commands.status:status", "按亮灯和状态统计,列出逾期、临期等需要关注的任务"),
    "correct": Entry("taskgraph.commands.correct:correct", "更正提取的结果:改、补、去掉一条,或撤销更正"),
    "report": Entry("taskgraph.commands.report:report", "记录一项任务的签收、进展、延期、办结等"),
    "units": Entry("taskgraph.commands.units:units", "列出单位的别名、级别、前身和任务数,找出可能重复的"),
    "import": Entry("taskgraph.commands.importing:importing", "收回填好的台账、单位表"),
    "export": Entry("taskgraph.commands.export:export", "导出日历、台账、督办单、通报、单位表、标注、关系图"),
    "remind": Entry("taskgraph.commands.remind:remind", "列出各单位要抓紧的任务,可写成催办通知或发邮件"),
    "serve": Entry("taskgraph.commands.serve:serve", "在浏览器里使用督办"),
    "user": Entry("taskgraph.commands.user:user", "添加、停用用户,查看谁做了什么"),
    "token": Entry("taskgraph.commands.token:token", "给程序制作、吊销访问令牌"),
    "backup": Entry("taskgraph.commands.backup:backup", "把全部数据备份成一个文件,使用中也可以"),
    "restore": Entry("taskgraph.commands.restore:restore", "把备份恢复到一个空的数据目录"),
    "check": Entry("taskgraph.commands.check:check", "检查数据是否完好,必要时重建索引"),
    "version": Entry("taskgraph.commands.version:version", "显示版本"),
}


class LazyGroup(click.Group):
    """A group whose commands are named in a table and imported when they are called."""

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the signature is click's
        if cmd_name not in self.entries:
            return None
        module, _, name = self.entries[cmd_name].place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the signature is click's
        with formatter.section("命令"):
            formatter.write_dl([(name, entry.help) for name, entry in self.entries.items()])


class Refusal(click.ClickException):
    """An error of our own, shown as click shows its own."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click sets it on the class, but reads it here


class Duban(LazyGroup):
    """The whole command: turns what goes wrong below it into a message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TaskgraphError as error:
            raise Refusal(error.for_terminal, error.exit_code) from error
        except (sqlite3.DatabaseError, OSError) as error:
            refusal = explain_refusal(error)
            if refusal is None:
                raise
            raise Refusal(refusal.for_terminal, refusal.exit_code) from error


@click.group(cls=Duban, entries=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@data_dir_option
@click.pass_context
def main(ctx: click.Context, data_dir: str | None) -> None:
    """督办:从政策文件中提取任务、牵头单位、时限和指标,并跟踪落实。"""
    ctx.obj = {"data_dir": data_dir}
