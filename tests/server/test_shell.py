"""The shell around all pages: who may ask, how much, and how it is told."""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sojourn.server import app as app_module
from sojourn.server.app import application
from sojourn.server.clients import Connections, client_of, grouped
from sojourn.server.logs import Journal
from sojourn.server.security import POLICY
from sojourn.server.settings import Settings, on_all, on_loopback
from sojourn.server.site import STATUS
from sojourn.workers.jobs import OUTCOMES, Reply
from sojourn.workers.limits import Limits
from tests.server.conftest import Served
from tests.server.parts import PART

LIMITS = Limits(workers=1, spare=0)
TOKEN = "correct-horse-battery"  # noqa: S105 - of these tests only
WILDCARD = "0.0.0.0"  # noqa: S104 - nothing is bound to it here
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "serve.log"


@pytest.fixture(scope="module", autouse=True)
def _with_test_part() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app_module, "PARTS", (*app_module.PARTS, PART))
        yield


@pytest.fixture(scope="module")
def shell(log: Path) -> Iterator[TestClient]:
    """The application with the part of tests; its log goes to a file."""
    app = application(Settings(limits=LIMITS, body=10_000, address=4_000, headers=4_000, log=str(log)))
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as opened:
        yield opened


def without_workers(**settings: object) -> TestClient:
    """A client of an application whose workers were not started."""
    app = application(Settings(limits=LIMITS, **settings))  # type: ignore[arg-type] # a table of settings
    return TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


def test_a_real_server_answers_and_says_where_it_is(served: Served) -> None:
    assert f"sojourn serves the graph that ships with sojourn at {served.url}/ (Ctrl-C ends it)\n" in served.said()


@pytest.mark.parametrize("path", ["/", "/nowhere", "/health", "/metrics", "/test/fault", "/assets/site.css"])
def test_every_answer_carries_the_headers_that_browsers_mind(shell: TestClient, path: str) -> None:
    headers = shell.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "set-cookie" not in headers
    assert "server" not in headers


def test_the_policy_lets_nothing_in_from_elsewhere_and_no_script_within_pages() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert POLICY.startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:9999", 200),
        ("localhost:8000", 200),
        ("LOCALHOST.", 200),
        ("[::1]:8000", 200),
        ("example.org", 403),
        ("127.0.0.1.example.org", 403),
        ("localhost.example.org", 403),
        ("10.0.0.1", 403),
        ("2130706433", 403),
        ("[::ffff:7f00:1]", 403),
        ("", 400),
        ("a b", 400),
        ("localhost@example.org", 400),
        ("localhost/x", 400),
        ("[::1", 400),
        ("localhost:99999999", 400),
    ],
)
def test_only_who_calls_it_by_its_name_is_answered(shell: TestClient, host: str, status: int) -> None:
    for accept in ("*/*", "text/html"):
        answer = shell.get("/health", headers={"Host": host, "Accept": accept})
        assert answer.status_code == status, answer.text


def test_a_wrong_name_is_told_with_the_way_to_allow_it(shell: TestClient) -> None:
    told = shell.get("/", headers={"Host": "evil.example"}).json()
    assert (told["where"], told["error"]) == ("Host", "this server is not called 'evil.example'")
    assert told["advice"] == "Use http://127.0.0.1:8000/, or start the server with --allow-host evil.example."


@pytest.mark.parametrize(
    ("settings", "host", "status"),
    [
        ({"hosts": ("data.example.org",)}, "data.example.org", 200),
        ({"hosts": ("data.example.org",)}, "example.org", 403),
        ({"public": "https://who.example.org/moved"}, "who.example.org", 200),
        ({"host": "192.0.2.7", "token": TOKEN}, "192.0.2.7:8000", 200),
        ({"host": "192.0.2.7", "token": TOKEN}, "192.0.2.8:8000", 403),
        ({"host": WILDCARD, "token": TOKEN}, "192.0.2.8:8000", 200),
        ({"host": WILDCARD, "token": TOKEN}, WILDCARD, 200),
        ({"host": WILDCARD, "token": TOKEN}, "rebound.example.org", 403),
        ({"host": "::", "token": TOKEN}, "[2001:db8::1]:8000", 200),
    ],
)
def test_names_of_the_server_are_its_address_its_public_url_and_what_was_allowed(
    settings: dict[str, object], host: str, status: int
) -> None:
    answer = without_workers(**settings).get("/test/echo", headers={"Host": host, "Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://127.0.0.1:8000"}, 200),
        ({"Origin": "https://127.0.0.1:8000"}, 200),
        ({"Origin": "http://127.0.0.1:8001"}, 403),
        ({"Origin": "http://localhost:8000"}, 403),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, 403),
    ],
)
def test_pages_of_other_sites_may_link_to_it_and_nothing_else(
    shell: TestClient, headers: dict[str, str], status: int
) -> None:
    for method in ("GET", "POST"):
        assert shell.request(method, "/test/echo", headers=headers).status_code == status


