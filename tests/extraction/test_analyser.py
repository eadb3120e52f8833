"""The stages together: languages, and what every analysis holds."""

import pytest

from app.extraction.analyser import Analyser
from app.extraction.languages import PACKS
from tests.extraction.work import grows_with_length_alone

TEXT = "Selon Anne Roy, maire de Villeneuve, la gare rouvrira lundi. « Tout est prêt », a-t-elle assuré."


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser.load()


@pytest.mark.parametrize("language", ["fr", "fr-CA", "FR_fr", None])
def test_a_region_does_not_change_the_language(analyser: Analyser, language: str | None) -> None:
    analysis = analyser.analyse(TEXT, language=language)

    assert analysis.language == "fr"
    assert [quote.parts[0].of(TEXT) for quote in analysis.quotes] == ["la gare rouvrira lundi", "Tout est prêt"]


def test_a_language_without_a_pack_is_segmented_only() -> None:
    analysis = Analyser({}).analyse("Die Bürgermeisterin sprach. Alle schwiegen.", language="de")

    assert (analysis.language, len(analysis.sentences)) == ("de", 2)
    assert (analysis.entities, analysis.quotes, analysis.relations) == ((), (), ())


def test_a_speaker_is_not_among_those_spoken_about(analyser: Analyser) -> None:
    text = "« Anne Roy et Paul Petit iront à Villeneuve », a déclaré Anne Roy."
    (quote,) = analyser.analyse(text).quotes
    names = {entity.id: entity.name for entity in analyser.analyse(text).entities}

    assert quote.speaker is not None
    assert quote.speaker.entity is not None
    assert names[quote.speaker.entity] == "Anne Roy"
    assert "Anne Roy" not in {names[entity] for entity in quote.about}
    assert "Paul Petit" in {names[entity] for entity in quote.about}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("La préfecture des Vosges annonce que la route est coupée.", "préfecture des Vosges"),
        ("« Il fait trop chaud », a déclaré la police du West Sussex.", "police du West Sussex"),
        ("Le ministère brésilien de la pêche a déclaré que la saison est close.", "ministère brésilien de la pêche"),
        (
            "Le centre national du riz du Portugal a annoncé que la récolte est bonne.",
            "centre national du riz du Portugal",
        ),
    ],
)
def test_a_body_speaks_and_not_the_place_in_its_name(analyser: Analyser, text: str, speaker: str) -> None:
    analysis = analyser.analyse(text)
    (quote,) = analysis.quotes

    assert quote.speaker is not None
    assert {entity.id: entity.name for entity in analysis.entities}[quote.speaker.entity or ""] == speaker


@pytest.mark.parametrize(
    "piece", ["« Le maire a dit que la ville irait bien. ", "Selon Anne Roy, Paul Petit partira. "]
)
def test_twice_the_text_is_twice_the_work_of_all_stages_together(piece: str) -> None:
    rules = Analyser(PACKS)

    assert grows_with_length_alone(lambda size: lambda: rules.analyse(piece * size, language="fr"), 60)
