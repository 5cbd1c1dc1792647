"""Addresses, credentials, patience: what is sent to a server, what is not, and how often."""

from __future__ import annotations

import email.utils
import http.client
import re
import ssl
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.cli import main
from sojourn.errors import BadInput, StoreError
from sojourn.stores.remote import wire
from sojourn.stores.remote.address import Address, graph_stores, is_loopback, parsed
from sojourn.stores.remote.credentials import Credentials, credentials_for
from sojourn.stores.remote.limits import Limits, limits_from_environment
from sojourn.stores.remote.literals import canonical
from sojourn.stores.remote.reading import RemoteStore
from sojourn.stores.remote.wire import Wire
from sojourn.stores.remote.writing import write_remote
from tests.bad.lying import GOOD, JSON, Answer, raw, reply, server

XSD = "http://www.w3.org/2001/XMLSchema#"
Patch = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def _alone(monkeypatch: Patch) -> None:
    monkeypatch.setenv("NETRC", "/dev/null")
    for name in ("USER", "PASSWORD", "TOKEN", "TIMEOUT", "MAX_BYTES"):
        monkeypatch.delenv(f"SOJOURN_SPARQL_{name}", raising=False)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://me:secret@example.org/sparql", "--store: a URL with a name or password in it is not taken"),
        ("https://me@example.org/sparql", "--store: a URL with a name or password in it is not taken"),
        ("ftp://example.org/sparql", "is no http or https URL"),
        ("https:///sparql", "is no http or https URL"),
        ("https://example.org/a path", "is no http or https URL"),
        ("https://example.org/\nHost: elsewhere", "is no http or https URL"),
        ("https://例え.example/sparql", "is no http or https URL"),
        ("https://example.org:99999/sparql", "is no URL"),
        ("https://example.org/sparql?token=secret", "is followed by"),
        ("https://example.org/sparql#here", "is followed by"),
    ],
)
def test_a_bad_address_is_refused_and_shows_no_secret(url: str, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        parsed(url)
    assert message in str(refused.value)
    assert "secret" not in str(refused.value)


def test_an_address_is_written_as_it_was_typed() -> None:
    for url in ("https://example.org/sparql", "http://127.0.0.1:7878/query", "http://[::1]:80/a"):
        assert str(parsed(url)) == url.replace(":80/", "/")
    assert parsed("HTTPS://Example.org") == Address("https", "example.org", 443, "/")


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://h/sparql", {"/sparql-graph-crud-auth": "Virtuoso", "/sparql/gsp/": "Neptune"}),
        ("http://h/query", {"/store": "Oxigraph"}),
        ("http://h/ds/sparql", {"/ds/data": "Fuseki"}),
        ("http://h/ds/query", {"/ds/data": "Fuseki"}),
        ("http://h/repositories/x", {"/repositories/x/rdf-graphs/service": "GraphDB"}),
        ("http://h/elsewhere", {}),
    ],
)
def test_where_graphs_go_is_guessed_for_known_servers(url: str, wanted: dict[str, str]) -> None:
    found = {address.path: kind for address, kind in graph_stores(parsed(url))}
    assert wanted.items() <= found.items()
    assert bool(found) == bool(wanted)


@pytest.mark.parametrize(
    ("host", "is_here"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("h", False)]
)
def test_loopback_is_known_by_its_number(host: str, is_here: bool) -> None:
    assert is_loopback(host) is is_here


def test_credentials_show_nothing_of_themselves() -> None:
    secret = Credentials(parsed("https://example.org/sparql"), "me", "hidden", "hidden-token")
    assert repr(secret) == str(secret) == "<Credentials for example.org>"
    store = RemoteStore(parsed("https://example.org/sparql"), Wire(secret, Limits()))
    assert repr(store) == "<RemoteStore https://example.org/sparql>"


