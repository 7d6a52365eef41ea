"""`duban token`: what programs show in the place of a password."""

from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.cli import Entry, LazyGroup
from taskgraph.config import Settings
from taskgraph.options import Word, takes_format, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.people.model import Scope
from taskgraph.people.query import find_account, find_tokens
from taskgraph.people.view import TOKENS
from taskgraph.people.wording import SCOPES
from taskgraph.reader import open_reader
from taskgraph.viewpoint import now


@click.group(
    cls=LazyGroup,
    entries={
        "add": Entry("taskgraph.commands.token:add", "制作一个令牌,只显示一次"),
        "list": Entry("taskgraph.commands.token:list_tokens", "列出令牌"),
        "revoke": Entry("taskgraph.commands.token:revoke", "吊销一个令牌"),
    },
)
def token() -> None:
    """访问令牌:程序用它代替密码,写在请求头 Authorization: Bearer 之后。"""


@click.command()
@click.argument("name", metavar="名称")
@click.option("--user", "owner", required=True, metavar="姓名", help="令牌属于哪个用户;权限不会比这个用户更大")
@click.option(
    "--scope", type=Word(SCOPES), default=Scope.READ, show_default="读", metavar="范围", help="、".join(SCOPES.values())
)
@takes_settings
def add(settings: Settings, name: str, owner: str, scope: Scope) -> None:
    """制作一个令牌。它写到标准输出,只这一次;督办只保存它的散列值。"""
    from taskgraph.people.store import add_token  # noqa: PLC0415 - only writing needs it
    from taskgraph.people.terminal import doing  # noqa: PLC0415 - as above

    with open_reader(settings.data_dir) as db:
        known = find_account(db, owner).person.name
    with doing(settings, "制作令牌", f"{name}({known},{SCOPES[scope]})") as db:
        secret = add_token(db, known, name, scope, now())
    tell(f"令牌“{name}”属于“{known}”,范围:{SCOPES[scope]}。请现在记下,以后不再显示:")
    click.echo(secret)


@click.command("list")
@takes_format
@takes_settings
def list_tokens(settings: Settings, form: Format, output: BinaryIO) -> None:
    """列出令牌,吊销的也在内;令牌本身不能再看。"""
    with open_reader(settings.data_dir) as db:
        rows = find_tokens(db)
    write(output, render(TOKENS, rows, form))
    tell(f"共 {len(rows)} 个令牌")


@click.command()
@click.argument("number", type=int, metavar="编号")
@takes_settings
def revoke(settings: Settings, number: int) -> None:
    """吊销一个令牌,立即生效。"""
    from taskgraph.people.store import revoke_token  # noqa: PLC0415 - only writing needs it
    from taskgraph.people.terminal import doing  # noqa: PLC0415 - as above

    with doing(settings, "吊销令牌", str(number)) as db:
        revoke_token(db, number, now())
    tell(f"已吊销 {number} 号令牌")
