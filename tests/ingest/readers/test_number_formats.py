"""Numbers under the codes of spreadsheets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers.number_formats import BUILT_IN, print_number

CASES = [
    (3.0, "", "3"),
    (0.1 + 0.2, "General", "0.3"),
    (2.5, "G/通用格式", "2.5"),
    (0.35, "0%", "35%"),
    (0.3567, "0.00%", "35.67%"),
    (1.005, "0.00", "1.01"),
    (12345.678, "#,##0.00", "12,345.68"),
    (1234567.0, "#,##0,", "1,235"),
    (2.5, "0.0#", "2.5"),
    (7.0, "000", "007"),
    (12.0, '0"户"', "12户"),
    (-5.0, "#,##0_ ;[Red]\\-#,##0\\ ", "-5"),
    (5.1, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ', "¥5.10"),
    (0.0, '0;-0;"无"', "无"),
    (0.5, "# ?/?", "0.5"),
    (7.0, "@", "7"),
    (45458.0, "yyyy/m/d", "2024/6/15"),
    (45458.0, "yyyy\\-mm\\-dd", "2024-06-15"),
    (45458.0, 'yyyy"年"m"月";@', "2024年6月"),
    (45458.0, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二四年六月十五日"),
    (45458.0, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年6月15日"),
    (45458.0, "m/d aaaa", "6/15 星期六"),
    (45458.5, "yyyy/m/d h:mm", "2024/6/15 12:00"),
    (45458.75, '上午/下午h"时"mm"分"', "下午18时00分"),
    (45458.0, BUILT_IN[57], "2024年6月"),
    (45458.0, BUILT_IN[31], "2024年6月15日"),
    (45458.0, BUILT_IN[14], "2024/6/15"),
    (123456789012345678.0, "0", "123456789012345680"),
]


@pytest.mark.parametrize(("value", "code", "printed"), CASES, ids=[f"{c}-{p}" for _, c, p in CASES])
def test_a_number_prints_as_its_cell_shows_it(value, code, printed):
    assert print_number(value, code) == printed


def test_files_may_count_days_from_1904():
    assert print_number(43996.0, "yyyy/m/d", from_1904=True) == "2024/6/15"


def test_the_first_days_of_1900_are_right_beside_the_29th_of_february_that_never_was():
    assert print_number(1.0, "yyyy/m/d") == "1900/1/1"
    assert print_number(61.0, "yyyy/m/d") == "1900/3/1"


@settings(deadline=None)
@given(st.floats(), st.text('0#?,.%;"[]\\ymdhsae+-/@_*年$G', max_size=14), st.booleans())
def test_no_code_and_no_number_is_an_error(value, code, from_1904):
    assert isinstance(print_number(value, code, from_1904=from_1904), str)