def test_reading_by_other_sites_is_off_unless_asked_for(shell: TestClient) -> None:
    answer = shell.options("/test/echo", headers={"Origin": "https://a.org", "Access-Control-Request-Method": "GET"})
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_an_allowed_origin_may_read_answers_and_errors_and_another_nothing() -> None:
    client = without_workers(cors=("https://a.org",), token=TOKEN)
    origin = {"Origin": "https://a.org"}
    asked = client.options("/test/echo", headers={**origin, "Access-Control-Request-Method": "POST"})
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == "https://a.org"
    assert "access-control-allow-credentials" not in asked.headers
    read = client.get("/test/echo", headers={**origin, "Authorization": f"Bearer {TOKEN}"})
    assert (read.status_code, read.headers["access-control-allow-origin"]) == (200, "https://a.org")
    assert "Sojourn-Truncated" in read.headers["access-control-expose-headers"]
    assert read.headers["cross-origin-resource-policy"] == "cross-origin"
    locked = client.get("/test/echo", headers=origin)
    assert (locked.status_code, locked.headers["access-control-allow-origin"]) == (401, "https://a.org")
    other = client.get("/test/echo", headers={"Origin": "https://b.org", "Authorization": f"Bearer {TOKEN}"})
    assert other.status_code == 403
    assert "access-control-allow-origin" not in other.headers
    framed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    framed["Authorization"] = f"Bearer {TOKEN}"
    assert client.get("/test/echo", headers={**framed, "Referer": "https://a.org/article"}).status_code == 200
    assert client.get("/test/echo", headers={**framed, "Referer": "https://b.org/article"}).status_code == 403


def test_all_origins_may_read_where_that_was_asked_for() -> None:
    answer = without_workers(cors=("*",)).get("/test/echo", headers={"Origin": "https://b.org"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")


def _basic(name: str, word: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{word}".encode()).decode()


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        ("", 401),
        (f"Bearer {TOKEN}", 200),
        (f"bearer  {TOKEN}", 200),
        (_basic("", TOKEN), 200),
        (_basic("anyone", TOKEN), 200),
        (f"Bearer {TOKEN}x", 401),
        (f"Bearer {TOKEN[:-1]}", 401),
        ("Bearer", 401),
        ("Bearer \xff\xfe", 401),
        (_basic(TOKEN, ""), 401),
        ("Basic !!!", 401),
        (f"Digest {TOKEN}", 401),
        (TOKEN, 401),
    ],
)
def test_a_token_is_asked_for_on_every_path_but_that_of_health(shown: str, status: int) -> None:
    client = without_workers(token=TOKEN)
    headers = {"Authorization": shown.encode("latin-1")} if shown else {}
    for path in ("/test/echo", "/metrics", "/assets/site.css"):
        answer = client.get(path, headers=headers)
        assert answer.status_code == status if path == "/test/echo" else (answer.status_code == 401) == (status == 401)
        if status == 401:
            assert answer.headers["www-authenticate"] == (
                'Basic realm="sojourn", charset="UTF-8", Bearer realm="sojourn"'
            )
            assert TOKEN not in answer.text
    assert client.get("/health").status_code == 503  # its workers were not started


def test_what_was_fetched_with_a_token_is_not_kept_by_proxies() -> None:
    answer = without_workers(token=TOKEN).get("/test/echo", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("asked", "status", "what"),
    [
        ({"url": "/test/echo?q=" + "a" * 4_000}, 414, "the URL has 4,012 bytes; at most 4,000 are read"),
        ({"url": "/test/echo", "headers": {"X-Long": "a" * 4_000}}, 431, "the headers have more than 4,000 bytes"),
        ({"method": "POST", "url": "/test/echo", "content": b"a" * 10_001}, 413, "the body has more than 10,000 bytes"),
        (
            {"method": "POST", "url": "/test/echo", "content": iter([b"a" * 6_000, b"a" * 6_000])},
            413,
            "the body has more than 10,000 bytes",
        ),
        (
            {"method": "POST", "url": "/test/echo", "content": b"", "headers": {"Content-Encoding": "gzip"}},
            415,
            "the body of the request is compressed",
        ),
    ],
)
def test_requests_that_are_too_long_are_refused(
    shell: TestClient, asked: dict[str, object], status: int, what: str
) -> None:
    answer = shell.request(**{"method": "GET", **asked})  # type: ignore[arg-type] # a table of requests
    assert (answer.status_code, answer.json()["error"]) == (status, what)


def test_a_body_as_long_as_it_may_be_is_read(shell: TestClient) -> None:
    assert shell.post("/test/echo", content=b"a" * 10_000).json()["size"] == 10_000


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "GETT"])
def test_methods_that_are_not_answered_are_told_with_those_that_are(shell: TestClient, method: str) -> None:
    answer = shell.request(method, "/test/big")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json()["advice"] == "This server is read-only. Here it answers GET, HEAD."


