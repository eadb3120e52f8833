from app.domain.annotations import Entity, EntityType, Mention, MentionKind
from app.evaluation.corpora import read_names
from app.evaluation.gold import Article
from app.evaluation.names import score_names
from tests.evaluation.readings import analysis, at, entity, scored

TEXT = "Les Jeux de Port-Lune réunissent Ana Roca et le Club de Port-Lune, dit un Lunois."
STANDOFF = """T1\tEvent 4 21\tJeux de Port-Lune
T2\tLocation 12 21\tPort-Lune
T3\tPerson 33 41\tAna Roca
T4\tOrganization 48 65\tClub de Port-Lune
T5\tLocation 56 65\tPort-Lune
#1\tAnnotatorNotes T3\tune note
"""
READ = Article("2020_01_01-001", TEXT, names=read_names(STANDOFF))
ANA = entity("e1", "Ana Roca", at(TEXT, "Ana Roca"))
CLUB = entity("e2", "Club", at(TEXT, "Club de Port-Lune"), kind=EntityType.ORGANIZATION)


def test_only_the_outermost_annotations_count() -> None:
    sheet = scored(score_names, READ, analysis([ANA, CLUB]))
    assert sheet.percent("names/all") == 100
    assert sheet.scores["names/all"].recall.total == 2


def test_spans_and_types_are_strict() -> None:
    wrong = [
        entity("e1", "Ana Roca", at(TEXT, "Roca")),
        entity("e2", "Club", at(TEXT, "Club de Port-Lune"), kind=EntityType.PLACE),
    ]
    sheet = scored(score_names, READ, analysis(wrong))
    assert sheet.percent("names/all") == 0
    assert [one.kind for one in sheet.mistakes] == ["name missed"] * 2 + ["name spurious"] * 2


def test_a_group_is_an_organization_and_a_country_a_location() -> None:
    read = Article("a", "Lunie, Horde", names=read_names("T1\tLocation 0 5\tLunie\nT2\tOrganization 7 12\tHorde\n"))
    ours = [
        entity("e1", "Lunie", at(read.text, "Lunie"), kind=EntityType.COUNTRY),
        entity("e2", "Horde", at(read.text, "Horde"), kind=EntityType.GROUP),
    ]
    assert scored(score_names, read, analysis(ours)).percent("names/all") == 100


def test_demonyms_are_no_names() -> None:
    lunois = Entity("e3", EntityType.COUNTRY, "Lunie", (Mention(at(TEXT, "Lunois"), MentionKind.DEMONYM),))
    sheet = scored(score_names, READ, analysis([ANA, CLUB, lunois]))
    assert sheet.scores["names/all"].precision.total == 2


def test_a_discontinuous_annotation_is_the_stretch_it_covers() -> None:
    (name,) = read_names("T1\tPerson 0 3;8 12\tAna Roca\n")
    assert (name.span.start, name.span.end) == (0, 12)


def test_an_article_without_annotations_is_not_scored() -> None:
    assert scored(score_names, Article("a", TEXT), analysis([ANA])).scores == {}


def test_what_was_taken_for_what_is_counted_by_span() -> None:
    port = entity("e3", "Port-Lune", at(TEXT, "Port-Lune"), kind=EntityType.PLACE)
    person = entity("e2", "Club", at(TEXT, "Club de Port-Lune"))
    short = entity("e1", "Ana Roca", at(TEXT, "Roca"))
    noise = entity("e4", "Lunois", at(TEXT, "Lunois"))
    assert scored(score_names, READ, analysis([port, person, short, noise])).confusions == {
        ("names", "Organization", "Person"): 1,
        ("names", "Person", "other edges"): 1,
        ("names", "event, work or product", "Location"): 1,
        ("names", "nothing", "Person"): 1,
    }


def test_places_typed_as_persons_are_a_share_of_the_places() -> None:
    read = Article("a", "Lunie, Brume", names=read_names("T1\tLocation 0 5\tLunie\nT2\tLocation 7 12\tBrume\n"))
    sheet = scored(score_names, read, analysis([entity("e1", "Lunie", at(read.text, "Lunie"))]))
    assert sheet.percent("names/places typed as persons") == 50


def test_years_are_told_apart() -> None:
    assert "names/year/2020" in scored(score_names, READ, analysis([ANA])).scores
