from __future__ import annotations

from multiprocessing import Pipe

from ingest.pace import page_done
from taskgraph.inputs import Failure, Input, Known
from taskgraph.serving import ALIVE, answer

ITEM = Input(source="a.txt", path="a.txt")


def answers(handle) -> list[object]:
    """Return what a worker sends for one input."""
    ours, theirs = Pipe()
    ours.send(ITEM)
    ours.send(None)
    answer(_Closing(theirs), handle, frozenset())
    found = []
    while ours.poll():
        found.append(ours.recv())
    return found


class _Closing:
    """A connection that ends where None is received."""

    def __init__(self, conn) -> None:
        self.conn, self.send = conn, conn.send

    def recv(self):
        if (item := self.conn.recv()) is None:
            raise EOFError
        return item


def test_a_worker_says_when_it_is_ready_and_when_a_page_is_done() -> None:
    done = Known(source="a.txt", sha256="1")

    def recognise(item, known) -> Known:
        page_done()
        page_done()
        return done

    assert answers(recognise) == [ALIVE, ALIVE, ALIVE, done]


def test_an_error_names_its_kind_and_place_but_no_words_of_the_document() -> None:
    def stumble(item, known) -> None:
        raise ValueError("机密内容")

    _, failure = answers(stumble)
    assert isinstance(failure, Failure)
    assert failure.kind == "internal"
    assert "ValueError(test_serving.py:" in failure.message
    assert "机密内容" not in failure.message


def test_nobody_need_listen_for_pages() -> None:
    page_done()
