"""Files that were damaged on the way: bytes, members of packages, elements, numbers and words of good samples, changed.

One seed gives the same damage each time. `HYPOTHESIS_PROFILE=thorough` tries until the time is over that
`MUTATION_SECONDS` gives, from new seeds; else each test has some seconds, and seeds of its own that stay.
"""

from __future__ import annotations

import io
import os
import re
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, settings

SAMPLES = Path(__file__).parents[1] / "corpus"
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
SECONDS = float(os.environ.get("MUTATION_SECONDS", "600" if THOROUGH else "3"))
PROFILE = settings(
    max_examples=int(SECONDS * 100) if THOROUGH else 400,
    deadline=None,
    derandomize=not THOROUGH,
    database=None,
    phases=(Phase.explicit, Phase.generate),  # a seed cannot be made simpler
    suppress_health_check=list(HealthCheck),
)
LARGEST = 2_000_000  # bytes that damage may grow a file to
_TAG = re.compile(rb"<[^<>]{1,400}>")
_VALUE = re.compile(rb'="([^"]{0,200})"')
_NUMBER = re.compile(rb"\d{1,12}")
NUMBERS = (b"0", b"-1", b"1", b"65535", b"65536", b"2147483648", b"-2147483649", b"999999999999", b"1e999", b"NaN",
           b"9" * 400, b"0.0000001", b"", "９".encode(), "²".encode(), "١٢".encode(), "1二".encode(), "百百".encode(), "二0二五".encode())  # fmt: skip
INTEGERS = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x01\0\0\0", b"\0\0\0\x80", b"\xff\xff", b"\0\x10")
WORDS = tuple(
    word.encode()
    for word in (
        "2026年13月45日前", "0000年0月0日", "9999年12月31日", "每月99日前", "2月30日前", "第四十季度", "一" * 60 + "、", "（", "）)",
        "【】", "①②③", "牵头单位:", "责任单位：、、、", "不少于" + "9" * 50 + "户", "100000000000000%", "亿万亿万亩", "\u202e", "\ufeff",
        "\u3000" * 50, "\x0b", "\x1c", "\x85", "\u2028", "\t" * 200, "|" * 200, "机密", "附件1", "1.1.1.1.1.1.1.1.1.1", "Ⅲ㎡", "é́́",
        "\ufffe", "&#0;", "&#xD800;", "&amp;" * 50, "<![CDATA[", "<!--", "{\\bin99999999 ", "\\u-70000?", "\\'", "{" * 2000,
        "=1+1", "#REF!", '"', "\r\n\r\n", "\0",
    )
)  # fmt: skip
Damage = Callable[[bytes, Random, Sequence[bytes]], bytes]


class Budget:
    """The seconds that a test may take; the first look starts them."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._ends: float | None = None

    def is_spent(self) -> bool:
        now = time.monotonic()
        if self._ends is None:
            self._ends = now + self._seconds
        return now > self._ends


def mutate(data: bytes, seed: int, pool: Sequence[bytes]) -> bytes:
    """Return `data` after one to four damages; `pool` are other files, of which parts get in."""
    rng = Random(seed)
    for _ in range(rng.randint(1, 4)):
        data = _damage(data, rng, pool)[:LARGEST]
    return data


def _damage(data: bytes, rng: Random, pool: Sequence[bytes]) -> bytes:
    if data.startswith(b"PK") and rng.random() < 0.8:
        return _change_package(data, rng, pool)
    if data.lstrip()[:1] == b"<" and rng.random() < 0.7:
        return rng.choice(_XML)(data, rng, pool)
    return rng.choice(_PLAIN)(data, rng, pool)


def _change_package(data: bytes, rng: Random, pool: Sequence[bytes]) -> bytes:
    """Change, drop, double, rename or add a member, and pack again; what is no package any more is left."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, KeyError, zlib.error):
        return _flip(data, rng, pool)
    if not members:
        return data
    name, inner = max(rng.sample(members, min(3, len(members))), key=lambda m: m[0].endswith((".xml", ".txt", ".docx")))
    at = members.index((name, inner))
    match rng.randrange(10):
        case 0:
            del members[at]
        case 1:
            members.append((name, _damage(inner, rng, pool)))
        case 2:
            members[at] = (rng.choice(members)[0], inner)
        case 3:
            members.append((rng.choice(("../x.txt", "", "a/" * 200, "x.docx", "x.zip")), rng.choice(pool)))
        case _:
            members[at] = (name, _damage(inner, rng, pool))
    return pack(members)