@pytest.mark.parametrize("path", ["/", "/nowhere", "/health", "/metrics", "/test/echo", "/assets/site.css"])
def test_head_says_what_get_says_without_the_body(served: Served, client: TestClient, path: str) -> None:
    as_it_is = {"Accept-Encoding": "identity"}
    got, head = client.get(path, headers=as_it_is), client.head(path, headers=as_it_is)
    assert head.status_code == got.status_code
    if path != "/metrics":  # its numbers change with each request
        assert head.headers["content-length"] == got.headers["content-length"]
    assert head.headers["content-type"] == got.headers["content-type"]


def test_an_unknown_path_is_a_page_with_ways_on(shell: TestClient) -> None:
    answer = shell.get("/plaec/Harbin.ttl", headers=PAGE)
    assert answer.status_code == 404
    assert "there is no page &#39;/plaec/Harbin.ttl&#39;" in answer.text
    assert 'href="/search?q=Harbin"' in answer.text
    assert 'href="/ask"' in answer.text


@pytest.mark.parametrize("path", ["/%00", "/%0d%0aX: y", "/%ff%fe", "/..%2f..%2fetc/passwd", "/%3Cscript%3E", "/a\\b"])
def test_awkward_paths_are_not_found_and_never_quoted_raw(shell: TestClient, path: str) -> None:
    answer = shell.get(path, headers=PAGE)
    assert answer.status_code == 404, answer.text
    assert "<script>" not in answer.text
    assert shell.get(path).json()["error"].startswith("there is no page")


def test_no_redirect_is_made_of_what_a_client_says(shell: TestClient) -> None:
    for path in ("/test/echo/", "//test/echo", "/assets"):
        assert shell.get(path, follow_redirects=False).status_code == 404


@pytest.mark.parametrize("status", [400, 403, 404, 406, 413, 415, 500, 503, 504, 507])
def test_a_refusal_is_json_for_programs_and_a_page_for_people_with_the_limits(shell: TestClient, status: int) -> None:
    answer = shell.get("/test/refused", params={"status": status}, headers={"Accept": "application/json"})
    told = answer.json()
    assert answer.status_code == status
    assert (told["error"], told["where"], told["advice"]) == ("no <b>such</b> thing", "thing", "Do other things.")
    assert told["limits"]["seconds"] == 10
    assert told["limits"]["body"] == 10_000
    assert (answer.headers["retry-after"], answer.headers["cache-control"]) == ("7", "no-store")
    page = shell.get("/test/refused", params={"status": status}, headers=PAGE)
    assert page.status_code == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<code>thing</code>: no &lt;b&gt;such&lt;/b&gt; thing" in page.text
    assert "longest work on a request: 10 s" in page.text


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("invalid", 400),
        ("forbidden", 403),
        ("missing", 404),
        ("too-large", 413),
        ("timeout", 504),
        ("memory", 507),
        ("crash", 500),
        ("busy", 503),
    ],
)
def test_how_a_job_ended_is_told_by_the_status(
    shell: TestClient, monkeypatch: pytest.MonkeyPatch, log: Path, outcome: str, status: int
) -> None:
    async def run(*_: object, **__: object) -> Reply:
        return Reply(outcome=outcome, what="it is so", where="query:1:2", advice="Wait.", facts={"retry": 9})

    monkeypatch.setattr(shell.app.state.site.pool, "run", run)  # type: ignore[attr-defined] # of Starlette, not of any app
    answer = shell.get("/test/work")
    told = answer.json()
    assert (answer.status_code, told["error"], told["where"]) == (status, "it is so", "query:1:2")
    assert answer.headers.get("retry-after") == ("9" if outcome == "busy" else None)
    assert log.read_text(encoding="utf-8").endswith(f" outcome={outcome}\n")


