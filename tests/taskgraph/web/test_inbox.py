"""Files come in through the desk: what each brought is told in plain words, and a load can be taken back."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from taskgraph.datadir import lock_for_writing
from taskgraph.reading import read_input
from taskgraph.store import open_store
from taskgraph.workers import Pool

pytestmark = pytest.mark.e2e  # quick one by one, long together

OWN = {"origin": "http://127.0.0.1:8765"}
PLAN = """青山县人民政府办公室
关于印发《青山县2026年农村危房改造工作方案》的通知
青政办发〔2026〕7号
各乡镇人民政府,县直有关单位:
现将《青山县2026年农村危房改造工作方案》印发给你们,请认真贯彻执行。
一、主要任务
1.改造农村危房。2026年12月底前改造农村危房不少于40户。
牵头单位:县住建局
2.开展排查整治。2026年6月底前完成全县农村住房安全排查。
牵头单位:县农业农村局
青山县人民政府办公室
2026年3月1日
"""


def send(desk, *files: tuple[str, bytes]):
    answer = desk.post(
        "/inbox", files=[("files", (name, data)) for name, data in files], headers=OWN, follow_redirects=False
    )
    desk.app.state.inbox.wait()
    return answer


@pytest.fixture
def inbox(empty_desk, tmp_path):
    """A desk over an empty store."""
    with open_store(tmp_path):
        pass
    return empty_desk


def undo_newest(desk):
    (number, *_) = re.findall(r'action="/inbox/(\d+)/undo"', desk.get("/inbox").text)
    return desk.post(f"/inbox/{number}/undo", headers=OWN, follow_redirects=False)


def test_the_first_visit_offers_samples_that_work(inbox) -> None:
    assert "用样例试一试" in inbox.get("/inbox").text
    assert inbox.post("/inbox/samples", headers=OWN, follow_redirects=False).status_code == 303
    inbox.app.state.inbox.wait()
    page = inbox.get("/inbox").text
    assert page.count("新增") == 6  # three in this batch, three in the list of recent loads
    assert "条已记入任务" in page
    assert "用样例试一试" not in page


def test_each_file_is_told_of_in_plain_words(inbox) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("方案.txt", PLAN)
    hostile = '"><script>alert(1)</script>.pdf'
    answer = send(inbox, ("包.zip", packed.getvalue()), (hostile, b"%PDF-1.4 broken"), ("又一份.txt", PLAN.encode()))
    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox")
    page = inbox.get("/inbox").text
    assert "包.zip!方案.txt" in page
    assert "新增" in page
    assert "未变" in page
    assert "PDF 文件已损坏" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_what_failed_stays_with_its_reason_after_later_loads(inbox, tmp_path: Path) -> None:
    send(inbox, ("坏的.pdf", b"%PDF-1.4 broken"), ("密件.txt", "机密★10年\n某某通知\n".encode()))
    send(inbox, ("v1.txt", PLAN.encode()))
    page = inbox.get("/inbox").text
    later = page[page.index("最近没能导入的") :]
    assert "坏的.pdf" in later
    assert "重新获取原文件" in later
    assert "标有密级" in later
    assert "密件" not in later


def test_undo_removes_a_document_or_restores_the_version_before_and_keeps_what_people_recorded(inbox) -> None:
    send(inbox, ("v1.txt", PLAN.encode()))
    (task,) = re.findall(r'/tasks/(\w{10})">改造农村危房', inbox.get("/tasks").text)
    inbox.post(f"/tasks/{task}/steps", data={"kind": "accepted", "by": "王敏"}, headers=OWN)
    send(inbox, ("v2.txt", PLAN.replace("不少于40户", "不少于45户").replace("开展排查整治", "全面清零销号").encode()))
    assert "更新" in inbox.get("/inbox").text
    assert "45户" in inbox.get(f"/tasks/{task}").text
    assert undo_newest(inbox).headers["location"] == "/inbox?undone=yes"
    page = inbox.get(f"/tasks/{task}").text
    assert "40户" in page
    assert "王敏" in page
    assert "开展排查整治" in inbox.get("/tasks").text
    assert "全面清零销号" not in inbox.get("/tasks").text
    undo_newest(inbox)
    assert "用样例试一试" in inbox.get("/inbox").text


def test_a_load_that_was_taken_back_cannot_be_taken_back_again(inbox) -> None:
    answer = inbox.post("/inbox/77/undo", headers=OWN)
    assert (answer.status_code, "已经撤销" in answer.text) == (400, True)


def test_a_form_without_files_says_what_to_do(inbox) -> None:
    answer = inbox.post("/inbox", files=[("files", ("", b""))], headers=OWN)
    assert (answer.status_code, "没有选择文件" in answer.text) == (400, True)


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(inbox) -> None:
    answer = inbox.post("/inbox", content=b"x", headers=OWN | {"content-length": str(2 * 1024**3)})
    assert (answer.status_code, "1 GB" in answer.text) == (400, True)


def test_a_load_while_another_program_writes_says_so(inbox, tmp_path: Path) -> None:
    with lock_for_writing(tmp_path):
        send(inbox, ("v1.txt", PLAN.encode()))
    assert "请等它结束后再试" in inbox.get("/inbox").text


@pytest.mark.parametrize("address", ["/inbox", "/inbox/samples", "/inbox/1/undo"])
def test_a_write_from_elsewhere_is_refused(inbox, address: str) -> None:
    assert inbox.post(address).status_code == 403


def test_the_samples_are_those_of_the_corpus() -> None:
    root = Path(__file__).parents[3]
    samples = list((root / "taskgraph/web/samples").iterdir())
    assert len(samples) == 3
    assert all(sample.read_bytes() == (root / "corpus/documents" / sample.name).read_bytes() for sample in samples)


def test_between_two_files_people_can_write(inbox, tmp_path, monkeypatch) -> None:
    """Whoever asks for the lock while the load reads its next file gets it."""
    free = []

    def read_slowly(pool, inputs):
        for item in inputs:
            with lock_for_writing(tmp_path):
                free.append(item.source)
            yield read_input(item)

    monkeypatch.setattr(Pool, "read", read_slowly)
    send(inbox, ("一.txt", PLAN.encode()), ("二.txt", PLAN.replace("2026", "2025").encode()))
    assert free == ["一.txt", "二.txt"]
    assert inbox.get("/inbox").text.count("新增") == 4