def test_digest_is_answered_as_rfc_7616_has_it(monkeypatch: Patch) -> None:
    own = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    monkeypatch.setattr("sojourn.stores.remote.credentials.secrets.token_hex", lambda _: own)
    asked = (
        'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={}, '
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    for algorithm, wanted in (
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ):
        mufasa = Credentials(parsed("http://www.example.org/dir/index.html"), "Mufasa", "Circle of Life")
        assert mufasa.challenged([asked.format(algorithm)])
        header = mufasa.header("GET", "/dir/index.html")
        assert f'response="{wanted}"' in header
        assert "qop=auth, nc=00000001" in header


def basic(request: bytes) -> str:
    found = re.search(rb"(?i)^authorization: (.*)\r$", request, re.MULTILINE)
    return found.group(1).decode() if found else ""


WANTS = reply(b"", "text/plain", "401 Unauthorized", 'WWW-Authenticate: Basic realm="here"')


def test_a_password_is_sent_only_when_it_is_asked_for(monkeypatch: Patch) -> None:
    monkeypatch.setenv("SOJOURN_SPARQL_USER", "Aladdin")
    monkeypatch.setenv("SOJOURN_SPARQL_PASSWORD", "open sesame")
    with server(WANTS, reply(GOOD)) as (url, requests), pytest.raises(StoreError, match="holds no graph"):
        RemoteStore.open(url)
    assert [basic(request) for request in requests] == ["", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]
    with server(WANTS) as (url, requests), pytest.raises(StoreError, match="does not accept this name and password"):
        RemoteStore.open(url)
    assert len(requests) == 2


def test_a_token_is_sent_at_once(monkeypatch: Patch) -> None:
    monkeypatch.setenv("SOJOURN_SPARQL_TOKEN", "abc")
    with server(reply(GOOD)) as (url, requests), pytest.raises(StoreError, match="holds no graph"):
        RemoteStore.open(url)
    assert basic(requests[0]) == "Bearer abc"


def test_a_password_does_not_travel_unencrypted() -> None:
    far = Credentials(parsed("http://example.org/sparql"), "me", "hidden")
    with pytest.raises(StoreError, match="would travel unencrypted"):
        far.challenged(['Basic realm="x"'])
    with pytest.raises(StoreError, match="would travel unencrypted"):
        Credentials(parsed("http://example.org/sparql"), "", "", "hidden").header("POST", "/sparql")
    assert far.challenged(['Digest realm="x", nonce="1", qop="auth"'])
    assert "hidden" not in far.header("POST", "/sparql")


def test_a_netrc_is_used_and_a_bad_one_is_not_shown(tmp_path: Path, monkeypatch: Patch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine example.org login me password hidden\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    assert credentials_for(parsed("https://example.org/sparql"))
    assert not credentials_for(parsed("https://elsewhere.org/sparql"))
    netrc.write_text("machine example.org\nlogin me passwort hidden\n", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be used") as refused:
        credentials_for(parsed("https://example.org/sparql"))
    assert "hidden" not in str(refused.value)


def test_a_password_in_a_url_is_refused_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["ask", "gaps", "--store"], ["build", "--shipped", "-o"], ["export", "-o"]):
        assert main([*command, "https://me:secret@example.org/sparql"]) == 2
        said = capsys.readouterr().err
        assert "SOJOURN_SPARQL_PASSWORD" in said
        assert "secret" not in said


def busy(after: str = "") -> Answer:
    return reply(b"", "text/plain", "503 Service Unavailable", *([f"Retry-After: {after}"] if after else []))


@pytest.fixture
def pauses(monkeypatch: Patch) -> list[float]:
    found: list[float] = []
    monkeypatch.setattr(wire, "sleep", found.append)
    return found


def test_a_busy_server_is_asked_again_after_longer_and_longer_pauses(pauses: list[float]) -> None:
    with server(busy(), busy(), busy(), reply(GOOD)) as (url, requests), pytest.raises(StoreError, match="no graph"):
        RemoteStore.open(url)
    assert len(requests) == 4
    for pause, usual in zip(pauses, (0.5, 1.0, 2.0), strict=True):
        assert usual * 0.5 <= pause <= usual * 1.5


@pytest.mark.parametrize("seconds", [0, 7])
def test_a_busy_server_is_given_the_time_that_it_asks_for(pauses: list[float], seconds: int) -> None:
    with server(busy(str(seconds)), reply(GOOD)) as (url, _), pytest.raises(StoreError, match="no graph"):
        RemoteStore.open(url)
    assert pauses == [float(seconds)]


def test_a_busy_server_may_name_a_date(pauses: list[float]) -> None:
    date = email.utils.formatdate(time.time() + 40, usegmt=True)
    with server(busy(date), reply(GOOD)) as (url, _), pytest.raises(StoreError, match="no graph"):
        RemoteStore.open(url)
    assert 20 < pauses[0] < 41


def test_patience_ends(pauses: list[float]) -> None:
    with server(busy("3600")) as (url, requests), pytest.raises(StoreError, match=r"is busy \(503\)"):
        RemoteStore.open(url)
    assert len(requests) == 1
    with server(busy()) as (url, requests), pytest.raises(StoreError, match=r"is busy \(503\)"):
        RemoteStore.open(url)
    assert len(requests) == 5
    assert len(pauses) == 4


def test_a_broken_connection_is_tried_again_for_reading_but_not_for_writing(pauses: list[float]) -> None:
    with server(raw(), reply(GOOD)) as (url, requests), pytest.raises(StoreError, match="holds no graph"):
        RemoteStore.open(url)
    assert len(requests) == 2
    graphs = [("https://w3id.org/sojourn/graph/x", [b"<urn:a> <urn:b> <urn:c> .\n"])]
    with server(reply(GOOD), raw()) as (url, requests), pytest.raises(StoreError, match="the connection broke"):
        write_remote(url, graphs)
    assert [request.split()[0] for request in requests] == [b"POST", b"PUT"]


def test_a_redirect_within_the_server_is_followed() -> None:
    there = reply(b"", JSON, "308 Permanent Redirect", "Location: /other/sparql")
    with server(there, reply(GOOD)) as (url, requests), pytest.raises(StoreError, match="holds no graph"):
        RemoteStore.open(url)
    assert requests[1].startswith(b"POST /other/sparql HTTP/1.1\r\n")
    assert requests[0].partition(b"\r\n\r\n")[2] == requests[1].partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("404 Not Found", "takes no graphs here (404)\n  Nothing was written."),
        ("405 Method Not Allowed", "takes no graphs here (405)\n  Nothing was written."),
        ("501 Not Implemented", "takes no graphs here (501)\n  Nothing was written."),
        ("403 Forbidden", "does not allow this (403)\n  Nothing was written."),
        ("413 Content Too Large", "a graph is too large for the server (413)\n  Nothing was written."),
        ("415 Unsupported Media Type", "takes no N-Triples (415)\n  Nothing was written."),
        ("307 Temporary Redirect", "sends the graph on to another address (307)\n  Nothing was written."),
        ("507 Insufficient Storage", "has no room left (507)\n  Nothing was written."),
        ("500 Internal Server Error", "did not take a graph (500)\n  Nothing was written."),
    ],
)
def test_a_server_that_takes_no_graphs_is_left_as_it_was(status: str, message: str) -> None:
    with server(reply(GOOD), reply(b"", "", status)) as (url, requests):
        with pytest.raises(StoreError) as refused:
            write_remote(url, [("https://w3id.org/sojourn/graph/x", [b"<urn:a> <urn:b> <urn:c> .\n"])])
        assert message in str(refused.value)
    assert b"graph%2Fprobe-" in requests[-1]