def test_every_outcome_has_a_status() -> None:
    assert {"ok", *STATUS} == set(OUTCOMES)


@pytest.mark.parametrize(
    ("language", "heading", "limit"),
    [
        ("en", "Not Found", "memory for a request: 1,024 MiB"),
        ("zh", "未找到", "1,024 MiB"),
        ("ru", "Не найдено", "МиБ"),
    ],
)
def test_the_page_of_a_refusal_speaks_three_languages(
    shell: TestClient, language: str, heading: str, limit: str
) -> None:
    page = shell.get("/nowhere", headers={**PAGE, "Accept-Language": language}).text
    assert f'<html lang="{language}">' in page
    assert f"<h1>{heading}</h1>" in page
    assert ("there is no page" in page) == (language == "en")
    broken = shell.get("/test/refused?status=400", headers={**PAGE, "Accept-Language": language}).text
    assert ('<span lang="en">Do other things.</span>' in broken) == (language != "en")
    assert limit in page


def test_a_fault_of_the_program_is_told_without_what_it_says(shell: TestClient, log: Path) -> None:
    answer = shell.get("/test/fault?q=query")
    assert answer.status_code == 500
    assert answer.json()["error"] == "the server made a mistake"
    said = log.read_text(encoding="utf-8")
    assert re.search(r"fault ValueError at parts\.py:\d+:fault < ", said)
    assert "secret-of" not in said + answer.text


def test_a_line_of_the_log_tells_all_but_what_was_asked(shell: TestClient, log: Path) -> None:
    digests = set()
    for _ in range(2):
        before = len(log.read_text(encoding="utf-8"))
        shell.get("/test/work?query=SELECT+secret&token=abc", headers={"Authorization": "Bearer hidden-hidden"})
        line = log.read_text(encoding="utf-8")[before:]
        found = re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z testclient GET /test/work\?query=…&token=… 200 bytes=\d+ "
            r"took=[\d.]+ms task=counts waited=[\d.]+ms worked=[\d.]+ms digest=([0-9a-f]{16}) outcome=ok\n",
            line,
        )
        assert found, line
        digests.add(found[1])
    assert len(digests) == 1


