"""The pages as the server sends them: both languages, safe whatever the texts hold, and good to caches."""

import asyncio
import re
import tomllib
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import httpx
import pytest

from app.api.pages.assets import address_of, assets
from app.api.pages.shell import PAGE_POLICY
from app.api.pages.texts import LANGUAGES, language_of, texts_in
from app.api.problem_types import PROBLEM_TYPES
from app.domain.annotations import EntityType, QuoteType, RelationType
from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import Service, fill
from tests.builders import Story

FRENCH = {"Accept-Language": "fr-FR,fr;q=0.9,en;q=0.5", "Accept": "text/html"}
ENGLISH = {"Accept-Language": "en-GB,en;q=0.8", "Accept": "text/html"}
PAGES = ("/", "/?q=oui", "/?show=articles", "/articles/1", "/actors/1", "/compare", "/compare?a=Ada+Byron&b=France")
EVIL = "<script>alert('x')</script>\"'&"


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.found if tag == "a" and "href" in attrs]


def read(service: Service, path: str, headers: dict[str, str] = FRENCH) -> str:
    answer = service.send("GET", path, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == PAGE_POLICY
    return answer.text


def flat(table: dict[str, Any], above: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in table.items():
        found |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {above + key}  # pyright: ignore[reportUnknownArgumentType] - TOML
    return found


def keys(language: str) -> set[str]:
    return flat(tomllib.loads(files("app.api.pages").joinpath("texts", f"{language}.toml").read_text("utf-8")))


def templates() -> str:
    folder = files("app.api.pages").joinpath("templates")
    return "".join(entry.read_text("utf-8") for entry in folder.iterdir())


def test_both_languages_say_the_same_things() -> None:
    assert keys("fr") == keys("en")
    for key in keys("fr"):
        slots = [set(re.findall(r"\{(\w+)\}", texts_in(language).table[key])) for language in LANGUAGES]
        assert slots[0] == slots[1], key


def test_every_text_is_used_and_every_text_used_is_there() -> None:
    whole = set(re.findall(r'\bt\("([\w.-]+)"(?:[,)]| if)', templates()))
    counted = set(re.findall(r't\.count\("([\w.]+\w)"', templates())) | {"count.quotes", "count.articles"}
    begun = tuple(re.findall(r'\bt\("([\w.]+\.)" \+', templates()))
    made_by_name = {f"type.{kind}" for kind in EntityType} | {f"relation.{kind}" for kind in RelationType}
    made_by_name |= {f"quote.{kind}" for kind in QuoteType}
    known = keys("fr")

    assert whole | made_by_name | {f"{key}.{form}" for key in counted for form in ("one", "other")} <= known
    assert {key.rpartition(".")[0] for key in known if key.startswith("count.")} == counted
    assert {key for key in known - whole if not key.startswith(("count.", "date.", *begun))} == set()
    assert {key.removeprefix("problem.") for key in known if key.startswith("problem.") and "-" in key} <= set(
        PROBLEM_TYPES
    )


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        (None, "", "fr"),
        (None, "de-DE", "fr"),
        (None, "en-US,fr;q=0.9", "en"),
        (None, "de, en;q=0.3, fr;q=0.8", "fr"),
        (None, "fr;q=0, en", "en"),
        (None, "EN;q=broken,en;q=0.1", "en"),
        ("fr", "en", "fr"),
    ],
)
def test_the_language_is_the_one_chosen_or_liked_best(chosen: str | None, accepted: str, language: str) -> None:
    assert language_of(chosen, accepted) == language


