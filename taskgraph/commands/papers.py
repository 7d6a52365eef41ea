"""What the commands that write paper share: where to write, and in how many files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from taskgraph.paper.files import bind_papers, iter_files, pack_papers
from taskgraph.paper.order import Paper
from taskgraph.paper.template import Template

_ENDINGS = (".docx", ".zip", "")


class PaperPath(click.ParamType[Path]):
    """A .docx, a .zip or a folder."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if path.is_dir() or path.suffix.lower() in _ENDINGS:
            return path
        return self.fail(f"{path} 应为 .docx、.zip 或文件夹,如 -o 督办单.docx", param, ctx)


def write_papers(output: Path, template: Template, papers: tuple[Paper, ...]) -> None:
    """Write papers as the name says: all in one .docx, each for itself in a .zip or a folder."""
    if output.is_dir() or not output.suffix:
        write_folder(output, iter_files(template, papers))
    else:
        write = bind_papers if output.suffix.lower() == ".docx" else pack_papers
        write_folder(output.parent, [(output.name, write(template, papers))])


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a folder, each whole or not at all; raise UsageError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files:
            with click.open_file(str(folder / name), "wb", atomic=True) as file:
                file.write(data)
    except OSError as error:
        raise click.UsageError(f"{folder} 不能写入({error.strerror})。请检查路径和权限") from error
