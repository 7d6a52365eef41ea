from __future__ import annotations

from pathlib import Path

import click

from taskgraph.care.restore import CHECKING
from taskgraph.care.restore import restore as restore_backup
from taskgraph.config import Settings
from taskgraph.meter import show_steps
from taskgraph.options import takes_settings, tell


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="备份文件")
@click.option("--dry-run", is_flag=True, help="只核对备份是否完好,不恢复")
@takes_settings
def restore(settings: Settings, file: Path, *, dry_run: bool) -> None:
    """把备份恢复到 --data-dir 写明的空文件夹;先核对每个文件的校验值,有一处不符就什么也不恢复。"""
    with show_steps({CHECKING: "份"}) as told:
        manifest = restore_backup(file, settings.data_dir, told=told, dry_run=dry_run)
    written = f"督办 {manifest.duban} 写成的备份,{len(manifest.members)} 个文件全部完好"
    tell(f"{written},没有恢复" if dry_run else f"{written},已恢复到 {settings.data_dir}。请再运行 duban check 检查一遍")
