"""What an analysis says it was made by: another model or other weights are another version."""

from dataclasses import replace
from pathlib import Path

from app.domain.annotations import EntityType, Extractor
from app.domain.emergence import EmergentName
from app.extraction.analyser import DEFAULT_MODEL, EXTRACTOR, Analyser
from app.extraction.signature import extractor_of


def learned(folder: Path, model: str = "", weights: str = "") -> Extractor:
    """Return the signature where these files are all that was learned."""
    for path, words in ((folder / "accurate/model.json", model), (folder / "fr/weights/quotes.json", weights)):
        path.parent.mkdir(parents=True, exist_ok=True)
        if words:
            path.write_text(words, encoding="utf-8")
    return extractor_of("accurate", (), folder, folder)


def test_the_name_tells_the_model() -> None:
    assert (extractor_of("accurate").name, extractor_of("fast").name) == ("propos-accurate", "propos-fast")


def test_whatever_was_learned_is_in_the_version(tmp_path: Path) -> None:
    versions = [
        learned(tmp_path / "1", "card", "weights"),
        learned(tmp_path / "2", "another card", "weights"),
        learned(tmp_path / "3", "card", "other weights"),
        learned(tmp_path / "4", "card"),
        learned(tmp_path / "5"),
    ]
    assert len(set(versions)) == 5
    assert versions[0] == learned(tmp_path / "6", "card", "weights")
    assert "+" not in versions[4].version


def test_an_analyser_signs_what_it_makes() -> None:
    assert Analyser.load().analyse("Le maire a parlé.").extractor == EXTRACTOR == extractor_of(DEFAULT_MODEL)


def test_names_that_have_emerged_are_in_the_version_whatever_their_order_and_counts() -> None:
    one = EmergentName("foulards gris", EntityType.GROUP, 5)
    other = EmergentName("Nuit claire", EntityType.ORGANIZATION, 4)
    plain = extractor_of(DEFAULT_MODEL)
    assert extractor_of(DEFAULT_MODEL, (one, other)) == extractor_of(DEFAULT_MODEL, (other, replace(one, articles=9)))
    assert len({plain, extractor_of(DEFAULT_MODEL, (one,)), extractor_of(DEFAULT_MODEL, (one, other))}) == 3
