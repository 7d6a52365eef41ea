"""Names for files out of names of tasks and units: such as every file system takes, and each of a folder its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

LONGEST = 60  # characters: with the number and the ending, less than any file system takes
_UNFIT = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


def number_names(names: Sequence[str], ending: str) -> Iterator[str]:
    """Yield a file's name for each: 03 青山县水利局.docx."""
    width = len(str(len(names)))
    return (f"{number:0{width}} {_make_fit(name)}.{ending}" for number, name in enumerate(names, start=1))


def _make_fit(name: str) -> str:
    kept = "".join(char for char in name.translate(_UNFIT) if char.isprintable())
    return kept[:LONGEST].strip(" .") or "_"
