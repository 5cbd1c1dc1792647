"""What hostile clients, hostile data and hostile pages of other sites try, and what becomes of it."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from sojourn.server.keeping import Kept
from sojourn.server.refusals import Refused
from sojourn.server.security import Sized
from sojourn.server.settings import Settings
from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits
from tests.server.conftest import TestClient
from tests.server.test_attacks_data import live

BROWSER = {"Accept": "text/html"}
VISIT = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}

# Hostile queries: what one request may cost the process that speaks HTTP, which all share.


@pytest.mark.parametrize("filling", [" ", "+", "a b ", "\t\u3000"])
def test_a_long_line_that_is_at_fault_holds_nobody_up(filling: str, client: TestClient) -> None:
    query = ("SELECT ?x {" + filling * 30_000)[:59_000] + "x"
    begun = time.process_time()
    answer = client.post("/query", data={"query": query}, headers=BROWSER)
    assert answer.status_code in {400, 413}
    assert time.process_time() - begun < 3, "it took 15 s when the word before the fault was looked for backwards"


_MANY_TEXTS = " ".join(f"(CONCAT(?x, STR({number})) AS ?z{number})" for number in range(36))
_LONG = f"SELECT {_MANY_TEXTS} {{ ?s ?p ?o VALUES ?x {{ '{'<' * 2_500}' }} }} LIMIT 150"


@pytest.mark.parametrize(
    ("query", "what"),
    [
        (f"SELECT * {{ VALUES ({' '.join(f'?a{i}' for i in range(800))}) {{ }} }}", "800 columns"),
        (
            _LONG,
            "bytes",
        ),
    ],
    ids=["wide", "long"],
)
def test_an_answer_too_large_for_a_page_is_refused_by_the_page_alone(query: str, what: str, client: TestClient) -> None:
    answer = client.post("/query", data={"query": query}, headers=BROWSER)
    assert answer.status_code == 413
    assert what in answer.text
    assert "format=csv" in answer.text
    file = client.post("/sparql", data={"query": query, "format": "csv", "truncate": "1"})
    assert (file.status_code, file.text.count("\n") > 0) == (200, True)


def test_values_that_the_engine_cannot_order_are_sorted_and_cost_no_worker(client: TestClient) -> None:
    values = " ".join(["9", "10", '"5"', "100", '"50"', "1000", '"500"'] * 9)
    for ordered in ("{ ?s ?p ?v } ORDER BY DESC(?v)", f"{{ VALUES ?v {{ {values} }} }} ORDER BY ?v"):
        answer = client.get("/sparql", params={"query": f"SELECT ?v {ordered}", "format": "csv"})
        assert answer.status_code == 200
    assert answer.text.split()[1::9] == ["9", "10", "100", "1000", "5", "50", "500"]


_SERVICES = (
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "PREFIX s: <URL> SELECT * { SERVICE s: { ?s ?p ?o } }",
    "SELECT * { #'\n SERVICE<URL>{} #'\n }",
    "SELECT * { ?a ?b 1SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?a ?b 'x'SERVICE<URL> {} }",
    "SELECT * { FILTER(1<2)SERVICE<URL>{} FILTER(3>2) }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "LOAD <URL>",
)


@pytest.mark.parametrize("path", ["/sparql", "/query", "/picture"])
def test_no_query_reaches_another_machine(path: str, client: TestClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/x"
        for query in _SERVICES:
            answer = client.get(path, params={"query": query.replace("URL", url)})
            assert answer.status_code in ({200, 400} if "FROM" in query else {400, 403}), query
        for name in ("default-graph-uri", "named-graph-uri"):
            client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", name: url})
        client.get("/graphs", params={"graph": url})
        with pytest.raises(TimeoutError):
            listening.accept()


# Hostile requests.

_HALF = '"Har\\ud800bin"'


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("queries", f'{{{_HALF}: {{"query": "x"}}}}'),
        ("queries", f'{{"q": {{"query": {_HALF}}}}}'),
        ("queries", f'{{"q": {{"query": "x", "properties": [{{"pid": "within", "v": {_HALF}}}]}}}}'),
        ("extend", f'{{"ids": [{_HALF}], "properties": [{{"id": "name"}}]}}'),
    ],
)
def test_half_a_character_is_refused(field: str, text: str, client: TestClient) -> None:
    answer = client.post("/reconcile", data={field: text})
    assert (answer.status_code, answer.json()["where"]) == (400, field)
    assert "half of a character" in answer.json()["error"]


def test_a_whole_character_beyond_the_first_plane_is_not(client: TestClient) -> None:
    answer = client.post("/reconcile", data={"queries": '{"q": {"query": "Harbin \\ud83d\\ude00"}}'})
    assert answer.status_code == 200
    assert answer.json()["q"]["result"][0]["id"].startswith("place/")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (VISIT, 200),
        (VISIT | {"Sec-Purpose": "prefetch"}, 403),
        (VISIT | {"Sec-Purpose": "prefetch;prerender"}, 403),
        (VISIT | {"Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Referer": "http://["}, 403),
        ({"Sec-Fetch-Site": "same-site", "Referer": "http://[::"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Host": "localhost.evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example:8000"}, 403),
        ({"Host": "2130706433"}, 403),
        ({"Host": "localhost:80@evil.example"}, 400),
    ],
)
def test_pages_of_other_sites_can_send_people_here_and_do_nothing_else(
    headers: dict[str, str], status: int, client: TestClient
) -> None:
    assert client.get("/health", headers=headers).status_code == status


_ROUTES = [
    "/",
    "/search?q=",
    "/search?lang=",
    "/place/",
    "/claim/",
    "/place/CN?source=",
    "/ask/",
    "/query?example=",
    "/ask/largest-stocks?population=",
    "/ask/reasons.csv?origin=",
    "/query?query=",
    "/query/editor/",
    "/sparql?query=",
    "/sparql?format=",
    "/graphs?graph=",
    "/contradictions/",
    "/contradictions?place=",
    "/compare/",
    "/compare?first=",
    "/picture?as=",
    "/picture?ask=",
    "/reconcile?queries=",
    "/reconcile/suggest/",
    "/reconcile/view?id=",
    "/assets/",
]
_BAD = (
    *("%00", "%0d%0aX-Evil:%20y", "%ff", "..%2f..%2fetc%2fpasswd", "%3Cscript%3Ealert(1)%3C/script%3E", "a" * 5_000),
    *("//evil.example", "%5c%5cevil.example", "%E2%80%AE", "'%22%3E%3Cimg%20src=x%20onerror=a%3E", ".ttl", "{{7*7}}"),
)


@pytest.mark.parametrize("route", _ROUTES)
def test_no_text_in_an_address_becomes_more_than_text(route: str, client: TestClient) -> None:
    for bad in _BAD:
        answer = client.get(route + bad, headers=BROWSER, follow_redirects=False)
        said = f"{route}{bad[:40]}: {answer.status_code}"
        assert answer.status_code < 500, said
        assert "x-evil" not in answer.headers, said
        assert re.match(r"/(?![/\\])", answer.headers.get("location", "/")), said
        assert "default-src 'none'" in answer.headers["content-security-policy"] or route == "/picture?as=", said
        assert answer.headers["x-content-type-options"] == "nosniff", said
        assert "root:" not in answer.text, said
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert not live(answer.text), said


# One question of many, and many bodies at once.


class _Site:
    """As much of a site as keeping needs."""

    def __init__(self, patience: float = 5.0) -> None:
        self.settings = Settings(limits=Limits(patience=patience, seconds=0.0))
        self.pool = type("pool", (), {"generation": "g"})


def _asked(kept: Kept, make: Callable[[], Awaitable[Reply]], times: int) -> list[Any]:
    async def ask() -> list[Any]:
        return list(await asyncio.gather(*(kept.get("one", make) for _ in range(times)), return_exceptions=True))

    return asyncio.run(ask())


@pytest.mark.parametrize(("status", "tries"), [(504, 1), (400, 1), (503, 9), (499, 9)])
def test_a_refusal_of_the_question_is_shared_and_one_of_the_client_is_not(status: int, tries: int) -> None:
    made: list[int] = []

    async def make() -> Reply:
        made.append(1)
        await asyncio.sleep(0.01)
        raise Refused(status, "no")

    site: Any = _Site()
    told = _asked(Kept(site), make, 9)
    assert [error.status for error in told] == [status] * 9
    assert len(made) == tries, "nine clients who ask for what takes too long must not wait one after the other"


def test_who_waits_for_the_answer_of_another_waits_no_longer_than_for_a_worker() -> None:
    async def make() -> Reply:
        await asyncio.sleep(0.4)
        return Reply(body=b"late")

    site: Any = _Site(patience=0.1)
    told = _asked(Kept(site), make, 3)
    assert told[0].body == b"late"
    assert [(error.status, error.headers["Retry-After"]) for error in told[1:]] == [(503, "5")] * 2


def test_a_long_question_counts_as_much_as_a_long_answer() -> None:
    async def make() -> Reply:
        return Reply(body=b"short")

    async def ask() -> None:
        for number in range(20):
            await kept.get(("picture", f"{number}{'x' * 1_000}"), make)

    site: Any = _Site()
    kept = Kept(site, most=5_000)
    asyncio.run(ask())
    assert 3_000 < kept.size <= 5_000


def test_the_bodies_of_all_requests_together_have_a_bound() -> None:
    let_go = asyncio.Event()
    told: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        told.append("read")
        await let_go.wait()

    async def receive() -> Any:
        return {"type": "http.request", "body": b"x" * 60, "more_body": False}

    async def send(message: Any) -> None:
        raise AssertionError(message)

    async def ask() -> None:
        sized = Sized(app, settings=Settings(body=100, bodies=130))
        scope = {"type": "http", "path": "/", "query_string": b"", "headers": []}
        first = [asyncio.create_task(sized(dict(scope), receive, send)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Refused, match="too many requests") as refused:
            await sized(dict(scope), receive, send)
        assert (refused.value.status, refused.value.headers["Retry-After"]) == (503, "5")
        let_go.set()
        await asyncio.gather(*first)
        await sized(dict(scope), receive, send)

    asyncio.run(ask())
    assert told == ["read"] * 3


# A worker that has been taken over.

_TAKEN_OVER = """
import ctypes, errno, json, os, sys
from sojourn.workers.confining import confine
path = sys.argv[1].encode()
opened = os.open(path, os.O_RDONLY)
libc = ctypes.CDLL(None, use_errno=True)
flags, mask = ctypes.c_long(0x40), (ctypes.c_ulong * 16)(1)
held = confine([sys.argv[1]], os.getppid())
calls = {
    "fchmodat2": (452, -100, path, 0o777, 0),
    "setxattrat": (463, -100, path, 0, b"user.x", 0, 0),
    "removexattrat": (466, -100, path, 0, b"user.x"),
    "file_setattr": (469, -100, path, 0, 0, 0),
    "set flags of a file": (16, opened, 0x40086602, ctypes.byref(flags)),
    "set its generation": (16, opened, 0x40087602, ctypes.byref(flags)),
    "bind the server to a processor": (203, os.getppid(), 128, mask),
    "move its pages": (279, os.getppid(), 0, 0, 0, 0, 0),
    "reap its memory": (448, 0, 0),
    "join its group": (109, 0, os.getppid()),
    "write all disks": (162,),
    "listen by a pair": (53, 1, 1, 0, mask),
    "memfd": (319, b"x", 0),
    "io_uring": (425, 1, mask),
    "look into it": (101, 16, os.getppid(), 0, 0),
    "kill all": (62, -1, 0),
    "kill its group": (62, 0, 0),
}
told = {}
for name, (number, *arguments) in calls.items():
    passed = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    done = libc.syscall(ctypes.c_long(number), *passed)
    told[name] = errno.errorcode[ctypes.get_errno()] if done < 0 else "done"
print(json.dumps([held, os.isatty(0), told]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")
def test_a_worker_that_is_taken_over_changes_no_file_and_no_other_process(tmp_path: Path) -> None:
    import platform

    if platform.machine() != "x86_64":
        pytest.skip("the numbers here are those of x86-64; the table of the filter has both")
    victim = tmp_path / "victim"
    victim.write_text("the store", encoding="utf-8")
    victim.chmod(0o600)
    ran = subprocess.run(
        [sys.executable, "-P", "-c", _TAKEN_OVER, str(victim)], capture_output=True, text=True, timeout=120, check=True
    )
    held, _, told = json.loads(ran.stdout)
    if "calls" not in held:
        pytest.skip("this kernel has no filter of system calls")
    assert told == dict.fromkeys(told, "EPERM")
    assert victim.stat().st_mode & 0o777 == 0o600


def test_what_a_file_says_does_not_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sojourn.cli.main import main

    file = tmp_path / "evil.ttl"
    file.write_bytes(b"\x1b]0;owned\x07 x")
    assert main(["check", str(file)]) == 2
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", capsys.readouterr().err)
