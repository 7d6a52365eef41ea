from __future__ import annotations

import pytest

from ingest.numerals import ordinal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("一百零三", 103),
        ("二〇二四", 2024),
        ("2 5", 25),
        ("١٢", 12),
    ],
)
def test_ordinal(text, value):
    assert ordinal(text) == value
