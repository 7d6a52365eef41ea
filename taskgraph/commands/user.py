"""`duban user`: who may log in to the desk, as what, and what they did."""

from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.cli import Entry, LazyGroup
from taskgraph.config import Settings
from taskgraph.options import Word, takes_format, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.people.enrolling import make_person
from taskgraph.people.model import UserRole
from taskgraph.people.query import find_account, find_accounts, find_deeds
from taskgraph.people.view import ACCOUNTS, LOG
from taskgraph.people.wording import USER_ROLES
from taskgraph.reader import open_reader
from taskgraph.viewpoint import now

_UNIT = click.option("--unit", metavar="单位", help="单位用户所属的单位,全称或简称")


@click.group(
    cls=LazyGroup,
    entries={
        "add": Entry("taskgraph.commands.user:add", "添加一个用户,密码随后输入"),
        "list": Entry("taskgraph.commands.user:list_users", "列出用户"),
        "role": Entry("taskgraph.commands.user:role", "改变用户的角色"),
        "passwd": Entry("taskgraph.commands.user:passwd", "给用户换一个密码"),
        "disable": Entry("taskgraph.commands.user:disable", "停用一个用户,立即生效"),
        "enable": Entry("taskgraph.commands.user:enable", "重新启用一个用户"),
        "log": Entry("taskgraph.commands.user:log", "列出谁在什么时候做了什么"),
    },
)
def user() -> None:
    """用户:谁可以登录督办,能做什么。有了用户,打开督办就要登录。"""


@click.command()
@click.argument("name", metavar="姓名")
@click.option(
    "--role", "as_", type=Word(USER_ROLES), required=True, metavar="角色", help="、".join(USER_ROLES.values())
)
@_UNIT
@click.option("--dry-run", is_flag=True, help="只检查,不添加")
@takes_settings
def add(settings: Settings, name: str, as_: UserRole, unit: str | None, *, dry_run: bool) -> None:
    """添加一个用户;密码在终端里输入两次,或从标准输入读一行。第一个用户应是管理员。"""
    from taskgraph.people.passwords import hash_password  # noqa: PLC0415 - only those who set passwords need it
    from taskgraph.people.store import add_user  # noqa: PLC0415 - as above
    from taskgraph.people.terminal import ask_password, doing, make_store  # noqa: PLC0415 - as above

    make_store(settings)
    with open_reader(settings.data_dir) as db:
        person = make_person(db, name, as_, unit)
    password = ask_password(name)
    if dry_run:
        tell(f"将添加用户“{name}”({USER_ROLES[as_]})")
        return
    with doing(settings, "添加用户", f"{name}({USER_ROLES[as_]})") as db:
        add_user(db, person, hash_password(password), now())
    tell(f"已添加用户“{name}”({USER_ROLES[as_]})")


@click.command("list")
@takes_format
@takes_settings
def list_users(settings: Settings, form: Format, output: BinaryIO) -> None:
    """列出用户,停用的也在内。"""
    with open_reader(settings.data_dir) as db:
        rows = find_accounts(db)
    write(output, render(ACCOUNTS, rows, form))
    tell(f"共 {len(rows)} 个用户")


@click.command()
@click.argument("name", metavar="姓名")
@click.argument("as_", type=Word(USER_ROLES), metavar="角色")
@_UNIT
@takes_settings
def role(settings: Settings, name: str, as_: UserRole, unit: str | None) -> None:
    """改变用户的角色:查看、单位用户、经办、管理员。"""
    from taskgraph.people.store import set_role  # noqa: PLC0415 - only writing needs it
    from taskgraph.people.terminal import doing  # noqa: PLC0415 - as above

    known = _known_name(settings, name)
    with open_reader(settings.data_dir) as db:
        person = make_person(db, known, as_, unit)
    with doing(settings, "改变角色", f"{known}({USER_ROLES[as_]})") as db:
        set_role(db, person)
    tell(f"“{known}”现在是{USER_ROLES[as_]}")


@click.command()
@click.argument("name", metavar="姓名")
@takes_settings
def passwd(settings: Settings, name: str) -> None:
    """给用户换一个密码;这个用户在各处的登录随即退出。"""
    from taskgraph.people.passwords import hash_password  # noqa: PLC0415 - only those who set passwords need it
    from taskgraph.people.store import set_password  # noqa: PLC0415 - as above
    from taskgraph.people.terminal import ask_password, doing  # noqa: PLC0415 - as above

    known = _known_name(settings, name)
    kept = hash_password(ask_password(known))
    with doing(settings, "重设密码", known) as db:
        set_password(db, known, kept)
    tell(f"“{known}”的密码已换")


@click.command()
@click.argument("name", metavar="姓名")
@takes_settings
def disable(settings: Settings, name: str) -> None:
    """停用一个用户:登录、令牌、日历订阅立即失效。记录都保留。"""
    from taskgraph.people.store import disable_user  # noqa: PLC0415 - only writing needs it
    from taskgraph.people.terminal import doing  # noqa: PLC0415 - as above

    known = _known_name(settings, name)
    with doing(settings, "停用用户", known) as db:
        disable_user(db, known, now())
    tell(f"已停用“{known}”")


@click.command()
@click.argument("name", metavar="姓名")
@takes_settings
def enable(settings: Settings, name: str) -> None:
    """重新启用一个用户,令牌和日历订阅也恢复。"""
    from taskgraph.people.store import enable_user  # noqa: PLC0415 - only writing needs it
    from taskgraph.people.terminal import doing  # noqa: PLC0415 - as above

    known = _known_name(settings, name)
    with doing(settings, "启用用户", known) as db:
        enable_user(db, known)
    tell(f"已启用“{known}”")


@click.command()
@click.option("--user", "who", metavar="姓名", help="只看这个用户")
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, metavar="行数", help="最多列多少行"
)
@takes_format
@takes_settings
def log(settings: Settings, who: str | None, limit: int, form: Format, output: BinaryIO) -> None:
    """列出谁在什么时候、从哪里、做了什么,最近的在前。"""
    with open_reader(settings.data_dir) as db:
        rows = find_deeds(db, limit, who)
    write(output, render(LOG, rows, form))
    tell(f"共 {len(rows)} 条")


def _known_name(settings: Settings, name: str) -> str:
    with open_reader(settings.data_dir) as db:
        return find_account(db, name).person.name
