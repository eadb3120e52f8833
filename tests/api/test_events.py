"""Events, profiles and networks over HTTP, on a corpus of a few meetings that several papers report."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from app.domain.annotations import EntityType, Modality, Polarity, Reference, RelationType
from app.domain.dates import PartialDate
from app.storage.database import Database
from tests.api.service import Service, fill
from tests.builders import Story, span_of

ADA, PAUL, ZOE = "Ada Byron", "Paul Valmont", "Zoé Lumière"


def visit(key: str, date: str | None, *, source: str = "a.example", told: str | None = None, **more: Any) -> Story:
    """Return an article in which Ada visits Paul in Lyon; `told` is the date that its sentence tells."""
    story = Story(f"{key}. Ada Byron a vu Paul Valmont à Lyon.", key=key, date=date, source=source)
    story.actor(ADA).actor(PAUL).actor("Lyon", EntityType.PLACE)
    if told is not None:
        more["date"] = PartialDate.parse(told)
    return story.relation(RelationType.CONSULT, ADA, PAUL, trigger="a vu", mode="visit", **more)


def in_lyon(story: Story) -> Story:
    """Let the relation of a story be told to have been in Lyon."""
    place = next(entity for entity in story.entities if entity.name == "Lyon")
    told = story.relations.pop()
    where = Reference(span_of(story.text, "Lyon"), place.id)
    return story.relation(told.type, ADA, PAUL, trigger="a vu", mode="visit", location=where)


def politics() -> list[Story]:
    """Return who leads what, and since when no more."""
    now = Story("Ada Byron, présidente de Lune SA, accuse Zoé Lumière.", key="now", date="2023-05")
    now.actor(ADA).actor("Lune SA", EntityType.ORGANIZATION).actor(ZOE)
    now.relation(RelationType.LEADS, ADA, "Lune SA", trigger="présidente", confidence=0.9)
    now.relation(RelationType.ACCUSE, ADA, ZOE, trigger="accuse")
    past = Story("Zoé Lumière, ancienne patronne de Lune SA, nie. « Non », a-t-elle dit d'Ada Byron.", key="past")
    past.actor(ZOE).actor("Lune SA", EntityType.ORGANIZATION).actor(ADA)
    past.relation(RelationType.LEADS, ZOE, "Lune SA", trigger="patronne", modality=Modality.HISTORICAL)
    past.relation(RelationType.AGREE, ZOE, ADA, trigger="nie", polarity=Polarity.NEGATED)
    past.quote("Non", speaker=ZOE, cue="a-t-elle dit", about=(ADA,))
    again = Story("La présidente Ada Byron dirige Lune SA.", key="again", date="2023-06-02")
    again.actor(ADA).actor("Lune SA", EntityType.ORGANIZATION)
    return [now, past, again.relation(RelationType.LEADS, ADA, "Lune SA", trigger="dirige", confidence=0.7)]


def press() -> list[Story]:
    return [
        visit("one", "2023-04-13"),
        visit("two", "2023-04-12", source="b.example"),
        visit("month", "2023-04"),
        visit("late", "2023-04-28", told="2023-04-14"),
        in_lyon(visit("place", "2023-04-13")),
        visit("other", "2023-07-01", modality=Modality.FUTURE),
        visit("denied", "2023-04-13", polarity=Polarity.NEGATED),
        visit("maybe", "2023-04-13", modality=Modality.HYPOTHETICAL),
        *politics(),
    ]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Generator[Service]:
    fill(database, *(story.analysed() for story in press()))
    running = Service(database, tmp_path / "index")
    yield running
    running.close()


def test_reports_of_one_event_count_once_with_all_that_report_it(desk: Service) -> None:
    event = desk.ok("/v1/events", between=[ADA, PAUL], min_reports=2)["items"][0]

    assert event["event_key"] == "CONSULT.1-2.2023-04-12.in-3"
    assert (event["report_count"], event["article_count"], event["source_count"]) == (5, 5, 2)
    assert (event["date_start"], event["date_end"], event["date_precision"]) == ("2023-04-12", "2023-04-14", "day")
    assert event["location"]["name"] == "Lyon"
    assert (event["symmetric"], event["modes"], event["modalities"]) == (True, ["visit"], {"actual": 5})
    assert event["attributions"] == {"article": 5}
    assert {report["article"]["date"] for report in event["reports"]} == {
        *("2023-04-12", "2023-04-13", "2023-04", "2023-04-28")
    }
    assert all("a vu" in report["evidence"]["text"] for report in event["reports"])
    assert desk.ok(event["reports_url"])["total"]["value"] == 5


def test_what_is_denied_or_only_possible_is_an_event_apart(desk: Service) -> None:
    events = desk.ok("/v1/events", between=[ADA, PAUL])["items"]

    assert {event["event_key"] for event in events} == {
        "CONSULT.1-2.2023-07-01",
        "CONSULT.1-2.negated.2023-04-13",
        "CONSULT.1-2.hypothetical.2023-04-13",
        "CONSULT.1-2.2023-04-12.in-3",
    }
    assert {event["polarity"] for event in events} == {"affirmed", "negated"}


def test_a_key_that_an_earlier_report_has_overtaken_still_finds_its_event(desk: Service) -> None:
    for path in ("/v1/events", "/v1/relations"):
        found = desk.ok(path, event_key="CONSULT.1-2.2023-04-13.in-3")
        assert found["total"]["value"] == (1 if path == "/v1/events" else 5)
    assert desk.ok("/v1/events", event_key="nothing\U0010ffff")["items"] == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 6),
        ({"group": "role"}, 2),
        ({"type": "LEADS"}, 2),
        ({"type": "CONSULT"}, 4),
        ({"source": "b.example"}, 1),
        ({"location": "Lyon"}, 1),
        ({"location": "Paris"}, 0),
        ({"mode": "visit"}, 4),
        ({"told_from": "2023-04-14", "told_to": "2023-04-14"}, 1),
        ({"date_from": "2023-07"}, 1),
        ({"min_articles": 2}, 1),
        ({"polarity": "affirmed", "modality": "actual,future"}, 3),
    ],
)
def test_events_are_filtered_by_their_reports(desk: Service, asked: dict[str, Any], found: int) -> None:
    assert desk.ok("/v1/events", **asked)["total"]["value"] == found


@pytest.mark.parametrize("sort", ["-date", "date", "-reports"])
def test_events_are_walked_in_every_order(desk: Service, sort: str) -> None:
    whole = desk.ok("/v1/events", sort=sort)["items"]
    walked = list(desk.walk("/v1/events", sort=sort, limit=1))

    assert walked == whole
    assert len({event["event_key"] for event in walked}) == 6
    if sort == "-reports":
        assert [event["report_count"] for event in walked] == sorted(
            (event["report_count"] for event in walked), reverse=True
        )


def test_a_relation_tells_where_and_when_it_says_it_was(desk: Service) -> None:
    place = desk.ok("/v1/relations", location="Lyon")["items"][0]["location"]
    told = desk.ok("/v1/relations", told_from="2023-04-14", told_to="2023-04-14", type="CONSULT")["items"]

    assert (place["mention"]["text"], place["actor"]["name"]) == ("Lyon", "Lyon")
    assert [one["told"] and one["told"]["date"] for one in told] == [
        "2023-04-14",
        None,
    ]  # the other is dated to the month
    assert told[0]["article"]["date"] == "2023-04-28"


def test_an_actor_has_dated_roles_with_those_that_are_over_kept_apart(desk: Service) -> None:
    ada, zoe, lune = (desk.ok("/v1/actors", name=name)["items"][0]["id"] for name in ("Ada", "Zoé", "Lune"))
    profile = desk.ok(f"/v1/actors/{ada}")
    [role] = profile["roles"]

    assert (role["type"], role["actor"]["name"], role["modality"]) == ("LEADS", "Lune SA", "actual")
    assert (role["first_date"], role["last_date"], role["report_count"]) == ("2023-05-01", "2023-06-02", 2)
    assert role["words"] == ["présidente", "dirige"]
    assert [one["id"] for one in desk.ok("/v1/relations", event_key=role["event_key"], sort="date")["items"]] == role[
        "relation_ids"
    ]
    assert desk.ok(f"/v1/actors/{zoe}")["roles"] == []
    assert desk.ok(f"/v1/actors/{zoe}")["former_roles"][0]["modality"] == "historical"
    company = desk.ok(f"/v1/actors/{lune}")
    assert [one["actor"]["name"] for one in company["holders"]] == [ADA]
    assert [one["actor"]["name"] for one in company["former_holders"]] == [ZOE]


def test_an_actor_has_counterparts_and_quotes_with_links_to_all_of_them(desk: Service) -> None:
    profile = desk.ok("/v1/actors/1")
    first, *_ = profile["counterparts"]

    assert (first["actor"]["name"], first["relation_count"]) == (PAUL, 8)
    assert first["dealings"] == [{"type": "CONSULT", "direction": "out", "relation_count": 8, "event_count": 4}]
    assert sum(one["relation_count"] for one in profile["counterparts"]) == profile["relation_count"]
    assert desk.ok(first["relations_url"])["total"]["value"] == 8
    assert (profile["said"]["count"], profile["said_about"]["count"]) == (0, 1)
    assert profile["said_about"]["latest"][0]["parts"][0]["text"] == "Non"
    assert desk.ok(profile["said_about"]["url"])["total"]["value"] == 1
    for url in profile["links"].values():
        desk.ok(url)


def test_the_network_of_an_actor(desk: Service) -> None:
    graph = desk.ok("/v1/network", actor=PAUL)

    assert [(node["actor"]["name"], node["depth"]) for node in graph["nodes"]] == [(PAUL, 0), (ADA, 1)]
    [edge] = graph["edges"]
    assert (edge["source"], edge["target"], edge["type"], edge["directed"]) == (1, 2, "CONSULT", True)
    assert (edge["relation_count"], edge["event_count"], edge["article_count"]) == (8, 4, 8)
    assert (edge["first_date"], edge["last_date"]) == ("2023-04-01", "2023-07-01")
    assert len(edge["relation_ids"]) == 5
    assert graph["total"] == {"nodes": 2, "edges": 1, "relations": 8}
    assert graph["left_out"] == {"nodes": 0, "edges": 0, "relations": 0}


def test_the_network_goes_a_step_further(desk: Service) -> None:
    graph = desk.ok("/v1/network", actor=PAUL, depth=2)

    assert {node["actor"]["name"]: node["depth"] for node in graph["nodes"]} == {PAUL: 0, ADA: 1, ZOE: 2, "Lune SA": 2}
    assert graph["total"]["relations"] == sum(edge["relation_count"] for edge in graph["edges"]) == 12


def test_the_network_says_what_it_leaves_out(desk: Service) -> None:
    graph = desk.ok("/v1/network", nodes=2)
    whole = desk.ok("/v1/network")

    assert whole["total"] == graph["total"] == {"nodes": 4, "edges": 5, "relations": 13}
    assert graph["left_out"] == {"nodes": 2, "edges": 4, "relations": 5}
    assert desk.ok("/v1/network", edges=1)["left_out"] == {"nodes": 2, "edges": 4, "relations": 5}


def test_the_network_of_a_search(desk: Service) -> None:
    graph = desk.ok("/v1/network", q="accuse")

    assert {edge["type"] for edge in graph["edges"]} == {"LEADS", "ACCUSE"}
    assert graph["articles_left_out"] == 0
    assert desk.ok("/v1/network", q="introuvable")["nodes"] == []
    assert desk.ok("/v1/network", actor="Personne")["nodes"] == []
    desk.problem(422, "/v1/network", depth=3)
