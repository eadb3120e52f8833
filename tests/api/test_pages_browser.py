"""The pages in a real browser: searching, reading, looking and comparing, by mouse, by keyboard, and without scripts."""

import re
import shutil
from collections.abc import Generator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from app.domain.annotations import EntityType, RelationType
from app.storage.database import Database
from tests.api.browsing import Seen, ingest_published, serving, watched
from tests.api.service import fill
from tests.builders import Story, summit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
WAIT = 5_000
"""Milliseconds that anything on a page may take."""
EVIL = "<script>document.title='x'</script>\"'"
Told = tuple["Page", Seen]


def hostile() -> Story:
    """Return an article whose names and words would be a script if they were let be."""
    story = Story(f"« {EVIL} 𝄞 oui », a dit {EVIL} Mal à Lune.\r\n\r\n🜁 Fin.", title=EVIL, source=EVIL, key="evil")
    story.actor(f"{EVIL} Mal").actor("Lune", EntityType.PLACE)
    story.quote(f"{EVIL} 𝄞 oui", speaker=f"{EVIL} Mal", cue="a dit", about=("Lune",))
    return story.relation(RelationType.CONSULT, f"{EVIL} Mal", "Lune", trigger="a dit")


def crossing() -> Story:
    """Return an article with a quote in two parts and one that overlaps it, behind characters beyond U+FFFF."""
    story = Story("😀 « Un 😀 deux », a dit Ada Byron, « trois 𝄞 quatre ». Fin 😀.", title="Croisement", key="crossing")
    story.actor("Ada Byron")
    story.quote("Un 😀 deux", "trois 𝄞 quatre", speaker="Ada Byron", cue="a dit")
    return story.quote("deux », a dit Ada Byron, « trois", speaker="Ada Byron")


