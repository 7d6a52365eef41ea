from __future__ import annotations

from ipaddress import ip_address

import click

from taskgraph.config import Settings
from taskgraph.errors import NoAdminError
from taskgraph.options import takes_settings, tell
from taskgraph.store import open_store

PATIENCE = 10  # a count that took a second to make is shown for ten while other programs write
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - recognised, not bound


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="监听的地址;别的机器要用时才写")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="端口")
@click.option("--allowed-host", "names", multiple=True, metavar="名称", help="别的机器打开督办用的地址或域名,可多个")
@click.option("--open", "open_browser", is_flag=True, help="启动后打开浏览器")
@takes_settings
def serve(settings: Settings, host: str, port: int, names: tuple[str, ...], *, open_browser: bool) -> None:
    """在浏览器里使用督办,按 Ctrl+C 停止。不写 --host 时只有这台机器能打开。"""
    import uvicorn  # noqa: PLC0415 - only this command serves

    from taskgraph.people.model import LOCAL  # noqa: PLC0415 - as above
    from taskgraph.people.query import has_admin  # noqa: PLC0415 - as above
    from taskgraph.web.app import create_app  # noqa: PLC0415 - as above
    from taskgraph.web.guards import LOOPBACK  # noqa: PLC0415 - as above
    from taskgraph.web.warming import begin_warming  # noqa: PLC0415 - as above

    allowed = find_allowed(host, names or settings.allowed_hosts)
    local = all(map(is_loopback, (host, *allowed)))
    with open_store(settings.data_dir) as store:  # makes the database, or brings one of an earlier version up to date
        if not (local or has_admin(store.db.conn)):
            raise NoAdminError(
                f"要让别的机器打开督办({'、'.join(allowed) or host}),先要有管理员。请运行:"
                "duban user add 姓名 --role admin"
            )
    address = f"http://{'127.0.0.1' if host in _EVERYWHERE else _in_address(host)}:{port}"
    tell(f"督办已启动:{address}({'只在本机可用' if local else '其他机器登录后可用'},按 Ctrl+C 停止)")
    if open_browser:
        click.launch(address)
    app = create_app(settings, hosts=LOOPBACK | allowed, local=local, patience=PATIENCE)
    begin_warming(app.state.desk.of(LOCAL))
    # No log of requests: the addresses of feeds hold secrets.
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)


def find_allowed(host: str, names: tuple[str, ...]) -> frozenset[str]:
    """Return by which names, beside this machine's own, requests may come: those given, and the one listened on."""
    return frozenset(name.lower() for name in (*names, host) if name not in _EVERYWHERE)


def is_loopback(name: str) -> bool:
    """Whether a name can only mean this machine."""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
