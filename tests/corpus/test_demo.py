from __future__ import annotations

from datetime import date

import pytest

from corpus.demo import DemoError, list_by_date, prepare_folder, rank_leads


def test_a_folder_with_other_things_in_it_is_not_removed(tmp_path):
    (tmp_path / "重要.txt").touch()
    with pytest.raises(DemoError, match="演示不会删除"):
        prepare_folder(tmp_path)
    assert (tmp_path / "重要.txt").exists()


def test_a_folder_that_the_demo_made_is_made_anew(tmp_path):
    prepare_folder(tmp_path / "demo")
    (tmp_path / "demo" / "duban.db").touch()
    prepare_folder(tmp_path / "demo")
    assert not (tmp_path / "demo" / "duban.db").exists()


def test_an_empty_folder_may_be_used(tmp_path):
    prepare_folder(tmp_path)
    assert tmp_path.is_dir()


def test_units_are_ranked_by_the_tasks_that_they_lead():
    def task(*units):
        return {"assignments": [{"canonical": unit, "role": role} for unit, role in units]}

    tasks = [task(("甲局", "lead"), ("乙局", "responsible")), task(("乙局", "lead"), ("甲局", "lead"))]
    assert rank_leads(tasks) == [("甲局", 2), ("乙局", 1)]


def test_tasks_are_listed_by_their_next_deadline_with_their_lead_units():
    def task(title, *ends):
        units = [{"unit": "甲局", "role": "lead"}, {"unit": "乙局", "role": "responsible"}]
        deadlines = [{"end": end} for end in ends]
        return {"title": title, "assignments": units, "deadlines": deadlines, "document": {"title": "某方案"}}

    lines = list_by_date([task("修渠", "2026-05-01", None), task("栽树", "2026-02-01", "2026-03-12")], date(2026, 3, 1))
    assert lines == ["2026-03-12  甲局：栽树  （某方案）", "2026-05-01  甲局：修渠  （某方案）"]
