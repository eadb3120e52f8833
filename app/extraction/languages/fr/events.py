"""French: the verbs and nouns that state what actors do to one another, read from their lists, and the words around them."""

from collections.abc import Iterator

from app.domain.annotations import EntityType, Modality, RelationType
from app.extraction.languages.fr.capitals import CAPITALS
from app.extraction.languages.fr.conjugation import forms
from app.extraction.languages.fr.lists import read_list
from app.extraction.languages.shapes.quotes import Mood
from app.extraction.languages.shapes.relations import EventRules, Form, NounFrame, VerbFrame

_LETTERS = {
    "p": EntityType.PERSON,
    "o": EntityType.ORGANIZATION,
    "c": EntityType.COUNTRY,
    "l": EntityType.PLACE,
    "g": EntityType.GROUP,
}
_CLITICS = {"se": frozenset(("se", "s'")), "en": frozenset(("en",)), "y": frozenset(("y",))}
_MOODS: dict[str, frozenset[str]] = {
    "warm": frozenset(
        "développent développaient renforcent renforcées améliorent améliorées réchauffent approfondissent".split()
    ),
    "cold": frozenset("détériorent détériorées dégradent dégradées tendues tendent tendre enveniment rompues".split()),
}
_THEN = frozenset(("à", "de", "d'"))
_MODES = frozenset(("meet", "visit", "phone"))
_IRREGULAR = {
    "abattre": "abat abattent abattait abattaient abattit abattirent abattra abattront abattrait|abattu|abattant",
    "combattre": "combat combattent combattait combattaient combattit combattra combattront combattrait|combattu|combattant",
    "battre": "bat battent battait battaient battit battra|battu|battant",
    "détruire": "détruit détruisent détruisait détruisaient détruisit détruira détruiront détruirait|détruit|détruisant",
    "fuir": "fuit fuient fuyait fuyaient fuira fuiront|fui|fuyant",
    "craindre": "craint craignent craignait craignaient craignit craindra craindrait|craint|craignant",
    "exclure": "exclut excluent excluait exclura excluront exclurait|exclu|excluant",
    "rompre": "rompt rompent rompait rompaient rompit rompra romprait|rompu|rompant",
    "poursuivre": "poursuit poursuivent poursuivait poursuivaient poursuivit poursuivra|poursuivi|poursuivant",
    "accueillir": "accueille accueillent accueillait accueillaient accueillit accueillera accueilleront accueillerait|accueilli|accueillant",
    "conquérir": "conquiert conquièrent conquérait conquit conquirent conquerra|conquis|conquérant",
    "reconquérir": "reconquiert reconquièrent reconquérait reconquit reconquirent|reconquis|reconquérant",
    "rejoindre": "rejoint rejoignent rejoignait rejoignaient rejoignit rejoindra rejoindront rejoindrait|rejoint|rejoignant",
    "contraindre": "contraint contraignent contraignait contraignit contraindra|contraint|contraignant",
    "secourir": "secourt secourent secourait secourra|secouru|secourant",
    "enjoindre": "enjoint enjoignent enjoignait enjoignit enjoindra|enjoint|enjoignant",
    "extrader": "extrade extradent extradait extradera|extradé|extradant",
}


def verb_frames() -> dict[str, tuple[tuple[VerbFrame, Form], ...]]:
    """Return the frames of every form of every verb of the list."""
    found: dict[str, list[tuple[VerbFrame, Form]]] = {}
    for frame, lemma in _frames():
        for form, kind in _forms(lemma):
            entry = (frame, kind)
            if entry not in found.setdefault(form, []):
                found[form].append(entry)
    return {form: tuple(entries) for form, entries in found.items()}


def _frames() -> Iterator[tuple[VerbFrame, str]]:
    relation = RelationType.ACCUSE
    for line in read_list("event_verbs.txt"):
        if line.isupper():
            relation = RelationType(line)
            continue
        words, links, flags = (part.split() for part in f"{line}||".split("|")[:3])
        if "x" in flags:
            continue
        lemma, *tail = words
        yield _frame(relation, tuple(tail), frozenset(links) or frozenset(("",)), flags), lemma


def light_verbs() -> frozenset[str]:
    """Return the forms of the verbs that only carry a noun ("lance une attaque", "apporte son soutien")."""
    lemmas = "lancer mener imposer apporter adopter décréter prononcer engager ouvrir exprimer réitérer renouveler infliger perpétrer commettre conduire effectuer poursuivre"
    return frozenset(form for lemma in lemmas.split() for form, kind in _forms(lemma) if kind is not Form.GERUND)


