from __future__ import annotations

from pathlib import Path

import click

from taskgraph.commands.papers import write_folder
from taskgraph.config import Settings
from taskgraph.options import takes_settings, tell
from taskgraph.paper.kinds import TEMPLATES, PaperKind, build_form


@click.command()
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="文件夹")
@takes_settings
def templates(settings: Settings, output: Path) -> None:
    """写出自带的模板(督办单、单位督办单、通报、催办通知),供用 Word 修改。

    改好后放进数据目录的 templates 文件夹,就代替自带的模板。
    """
    write_folder(output, [(f"{kind}.docx", build_form(kind)) for kind in PaperKind])
    tell(f"已写出 {len(PaperKind)} 个模板。改好后放进 {settings.data_dir / TEMPLATES}")