def test_a_server_that_stops_taking_graphs_half_way_is_told_as_it_is() -> None:
    done, full = reply(b"", "", "204 No Content"), reply(b"", "", "507 Insufficient Storage")
    graphs = [(f"https://w3id.org/sojourn/graph/{name}", [b"<urn:a> <urn:b> <urn:c> .\n"]) for name in "xy"]
    with server(reply(GOOD), done, done, done, full) as (url, _), pytest.raises(StoreError) as refused:
        write_remote(url, graphs)
    assert "Some graphs are written, others are not; write again, the result is the same." in str(refused.value)


def test_graphs_go_to_the_server_that_is_asked_and_to_no_other() -> None:
    with pytest.raises(BadInput, match="--graph-store: this is another server than that of -o"):
        write_remote("https://example.org/sparql", [], graph_store="https://elsewhere.org/data")


@pytest.mark.parametrize("text", ["-1", "0", "soon", "nan", "inf"])
def test_a_bad_limit_is_refused(text: str, monkeypatch: Patch) -> None:
    monkeypatch.setenv("SOJOURN_SPARQL_TIMEOUT", text)
    with pytest.raises(BadInput, match="SOJOURN_SPARQL_TIMEOUT"):
        limits_from_environment()


def test_a_server_that_is_not_there_is_one_message(capsys: pytest.CaptureFixture[str]) -> None:
    with server(reply(GOOD)) as (url, _):
        pass
    assert main(["ask", "gaps", "--store", url]) == 2
    assert capsys.readouterr().err == (
        f"{url}: cannot be reached: Connection refused\n  Check the address, and that the server runs.\n"
    )


