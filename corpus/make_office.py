"""Formats that only an office suite writes (DOC, RTF, ODT, XLS, ODS): LibreOffice converts what we made ourselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.make_scan import MissingToolError

_PROGRAMS = ("soffice", "libreoffice")
_PACKAGES = "libreoffice-writer-nogui libreoffice-calc-nogui"


def convert(data: bytes, suffix: str, wanted: str) -> bytes:
    """Return `data`, a file of the kind `suffix`, as a file of the kind `wanted`.

    Raises MissingToolError where LibreOffice is not installed. It stamps the clock into what it writes.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    with TemporaryDirectory() as folder:
        given = Path(folder) / f"sample.{suffix}"
        given.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        made = Path(folder) / f"sample.{wanted}"
        if program:
            command = [program, profile, "--headless", "--convert-to", wanted, "--outdir", folder, str(given)]
            subprocess.run(command, check=True, capture_output=True, timeout=180)
        if not made.exists():  # it ends with 0 where the part that writes the kind is not installed
            raise MissingToolError(f"cannot write .{wanted}: run `apt-get install {_PACKAGES}`")
        return made.read_bytes()
