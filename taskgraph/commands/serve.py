from __future__ import annotations

import click

from taskgraph.config import Settings
from taskgraph.options import takes_settings, tell
from taskgraph.store import open_store


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="端口")
@click.option("--open", "open_browser", is_flag=True, help="启动后打开浏览器")
@takes_settings
def serve(settings: Settings, port: int, *, open_browser: bool) -> None:
    """在本机浏览器里使用督办;只有这台机器能打开,按 Ctrl+C 停止。"""
    import uvicorn  # noqa: PLC0415 - only this command serves

    from taskgraph.web.app import create_app  # noqa: PLC0415 - as above

    with open_store(settings.data_dir):
        pass  # makes the database, or brings one of an earlier version up to date
    address = f"http://127.0.0.1:{port}"
    tell(f"督办已启动:{address}(只在本机可用,按 Ctrl+C 停止)")
    if open_browser:
        click.launch(address)
    uvicorn.run(create_app(settings), host="127.0.0.1", port=port, log_level="warning", server_header=False)
