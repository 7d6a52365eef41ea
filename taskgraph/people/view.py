"""Users, tokens and the log as lists show them."""

from __future__ import annotations

from datetime import datetime

from taskgraph.output import Column, View
from taskgraph.people.records import Account, RecordedDeed, Token
from taskgraph.people.wording import SCOPES, USER_ROLES

NOBODY = "(没有这个用户)"


def show_moment(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def show_state(ended: datetime | None, word: str) -> str:
    """Say since when something is no longer in use; nothing where it is."""
    return f"{show_moment(ended)} {word}" if ended else ""


ACCOUNTS: View[Account] = View(
    (
        Column("姓名", lambda account: account.person.name),
        Column("角色", lambda account: USER_ROLES[account.person.role]),
        Column("单位", lambda account: account.unit),
        Column("添加于", lambda account: show_moment(account.added_at)),
        Column("最近使用", lambda account: show_moment(account.seen_at)),
        Column("停用", lambda account: show_state(account.disabled_at, "停用")),
    ),
    lambda account: {
        "name": account.person.name,
        "role": account.person.role.value,
        "unit": account.unit or None,
        "added_at": account.added_at.isoformat(),
        "seen_at": _iso(account.seen_at),
        "disabled_at": _iso(account.disabled_at),
    },
)
TOKENS: View[Token] = View(
    (
        Column("编号", lambda token: token.number),
        Column("名称", lambda token: token.name),
        Column("用户", lambda token: token.user),
        Column("范围", lambda token: SCOPES[token.scope]),
        Column("制作于", lambda token: show_moment(token.made_at)),
        Column("最近使用", lambda token: show_moment(token.used_at)),
        Column("吊销", lambda token: show_state(token.revoked_at, "吊销")),
    ),
    lambda token: {
        "number": token.number,
        "name": token.name,
        "user": token.user,
        "scope": token.scope.value,
        "made_at": token.made_at.isoformat(),
        "used_at": _iso(token.used_at),
        "revoked_at": _iso(token.revoked_at),
    },
)
LOG: View[RecordedDeed] = View(
    (
        Column("序号", lambda one: one.number),
        Column("时间", lambda one: one.at.strftime("%Y-%m-%d %H:%M:%S")),
        Column("谁", lambda one: one.deed.who or NOBODY),
        Column("从哪里", lambda one: one.deed.address),
        Column("做了什么", lambda one: one.deed.deed),
        Column("对象", lambda one: one.deed.object, 60),
    ),
    lambda one: {
        "number": one.number,
        "at": one.at.isoformat(),
        "who": one.deed.who,
        "address": one.deed.address,
        "deed": one.deed.deed,
        "object": one.deed.object,
    },
)
