from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from taskgraph.care.backup import COPYING, PACKING, back_up
from taskgraph.commands.version import find_version
from taskgraph.config import Settings
from taskgraph.errors import DAMAGED
from taskgraph.meter import show_steps
from taskgraph.options import takes_settings, tell
from taskgraph.viewpoint import now


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件或文件夹",
    help="备份写到哪里;写文件夹时按时间起名(默认当前文件夹)",
)
@takes_settings
def backup(settings: Settings, output: Path) -> None:
    """把数据库、原件和单位自己的设置备份成一个 ZIP 文件;不必停止使用。登录状态不在其中。"""
    target = output / name_backup(now()) if output.is_dir() else output
    with show_steps({COPYING: "页", PACKING: "份"}) as told:
        done = back_up(settings.data_dir, target, duban=find_version(), told=told)
    size = sum(member.size for member in done.manifest.members) / 1024**2
    tell(f"已备份到 {target}:{len(done.manifest.members)} 个文件,原大小 {size:.1f} MB")
    for name in done.damaged:
        tell(f"{name}:原件不见了或已损坏,没有完好地备份。请运行 duban check 查看处理办法")
    click.get_current_context().exit(DAMAGED if done.damaged else 0)


def name_backup(moment: datetime) -> str:
    return f"duban-{moment:%Y%m%d-%H%M%S}.zip"
