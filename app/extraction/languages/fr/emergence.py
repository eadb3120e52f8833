"""French: the words that give new names away."""

from dataclasses import replace

from app.extraction.languages.fr.actors import RULES as ACTORS
from app.extraction.languages.fr.conjugation import Mood, forms
from app.extraction.languages.fr.names import OFFICES
from app.extraction.languages.fr.names import RULES as NAMES
from app.extraction.languages.shapes.emergence import EmergenceRules
from app.extraction.languages.shapes.names import ActingWords


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


def _plural(words: frozenset[str]) -> frozenset[str]:
    return words | {word + "s" for word in words} | {f"{word[:-2]}aux" for word in words if word.endswith("al")}


_DEEDS = """
    agir agresser affronter arrêter assiéger attaquer avancer bloquer brûler camper cesser combattre construire contrôler converger
    découvrir défendre défier défiler dégrader descendre détruire échanger élire encercler enlever entamer envahir envoyer essayer évacuer
    exécuter exprimer fêter filtrer fuir gagner gérer hésiter identifier incendier installer investir jeter libérer lutter manifester
    marcher mener mobiliser monter obtenir occuper organiser ouvrir parcourir participer penser perdre perturber piller planifier prendre
    préparer quitter rallier ramener rassembler recevoir rejoindre rencontrer renoncer repousser reprendre retrouver réunir réussir
    revendiquer savoir scander sillonner tenir tirer travailler tuer utiliser venir vivre voter
""".split()


def _doing() -> ActingWords:
    """Return the words that show who says or decides, and who does what only somebody can do."""
    found = [(form, mood) for verb in _DEEDS for form, mood in forms(verb)]
    by_mood = {kind: frozenset(form for form, mood in found if mood is kind) for kind in Mood}
    return replace(
        NAMES.acting,
        finite=NAMES.acting.finite | by_mood[Mood.FINITE],
        past=NAMES.acting.past | by_mood[Mood.PAST],
        infinitives=NAMES.acting.infinitives | by_mood[Mood.INFINITIVE],
    )


_ACTING = _doing()
_PEOPLE = _plural(
    OFFICES | ACTORS.persons | ACTORS.crowds | ACTORS.bodies | ACTORS.firms | ACTORS.members | ACTORS.lands
)

RULES = EmergenceRules(
    plurals=_words("les des aux ces"),
    genitives=_words("des"),
    bodies=_words(
        "mouvement collectif groupe groupuscule parti syndicat association ong coalition milice organisation réseau plateforme"
    ),
    belongings=_words(
        "mouvement collectif manifestation manifestations mobilisation mobilisations rassemblement rassemblements colère révolte fronde",
        "crise porte-parole leader leaders figure figures chef chefs représentant représentants délégation délégations revendications",
        "marche marches défilé soulèvement grève blocages barrages actions cortège cortèges membre membres partisans soutien",
    ),
    facing=_words("contre avec face entre"),
    dealings=_words(
        "lutte lutter combat combats affrontement affrontements heurts guerre offensive opération opérations dialogue négociation",
        "négociations rencontre accord pourparlers discussions débat colère tensions violences solidarité solidaires",
    ),
    agents=_words("par"),
    participles=("é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues"),
    endings=("s", "x"),
    acting=_ACTING,
    common=_PEOPLE
    | _ACTING.finite
    | _ACTING.auxiliaries
    | _ACTING.futures
    | _ACTING.between
    | NAMES.link_words
    | ACTORS.before
    | _words(
        "deux trois quatre cinq six sept huit neuf dix plus moins dans mais puis très vers chez sans sous pas tous toutes deux-ci"
    ),
)
