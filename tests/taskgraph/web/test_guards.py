"""Only this machine's own pages may talk to the desk, and its pages load nothing from elsewhere."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from taskgraph.web.guards import find_refusal

HOSTS = frozenset({"127.0.0.1", "localhost"})
HERE = {"host": "127.0.0.1:8765"}


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "localhost:1"])
def test_a_request_that_names_this_machine_passes(host: str) -> None:
    assert find_refusal("GET", Headers({"host": host}), HOSTS) is None


@pytest.mark.parametrize("host", [
    "example.org", "127.0.0.1.example.org", "", "[::1]:8765", "192.168.1.5:8765",
    "[", "[::1", "example.org@127.0.0.1", "127.0.0.1/example.org", "127.0.0.1:x",
])  # fmt: skip
def test_a_request_that_names_another_host_is_refused(host: str) -> None:
    refusal = find_refusal("GET", Headers({"host": host}), HOSTS)
    assert refusal is not None
    assert refusal[0] == 400


@pytest.mark.parametrize(
    "sent",
    [{"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": "http://127.0.0.1:8765"}],
    ids=["same origin", "typed in", "own origin"],
)
def test_a_write_from_a_page_of_the_desk_passes(sent: dict[str, str]) -> None:
    assert find_refusal("POST", Headers(HERE | sent), HOSTS) is None


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:8765"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"origin": "http://["},
        {"origin": "http://127.0.0.1:8765@example.org"},
    ],
    ids=["tells nothing", "another site", "another port", "foreign origin", "no origin", "no address", "a user"],
)
def test_a_write_from_elsewhere_is_refused(sent: dict[str, str]) -> None:
    refusal = find_refusal("POST", Headers(HERE | sent), HOSTS)
    assert refusal is not None
    assert refusal[0] == 403


@pytest.mark.parametrize(
    ("method", "sent"),
    [
        ("POST", {"content-type": "application/json; charset=utf-8"}),
        ("POST", {"content-type": "multipart/form-data", "authorization": "Bearer x"}),
        ("POST", {"content-type": "multipart/form-data", "x-requested-with": "curl"}),
        ("DELETE", {}),
    ],
    ids=["JSON", "a token", "a header of its own", "no form's method"],
)
def test_a_write_that_no_form_could_send_passes_without_a_browser(method: str, sent: dict[str, str]) -> None:
    assert find_refusal(method, Headers(HERE | sent), HOSTS) is None
    assert find_refusal(method, Headers(HERE | sent | {"origin": "https://example.org"}), HOSTS) is not None


@pytest.mark.parametrize("content", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"])
def test_a_write_that_a_form_could_send_says_where_it_comes_from(content: str) -> None:
    assert find_refusal("POST", Headers(HERE | {"content-type": content}), HOSTS) is not None


@pytest.mark.parametrize(
    ("charset", "passes"), [("utf-8", True), ("UTF8", True), ("utf-7", False), ("unicode_escape", False), ("x", False)]
)
def test_only_what_is_in_utf8_is_read(charset: str, passes: bool) -> None:
    sent = {"origin": "http://127.0.0.1:8765", "content-type": f'multipart/form-data; boundary=x; charset="{charset}"'}
    refusal = find_refusal("POST", Headers(HERE | sent), HOSTS)
    assert (refusal and refusal[0]) == (None if passes else 415)
