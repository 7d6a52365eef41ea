"""A plan's year: after each chapter every task stands as a reader of the documents says."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest
from click.testing import CliRunner

from corpus.story import load_story
from taskgraph.cli import main
from taskgraph.events import LifeState
from taskgraph.situation import Light
from taskgraph.terms import LIGHTS, STATES

STORY = load_story()


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """How the tasks stand after each chapter, by its day."""
    folder = str(tmp_path_factory.mktemp("story"))
    return {chapter.day: play(folder, chapter) for chapter in STORY.chapters}


def play(folder, chapter):
    for command in chapter.commands:
        run(folder, *command)
    rows = map(
        json.loads, run(folder, "status", "--doc", STORY.plan, "--as-of", str(chapter.day), "--json").splitlines()
    )
    stand = defaultdict(list)
    for row in rows:
        light = LIGHTS[Light(row["light"])].partition("(")[0]
        stand[f"{STATES[LifeState(row['state'])]} {light}"].append(row["path"])
    return {how: sorted(paths) for how, paths in stand.items()}


def run(folder, *command):
    done = CliRunner().invoke(main, ["--data-dir", folder, *command])
    assert done.exit_code == 0, (command, done.output)
    return done.stdout


@pytest.mark.parametrize("chapter", STORY.chapters, ids=lambda chapter: str(chapter.day))
def test_every_task_stands_as_a_reader_says(told, chapter):
    assert told[chapter.day] == {how: sorted(paths) for how, paths in chapter.states.items()}


def test_the_story_covers_five_dates_and_every_light_and_most_states():
    said = {word for chapter in STORY.chapters for how in chapter.states for word in how.split()}
    assert len({chapter.day for chapter in STORY.chapters}) >= 5
    assert {"红", "黄", "绿", "灰", "已立项", "已签收", "办理中", "已申请办结", "已办结"} <= said
