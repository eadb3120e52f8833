"""Extraction of a text that is given."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import pytest

from app.api.extracting import MAX_WAITING, ExtractionDesk
from app.api.schemas.extraction import Extraction
from app.errors import BusyError, UnavailableError
from app.extraction.analyser import EXTRACTOR, Analyser
from app.extraction.output import analysis_object
from app.storage.database import Database
from tests.api.conftest import MakeService
from tests.api.service import Service, problem

TEXT = "Le 3 mai, Vladimir Poutine a déclaré : « La visite a été très productive. » 𝄞 La Russie et la Chine se parlent."


@pytest.fixture
def alone(sqlite_database: Database, make_service: MakeService) -> Service:
    return make_service(sqlite_database)


def extract(service: Service, status: int = 200, **given: Any) -> dict[str, Any]:
    answer = service.send("POST", "/v1/extract", json=given)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_text_is_read_with_offsets_into_it(alone: Service) -> None:
    answer = extract(alone, text=TEXT, id="a", date="2023-05", lang="fr")

    assert answer["id"] == "a"
    assert answer["language"] == "fr"
    assert answer["date"] == {"value": "2023-05", "precision": "month", "start": "2023-05-01", "end": "2023-05-31"}
    assert answer["extractor"] == {"name": EXTRACTOR.name, "version": EXTRACTOR.version}
    said = answer["quotes"][0]["parts"][0]
    assert "La visite a été très productive" in TEXT[said["start"] : said["end"]]


def test_the_answer_is_that_of_the_command(alone: Service) -> None:
    answer, told = extract(alone, text=TEXT, id=7), analysis_object(Analyser.load().analyse(TEXT), 7)

    assert {**without_utf16(answer), "utf16_sentences": None} == {**told, "utf16_sentences": None}


def without_utf16(value: Any) -> Any:
    """Return an answer without the offsets that only the service tells."""
    if isinstance(value, list):
        return [without_utf16(item) for item in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    items = cast("dict[str, Any]", value).items()
    return {key: without_utf16(item) for key, item in items if key not in {"utf16_start", "utf16_end"}}


def test_every_offset_is_told_in_utf16_too(alone: Service) -> None:
    text = f"𝄞 {TEXT}"
    answer = extract(alone, text=text)
    units = text.encode("utf-16-le")
    places = [*answer["quotes"][0]["parts"], answer["quotes"][0]["cue"], answer["quotes"][0]["speaker"]]
    places += [mention for entity in answer["entities"] for mention in entity["mentions"]]

    assert len(places) > 5
    for place in places:
        words = units[2 * place["utf16_start"] : 2 * place["utf16_end"]].decode("utf-16-le")
        assert words == text[place["start"] : place["end"]] != ""
    assert answer["utf16_sentences"] != answer["sentences"]
    assert len(answer["utf16_sentences"]) == len(answer["sentences"])


def test_the_answer_keeps_the_declared_shape(alone: Service) -> None:
    Extraction.model_validate(extract(alone, text=TEXT))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "« ", "𝄞", "x" * 5_000, '"' * 500])
def test_any_text_can_be_read(alone: Service, text: str) -> None:
    assert extract(alone, text=text)["quotes"] == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "text"),
        ({"text": 1}, "text"),
        ({"text": None}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "a", "lang": "français"}, "lang"),
        ({"text": "a", "date": "2023-13"}, "date"),
        ({"text": "a", "date": 2023}, "date"),
        ({"text": "a", "other": 1}, "other"),
        ({"text": "a", "id": 2**53}, "id"),
        ({"text": "a", "id": []}, "id"),
        ({"text": "a", "id": True}, "id"),
    ],
)
def test_what_cannot_be_used_is_named(alone: Service, given: dict[str, Any], field: str) -> None:
    told = problem(alone.send("POST", "/v1/extract", json=given), 422)

    assert told["errors"][0]["location"] == "body"
    assert told["errors"][0]["name"].split(".")[0] == field


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b"[]", 422),
        (b'"text"', 422),
        (b"null", 422),
        (b'{"text": NaN}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b'{"text": "a", "text": 1}', 422),
    ],
)
def test_bodies_that_are_no_request(alone: Service, body: bytes, status: int) -> None:
    problem(alone.send("POST", "/v1/extract", content=body, headers={"content-type": "application/json"}), status)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_other_media_types_are_refused(alone: Service, media_type: str | None) -> None:
    headers = {} if media_type is None else {"content-type": media_type}

    problem(alone.send("POST", "/v1/extract", content=b'{"text": "a"}', headers=headers), 422)


def test_a_head_with_a_date_that_is_none_is_the_senders_fault(alone: Service) -> None:
    told = problem(alone.send("POST", "/v1/extract", json={"text": "date 2023-13 Une dépêche."}), 422)

    assert told["type"] == "/problems/bad-date"


class Stalled:
    """An analyser that does not come to an end before it is told to."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def analyse(self, text: str, **_told: object) -> str:
        self.go_on.wait(10)
        return text


def test_only_so_many_texts_may_wait() -> None:
    async def crowd() -> list[object]:
        stalled = Stalled()
        desk = ExtractionDesk(lambda: cast("Analyser", stalled))
        waiting = [asyncio.create_task(desk.extract(str(n), None, None)) for n in range(MAX_WAITING + 1)]
        await asyncio.sleep(0.05)
        with pytest.raises(BusyError):
            await desk.extract("one too many", None, None)
        stalled.go_on.set()
        answers: list[object] = list(await asyncio.gather(*waiting))
        desk.close()
        return answers

    assert asyncio.run(crowd()) == [str(n) for n in range(MAX_WAITING + 1)]


def test_a_desk_that_closes_begins_nothing_more() -> None:
    stalled = Stalled()
    desk = ExtractionDesk(lambda: cast("Analyser", stalled))
    with ThreadPoolExecutor(3) as readers:
        reading = [readers.submit(desk.analyse, str(n)) for n in range(3)]
        while desk._thread._work_queue.qsize() < 2:  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            pass
        desk.close()
        stalled.go_on.set()
        ended = [read.exception() for read in reading]

    assert sorted(type(error).__name__ for error in ended) == ["NoneType", "UnavailableError", "UnavailableError"]
    with pytest.raises(UnavailableError, match="the service ends"):
        desk.analyse("late")