def raising_verbs() -> frozenset[str]:
    """Return the forms of the verbs that raise a concern in somebody ("suscite l'inquiétude de")."""
    lemmas = "soulever susciter provoquer causer alimenter raviver renforcer accroître éveiller nourrir attiser"
    return frozenset(form for lemma in lemmas.split() for form, kind in _forms(lemma) if kind is not Form.GERUND)


def noun_frames() -> dict[str, tuple[NounFrame, ...]]:
    """Return the frames of every noun of the list."""
    found: dict[str, tuple[NounFrame, ...]] = {}
    relation = RelationType.CONSULT
    for line in read_list("event_nouns.txt"):
        if line.isupper():
            relation = RelationType(line)
            continue
        nouns, source, target, flags = (part.split() for part in f"{line}|||".split("|")[:4])
        frame = NounFrame(
            relation,
            frozenset(source),
            frozenset(target),
            mutual="mutual" in flags,
            adjective="plain" not in flags,
            seat="seat" in flags,
            mode=next((flag for flag in flags if flag in _MODES), None),
            sources=_types(flags, "s:"),
            targets=_types(flags, "t:"),
            ally="ally" in flags,
            then=frozenset[str]().union(*(_MOODS[flag] for flag in flags if flag in _MOODS)),
        )
        for noun in nouns:
            found[noun] = (*found.get(noun, ()), frame)
    return found


def _frame(relation: RelationType, tail: tuple[str, ...], links: frozenset[str], flags: list[str]) -> VerbFrame:
    clitics = frozenset[str]().union(*(_CLITICS[flag] for flag in flags if flag in _CLITICS))
    return VerbFrame(
        relation,
        tail,
        links,
        clitics,
        mode=next((flag for flag in flags if flag in _MODES), None),
        symmetric="sym" in flags,
        reversed="rev" in flags,
        loose="loose" in flags,
        owned="own" in flags,
        mutual="both" in flags,
        then=_THEN if "then" in flags else frozenset(),
        sources=_types(flags, "s:"),
        targets=_types(flags, "t:"),
    )


def _types(flags: list[str], mark: str) -> frozenset[EntityType]:
    return frozenset(_LETTERS[letter] for flag in flags if flag.startswith(mark) for letter in flag.removeprefix(mark))


def _forms(lemma: str) -> Iterator[tuple[str, Form]]:
    written = _IRREGULAR.get(lemma)
    if written is None:
        yield from ((form, _kind(form, mood, lemma)) for form, mood in forms(lemma))
        return
    finite, past, gerund = written.split("|")
    yield lemma, Form.INFINITIVE
    yield gerund, Form.GERUND
    yield from ((form, _kind(form, Mood.FINITE, lemma)) for form in finite.split())
    yield from ((past + ending, Form.PARTICIPLE) for ending in ("", "e", "s", "es"))


def _kind(form: str, mood: Mood, lemma: str) -> Form:
    if mood is not Mood.FINITE:
        moods = {Mood.PAST: Form.PARTICIPLE, Mood.PRESENT: Form.GERUND, Mood.INFINITIVE: Form.INFINITIVE}
        return moods[mood]
    stem = lemma.removesuffix("e")
    late = form.startswith((stem, stem.replace("é", "è"))) or form.endswith(
        ("dra", "dront", "drait", "draient", "verra", "verront")
    )
    if (late and form.endswith("ait")) or (late and form.endswith("aient")):
        return Form.CONDITIONAL
    if late and form.endswith(("a", "ont")):
        return Form.FUTURE
    return Form.PRESENT


_ACTUAL, _FUTURE, _MAYBE = Modality.ACTUAL, Modality.FUTURE, Modality.HYPOTHETICAL


def _spread(modality: Modality, words: str) -> dict[str, Modality]:
    return dict.fromkeys(words.split(), modality)