def test_numbers_and_dates_are_written_as_the_language_does() -> None:
    french, english = texts_in("fr"), texts_in("en")

    assert (french.count("count.quotes", 0), english.count("count.quotes", 0)) == ("0 citation", "0 quotes")
    assert french.count("count.quotes", 1234).replace("\u202f", " ") == "1 234 citations"
    assert [french.date(None), english.date(None)] == ["sans date", "undated"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_the_language_of_its_reader(service: Service, path: str) -> None:
    assert '<html lang="fr">' in read(service, path, FRENCH)
    assert '<html lang="en">' in read(service, path, ENGLISH)
    joint = "&" if "?" in path else "?"
    chosen = read(service, f"{path}{joint}hl=en", FRENCH)
    assert '<html lang="en">' in chosen
    inner = [link for link in Elements(chosen).links() if link.startswith("/") and "hl=" not in link]
    assert all(link.startswith(("/v1/", "/docs", "/redoc", "/problems")) for link in inner)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_on_a_page_is_inline_or_from_elsewhere(service: Service, path: str) -> None:
    for tag, attributes in Elements(read(service, path)).found:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert tag != "style"
        if tag in {"script", "link", "img"}:
            assert (attributes.get("src") or attributes.get("href") or "").startswith("/")


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_who_has_the_page_is_told_so_in_the_same_language_alone(service: Service, path: str) -> None:
    first = service.send("GET", path, headers=FRENCH)
    tag = {"If-None-Match": first.headers["etag"]}
    again = service.send("GET", path, headers={**FRENCH, **tag})

    assert again.status_code == 304
    assert again.headers["content-security-policy"] == PAGE_POLICY
    assert {part.strip() for part in again.headers["vary"].split(",")} == {"Accept-Language", "Accept-Encoding"}
    assert service.send("GET", path, headers={**ENGLISH, **tag}).status_code == 200


def test_assets_are_kept_for_good_under_an_address_of_their_own(service: Service) -> None:
    page = read(service, "/")
    for name in ("style.css", "search.js"):
        assert address_of(name) in page
    for name in assets():
        answer = service.get(address_of(name))
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert service.get("/assets/000000000000/style.css").status_code == 404
    assert service.get(address_of("style.css") + "x").status_code == 404


def test_every_link_of_the_pages_leads_somewhere(service: Service) -> None:
    seen: set[str] = set()
    for path in PAGES:
        seen |= {link for link in Elements(read(service, path)).links() if link.startswith("/")}
    for link in sorted({link.partition("#")[0] for link in seen}):
        assert service.send("GET", link, headers=FRENCH).status_code == 200, link


@pytest.mark.parametrize("path", ["/", "/articles/1", "/actors/1", "/nowhere"])
def test_behind_a_proxy_every_address_begins_with_its_path(service: Service, path: str) -> None:
    async def ask() -> str:
        transport = httpx.ASGITransport(service.app, root_path="/news")
        async with httpx.AsyncClient(transport=transport, base_url="http://propos.test") as client:
            return (await client.get(f"/news{path}", headers=FRENCH)).text

    elements = Elements(asyncio.run(ask()))
    addresses = [attrs.get(name) or "" for _, attrs in elements.found for name in ("href", "src", "action")]
    assert all(told.startswith("/news") for told in addresses if told.startswith("/"))
    assert any(told.startswith("/news/assets/") for told in addresses)


def test_fields_left_empty_ask_for_nothing(service: Service) -> None:
    sent = read(service, "/?q=&speaker=&about=+&date_from=&date_to=&sort=-date")

    assert read(service, "/").count('data-quote="') == sent.count('data-quote="') == 20


def test_the_whole_question_is_in_the_address(service: Service) -> None:
    page = read(service, "/?speaker=byron&date_from=2023&date_to=2023&type=direct&source=a.example&lang=fr")

    assert 'name="speaker" value="1"' in page
    assert 'value="2023"' in page
    for name, value in (("type", "direct"), ("source", "a.example"), ("lang", "fr")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    items = service.ok("/v1/quotes", speaker="byron", date_from="2023", date_to="2023", source="a.example", lang="fr")
    assert page.count('data-quote="') == len(items["items"])


def test_pages_go_on_where_they_ended(service: Service) -> None:
    seen: list[str] = []
    path = "/?speaker=Ada+Byron"
    while path:
        page = read(service, path)
        seen += re.findall(r'data-quote="(\d+)"', page)
        more = [attrs["href"] for tag, attrs in Elements(page).found if tag == "a" and attrs.get("rel") == "next"]
        path = more[0] if more else None
    everything = [str(item["id"]) for item in service.walk("/v1/quotes", speaker="Ada Byron")]
    assert seen == everything


def test_a_name_nobody_bears_is_said_so(service: Service) -> None:
    assert "Personne ne porte le nom « Zyx »" in read(service, "/?speaker=Zyx")
    assert "Nobody bears the name “Zyx”" in read(service, "/compare?a=Zyx", ENGLISH)


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/?q=-", 400, "Cette recherche ne peut pas être lue."),
        ("/?date_from=2023&date_to=2022", 422, "Ces dates ne vont pas ensemble"),
        ("/?cursor=abc", 400, "recommencez la recherche"),
        ("/?date_from=hier", 422, "Une valeur de l’adresse"),
        ("/?unheard=of", 422, "Une valeur de l’adresse"),
        ("/articles/999", 404, "Il n’y a rien à cette adresse."),
        ("/actors/999", 404, "Il n’y a rien à cette adresse."),
        ("/nowhere", 404, "Il n’y a rien à cette adresse."),
    ],
)
def test_what_goes_wrong_is_told_on_a_page(service: Service, path: str, status: int, text: str) -> None:
    answer = service.send("GET", path, headers=FRENCH)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == PAGE_POLICY
    assert text in answer.text


