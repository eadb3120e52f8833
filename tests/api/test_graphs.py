"""The network as a file: whatever reads GraphML or GEXF finds the nodes and edges of the answer."""

import io
from collections import defaultdict
from importlib import import_module
from itertools import product
from typing import Any

import pytest

from app.domain.annotations import RelationType
from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import Service, fill, newsroom
from tests.builders import Story, varied

networkx: Any = import_module("networkx")
READ = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}
MEDIA_TYPES = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml"}


def graph(service: Service, form: str, **asked: Any) -> Any:
    answer = service.get("/v1/network", format=form, **asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[form]
    assert answer.headers["content-disposition"] == f'attachment; filename="propos-network.{form}"'
    return READ[form](io.BytesIO(answer.content))


@pytest.mark.parametrize("form", sorted(READ))
@pytest.mark.parametrize("asked", [{}, {"actor": "Ada Byron"}, {"q": "sommet"}, {"type": "COERCE"}])
def test_a_file_holds_the_graph_of_the_answer(service: Service, form: str, asked: dict[str, Any]) -> None:
    told = service.ok("/v1/network", **asked)
    held = graph(service, form, **asked)

    assert {node: held.nodes[node]["label"] for node in held} == {
        str(node["id"]): node["actor"]["name"] for node in told["nodes"]
    }
    both_ways = {(str(edge["target"]), str(edge["source"])) for edge in told["edges"] if not edge["directed"]}
    ways = {(str(edge["source"]), str(edge["target"])) for edge in told["edges"]}
    assert set(held.edges()) == ways | (both_ways if form == "gexf" else set())
    for edge in told["edges"]:
        found = held.edges[str(edge["source"]), str(edge["target"])]
        assert found["label"] == edge["type"]
        assert found["weight"] == found["relation_count"] == edge["relation_count"]
        assert found["relation_ids"] == " ".join(map(str, edge["relation_ids"]))
        assert (found["first_date"], found["last_date"]) == (edge["first_date"], edge["last_date"])


@pytest.mark.parametrize("form", sorted(READ))
def test_a_file_holds_the_relations_of_the_database(database: Database, make_service: MakeService, form: str) -> None:
    fill(database, *newsroom(), *(varied(number).analysed() for number in range(40)))
    service = make_service(database)
    held = graph(service, form, nodes=200, edges=1000)
    listed: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for relation in service.walk("/v1/relations", limit=200):
        for one, other in product(relation["source"], relation["target"]):
            ends = (str(one["id"]), str(other["id"]))
            listed[relation["type"], frozenset(ends) if relation["symmetric"] else ends].add(relation["id"])
    drawn: dict[tuple[object, ...], int] = {}
    for source, target, told in held.edges(data=True):
        either = (told["label"], frozenset((source, target)))
        edge = either if either in listed else (told["label"], (source, target))
        drawn[edge] = told["relation_count"]
        assert {int(id_) for id_ in told["relation_ids"].split()} <= listed[edge]

    assert drawn == {edge: len(ids) for edge, ids in listed.items()}
    names = {str(actor["id"]): (actor["name"], actor["type"]) for actor in service.walk("/v1/actors", limit=200)}
    assert all((held.nodes[node]["label"], held.nodes[node]["actor_type"]) == names[node] for node in held)


@pytest.mark.parametrize("form", sorted(READ))
def test_any_name_goes_into_a_file(sqlite_database: Database, make_service: MakeService, form: str) -> None:
    odd = 'Ada <&"\x08\uffff> Byron'
    story = Story(f"{odd} rencontre Paul Valmont.").actor(odd).actor("Paul Valmont")
    fill(sqlite_database, story.relation(RelationType.CONSULT, odd, "Paul Valmont", trigger="rencontre").analysed())
    held = graph(make_service(sqlite_database), form)

    assert sorted(held.nodes[node]["label"] for node in held) == ['Ada <&"> Byron', "Paul Valmont"]
