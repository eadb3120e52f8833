"""What an ordinary person types, and the articles they mean."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.names import fold
from app.domain.queries import ArticleFilter, Page, QuoteFilter, Sort
from app.domain.views import IndexedArticle, IndexedQuote
from app.errors import QueryError
from app.search.index import SearchIndex
from tests.search.corpora import article, change, in_order, matches, quote

EVERYTHING = ArticleFilter()
WIDE = Page(limit=200)

ORDINARY = {
    "l'accord": "Ils ont signé l’accord.",
    "l’accord": "Ils ont signé l'accord.",
    "L'ACCORD": "Des accords sont possibles.",
    "d'accord": "Nous sommes d’accord.",
    "qu'il": "Il dit qu’il viendra.",
    "jusqu'à demain": "La trêve tient jusqu’à demain.",
    "aujourd'hui": "Aujourd’hui, rien.",
    "aujourd’hui": "C'est pour aujourd'hui.",
    "c'est-à-dire": "Hier, c’est-à-dire dimanche.",
    "quelqu'un": "Quelqu’un a parlé.",
    "presqu'île": "La presqu’île de Crimée.",
    "l'Élysée": "Le palais de l’Élysée se tait.",
    "l'elysee": "Le palais de l’Élysée se tait.",
    "Elysée": "ELYSEE : conférence de presse.",
    "élysees": "Les Champs-Élysées sont fermés.",
    "L'Oréal & Cie": "L’Oréal & Cie recrute.",
    "L'Oréal": "L'Oreal recrute.",
    "N'Djamena": "La réunion de N’Djamena.",
    "Côte d'Ivoire": "La Côte d’Ivoire a voté.",
    "Valéry Giscard d'Estaing": "Valéry Giscard d’Estaing a parlé.",
    "O'Brien": "Selon M. O’Brien, tout va bien.",
    "États-Unis": "Les États-Unis quittent la table.",
    "etats-unis": "Les États-Unis quittent la table.",
    "ETATS UNIS": "Les États-Unis quittent la table.",
    "États Unis": "Les Etats-Unis quittent la table.",
    "Royaume-Uni": "Le Royaume-Uni a voté.",
    "russo-chinois": "Un exercice russo-chinois.",
    "russo-chinoise": "Les relations russo-chinoises.",
    "franco-allemand": "Le couple franco-allemand.",
    "rendez-vous": "Ils ont pris rendez-vous.",
    "Seine-Saint-Denis": "Un préfet en Seine-Saint-Denis.",
    "Jean-Claude Juncker": "Jean-Claude Juncker reçoit.",
    "vice-président": "La vice-présidente répond.",
    "va-t-en-guerre": "Des discours va-t-en-guerre.",
    "dit-il": "« Oui », dit-il.",
    "Covid-19": "La pandémie de Covid-19.",
    "G7-G20": "Du G7-G20 au G8.",
    "M. Poutine": "M. Poutine a répondu.",
    "M.Poutine": "M.Poutine a répondu.",
    "Mme Merkel": "La chancelière Merkel a répondu.",
    "J.-C.": "En 52 av. J.-C., déjà.",
    "O.N.U.": "L’ONU a voté.",
    "ONU": "L’O.N.U. a voté.",
    "U.S.A.": "Aux U.S.A, on attend.",
    "290.000": "Il y avait 290.000 personnes.",
    "290 000": "Il y avait 290 000 personnes.",
    "3,5 %": "Une hausse de 3,5 %.",
    "20h30": "Rendez-vous à 20h30.",
    "20:30": "Rendez-vous à 20:30.",
    "9/11": "Depuis le 9/11, tout a changé.",
    "2016-08-09": "Publié le 2016-08-09.",
    "5 €": "Un ticket à 5 €.",
    "C++": "Écrit en C++.",
    "C#": "Écrit en C#.",
    "R&D": "Le budget de R&D.",
    "AT&T": "AT&T rachète.",
    "#MeToo": "Le mouvement #MeToo.",
    "@Elysee": "Selon @Elysee, rien.",
    "https://fr.wikinews.org/wiki/Accueil": "Voir https://fr.wikinews.org/wiki/Accueil pour la suite.",
    "wikinews.org": "Le site wikinews.org est libre.",
    "contact@exemple.fr": "Écrire à contact@exemple.fr.",
    "cœur": "Au coeur de la crise.",
    "oeuvre": "Une œuvre majeure.",
    "été": "Cet été, il a plu.",
    "la": "La voilà.",
    "qui est-ce ?": "Mais qui est-ce donc ?",
    "pourquoi ???": "Pourquoi partir ?",
    '"accord de Paris"': "L’accord de Paris tient.",
    "« accord de Paris »": "L’accord de Paris tient.",
    "“l'accord de paris”": "L’accord de Paris tient.",
    '"accord de Paris': "L’accord de Paris tient.",
    'accord de Paris"': "Paris a son accord.",
    "accord (Paris)": "Paris a son accord.",
    "accord)": "Paris a son accord.",
    "[accord]": "Paris a son accord.",
    "{accord}": "Paris a son accord.",
    "accord:Paris": "Un accord Paris-Berlin.",
    "accord~": "Paris a son accord.",
    "accord^2": "L’accord 2 est mort.",
    "accord; DROP TABLE": "Un accord, drop table.",
    "NEAR accord": "Near et accord.",
    "accord AND paix": "La paix par un accord.",
    "accord OR trêve": "Une trêve.",
    "accord OR": "Un accord ou de l’or.",
    "NOT accord": "Not, accord.",
    "présid*": "La présidentielle.",
    "accord * paix": "La paix par un accord.",
    "- accord": "Un accord.",
    "accord -": "Un accord.",
    "accord -guerre": "Un accord.",
    "... accord ...": "Un accord.",
    "l' accord": "Un accord.",
    "le président de la République": "Un président pour la République.",
    "Poutine à Pékin": "À Pékin, Vladimir Poutine.",
    "Crise à l'ONU : que dit-on ?": "Crise ONU : que dit-on à ce sujet ?",
    "Xi Jinping": "Selon Xi Jinping, oui.",
    "Erdoğan": "Recep Tayyip Erdogan a gagné.",
    "Malmö": "À Malmo, il neige.",
    "naïf": "Des propos naïfs.",
    "Путин": "Владимир Путин a parlé.",
    "\u00a0accord\u202f!": "Un accord.",
    "accord\x00paix": "Un accord paix.",
    "accord\x1dpaix": "La paix, un accord.",
    "emoji 😀 accord": "Un accord par emoji.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    index = SearchIndex.open(tmp_path_factory.mktemp("index"))
    index.apply((change(article(id_, text)) for id_, text in enumerate(ORDINARY.values(), 1)), 1)
    return index


def found(index: SearchIndex, q: str) -> list[int]:
    return sorted(hit.id for hit in index.articles(q, EVERYTHING, WIDE).items)


@pytest.mark.parametrize(("id_", "q"), list(enumerate(ORDINARY, 1)))
def test_an_ordinary_query_finds_what_it_means(index: SearchIndex, id_: int, q: str) -> None:
    assert id_ in found(index, q)


@pytest.mark.parametrize("q", list(ORDINARY))
def test_accents_case_and_apostrophes_change_nothing(index: SearchIndex, q: str) -> None:
    bare = "".join(char for char in unicodedata.normalize("NFD", q) if not unicodedata.combining(char))
    for variant in (bare, unicodedata.normalize("NFD", q), q.replace("'", "’"), q.replace("’", "'")):
        assert found(index, variant) == found(index, q)
    if not {"OR", "AND"} & set(q.split()):
        assert found(index, q.upper()) == found(index, q.lower()) == found(index, q)


@pytest.mark.parametrize("q", list(ORDINARY))
def test_the_index_agrees_with_a_reader(index: SearchIndex, q: str) -> None:
    expected = [id_ for id_, text in enumerate(ORDINARY.values(), 1) if matches(q, article(id_, text))]
    for sort in Sort:
        page = index.articles(q, EVERYTHING, Page(limit=200, sort=sort))
        assert sorted(hit.id for hit in page.items) == expected
        assert page.total == len(expected)


@given(st.text(max_size=30))
@settings(max_examples=200)
def test_any_text_is_answered_or_refused(index: SearchIndex, q: str) -> None:
    try:
        index.articles(q, EVERYTHING, WIDE)
    except QueryError:
        assert not any(char.isalnum() for char in q) or q.count("(") > 1


def test_a_phrase_that_ends_in_too_short_a_beginning_names_it(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.search.matching.MOST_EXPANSIONS", 5)
    assert found(index, '"accord de par*"')
    with pytest.raises(QueryError, match=r"too many words begin with 'p'; type more of it \(column 8\)"):
        index.articles('trêve "accord de p*"', EVERYTHING, WIDE)
    with pytest.raises(QueryError, match="too many words"):
        index.articles(" OR ".join(['"accord de par*"'] * 6), EVERYTHING, WIDE)


VOCABULARY = [
    "accord",
    "accords",
    "accordé",
    "élu",
    "élue",
    "élus",
    "elu",
    "électeurs",
    "président",
    "présidente",
    "presidents",
    "presidé",
    "présidentielle",
    "crise",
    "crises",
    "critique",
    "état",
    "États",
    "etat",
    "été",
    "Élysée",
    "Élysées",
    "ELYSEE",
    "arrivée",
    "arriver",
    "arrivèrent",
    "arriva",
    "marché",
    "marche",
    "marches",
    "côté",
    "côte",
    "cote",
    "thé",
    "the",
    "le",
    "la",
    "l'",
    "d'",
    "qu'",
    "russo",
    "chinois",
    "chinoise",
    "mécréants",
    "caméra",
    "considérait",
    "hawaï",
]
ATOMS = st.sampled_from(
    [*VOCABULARY, "russo-chinois", "l'accord", "qu’arrivée", "cri*", "pr*", '"la côte"', '"le the*"']
)


@st.composite
def queries(draw: st.DrawFn) -> str:
    parts = [draw(st.sampled_from(["", "-"])) + draw(ATOMS) for _ in range(draw(st.integers(1, 4)))]
    joints = [draw(st.sampled_from([" ", " ", " OR "])) for _ in parts[1:]]
    return parts[0] + "".join(joint + part for joint, part in zip(joints, parts[1:], strict=True))


def _crowd() -> list[tuple[IndexedArticle, IndexedQuote]]:
    """Return articles of few words out of the vocabulary, in four languages, each with a quote of its words reversed."""
    made: list[tuple[IndexedArticle, IndexedQuote]] = []
    size = len(VOCABULARY)
    for n in range(1, 241):
        told = [VOCABULARY[(n * k * k + k) % size] for k in range(1, 2 + n % 4)]
        language = ("fr", "fr", "en", "sw")[n % 4]
        of = article(n, " ".join(told), title=VOCABULARY[n % size], language=language)
        made.append((of, quote(n, of, " ".join(reversed(told)))))
    return made


CROWD = _crowd()


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """Index the crowd in several segments."""
    index = SearchIndex.open(tmp_path_factory.mktemp("crowd"))
    for revision in range(4):
        index.apply((change(*pair) for pair in CROWD[revision * 60 : revision * 60 + 60]), revision + 1)
    return index


@given(queries())
@settings(max_examples=200)
def test_random_searches_agree_with_a_reader(crowd: SearchIndex, q: str) -> None:
    shown = crowd.articles(q, EVERYTHING, WIDE)
    expected = [of for of, _ in CROWD if matches(q, of)]
    assert shown.total == len(expected)
    assert [hit.id for hit in shown.items] == in_order(expected, Sort.NEWEST)[:200]
    said = crowd.quotes(q, QuoteFilter(), WIDE)
    assert [hit.id for hit in said.items] == in_order([q_ for _, q_ in CROWD if matches(q, q_)], Sort.NEWEST)[:200]


@given(st.sampled_from([word for word in VOCABULARY if fold(word) != word]))
def test_accented_and_unaccented_words_find_the_same(crowd: SearchIndex, word: str) -> None:
    accented, plain = (crowd.articles(q, EVERYTHING, WIDE) for q in (word, fold(word)))
    assert accented == plain
    assert accented.total > 0