def test_a_server_without_a_certificate_is_one_message(capsys: pytest.CaptureFixture[str]) -> None:
    with server(raw(b"220 plain text\r\n"), listens=False) as (url, _):
        at = url.replace("http://", "https://")
        assert main(["ask", "gaps", "--store", at]) == 2
        said = capsys.readouterr().err
    assert said.startswith(f"{at}: no encrypted connection is possible: ")
    assert said.endswith("\n  Is it an http:// address?\n")


def test_an_invalid_certificate_is_one_message(monkeypatch: Patch) -> None:
    def refuse(connection: http.client.HTTPSConnection) -> None:
        error = ssl.SSLCertVerificationError(1, "certificate verify failed")
        error.verify_message = "self-signed certificate"
        raise error

    monkeypatch.setattr(http.client.HTTPSConnection, "connect", refuse)
    with pytest.raises(StoreError) as refused:
        RemoteStore.open("https://example.org/sparql")
    assert str(refused.value) == (
        "https://example.org/sparql: its certificate is not valid: self-signed certificate\n"
        "  Ask who runs the server. Of an authority of your own, name the certificate in SSL_CERT_FILE."
    )


NUMBERS = st.one_of(
    st.tuples(st.just("decimal"), st.from_regex(r"[+-]?[0-9]{1,20}(\.[0-9]{0,12})?", fullmatch=True)),
    st.tuples(st.just("decimal"), st.from_regex(r"[+-]?\.[0-9]{1,12}", fullmatch=True)),
    st.tuples(st.just("integer"), st.from_regex(r"[+-]?[0-9]{1,17}", fullmatch=True)),
    st.tuples(st.just("boolean"), st.sampled_from(["0", "1", "true", "false", "TRUE"])),
    st.tuples(st.just("date"), st.sampled_from(["2015-02-03", "2015-02-30", "-0044-03-15"])),
)


@given(NUMBERS)
def test_numbers_are_spelled_as_the_embedded_store_spells_them(given_as: tuple[str, str]) -> None:
    kind, text = given_as
    literal = ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
    node = ox.NamedNode("urn:x")
    store = ox.Store()
    store.add(ox.Quad(node, node, literal))
    assert canonical(literal) == next(iter(store)).object


def test_points_come_back_from_single_precision() -> None:
    geometry = ox.NamedNode("http://www.openlinksw.com/schemas/virtrdf#Geometry")
    found = canonical(ox.Literal("POINT(87.600456237793 43.800960540771)", datatype=geometry))
    assert found.value == "POINT(87.60046 43.80096)"
    assert found.datatype.value == "http://www.opengis.net/ont/geosparql#wktLiteral"