EVENTS = EventRules(
    verbs=verb_frames(),
    have={
        **_spread(_ACTUAL, "a ont avait avaient ayant avoir eut"),
        **_spread(_FUTURE, "aura auront"),
        **_spread(_MAYBE, "aurait auraient"),
    },
    be={
        **_spread(_ACTUAL, "est sont était étaient fut furent"),
        **_spread(_FUTURE, "sera seront"),
        **_spread(_MAYBE, "serait seraient"),
    },
    been=frozenset(("été",)),
    we=frozenset(("nous",)),
    we_have=frozenset(("avons", "avions")),
    days=frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split()),
    pronouns=frozenset(("il", "elle")),
    having=frozenset(("avoir",)),
    complementing=frozenset(("d'", "de")),
    modals={
        **_spread(
            _FUTURE,
            "va vont allait allaient doit doivent devrait devraient devra devront compte comptent prévoit prévoient choisi choisit choisissent décidé décide décident décidait décidaient promis promet promettent envisage envisagent envisageait propose proposé proposent s'apprête apprête apprêtent apprêtait apprêtaient",
        ),
        **_spread(
            _MAYBE,
            "peut peuvent pourrait pourraient pourra pourront veut veulent voudrait voudraient souhaite souhaitent",
        ),
        **_spread(
            _ACTUAL,
            "vient viennent venait venaient réussi réussit réussissent réussissant parvient parviennent parvenu pu dû fini finit finissent commencé commence commencent continue continuent"
            " tente tentent tentait tentaient tenté cherche cherchent cherchait cherchaient cherché ose osé cesse annonce annoncé annoncent annonçait affirme affirmé poursuit permis permet",
        ),
    },
    definite=frozenset(("les", "le", "la", "l'")),
    gerund_marks=frozenset(("en",)),
    light=light_verbs(),
    manner=frozenset(("en",)),
    infinitive_marks=frozenset(("de", "d'", "à")),
    purposes=_spread(_MAYBE, "pour afin") | _spread(_ACTUAL, "avant après"),
    reflexives=frozenset(("se", "s'")),
    clitics=frozenset("se s' l' le la les lui leur y en ne n' nous vous m' me".split()),
    object_clitics=frozenset("l' le la les lui leur nous vous m' me".split()),
    standing={"": frozenset(("l'", "le", "la")), "à": frozenset(("lui",))},
    negative_adverbs=frozenset("pas jamais plus guère point".split()),
    adverbs=frozenset(
        "aussi ainsi alors également toutefois cependant pourtant déjà encore enfin ensuite même bien vivement d'ailleurs néanmoins notamment aujourd'hui"
        " hier récemment désormais donc surtout souvent longtemps toujours publiquement immédiatement fermement vite très fortement tous".split()
    ),
    adverb_phrases=frozenset(
        (
            ("en", "effet"),
            ("de", "nouveau"),
            ("à", "nouveau"),
            ("en", "outre"),
            ("par", "ailleurs"),
            ("sans", "cesse"),
            ("en", "vain"),
        )
    ),
    adverb_endings=("ment",),
    by=frozenset(("par",)),
    between=frozenset(("entre",)),
    with_=frozenset(("avec",)),
    that=frozenset(("que", "qu'")),
    nouns=noun_frames(),
    occasions=frozenset(("lors", "après", "suite", "cours", "issue", "marge", "terme", "avant", "durant", "pendant")),
    none=frozenset(("aucun", "aucune")),
    ending=frozenset(
        "cesser cesse cessé interrompre interrompt interrompu suspendre suspend suspendu retirer retire retiré arrêter arrêté fin".split()
    ),
    denying=frozenset("nie nié nient niait nié dément démenti démentent démentie réfute réfuté sans".split()),
    sides=("d'", "un", "côté"),
    other_sides=frozenset(("autre",)),
    capitals=CAPITALS,
    owning=frozenset(("de", "d'")),
    suffered=frozenset(
        "mort décès assassinat assassinats meurtre meurtres attentat attentats attaque attaques exécution enlèvement arrestation arrestations détention incarcération exclusion expulsion"
        " condamnation destitution disparition agression massacre viol répression bombardement bombardements occupation annexion invasion situation libération mémoire crimes pillage licenciement"
        " suspension radiation mise absence manque perte départ démission".split()
    ),
    worries=frozenset(
        "préoccupation préoccupations inquiétude inquiétudes crainte craintes peur peurs méfiance".split()
    ),
    worried=frozenset(("pour", "chez", "de", "à", "parmi")),
    raising=raising_verbs(),
    pointing=frozenset("cela ceci ça ce cette ces celle-ci celui-ci".split()),
    because=frozenset(("car", "puisque")),
    pairs=frozenset(("deux",)),
    placing=frozenset("dans en à au aux sur lors depuis pendant".split()),
    conditions=frozenset(("si",)),
    elided_conditions=frozenset(("s'",)),
    conditioned=frozenset(("il", "ils")),
    indefinite=frozenset(("un", "une")),
    subordinators=frozenset("que qu' qui dont où quand lorsque lorsqu' pour afin et mais".split()),
    conditional_endings=("erait", "eraient"),
)
