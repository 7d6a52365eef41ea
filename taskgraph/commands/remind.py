from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taskgraph.config import Settings
from taskgraph.errors import SOME_LEFT
from taskgraph.filenames import number_names
from taskgraph.model import Filters
from taskgraph.options import takes_filters, takes_settings, tell
from taskgraph.output import Format, render
from taskgraph.reader import open_reader
from taskgraph.reminders.model import Reminder
from taskgraph.reminders.query import load_reminders
from taskgraph.reminders.view import ROWS, iter_rows, write_text
from taskgraph.viewpoint import Viewpoint, load_viewpoint

if TYPE_CHECKING:
    import sqlite3

TEXT, DOCX = "text", "docx"


@click.command()
@click.option(
    "--within", type=click.IntRange(0, 366), default=7, show_default=True, metavar="天数", help="几天之内到期"
)
@click.option(
    "--format", "form", type=click.Choice([TEXT, "table", "json", DOCX]), default=TEXT, help="输出格式,平时为 text"
)
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹", help="每个单位一个文件"
)
@click.option("--mail", is_flag=True, help="发到 mail.csv 中各单位的邮箱;邮件服务器见 duban.toml 的 [mail]")
@click.option("--again", is_flag=True, help="与 --mail 连用:今天已发过的也再发")
@click.option("--dry-run", is_flag=True, help="与 --mail 连用:只列出收件人和标题,不发")
@takes_filters
@takes_settings
def remind(settings: Settings, filters: Filters, within: int, form: str, output: Path | None, **how: Any) -> None:
    """按牵头单位列出要抓紧的任务:逾期的、几天之内到期的、没有反馈的。

    平时只显示;-o 文件夹 给每个单位写一个文件(文字,或 --format docx 的催办通知);--mail 才发邮件。
    """
    _refuse_mixture(filters, form, output, mail=how["mail"])
    viewpoint = load_viewpoint(settings, filters.as_of)
    with open_reader(settings.data_dir) as db:
        reminders = load_reminders(db, filters, viewpoint, within)
        if output:
            _write_files(db, settings, reminders, viewpoint, output, form=form)
    tasks = sum(len(reminder.calls) for reminder in reminders)
    tell(f"{viewpoint.day}:{len(reminders)} 个单位,{tasks} 项任务要抓紧")
    if how["mail"]:
        _mail(settings, reminders, viewpoint.day, again=how["again"], dry_run=how["dry_run"])
    elif not output:
        click.echo(_show(reminders, form), nl=False)


def _refuse_mixture(filters: Filters, form: str, output: Path | None, *, mail: bool) -> None:
    if mail and (filters.as_of or output):
        raise click.UsageError("--mail 按今天的情况发送,不能与 --as-of 或 -o 同用")
    if form == DOCX and not output:
        raise click.UsageError("催办通知(docx)每个单位一个文件,请加 -o 文件夹")
    if output and form not in {TEXT, DOCX}:
        raise click.UsageError("-o 文件夹 每个单位写一个文件,格式应为 text 或 docx")


def _show(reminders: Sequence[Reminder], form: str) -> bytes:
    if form == TEXT:
        return "\n\n".join(map(write_text, reminders)).encode() + b"\n" * bool(reminders)
    return render(ROWS, list(iter_rows(reminders)), Format(form))


def _write_files(
    db: sqlite3.Connection,
    settings: Settings,
    reminders: Sequence[Reminder],
    viewpoint: Viewpoint,
    folder: Path,
    *,
    form: str,
) -> None:
    from taskgraph.commands.papers import write_folder  # noqa: PLC0415 - few reminders go to files
    from taskgraph.reminders.papers import iter_documents  # noqa: PLC0415 - as above

    if form == DOCX:
        files = iter_documents(db, settings, reminders, viewpoint)
    else:
        names = number_names([reminder.unit.label for reminder in reminders], "txt")
        files = ((name, f"{write_text(one)}\n".encode()) for name, one in zip(names, reminders, strict=True))
    write_folder(folder, files)


def _mail(settings: Settings, reminders: Sequence[Reminder], day: date, *, again: bool, dry_run: bool) -> None:
    """Send the reminders, or only list them; tell what became of each, and exit with 4 if one did not go out."""
    from taskgraph.reminders.posting import load_letters, post_letters  # noqa: PLC0415 - loads what writes mail
    from taskgraph.reminders.posting_view import OUTCOMES, is_left  # noqa: PLC0415 - as above
    from taskgraph.reminders.sending import Outcome  # noqa: PLC0415 - as above

    if dry_run:
        with open_reader(settings.data_dir) as db:
            letters = load_letters(db, settings, reminders, day, again=again)
        outcomes = tuple(Outcome(letter=letter) for letter in letters)
    else:
        outcomes = post_letters(settings, reminders, day, again=again)
    click.echo(render(OUTCOMES, outcomes, Format.TABLE), nl=False)
    tell(f"发出 {sum(one.sent for one in outcomes)} 封" + (",只列出,没有发送" if dry_run else ""))
    click.get_current_context().exit(SOME_LEFT if any(map(is_left, outcomes)) else 0)
