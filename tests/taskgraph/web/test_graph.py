"""What a task hangs together with, step by step; without one, documents and their lead units."""

from __future__ import annotations

import re

import pytest


def count_boxes(page: str, look: str) -> int:
    return len(re.findall(rf'class="box {look}', page))


def test_a_step_shows_the_document_and_the_units_of_a_task(desk) -> None:
    page = desk.get("/graph?around=aa11bb22cc").text
    assert (count_boxes(page, "task"), count_boxes(page, "document")) == (1, 1)
    assert count_boxes(page, "unit") >= 1
    assert "center" in page


def test_two_steps_add_the_tasks_beside_it(desk) -> None:
    one, two = (count_boxes(desk.get(f"/graph?around=aa11bb22cc&depth={depth}").text, "task") for depth in (1, 2))
    assert one < two


def test_all_documents_are_joined_to_those_who_lead_their_tasks(desk) -> None:
    page = desk.get("/graph").text
    assert "牵头" in page
    assert count_boxes(page, "document") >= 1
    for link in re.findall(r'<a href="(/tasks\?[^"]*)">', page):
        assert desk.get(link.replace("&amp;", "&")).status_code == 200


def test_filters_apply(desk) -> None:
    assert count_boxes(desk.get("/graph?text=没有这样的字").text, "document") == 0


@pytest.mark.parametrize(("page", "status"), [("/graph?around=zzzz", 404), ("/graph?around=aa11bb22cc&depth=99", 200)])
def test_what_is_asked_wrongly_is_explained_or_bounded(desk, page: str, status: int) -> None:
    assert desk.get(page).status_code == status
