"""The description of what programs can ask: complete, valid, and true of what the server answers."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import sojourn
from sojourn.queries.named import listings, load, names
from sojourn.renderers.registered import renderers
from sojourn.server.questions import MEDIA
from sojourn.workers.limits import Limits
from tests.drawing.sample import SOAK
from tests.server.conftest import TestClient

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of what its own dependencies do
    import schemathesis
    from schemathesis import GenerationMode, Response, checks
    from schemathesis.core.result import Ok

if TYPE_CHECKING:
    from schemathesis import APIOperation, BaseSchema, Case

QUESTIONS = [*names(), *listings()]
EXAMPLES = 20 if SOAK else 1
"""Made-up requests of each operation, valid and invalid."""
FORMS = list(MEDIA.values()) if SOAK else ["json", "csv"]
"""The forms in which every example is asked for; of the others, each example takes one in turn."""


@pytest.fixture(scope="module")
def told(client: TestClient) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/openapi.json").json()
    return answer


@pytest.fixture(scope="module")
def schema(told: dict[str, Any]) -> BaseSchema:
    return schemathesis.openapi.from_dict(told)


def sent(client: TestClient, case: Case[Any]) -> Response:
    wanted = case.as_transport_kwargs(base_url="http://127.0.0.1:8000")
    kept = {name: wanted[name] for name in ("method", "url", "params", "headers") if name in wanted}
    return Response.from_any(client.request(**kept))


def test_it_is_openapi_3_1_by_the_schema_of_that(schema: BaseSchema, told: dict[str, Any]) -> None:
    assert told["openapi"] == "3.1.0"
    schema.validate()


def test_every_question_is_described_with_its_parameters_words_and_examples(told: dict[str, Any]) -> None:
    for name in QUESTIONS:
        query = load(name)
        page = told["paths"][f"/ask/{name}"]["get"]
        file = told["paths"][f"/ask/{name}.{{ending}}"]["get"]
        named = {one["name"]: one for one in file["parameters"] if "name" in one}
        assert page["summary"] == query.question
        assert list(named) == [parameter.name for parameter in query.parameters]
        for parameter in query.parameters:
            described = named[parameter.name]
            assert described["required"] is parameter.required
            assert parameter.description in described["description"]
            assert described["schema"].get("enum", []) == list(parameter.words) or parameter.type == "kind"
            shown = [one["value"] for one in described.get("examples", {}).values()]
            assert shown == list(dict.fromkeys(e[parameter.name] for e in query.examples if parameter.name in e))
        answer = told["components"]["schemas"][name]["properties"]["answer"]["items"]
        assert answer["required"] == [column.name for column in query.columns]


def test_every_way_to_fail_is_described(told: dict[str, Any]) -> None:
    statuses = told["paths"]["/ask/cities"]["get"]["responses"]
    assert " ".join(sorted(statuses)) == "200 400 401 403 404 406 413 414 429 500 503 504 507"


def test_a_picture_can_be_drawn_by_every_renderer_that_is_registered(told: dict[str, Any]) -> None:
    (drawn,) = [one for one in told["paths"]["/picture"]["get"]["parameters"] if one.get("name") == "as"]
    assert drawn["schema"]["enum"] == ["auto", *(one.name for one in renderers())]


def test_renderers_of_other_packages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from sojourn.renderers import registered
    from sojourn.workers.tasks.renderers import run

    class Ribbons(type(renderers()[0])):  # type: ignore[misc]  # what a plug-in would bring
        name = "ribbons"

    known = registered.Renderers((*renderers(), Ribbons()))
    monkeypatch.setattr(registered, "renderers", lambda: known)
    assert run(sojourn.Graph.__new__(sojourn.Graph), {}, Limits()).json()[-1] == "ribbons"


def test_the_page_to_read_names_every_question(client: TestClient) -> None:
    text = client.get("/docs", headers={"Accept": "text/html"}).text
    for name in QUESTIONS:
        assert f"<code>/ask/{name}</code>" in text


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_the_examples_give_is_what_is_described(client: TestClient, schema: BaseSchema, name: str) -> None:
    operation = schema[f"/ask/{name}.{{ending}}"]["GET"]
    others = [form for form in MEDIA.values() if form not in FORMS]
    for place, example in enumerate(load(name).examples):
        turn = others[(QUESTIONS.index(name) + place) % len(others)] if others else ""
        for form in filter(None, [*FORMS, turn]):
            answer = Response.from_any(client.get(f"/ask/{name}.{form}", params=example))
            assert answer.status_code == 200 or (answer.status_code, form in {"svg", "geojson", "gexf"}) == (400, True)
            operation.validate_response(answer)


def test_made_up_requests_are_answered_as_described(client: TestClient, schema: BaseSchema) -> None:
    operations: list[APIOperation[Any, Any, Any, Any]] = [
        found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)
    ]
    assert len(operations) == 2 * len(QUESTIONS) + 5
    for operation in operations:
        if operation.path == "/picture" and not SOAK:
            continue
        _try(client, operation, GenerationMode.POSITIVE)
        _try(client, operation, GenerationMode.NEGATIVE)


def _try(client: TestClient, operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode) -> None:
    # A name that nothing has is refused, though it is a valid text: what is valid need not be accepted.
    left_out = [checks.positive_data_acceptance, checks.unsupported_method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def tried(case: Case[Any]) -> None:
        case.validate_response(sent(client, case), excluded_checks=left_out)

    tried()
