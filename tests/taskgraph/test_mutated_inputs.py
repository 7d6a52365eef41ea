"""Whatever people write into queries, filters, settings, tables and templates: an answer, or an error that tells what is
wrong and where."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from taskgraph.cli import main
from taskgraph.config import Settings, load_settings
from taskgraph.errors import ConfigError, LightTableError, QueryError, TemplateError
from taskgraph.light_rules import read_rule_sets
from taskgraph.model import Filters
from taskgraph.paper.kinds import VOCABULARIES, PaperKind, build_form
from taskgraph.paper.template import Filling, fill_template, read_template
from taskgraph.query import find_tasks
from taskgraph.reader import open_reader
from taskgraph.store import load_document, open_store
from taskgraph.text_query import parse_query
from taskgraph.web.app import create_app
from taskgraph.web.asked import READERS
from tests.mutation import PROFILE, WORDS, Budget, mutate

pytestmark = pytest.mark.e2e  # long

SEEDS = st.integers(0, 2**40)
SIGNS = [*'()（）|｜-－"“”「」『』＂且或非 \t\u3000', " AND ", " OR ", " NOT ", " 且 ", " 或 ", " 非 "]
STEMS = [
    "危房",
    "监测",
    "完成",
    "5G",
    "６月",
    "乡村振兴局",
    "40户",
    "不少于",
    "ﬀ",
    "İ",
    "é",
    "\U0001f333",
    "%",
    "_",
    "*",
    "'",
    "\0",
]
QUERIES = st.lists(st.sampled_from([*SIGNS, *STEMS]) | st.text(max_size=3), max_size=20).map("".join)
ODD = st.sampled_from([word.decode("utf-8", "replace") for word in WORDS]) | st.text(max_size=12)
VALUES = (
    ODD
    | st.integers(-(10**30), 10**30).map(str)
    | st.dates().map(str)
    | st.sampled_from(["lead", "red", "yes", "县住建局"])
)
PAGES = ("/", "/tasks", "/tasks.json", "/tasks.ics", "/search", "/calendar", "/gantt", "/units", "/documents", "/graph",
         "/ledger.xlsx", "/orders.docx", "/bulletin.docx", "/review", "/api/v1/tasks")  # fmt: skip
NAMES = (*READERS, "after", "month", "by", "order", "around", "depth", "task", "from", "to", "name", "q")
ANSWERS = {200, 303, 400, 404, 422}
LIGHTS = (Path(__file__).parents[2] / "taskgraph" / "lights.toml").read_bytes()
SETTINGS = b'alarm_workdays = [3, 1]\nlights = "pro_rata"\n'


TABLES = ("ledger.xlsx", "ledger.csv", "units.csv")
EXITS = {0, 1, 2, 3, 4, 5}
FORMS = {kind: build_form(kind) for kind in PaperKind}
BUDGETS = {name: Budget() for name in ("query", "page", "settings", "lights", "tables", "templates")}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, make_plan) -> Path:
    """A data directory with a plan, and what is exported from it."""
    folder = tmp_path_factory.mktemp("data")
    sample = make_plan()
    with open_store(folder) as store:
        load_document(store, sample.doc, sample.extraction, sample.data, now=datetime(2026, 3, 2, tzinfo=UTC))
    for name in TABLES:
        assert run(folder, "export", name.partition(".")[0], "-o", folder / name) == 0
    return folder


@pytest.fixture(scope="module")
def desk(filled: Path) -> TestClient:
    return TestClient(create_app(Settings(filled)), base_url="http://127.0.0.1:8765", follow_redirects=False)


def run(folder: Path, *args: object) -> int:
    """Run a command and return its exit code; what it does not expect is raised."""
    given = ["--data-dir", str(folder), *map(str, args)]
    return CliRunner().invoke(main, given, catch_exceptions=False).exit_code


@PROFILE
@given(query=QUERIES)
def test_a_query_gives_the_rows_that_fit_or_names_the_place(filled: Path, query: str) -> None:
    if BUDGETS["query"].is_spent():
        return
    try:
        meant = parse_query(query)
    except QueryError as error:
        told = str(error)
        assert re.search("第 \\d+ 个字|没有写|一次最多", told)
        return
    with open_reader(filled) as db:
        found = {task.row for task in find_tasks(db, Filters(text=query))}
        passages = db.execute("SELECT task, folded FROM passage WHERE task IS NOT NULL").fetchall()
    assert found == {task for task, folded in passages if meant.fits(folded)}


@PROFILE
@given(page=st.sampled_from(PAGES), asked=st.dictionaries(st.sampled_from(NAMES), VALUES | QUERIES, max_size=4))
def test_a_page_answers_whatever_its_address_asks(desk: TestClient, page: str, asked: dict[str, str]) -> None:
    if not BUDGETS["page"].is_spent():
        assert desk.get(page, params=asked).status_code in ANSWERS


@PROFILE
@given(seed=SEEDS)
def test_settings_are_taken_or_refused(filled: Path, seed: int) -> None:
    if not BUDGETS["settings"].is_spent():
        (filled / "mutated").mkdir(exist_ok=True)
        (filled / "mutated" / "duban.toml").write_bytes(mutate(SETTINGS, seed, (LIGHTS,)))
        expect(lambda: load_settings(str(filled / "mutated"), {}), ConfigError)


@PROFILE
@given(seed=SEEDS)
def test_light_rules_are_taken_or_refused(seed: int) -> None:
    if not BUDGETS["lights"].is_spent():
        expect(lambda: read_rule_sets(mutate(LIGHTS, seed, (SETTINGS,)).decode("utf-8", "replace")), LightTableError)


@PROFILE
@given(name=st.sampled_from(["ledger.xlsx", "ledger.csv", "units.csv"]), seed=SEEDS, dry=st.booleans())
def test_tables_are_taken_back_or_refused(filled: Path, name: str, seed: int, dry: bool) -> None:
    if BUDGETS["tables"].is_spent():
        return
    pool = [(filled / other).read_bytes() for other in TABLES]
    path = filled / f"mutated-{name}"
    path.write_bytes(mutate((filled / name).read_bytes(), seed, pool))
    what = "units" if name == "units.csv" else "ledger"
    assert run(filled, "import", what, path, *(["--dry-run"] if dry else [])) in EXITS


@PROFILE
@given(kind=st.sampled_from(PaperKind), seed=SEEDS)
def test_a_template_is_filled_or_refused(kind: PaperKind, seed: int) -> None:
    if BUDGETS["templates"].is_spent():
        return
    words = VOCABULARIES[kind]
    rows = {name: [dict.fromkeys(fields, "字"), dict.fromkeys(fields, "")] for name, fields in words.lists.items()}
    filling = Filling(dict.fromkeys(words.fields, "字"), rows)
    data = mutate(FORMS[kind], seed, tuple(FORMS.values()))
    expect(lambda: fill_template(read_template(data, words, "模板"), [filling, filling]), TemplateError)


def expect(act: Callable[[], object], error: type[Exception]) -> None:
    """Do something that may fail in one way alone, and then tells why."""
    try:
        act()
    except error as problem:
        told = str(problem)
        assert told
