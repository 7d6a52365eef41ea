"""Which right each address asks for, and which requests go on the log. An address that is not here is not served."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path

from taskgraph.people.model import Right, Rule
from taskgraph.web.api.rights import API_RULES

RULES: Mapping[str, Rule] = API_RULES | {
    "GET /": Rule(Right.LOOK),
    "GET /tasks": Rule(Right.LOOK),
    "GET /tasks.{form}": Rule(Right.LOOK, "下载任务清单"),
    "GET /tasks/{name}": Rule(Right.LOOK),
    "POST /tasks/{name}/steps": Rule(Right.REPORT, "记录一项任务的办理"),
    "POST /steps": Rule(Right.REPORT, "记录多项任务的办理"),
    "GET /steps/{token}": Rule(Right.REPORT),
    "GET /ledger.xlsx": Rule(Right.LOOK, "下载台账"),
    "GET /ledger": Rule(Right.WORK),
    "POST /ledger": Rule(Right.WORK, "预览台账的改动"),
    "GET /ledger/{token}": Rule(Right.WORK),
    "POST /ledger/{token}": Rule(Right.WORK, "收回台账"),
    "GET /orders.docx": Rule(Right.LOOK, "下载督办单"),
    "GET /bulletin.docx": Rule(Right.LOOK, "下载通报"),
    "GET /calendar": Rule(Right.LOOK),
    "GET /calendar.{form}": Rule(Right.LOOK, "下载日历"),
    "GET /gantt": Rule(Right.LOOK),
    "GET /help": Rule(Right.LOOK),
    "GET /graph": Rule(Right.READ),
    "GET /units": Rule(Right.READ),
    "GET /units/{name}": Rule(Right.READ),
    "GET /units.{form}": Rule(Right.READ, "下载单位清单"),
    "GET /units/{name}/tasks.{form}": Rule(Right.READ, "下载单位的任务"),
    "GET /documents.{form}": Rule(Right.READ, "下载文件清单"),
    "GET /review.{form}": Rule(Right.WORK, "下载待确认进展"),
    "GET /overview.{form}": Rule(Right.LOOK, "下载统计"),
    "POST /units/{name}/names": Rule(Right.WORK, "修改单位的名称"),
    "GET /documents": Rule(Right.READ),
    "GET /documents/{name}": Rule(Right.READ),
    "GET /documents/{name}/pages/{number}.png": Rule(Right.READ),
    "POST /tasks/{name}/corrections": Rule(Right.WORK, "更正任务的提取结果"),
    "POST /documents/{name}/corrections": Rule(Right.WORK, "更正文件的提取结果"),
    "GET /inbox": Rule(Right.WORK),
    "POST /inbox": Rule(Right.WORK, "导入文件", most=None),
    "POST /inbox/samples": Rule(Right.WORK, "导入示例"),
    "POST /inbox/{version}/undo": Rule(Right.WORK, "撤销导入"),
    "GET /review": Rule(Right.WORK),
    "POST /review/{number}": Rule(Right.WORK, "确认进展"),
    "POST /saved": Rule(Right.WORK, "保存查询"),
    "POST /saved/remove": Rule(Right.WORK, "删除保存的查询"),
    "GET /static/{name:path}": Rule(Right.ANYONE),
    "GET /login": Rule(Right.ANYONE),
    "POST /login": Rule(Right.ANYONE, "登录", most=64 * 1024),
    "POST /logout": Rule(Right.OWN, "退出"),
    "GET /account": Rule(Right.OWN),
    "GET /users": Rule(Right.MANAGE),
    "POST /users": Rule(Right.MANAGE, "添加用户"),
    "POST /users/{name}": Rule(Right.MANAGE, "更改用户"),
    "POST /tokens": Rule(Right.MANAGE, "制作令牌"),
    "POST /tokens/{number}/revoke": Rule(Right.MANAGE, "吊销令牌"),
    "GET /log": Rule(Right.MANAGE),
    "GET /feeds": Rule(Right.OWN),
    "POST /feeds": Rule(Right.OWN, "新建日历订阅"),
    "POST /feeds/{number}/revoke": Rule(Right.OWN, "吊销日历订阅"),
    "GET /calendar/{number}/{secret}.ics": Rule(Right.ANYONE),  # the address itself is what one must know
    "POST /account/password": Rule(Right.OWN, "修改自己的密码"),
}
NOWHERE = Rule(Right.LOOK)  # what is not there is told to those only who have logged in


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address as requests are held against it."""

    method: str
    path: re.Pattern[str]
    rule: Rule


class UndeclaredAddressError(Exception):
    """Addresses whose right is not declared, or rights of addresses that there are not; it names all."""


def declare_addresses(app: FastAPI, rules: Mapping[str, Rule] = RULES) -> tuple[Address, ...]:
    """Return the addresses of a desk with their rules, in the order in which requests find them."""
    served = dict(_iter_served(app))
    if wrong := sorted(served.keys() ^ rules.keys()):
        raise UndeclaredAddressError(f"rights.py and the routers do not agree on: {', '.join(wrong)}")
    if silent := sorted(name for name, rule in rules.items() if not (name.startswith("GET ") or rule.deed)):
        raise UndeclaredAddressError(f"rights.py does not say how the log calls: {', '.join(silent)}")
    return tuple(
        Address(method=name.partition(" ")[0], path=compile_path(path)[0], rule=rules[name])
        for name, path in served.items()
    )


def find_rule(addresses: Iterable[Address], method: str, path: str) -> tuple[Rule, Mapping[str, str]]:
    """Return the rule of the address that a request goes to, and what stands in its place holders."""
    for address in addresses:
        if address.method == method and (found := address.path.match(path)):
            return address.rule, found.groupdict()
    return NOWHERE, {}


def find_methods(addresses: Iterable[Address], path: str) -> list[str]:
    """Return the methods with which a path can be asked."""
    return sorted({address.method for address in addresses if address.path.match(path)})


def _iter_served(app: FastAPI) -> Iterable[tuple[str, str]]:
    for route in iter_route_contexts(app.routes):
        for method in route.methods or ():
            yield f"{method} {route.path}", route.path or ""