def test_programs_are_told_of_problems_as_ever(service: Service) -> None:
    service.problem(404, "/articles/999")
    assert service.send("GET", "/v1/articles/999", headers=FRENCH).headers["content-type"] == "application/problem+json"


def test_names_and_texts_of_any_kind_do_no_harm(sqlite_database: Database, make_service: MakeService) -> None:
    story = Story(
        f"« {EVIL} oui », a dit {EVIL} Byron à {EVIL} Lune.\r\nUn & deux.",
        title=EVIL,
        source=EVIL,
        url="javascript:alert(1)",
    )
    story.actor(f"{EVIL} Byron").actor(f"{EVIL} Lune", EntityType.ORGANIZATION)
    story.quote(f"{EVIL} oui", speaker=f"{EVIL} Byron", cue="a dit", about=(f"{EVIL} Lune",))
    story.relation(RelationType.CONSULT, f"{EVIL} Byron", f"{EVIL} Lune", trigger="a dit")
    fill(sqlite_database, story.analysed())
    service = make_service(sqlite_database)

    for path in ("/", "/?q=oui", "/?show=articles", "/articles/1", "/actors/1", "/actors/2", "/compare?a=1&b=2"):
        page = read(service, path)
        elements = Elements(page)
        assert "alert" in page
        assert all("src" in attrs for tag, attrs in elements.found if tag == "script")
        assert not any(link.lower().startswith("javascript") for link in elements.links())
    assert "&#13;\n" in read(service, "/articles/1")


def test_an_article_names_its_copies_and_they_name_it(database: Database, make_service: MakeService) -> None:
    words = " ".join(f"mot{number}" for number in range(80))
    stories = [
        Story(f"{words}. « Nous fermerons », a dit Ada Byron.{end}", key=key, title=f"Titre {key}", date=date)
        for key, date, end in (("un", "2016-08-09", ""), ("deux", "2016-08-10", " Suite."))
    ]
    told = [one.actor("Ada Byron").quote("Nous fermerons", speaker="Ada Byron", cue="a dit") for one in stories]
    fill(database, *(one.analysed() for one in told))
    service = make_service(database)

    original, copy = (service.get(f"/articles/{id_}", headers=ENGLISH).text for id_ in (1, 2))
    assert "Also published as:" in original
    assert "Repeats almost word for word:" in copy
    assert "/articles/2" in original
    assert "/articles/1" in copy
    assert service.ok("/v1/actors/1")["said"]["count"] == 1
    assert service.get("/actors/1", headers=ENGLISH).text.count("Nous fermerons") == 1
