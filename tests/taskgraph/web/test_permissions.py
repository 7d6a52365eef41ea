"""Who gets past which address: every address × everybody, with ids of one's own unit and of others.

Who may is written here once more, by hand, so that a slip in the table of rights shows. An address that is not here
fails the test.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import pytest
from starlette.testclient import TestClient

from extract.model import Role
from taskgraph.config import Settings
from taskgraph.event_query import load_history
from taskgraph.people.model import Person, Scope, UserRole
from taskgraph.people.store import add_token, add_user, begin_session, open_people
from taskgraph.reader import open_reader
from taskgraph.registry import UnitKey
from taskgraph.store import load_document, open_store
from taskgraph.viewpoint import now
from taskgraph.web import inbox
from taskgraph.web.app import create_app
from taskgraph.web.rights import RULES

HERE = "http://127.0.0.1:8765"
# Who asks: nobody (-), viewer, unit, clerk, admin by a session; the admin's tokens to Read, Write and adMinister; a wrong
# token (x), which gets nowhere.
ALL = "-vucarwmx"
ANYONE, LOOKING, READING = "-vucarwm", "vucarwm", "vcarwm"
REPORTING, WORKING, OWNING, MANAGING = "ucawm", "cawm", "vuca", "am"
OWN = {"task": "aa77dd88ee", "doc": "plan-own", "title": "改造农村危房"}
FOREIGN = {"task": "ff99aa00bb", "doc": "plan-foreign", "title": "整治河道岸线"}
SECRETS = (
    "整治河道岸线",
    "ff99aa00bb",
    "青山县2026年水利工作方案",
    "健全监测机制",
)  # what the unit's user must not read
FILTERED = "doc={doc}"


class Case(NamedTuple):
    """How an address is asked: with a path for ids of either kind, a query, a form or JSON; `named`: where ids stand."""

    who: str
    path: str = ""
    query: str = ""
    form: Mapping[str, Any] | None = None
    body: Mapping[str, Any] | None = None


STEP = {"kind": "progress", "on": "2026-03-03", "note": "正在施工"}
ACCEPTED = {"kind": "accepted", "on": "2026-03-03"}
CASES: Mapping[str, Case] = {
    "GET /": Case(LOOKING),
    "GET /tasks": Case(LOOKING, query=FILTERED),
    "GET /tasks.{form}": Case(LOOKING, "/tasks.csv", FILTERED),
    "GET /tasks/{name}": Case(LOOKING, "/tasks/{task}"),
    "POST /tasks/{name}/steps": Case(REPORTING, "/tasks/{task}/steps", form=STEP),
    "POST /tasks/{name}/corrections": Case(WORKING, "/tasks/{task}/corrections", form={"fact": "{task}.9"}),
    "POST /steps": Case(REPORTING, form=ACCEPTED | {"task": "{task}"}),
    "GET /steps/{token}": Case(REPORTING, "/steps/unknown"),
    "GET /ledger.xlsx": Case(LOOKING, query=FILTERED),
    "GET /ledger": Case(WORKING),
    "POST /ledger": Case(WORKING),
    "GET /ledger/{token}": Case(WORKING, "/ledger/unknown"),
    "POST /ledger/{token}": Case(WORKING, "/ledger/unknown", form={}),
    "GET /orders.docx": Case(LOOKING, query="task={task}"),
    "GET /bulletin.docx": Case(LOOKING, query=FILTERED),
    "GET /calendar": Case(LOOKING, query=FILTERED),
    "GET /calendar.{form}": Case(LOOKING, "/calendar.ics", FILTERED + "&month=2026-12"),
    "GET /overview.{form}": Case(LOOKING, "/overview.csv"),
    "GET /units.{form}": Case(READING, "/units.csv"),
    "GET /units/{name}/tasks.{form}": Case(READING, "/units/县住建局/tasks.csv", FILTERED),
    "GET /documents.{form}": Case(READING, "/documents.csv"),
    "GET /review.{form}": Case(WORKING, "/review.csv"),
    "GET /gantt": Case(LOOKING, query=FILTERED),
    "GET /help": Case(LOOKING),
    "GET /graph": Case(READING, query="around={task}"),
    "GET /units": Case(READING),
    "GET /units/{name}": Case(READING, "/units/县住建局", FILTERED),
    "POST /units/{name}/names": Case(WORKING, "/units/县住建局/names", form={}),
    "GET /documents": Case(READING),
    "GET /documents/{name}": Case(READING, "/documents/{doc}"),
    "GET /documents/{name}/pages/{number}.png": Case(READING, "/documents/{doc}/pages/1.png"),
    "POST /documents/{name}/corrections": Case(WORKING, "/documents/{doc}/corrections", form={"fact": "{task}.9"}),
    "GET /inbox": Case(WORKING),
    "POST /inbox": Case(WORKING),
    "POST /inbox/samples": Case(WORKING),
    "POST /inbox/{version}/undo": Case(WORKING, "/inbox/999/undo"),
    "GET /review": Case(WORKING, query=FILTERED),
    "POST /review/{number}": Case(WORKING, "/review/999", form={"task": "{task}"}),
    "POST /saved": Case(WORKING, form={}),
    "POST /saved/remove": Case(WORKING, form={"name": "没有"}),
    "GET /static/{name:path}": Case(ANYONE, "/static/desk.css"),
    "GET /login": Case(ANYONE),
    "POST /login": Case(ANYONE, form={"name": "没有这个人", "password": "x"}),
    "POST /logout": Case(OWNING, form={}),
    "GET /account": Case(OWNING),
    "GET /users": Case(MANAGING),
    "POST /users": Case(MANAGING, form={}),
    "POST /users/{name}": Case(MANAGING, "/users/没有", form={}),
    "POST /tokens": Case(MANAGING, form={}),
    "POST /tokens/{number}/revoke": Case(MANAGING, "/tokens/999/revoke", form={}),
    "GET /log": Case(MANAGING),
    "GET /feeds": Case(OWNING),
    "POST /feeds": Case(OWNING, form={}),
    "POST /feeds/{number}/revoke": Case(OWNING, "/feeds/999/revoke", form={}),
    "GET /calendar/{number}/{secret}.ics": Case(ANYONE, "/calendar/1/wrong.ics"),
    "POST /account/password": Case(OWNING, form={}),
    "GET /api/v1/openapi.json": Case(ANYONE),
    "GET /api/v1/tasks": Case(LOOKING, query=FILTERED),
    "GET /api/v1/facets": Case(LOOKING, query=FILTERED),
    "GET /api/v1/tasks/{task}": Case(LOOKING, "/api/v1/tasks/{task}"),
    "GET /api/v1/tasks/{task}/events": Case(LOOKING, "/api/v1/tasks/{task}/events"),
    "POST /api/v1/tasks/{task}/events": Case(REPORTING, "/api/v1/tasks/{task}/events", body=STEP),
    "POST /api/v1/tasks/{task}/events/{number}/undo": Case(WORKING, "/api/v1/tasks/{task}/events/9/undo", body={}),
    "POST /api/v1/events": Case(REPORTING, body=ACCEPTED | {"tasks": ["{task}"]}),
    "GET /api/v1/overview": Case(LOOKING),
    "GET /api/v1/dues": Case(LOOKING, query="first=2026-01-01&last=2026-12-31"),
    "GET /api/v1/ledger": Case(LOOKING, query=FILTERED),
    "GET /api/v1/calendar": Case(LOOKING, query=FILTERED),
    "GET /api/v1/hits": Case(READING, query="words=改造"),
    "GET /api/v1/saved-searches": Case(LOOKING),
    "POST /api/v1/saved-searches": Case(WORKING, body={}),
    "DELETE /api/v1/saved-searches/{name}": Case(WORKING, "/api/v1/saved-searches/unknown"),
    "POST /api/v1/ledgers": Case(WORKING),
    "GET /api/v1/graph": Case(READING, query="around={task}"),
    "GET /api/v1/units": Case(READING),
    "GET /api/v1/units/{unit}": Case(READING, "/api/v1/units/县住建局"),
    "GET /api/v1/units/{unit}/tasks": Case(READING, "/api/v1/units/县住建局/tasks", FILTERED),
    "POST /api/v1/units/{unit}/names": Case(WORKING, "/api/v1/units/县住建局/names", body={}),
    "GET /api/v1/unit-doubts": Case(READING),
    "GET /api/v1/documents": Case(READING),
    "GET /api/v1/documents/{document}": Case(READING, "/api/v1/documents/{doc}"),
    "GET /api/v1/documents/{document}/text": Case(READING, "/api/v1/documents/{doc}/text"),
    "GET /api/v1/documents/{document}/facts": Case(READING, "/api/v1/documents/{doc}/facts"),
    "GET /api/v1/documents/{document}/original": Case(READING, "/api/v1/documents/{doc}/original"),
    "GET /api/v1/documents/{document}/pages/{number}": Case(READING, "/api/v1/documents/{doc}/pages/1"),
    "DELETE /api/v1/documents/{document}": Case(WORKING, "/api/v1/documents/unknown"),
    "POST /api/v1/documents/{document}/repeal": Case(WORKING, "/api/v1/documents/{doc}/repeal", body={}),
    "GET /api/v1/loads": Case(WORKING),
    "POST /api/v1/loads": Case(WORKING),
    "GET /api/v1/jobs/{job}": Case(WORKING, "/api/v1/jobs/unknown"),
    "POST /api/v1/loads/{load}/undo": Case(WORKING, "/api/v1/loads/999/undo", body={}),
    "GET /api/v1/corrections": Case(READING, query="subject={task}"),
    "POST /api/v1/corrections": Case(WORKING, body={}),
    "GET /api/v1/correction-outcomes": Case(READING),
    "GET /api/v1/statements": Case(WORKING),
    "GET /api/v1/statements/{number}": Case(WORKING, "/api/v1/statements/999"),
    "POST /api/v1/statements/{number}/decision": Case(WORKING, "/api/v1/statements/999/decision", body={}),
    "GET /api/v1/links": Case(READING),
    "POST /api/v1/links": Case(WORKING, body={}),
    "POST /api/v1/links/{number}/decision": Case(WORKING, "/api/v1/links/999/decision", body={}),
    "GET /api/v1/gaps/orphans": Case(READING),
    "GET /api/v1/gaps/conflicts": Case(READING),
}


class Office(NamedTuple):
    """The desk, and by whom requests come: the headers that say so."""

    desk: TestClient
    headers: Mapping[str, Mapping[str, str]]

    def ask(self, who: str, name: str, ids: Mapping[str, str] = OWN, *, query: bool = True) -> httpx2.Response:
        method, _, template = name.partition(" ")
        case = CASES[name]
        path = fill(case.path or template, ids)
        return self.desk.request(
            method,
            f"{path}?{fill(case.query, ids)}" if query and case.query else path,
            headers={"Origin": HERE, **self.headers[who]},
            data=fill(case.form, ids),
            json=fill(case.body, ids),
            follow_redirects=False,
        )


def fill(given: Any, ids: Mapping[str, str]) -> Any:
    """Put ids in the place of {task} and {doc}, however deep."""
    match given:
        case str():
            return given.replace("{task}", ids["task"]).replace("{doc}", ids["doc"])
        case dict():
            return {key: fill(value, ids) for key, value in given.items()}
        case list():
            return [fill(value, ids) for value in given]
    return given


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, make_plan: Callable, make_item: type) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    foreign = "青山县2026年水利工作方案\n1.整治河道岸线。12月底前完成。\n牵头单位:县水利局"
    item = make_item("整治河道岸线", "县水利局", FOREIGN["task"], units=(("县水利局", Role.LEAD),))
    with open_store(folder) as store:
        for plan in (
            make_plan(key=OWN["doc"], source="own.txt"),
            make_plan(foreign, (item,), key=FOREIGN["doc"], title=foreign.split("\n", 1)[0], source="foreign.txt"),
        ):
            load_document(store, plan.doc, plan.extraction, plan.data, now=now())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inbox.Inbox, "begin", lambda *given: None)
        app = create_app(Settings(folder))
        yield Office(TestClient(app, base_url=HERE, raise_server_exceptions=False), dict(_let_in(folder)))


def _let_in(folder: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    roles = {"a": UserRole.ADMIN, "v": UserRole.VIEWER, "u": UserRole.UNIT, "c": UserRole.CLERK}
    with open_people(folder) as db:
        for letter, role in roles.items():
            unit = UnitKey("青山县", "住房和城乡建设局") if role is UserRole.UNIT else None
            add_user(db, Person(name=role.value, role=role, unit=unit), "no hash", now())
            yield letter, {"Cookie": f"duban={begin_session(db, role.value, now())}"}
        for letter, scope in {"r": Scope.READ, "w": Scope.WRITE, "m": Scope.ADMIN}.items():
            yield letter, {"Authorization": f"Bearer {add_token(db, 'admin', scope.value, scope, now())}"}
    yield "-", {}
    yield "x", {"Authorization": "Bearer wrong"}


def was_refused(answer: httpx2.Response) -> bool:
    return answer.status_code in {401, 403, 429} or answer.headers.get("location", "").startswith("/login?")


def read_all(answer: httpx2.Response) -> str:
    """Return all words of an answer, those inside workbooks and documents too."""
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return answer.text


def test_every_address_is_in_the_matrix() -> None:
    assert CASES.keys() == RULES.keys()


@pytest.mark.e2e
@pytest.mark.parametrize("name", [name for name in CASES if name not in {"POST /login", "POST /logout"}])
def test_those_get_past_who_may_and_no_others(office: Office, name: str) -> None:
    answers = {who: office.ask(who, name) for who in ALL}
    assert {who for who, answer in answers.items() if answer.status_code >= 500} == set()
    passed = {who for who, answer in answers.items() if not was_refused(answer)}
    assert passed == set(CASES[name].who)
    assert not [who for who in set(ALL) - passed if OWN["title"] in read_all(answers[who])]


def _names_ids(case: Case) -> bool:
    return any(fill(part, OWN) != fill(part, FOREIGN) for part in case[1:])


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "u" in case.who and _names_ids(case)])
def test_what_is_not_the_unit_s_is_not_there_for_its_user(office: Office, name: str) -> None:
    mine, foreign, nowhere = (office.ask("u", name, ids) for ids in (OWN, FOREIGN, {"task": "00000", "doc": "nope"}))
    assert mine.status_code < 400
    assert foreign.status_code == nowhere.status_code
    assert not [word for word in SECRETS if word in read_all(foreign).replace(FOREIGN["task"], "")]
    if "/events" not in name and "/steps" not in name:
        assert foreign.status_code == 404


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "u" in case.who and name.startswith("GET")])
def test_nothing_of_other_units_stands_in_what_the_unit_s_user_reads(office: Office, name: str) -> None:
    said = read_all(office.ask("u", name, query=False))
    assert not [word for word in SECRETS if word in said]


def test_the_unit_s_user_counts_the_unit_s_tasks_also_after_others_have_asked(office: Office) -> None:
    def count(who: str) -> int:
        return office.desk.get("/api/v1/tasks", headers=office.headers[who]).json()["total"]

    assert [count(who) for who in "cucau"] == [4, 1, 4, 4, 1]


def test_nothing_is_recorded_of_tasks_of_other_units(office: Office) -> None:
    for name in ("POST /steps", "POST /api/v1/events", "POST /tasks/{name}/steps", "POST /api/v1/tasks/{task}/events"):
        office.ask("u", name, FOREIGN)
    with open_reader(Path(office.desk.app.state.desk.settings.data_dir)) as db:
        assert load_history(db, FOREIGN["task"]) == ()


@pytest.mark.parametrize("kind", ["assigned", "closed", "extended", "returned", "suspended", "cancelled", "corrected"])
def test_a_unit_does_not_record_what_is_the_office_s_to_say(office: Office, kind: str) -> None:
    step = {"kind": kind, "due": "2027-01-31", "reason": "雨季", "event": "1"}
    headers = {"Origin": HERE, **office.headers["u"]}
    assert office.desk.post(f"/tasks/{OWN['task']}/steps", data=step, headers=headers).status_code == 403
    if kind in {"assigned", "closed", "extended"}:
        assert office.desk.post("/steps", data=step | {"task": OWN["task"]}, headers=headers).status_code == 403
