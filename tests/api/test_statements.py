"""The number of SQL statements of each endpoint is fixed: it does not grow with the items of a page."""

import pytest

from tests.api.service import Service

STATEMENTS = {
    "/v1/articles": 3,
    "/v1/articles?q=oui": 2,
    "/v1/articles?q=oui&include=snippet": 3,
    "/v1/articles?actor=Ada+Byron&actor=5": 6,
    "/v1/articles?facets=lang,source,year,month,actor": 9,
    "/v1/articles?q=oui&facets=lang,month": 2,
    "/v1/articles?q=oui&facets=actor": 4,
    "/v1/articles/1": 2,
    "/v1/articles/1?include=text,quotes,actors,relations": 10,
    "/v1/articles?include=text,quotes,actors": 9,
    "/v1/articles?q=oui&include=snippet,text,quotes,actors": 8,
    "/v1/articles/1/quotes": 6,
    "/v1/articles/1/annotations": 8,
    "/v1/articles/1/jsonld": 8,
    "/v1/articles/1/text": 2,
    "/v1/quotes": 5,
    "/v1/quotes?q=oui": 4,
    "/v1/quotes?speaker=Ada+Byron&about=France": 6,
    "/v1/actors": 4,
    "/v1/actors/1": 14,
    "/v1/quotes/1": 4,
    "/v1/relations": 4,
    "/v1/relations?facets=lang,source,year,month,actor,type,modality": 12,
    "/v1/relations/1": 3,
    "/v1/relations?between=1&between=4&event_key=CONSULT.1-4.2023-04": 5,
    "/v1/events": 6,
    "/v1/network": 4,
    "/v1/network?actor=1&depth=2": 6,
    "/v1/network?q=oui": 2,
    "/v1/timeline?of=quotes&speaker=1&about=2&interval=day": 3,
    "/v1/timeline?of=relations&between=1&between=4&by=told": 3,
    "/v1/timeline?q=oui": 1,
    "/v1/suggest?q=a": 3,
    "/v1/suggest?q=frnace": 4,
    "/healthz": 0,
    "/": 13,
    "/?q=oui&speaker=Ada+Byron": 10,
    "/?show=articles": 13,
    "/articles/1": 9,
    "/actors/1": 23,
    "/compare?a=1&b=2": 14,
}


@pytest.mark.parametrize("path", STATEMENTS)
def test_the_number_of_statements_is_fixed(service: Service, path: str) -> None:
    counted: set[int] = set()
    for limit in ("1", "50"):
        sized = f"{path}{'&' if '?' in path else '?'}limit={limit}"
        with service.resources.database.recording() as recorder:
            answer = service.get(sized)
            if answer.status_code == 422:  # no listing
                recorder.statements.clear()
                answer = service.get(path)
        assert answer.status_code == 200
        counted.add(len(recorder.statements))

    assert counted == {STATEMENTS[path]}