def pack(members: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a package; several members may have one name."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, data in members:
            archive.writestr(name or "_", data)
    return buffer.getvalue()


def _slice(data: bytes, rng: Random, longest: int = 4000) -> slice:
    start = rng.randrange(len(data) + 1)
    return slice(start, min(len(data), start + rng.randint(0, rng.choice((4, 60, longest)))))


def _flip(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 30))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _truncate(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _cut_out(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    gone = _slice(data, rng)
    return data[: gone.start] + data[gone.stop :]


def _double(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    again = _slice(data, rng)
    return data[: again.stop] + data[again] * rng.choice((1, 2, 50)) + data[again.stop :]


def _splice(data: bytes, rng: Random, pool: Sequence[bytes]) -> bytes:
    other = rng.choice(pool)
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[_slice(other, rng, 60_000)] + data[at:]


def _set_integer(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    at, value = rng.randrange(len(data) + 1), rng.choice(INTEGERS)
    return data[:at] + value + data[at + len(value) :]


def _set_number(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    return _replace_one(_NUMBER, data, rng, rng.choice(NUMBERS))


def _add_words(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    at, word = rng.randrange(len(data) + 1), rng.choice(WORDS)
    return data[:at] + word * rng.choice((1, 1, 1, 30)) + data[at:]


def _wrap(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    for depth in range(rng.randint(1, 5)):
        data = pack([(f"{depth}{rng.choice(('.zip', '.docx', '.txt', '.eml'))}", data)])
    return data


def _set_value(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    return _replace_one(_VALUE, data, rng, b'="' + rng.choice(NUMBERS) + b'"')


def _replace_one(pattern: re.Pattern[bytes], data: bytes, rng: Random, value: bytes) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    one = rng.choice(found)
    return data[: one.start()] + value + data[one.end() :]


def _drop_tag(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    return _replace_one(_TAG, data, rng, b"")


def _nest(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    """Open one element very often, and close it as often or not at all."""
    tags = [tag for tag in _TAG.findall(data) if tag[1:2].isalpha() and not tag.endswith(b"/>")]
    if not tags:
        return data
    tag, times = rng.choice(tags), rng.choice((2, 50, 300, 3000))
    name = re.split(rb"[\s>]", tag[1:])[0]
    at = data.find(tag)
    return data[:at] + tag * times + (b"</" + name + b">") * rng.choice((0, times)) + data[at:]


def _double_elements(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    """Repeat what stands between two tags."""
    ends = [tag.start() for tag in _TAG.finditer(data)]
    if len(ends) < 2:
        return data
    start, stop = sorted(rng.sample(ends, 2))
    stop = min(stop, start + 20_000)
    return data[:stop] + data[start:stop] * rng.choice((1, 1, 3, 20)) + data[stop:]


def _swap_tags(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    tags = _TAG.findall(data)
    return _replace_one(_TAG, data, rng, rng.choice(tags)) if tags else data


def _add_text(data: bytes, rng: Random, _pool: Sequence[bytes]) -> bytes:
    """Put words where text may stand."""
    ends = [tag.end() for tag in _TAG.finditer(data)]
    at = rng.choice(ends) if ends else 0
    return data[:at] + rng.choice(WORDS) + data[at:]


_PLAIN: tuple[Damage, ...] = (
    _flip, _truncate, _cut_out, _double, _splice, _set_integer, _set_number, _set_number, _add_words, _add_words, _wrap,
)  # fmt: skip
_XML: tuple[Damage, ...] = (
    _set_value, _set_value, _drop_tag, _nest, _double_elements, _swap_tags, _add_text, _add_text, _set_number,
)  # fmt: skip