@pytest.fixture(scope="module")
def address(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """Serve the published articles, read by the extraction, and three that are made to be difficult."""
    folder = tmp_path_factory.mktemp("gazette")
    told = f"sqlite:///{shutil.copyfile(sqlite_template, folder / 'gazette.db')}"
    database = Database.open(told)
    ingest_published(database)
    fill(database, *(story.analysed() for story in (summit(), hostile(), crossing())))
    database.close()
    with serving(told, folder / "index") as address:
        yield address


@pytest.fixture(scope="module")
def french(browser: "Browser") -> "Generator[BrowserContext]":
    """Return a reader with a browser in French."""
    context = browser.new_context(locale="fr-FR")
    context.set_default_timeout(WAIT)
    yield context
    context.close()


@pytest.fixture
def told(french: "BrowserContext", address: str) -> Generator[Told]:
    """Return a page that must do nothing wrong until the test ends."""
    page, seen = watched(french, address)
    yield page, seen
    assert seen == Seen()
    page.close()


def answer(address: str, path: str) -> Any:
    return httpx.get(f"{address}{path}").json()


def actor(address: str, name: str) -> int:
    return answer(address, f"/v1/actors?name={name}")["items"][0]["id"]


def until(page: "Page", told: str) -> None:
    """Wait until an expression holds; asked from outside, for the page itself may evaluate nothing."""
    ends = monotonic() + WAIT / 1000
    while not page.evaluate(told):
        assert monotonic() < ends, told
        page.wait_for_timeout(20)


def texts(page: "Page", selector: str) -> list[str]:
    return page.locator(selector).all_inner_texts()


def test_searching_while_typing_and_going_back(told: Told, address: str) -> None:
    page, _ = told
    page.goto(address)
    page.locator("#q").press_sequentially("cartes", delay=5)
    page.wait_for_url(re.compile(r"\?q=cartes$"))
    until(page, "document.querySelectorAll('.hit').length")

    assert set(texts(page, ".hit")) == {"cartes"}
    assert page.locator("#status").inner_text() == page.locator("#told").text_content()
    assert page.evaluate("document.activeElement.id") == "q"

    page.locator(".facets a", has_text="2022").first.click()
    page.wait_for_url(re.compile("date_from=2022"))
    until(page, "document.querySelector('#date_from').value === '2022'")
    page.locator(".tabs a", has_text="Articles").click()
    page.wait_for_url(re.compile("show=articles"))
    page.locator(".item.article").first.wait_for()

    page.go_back()
    until(page, "!document.querySelector('.item.article')")
    page.go_back()
    until(page, "document.querySelector('#date_from').value === ''")
    page.go_back()
    until(page, "document.querySelector('#q').value === '' && !document.querySelector('.hit')")


def test_an_address_holds_the_whole_question(told: Told, address: str) -> None:
    page, _ = told
    page.goto(f"{address}/?q=parole&speaker=Antoine+Delmas&date_from=2022&sort=date")

    assert page.locator("#q").input_value() == "parole"
    assert "Antoine Delmas" in page.locator("#chosen").inner_text()
    assert page.locator("#date_from").input_value() == "2022"
    assert page.locator("#sort").input_value() == "date"
    assert set(texts(page, ".attribution .who")) == {"Antoine Delmas"}


def test_more_is_added_until_there_is_no_more(told: Told, address: str) -> None:
    page, _ = told
    page.goto(address)
    total = answer(address, "/v1/quotes?limit=1")["total"]["value"]
    while page.locator("a.more").count():
        before = page.locator(".item").count()
        page.locator("a.more").click()
        until(page, f"document.querySelectorAll('.item').length > {before}")

    numbers = page.locator(".item").evaluate_all("items => items.map(item => item.dataset.quote)")
    assert len(numbers) == len(set(numbers)) == total


def test_a_name_is_chosen_from_what_is_proposed_by_keyboard_alone(told: Told, address: str) -> None:
    page, _ = told
    page.goto(address)
    field = page.locator("#speaker")
    field.press_sequentially("del", delay=5)
    page.locator("#speaker-options [role=option]", has_text="Antoine Delmas").wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    pointed = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert pointed.get_attribute("aria-selected") == "true"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    field.press("ArrowDown")
    page.locator("#speaker-options [role=option]").first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(re.compile(rf"speaker={actor(address, 'Delmas')}"))
    page.locator(".chosen", has_text="Antoine Delmas").wait_for()

    page.locator(".chosen .remove").click()
    page.locator("#speaker[role=combobox]").wait_for()
    assert "speaker" not in page.url


def test_the_words_of_every_mark_are_those_of_the_answer(told: Told, address: str) -> None:
    page, _ = told
    count = answer(address, "/v1/articles?limit=1")["total"]["value"]
    quoted = 0
    for number in (1, 2, 3, 7, 11, count - 2, count - 1, count):
        whole = answer(address, f"/v1/articles/{number}?include=text,quotes")
        page.goto(f"{address}/articles/{number}")
        marks = page.evaluate(
            "[...document.querySelectorAll('#text mark')].map(m => [m.dataset.quotes, +m.dataset.start, +m.dataset.end, m.textContent])"
        )
        assert page.locator("#text").evaluate("text => text.textContent") == whole["text"]
        for _, start, end, words in marks:
            assert words == whole["text"][start:end]
        for quote in whole["quotes"]:
            mine = [words for ids, _, _, words in marks if str(quote["id"]) in ids.split()]
            assert "".join(mine) == "".join(whole["text"][part["start"] : part["end"]] for part in quote["parts"])
            assert page.locator(f"#q{quote['id']}").count() == 1
            quoted += 1
    assert quoted > 15


def test_a_quote_shows_its_speaker_and_cue_to_mouse_and_keyboard(told: Told, address: str) -> None:
    page, _ = told
    quote = answer(address, "/v1/quotes?q=%22mémoire courte%22")["items"][0]
    page.goto(f"{address}/articles/{quote['article']['id']}")
    mark, tip = page.locator(f"#q{quote['id']}"), page.locator("#tip")
    mark.hover()

    assert "Claire Vasseur" in tip.inner_text()
    assert quote["cue"]["text"] in tip.inner_text()
    assert page.locator(f"[data-cue='{quote['id']}'].lit").count()
    assert page.locator(f"#card-{quote['id']}.lit").count() == 1
    page.mouse.move(0, 0)
    assert tip.is_hidden()
    page.locator(f"#card-{quote['id']} .said a").focus()
    page.keyboard.press("Enter")
    until(page, f"document.activeElement.id === 'q{quote['id']}'")
    assert "Claire Vasseur" in tip.inner_text()
    assert mark.get_attribute("aria-describedby") == "tip"
    page.keyboard.press("Escape")
    assert tip.is_hidden()


def test_an_address_leads_to_a_quote_and_an_actor_to_its_page(told: Told, address: str) -> None:
    page, _ = told
    quote = answer(address, "/v1/quotes?q=%22mémoire courte%22")["items"][0]
    page.goto(f"{address}/articles/{quote['article']['id']}#q{quote['id']}")
    until(page, f"document.activeElement.id === 'q{quote['id']}'")
    page.locator("#text a.actor", has_text="Paul Rieux").first.click()

    assert page.locator("h1").inner_text() == "Paul Rieux"


def test_an_actor_has_its_network_and_its_time_drawn(told: Told, address: str) -> None:
    page, _ = told
    number = actor(address, "Delmas")
    page.goto(f"{address}/actors/{number}")
    profile = answer(address, f"/v1/actors/{number}")
    names = {one["actor"]["name"] for one in profile["counterparts"]}

    drawn = page.locator(".wheel.wide .node").evaluate_all(
        "nodes => nodes.map(node => [...node.querySelectorAll('text')].map(text => text.textContent).join(' '))"
    )
    assert set(drawn) == names
    boxes = page.locator(".wheel.wide .node text").evaluate_all(
        "texts => texts.map(text => text.getBoundingClientRect()).map(b => [b.top, b.bottom, b.left, b.right])"
    )
    for place, (top, bottom, left, right) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert bottom <= other[0] or other[1] <= top or right <= other[2] or other[3] <= left
    assert page.locator(".wheel.narrow").is_hidden()
    line = answer(address, f"/v1/timeline?of=quotes&speaker={number}&interval=month")
    assert page.locator(".plot rect.said:not([height='0.0'])").count() == len(line["items"])

    page.locator(".wheel.wide .node", has_text="Claire Vasseur").click()
    assert page.locator("h1").inner_text() == "Claire Vasseur"


def test_two_actors_are_compared_and_exchange_places_by_keyboard(told: Told, address: str) -> None:
    page, _ = told
    page.goto(f"{address}/compare")
    for field, name in (("a", "vasseur"), ("b", "delmas")):
        page.locator(f"#{field}").press_sequentially(name, delay=5)
        page.locator(f"#{field}-options [role=option]").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator(f"input[type=hidden][name={field}]").wait_for(state="attached")

    a, b = actor(address, "Vasseur"), actor(address, "Delmas")
    for side, speaker, about in ((".a", a, b), (".b", b, a)):
        items = answer(address, f"/v1/quotes?speaker={speaker}&about={about}")["items"]
        shown = page.locator(f".exchange {side} blockquote").evaluate_all(
            "all => all.map(one => one.textContent.trim())"
        )
        assert sorted(shown) == sorted(item["evidence"]["text"] for item in items)
    page.locator("#by").select_option("year")
    page.locator("button").click()
    page.wait_for_url(re.compile("by=year"))
    assert texts(page, ".exchange h3") == ["2023", "2022", "2021"]


def test_hostile_names_and_words_are_letters_like_any_other(told: Told, address: str) -> None:
    page, _ = told
    number = answer(address, "/v1/quotes?q=oui&speaker=Mal")["items"][0]
    page.goto(f"{address}/?q=oui")
    page.locator(".item", has_text="<script>").first.wait_for()
    page.goto(f"{address}/?speaker={number['speaker']['actor']['id']}&source={EVIL}")
    page.goto(f"{address}/articles/{number['article']['id']}")
    page.locator("#text mark").first.hover()
    assert EVIL in page.locator("#tip").inner_text()
    page.goto(f"{address}/actors/{number['speaker']['actor']['id']}")
    assert page.title() == f"{EVIL} Mal · Propos"
    page.goto(address)
    page.locator("#about").press_sequentially("mal", delay=5)
    page.locator("#about-options [role=option]", has_text="<script>").wait_for()
    assert page.title() != "x"


def test_the_keyboard_walks_through_everything_and_sees_where_it_is(told: Told, address: str) -> None:
    page, _ = told
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # pyright: ignore[reportOptionalSubscript] - it is there
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    reached: list[str] = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert reached[:2] == ["q", "BUTTON"]
    assert {"speaker", "about", "date_from", "date_to", "sort"} <= set(reached)


@pytest.mark.parametrize("width", [360, 768])
def test_no_page_is_wider_than_a_phone(browser: "Browser", address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, locale="fr-FR")
    page, seen = watched(context, address)
    number = actor(address, "Delmas")
    for path in ("/", "/?q=mer&show=articles", "/articles/1", f"/actors/{number}", f"/compare?a={number}&b=Vasseur"):
        page.goto(f"{address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert seen == Seen()
    context.close()


def test_without_scripts_everything_is_there_too(browser: "Browser", address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page, seen = watched(context, address)
    page.goto(address)
    page.locator("#q").fill("cartes")
    page.locator("#speaker").fill("paul rieux")
    page.locator("button").click()

    assert "q=cartes&speaker=paul+rieux" in page.url
    assert "Search" in texts(page, "nav a")
    assert texts(page, ".chosen a:first-child") == ["Paul Rieux"]
    assert texts(page, ".hit") == ["cartes"]
    page.locator(".item a", has_text="See it in the article").first.click()
    assert re.search(r"/articles/\d+#q\d+$", page.url)
    assert "Paul Rieux" in (page.locator(f"#{page.url.partition('#')[2]}").get_attribute("title") or "")
    page.goto(address)
    page.locator("a.more").click()
    assert page.locator(".item").count()
    assert "cursor=" in page.url
    assert seen == Seen()
    context.close()


def test_the_language_is_that_of_the_browser_until_another_is_chosen(told: Told, address: str) -> None:
    page, _ = told
    page.goto(f"{address}/?q=mer")
    assert page.locator("html").get_attribute("lang") == "fr"
    page.locator(".switch a").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#q").input_value() == "mer"
    page.locator(".item .attribution a").first.click()
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_their_ground(browser: "Browser", address: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, locale="fr-FR")
    page, _ = watched(context, address)
    for path in ("/?q=mer", "/articles/2", f"/actors/{actor(address, 'Delmas')}"):
        page.goto(f"{address}{path}")
        assert page.evaluate(_FAINT) == [], path
    context.close()


_FAINT = """() => {
  const parse = (told) => told.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest("svg, .hidden")) continue;
    const [one, other] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    if ((one + 0.05) / (other + 0.05) < 4.5) faint.add(element.className || element.tagName);
  }
  return [...faint];
}"""


def test_a_service_behind_keys_says_so_on_a_page(browser: "Browser", sqlite_template: Path, tmp_path: Path) -> None:
    told = f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'closed.db')}"
    with serving(told, tmp_path / "index", require_key=True) as closed:
        context = browser.new_context(locale="fr-FR", http_credentials=None)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.goto(closed)
        assert "ne répond qu’à qui présente une clé" in page.locator("main").inner_text()
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Newsreader")
        context.close()