@given(path=st.text(max_size=300), query=st.binary(max_size=300))
def test_nothing_that_is_asked_breaks_a_line_of_the_log(
    tmp_path_factory: pytest.TempPathFactory, path: str, query: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "lines.log"
    journal = Journal(str(file))
    scope = {"method": "GET", "path": path.encode("utf-8", "replace").decode(), "query_string": query}
    journal.request(scope, 200, 1, 0.1)
    journal.close()
    last = file.read_text(encoding="utf-8").split("\n")
    assert last[-1] == ""
    assert last[-2].endswith("Z - GET " + last[-2].partition(" - GET ")[2])
    assert last[-2].isprintable()
    assert len(last[-2]) < 400


def test_the_log_goes_on_in_a_new_file_when_the_old_one_is_moved_away(tmp_path: Path) -> None:
    journal = Journal(str(tmp_path / "log"))
    journal.write("one")
    (tmp_path / "log").rename(tmp_path / "log.1")
    journal.write("two")
    journal.close()
    assert (tmp_path / "log").read_text(encoding="utf-8").endswith("two\n")
    assert (tmp_path / "log.1").read_text(encoding="utf-8").endswith("one\n")


def test_the_metrics_count_requests_by_what_answers_them(shell: TestClient) -> None:
    shell.get("/nowhere/at/all")
    shell.get("/test/work")
    text = shell.get("/metrics").text
    assert re.search(r'^sojourn_requests_total\{method="GET",route="none",status="404"\} \d', text, re.MULTILINE)
    assert re.search(r'^sojourn_requests_total\{method="GET",route="/test",status="200"\} \d', text, re.MULTILINE)
    assert re.search(r'^sojourn_jobs_total\{outcome="ok",task="counts"\} \d', text, re.MULTILINE)
    assert re.search(r'^sojourn_workers\{state="idle"\} 1', text, re.MULTILINE)
    assert "/nowhere" not in text


def test_the_metrics_are_not_shown_through_a_proxy() -> None:
    client = without_workers(proxied=True)
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 403


def test_longer_text_is_compressed_for_who_can_read_it(shell: TestClient) -> None:
    plain = shell.get("/nowhere", headers={**PAGE, "Accept-Encoding": "identity"})
    packed = shell.get("/", headers={**PAGE, "Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert shell.get("/health", headers={"Accept-Encoding": "gzip"}).headers.get("content-encoding") is None
    assert gzip.compress(b"")  # the module is there


def test_our_own_files_are_kept_for_a_year_when_their_address_names_their_digest(shell: TestClient) -> None:
    page = shell.get("/").text
    address = re.search(r'href="(/assets/site\.css\?v=[0-9a-f]+)"', page)
    assert address
    assert "immutable" in shell.get(address[1]).headers["cache-control"]
    assert "immutable" not in shell.get("/assets/site.css").headers["cache-control"]


def test_the_base_is_the_public_url_or_what_the_client_calls_it(shell: TestClient) -> None:
    assert shell.get("/test/echo", headers={"Host": "localhost:7"}).json()["base"] == "http://localhost:7"
    public = without_workers(public="https://who.example.org/moved")
    assert public.get("/test/echo").json()["base"] == "https://who.example.org/moved"


@pytest.mark.parametrize(
    ("told", "proxied", "client"),
    [
        ("", True, "10.0.0.9"),
        ("192.0.2.1", True, "192.0.2.1"),
        ("192.0.2.1", False, "10.0.0.9"),
        ("203.0.113.5, 192.0.2.1", True, "192.0.2.1"),
        ("192.0.2.1:4711", True, "192.0.2.1"),
        ('"[2001:db8:1:2:3::4]:4711"', True, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:3::4", True, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", True, "192.0.2.1"),
        ("unknown", True, "10.0.0.9"),
        ("<script>", True, "10.0.0.9"),
    ],
)
def test_who_asks_is_told_by_the_proxy_if_there_is_one(told: str, proxied: bool, client: str) -> None:
    headers = [(b"x-forwarded-for", told.encode())] if told else []
    scope = {"client": ("10.0.0.9", 4711), "headers": headers}
    assert client_of(scope, Settings(proxied=proxied)) == client


@given(st.text(max_size=60))
def test_any_word_of_a_proxy_is_an_address_or_ignored(told: str) -> None:
    scope = {"client": ("10.0.0.9", 1), "headers": [(b"x-forwarded-for", told.encode("utf-8", "replace"))]}
    found = client_of(scope, Settings(proxied=True))
    assert found == "10.0.0.9" or set(found) <= set("0123456789abcdef.:/")


@given(st.lists(st.tuples(st.ip_addresses().map(str), st.booleans()), max_size=60))
def test_connections_are_counted_and_forgotten(steps: list[tuple[str, bool]]) -> None:
    counted = Connections(Settings())
    inside = []
    for host, stays in steps:
        assert counted.enter(host) == ""
        if stays:
            inside.append(host)
        else:
            counted.leave(host)
    assert counted.open == len(inside)
    for host in inside:
        counted.leave(host)
    assert counted.open == 0
    assert not counted._by_client


def test_one_client_elsewhere_holds_no_more_connections_than_it_may() -> None:
    counted = Connections(Settings(per_client=2, connections=7))
    assert [counted.enter("2001:db8::1"), counted.enter("2001:db8::2")] == ["", ""]
    assert counted.enter("2001:db8::3") == "you hold more than 2 connections"
    assert [counted.enter("::ffff:127.0.0.1") for _ in range(4)] == [""] * 4
    assert counted.enter("192.0.2.1") == "more than 7 connections are open"


@pytest.mark.parametrize(
    ("host", "loopback", "everything"),
    [
        ("127.0.0.1", True, False),
        ("127.9.9.9", True, False),
        ("::1", True, False),
        ("localhost", True, False),
        (WILDCARD, False, True),
        ("::", False, True),
        ("", False, True),
        ("192.0.2.1", False, False),
        ("example.org", False, False),
    ],
)
def test_addresses_are_known_for_what_they_reach(host: str, loopback: bool, everything: bool) -> None:
    assert (on_loopback(host), on_all(host)) == (loopback, everything)
    assert WILDCARD not in Settings(host=host).names
    assert Settings(host=host).url.startswith("http://")


def test_the_token_stands_in_no_description_of_the_settings() -> None:
    assert TOKEN not in repr(Settings(token=TOKEN))
    assert grouped("fe80::1%eth0") in {"fe80::/64", "fe80::1%eth0"}
