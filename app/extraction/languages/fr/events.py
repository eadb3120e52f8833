"""French: the verbs that state what actors do to one another.

One verb a line under its relation: the infinitive with the words that always follow it, then after a bar the
prepositions before its object (none: a direct object), then after a second bar what is particular to it: `se`, `en`,
`y` clitics before the verb, a mode, `sym` for a mutual act, `rev` where the object is the source, `loose` where actors
inside the object's phrase count, `own` where the owner of the object's thing counts, `s:` and `t:` letters of the types of source and target (p person, o organization, c country,
l place, g group).
"""

from collections.abc import Iterator

from app.domain.annotations import EntityType, Modality, RelationType
from app.extraction.languages.fr.capitals import CAPITALS
from app.extraction.languages.fr.conjugation import forms
from app.extraction.languages.shapes.quotes import Mood
from app.extraction.languages.shapes.relations import EventRules, Form, NounFrame, VerbFrame

_VERBS = """
ACCUSE
accuser
critiquer || own
dénoncer || own
condamner || own s:pcg
blâmer
fustiger || own
incriminer
diffamer
désavouer
reprocher | à
prendre | à | se en
attaquer | à | se t:pc
attaquer || s:p t:po
porter une plainte | contre
assigner en justice
mettre en doute || own
remettre en cause || own
remettre en question || own
pointer || own t:po
déplorer || own
regretter || own
porter plainte | contre
déposer plainte | contre
déposer une plainte | contre
mettre en cause
mettre en examen
pointer du doigt
tenir pour responsable
poursuivre en justice
inculper
soupçonner
qualifier
enquêter | sur
ouvrir une enquête | contre sur
railler
vilipender
traiter

SUPPORT
soutenir || own s:pogc t:pog
appuyer || t:pogc
féliciter
saluer || own t:pogc
louer || own t:pogc
remercier
encourager
honorer || t:p
décorer
rendre hommage | à
rendre un hommage | à
apporter son soutien | à
accorder son soutien | à
annoncer son soutien | à
donner son soutien | à
réitérer son soutien | à
approuver || own t:pogc
soutenir la candidature | de
maintenir sa confiance | à
renouveler sa confiance | à
prendre parti | pour
plaider | pour
apporter leur soutien | à
exprimer son soutien | à
exprimer sa solidarité | à avec
affirmer son soutien | à
présenter ses condoléances | à
adresser ses condoléances | à
adresser ses félicitations | à
prêter allégeance | à
faire allégeance | à
rallier | à | se
ranger derrière || se
prendre la défense | de
faire l' éloge | de
appeler à voter | pour
voter | pour
défendre || s:po t:pog
acclamer

REQUEST
demander | à | t:pocg
exhorter
appeler || then t:pocg
demander | que
exiger | que
souhaiter | que || x
prier
enjoindre | à
sommer
presser || t:pocg
inviter || then t:pocg
ordonner | à
conseiller | à
recommander | à
réclamer | à
exiger | de
supplier
implorer
faire appel | à || t:pocg
en appeler | à
saisir || t:o s:p
mettre en demeure

REJECT
opposer | à | se own
refuser | à | x
rejeter || own t:pogc
récuser || own
refuser || own t:pogc
décliner || own t:pogc
boycotter
désobéir | à

THREATEN
menacer
avertir
mettre en garde

SANCTION
sanctionner
exclure || t:po
expulser || t:p
limoger
destituer
suspendre || t:po
révoquer
bannir
licencier
démettre
écarter || t:p
disqualifier
rompre | avec
rompre ses relations diplomatiques | avec
rompre les relations diplomatiques | avec
condamner || s:o t:po
condamner à une amende

COERCE
arrêter || s:ocg t:pog
interpeller || s:ocg t:pg
appréhender
capturer
détenir || t:p
emprisonner
incarcérer
écrouer
bloquer || t:loc
censurer
perquisitionner
évacuer || s:o
extrader
expulser || t:g
intercepter
annexer
occuper || s:ogc t:lc
confisquer
séquestrer
contraindre

ASSAULT
attaquer || s:ogc t:pocgl
agresser
tuer
abattre
assassiner
exécuter || t:pg
bombarder
poignarder
blesser
kidnapper
enlever || t:p
assiéger
encercler
envahir
conquérir
reprendre || s:ogc t:l
reconquérir
reprendre le contrôle | de
prendre le contrôle | de
chasser || s:og t:og
affronter || sym s:g t:og
frapper || t:pogl
torturer
gifler
enfariner
égorger
décapiter
violer
piller
incendier
détruire || s:ogc t:lo
piéger
tirer | sur
ouvrir le feu | sur
faire feu | sur
lancer une attaque | contre
lancer une offensive | contre sur
mener une attaque | contre
emparer | de | se s:ogc t:lco
prendre d' assaut
prendre pour cible
prendre à partie
viser || s:ogc t:ogl
cibler || s:ogc t:ogl
expulser || s:ogc t:g
mener des frappes | contre sur
mener une offensive | contre
mener un raid | contre sur
lancer un raid | contre sur
déclencher une offensive | contre
revendiquer l' attaque | de contre
revendiquer l' attentat | de contre
revendiquer les attaques | de contre
revendiquer les attentats | de contre
combattre || s:ogc t:og

AID
aider
financer
secourir
ravitailler
subventionner
assister || t:pg
venir en aide | à
porter secours | à
apporter son aide | à
prêter main forte | à
fournir des armes | à

RETREAT
quitter || s:pocg t:oc
démissionner du poste | de
abandonner || s:pocg t:oc
démissionner | de
retirer | de | se
désengager | de | se
replier | de | se
fuir || t:lco
claquer la porte | de

AGREE
signer un pacte | avec | sym both
signer une entente | avec | sym both
signer un protocole | avec | sym both
signer un accord | avec | sym both
signer un contrat | avec | sym both
conclure un accord | avec | sym both
trouver un accord | avec | sym both
parvenir à un accord | avec | sym both
passer un accord | avec | sym
mettre d' accord | avec | se sym both
entendre | avec | se sym
signer un traité | avec | sym both
signer un partenariat | avec | sym both
signer une convention | avec | sym both
conclure une trêve | avec | sym both

CONSULT
rencontrer || meet sym s:pocg t:pocg
rencontrer || se both meet sym s:pocg
entretenir | avec | se meet sym both
réunir | avec | se meet sym both
dialoguer | avec | meet sym
discuter | avec | meet sym
négocier | avec | meet sym
échanger | avec | meet sym
consulter || meet sym t:poc
rendre visite | à | visit
rendre | à en au | se visit s:pc t:cl
visiter || visit s:p
être en visite | à en | visit
déplacer | à en | se visit s:p t:cl
recevoir || visit rev s:p t:pc
accueillir || visit rev s:p t:pc
téléphoner | à | phone
écrire | à | phone s:poc t:poc
arriver | à en au | visit s:p t:c
appeler | | phone x
convoquer || meet s:poc t:pg

COOPERATE
coopérer | avec | sym
collaborer | avec | sym s:oc t:oc
associer | à avec | se sym both
travailler | avec | sym s:pocg t:pocg
faire équipe | avec | sym
allier | à avec | se sym both
épauler
combattre aux côtés | de | sym
unir | à avec | se sym both
soutenir || s:oc t:oc x

ALLIED_WITH
fusionner | avec | sym

TENSION
affronter || se both sym s:pc
opposer || se both sym s:pocg
rivaliser | avec | sym
brouiller | avec | se sym

CONCERN
craindre | | loose
redouter | | loose
inquiéter | de | se loose
inquiéter | pour | se loose
inquiéter || rev loose
préoccuper || rev loose
alarmer || rev loose
méfier | de | se loose

PROTEST
manifester | contre
protester | contre
défiler | contre
mobiliser | contre | se

MEMBER_OF
rejoindre || s:p t:o
adhérer | à | s:p t:o
intégrer || s:p t:o

LEADS
diriger || s:p t:o
présider || s:p t:o
entraîner || s:p t:o
entrainer || s:p t:o
prendre la tête | de | s:p t:o
prendre la direction | de | s:p t:o
"""
# A noun line: the nouns, then after bars the prepositions of the source, those of the target, and flags as above
# (`mutual` takes both ends behind "entre" or one behind "avec", `plain` does not take a demonym beside it as source).
_NOUNS = """
CONSULT
rencontre rencontres réunion entretien entretiens entrevue discussions discussion négociations négociation pourparlers dialogue conversation sommet tête-à-tête | de | avec | mutual meet
visite visites | de | à en dans chez | visit seat s:pc t:cl
déplacement voyage | de | à en | visit seat s:p t:cl

COOPERATE
coopération collaboration partenariat coentreprise rapprochement | de | avec | mutual
relations liens | de | avec | mutual warm

ALLIED_WITH
allié alliée alliés alliées | with | de | ally
alliance coalition | de | avec | mutual

AGREE
accord accords traité entente ententes contrat trêve convention | de | avec | mutual

TENSION
tension tensions conflit conflits guerre rivalité rivalités différend désaccord désaccords divergences crise bras-de-fer contentieux litige dispute hostilités brouille | de | avec | mutual
relations liens | de | avec | mutual cold

ASSAULT
affrontements affrontement combats heurts bagarre échauffourées | | | mutual
attaque attaques offensive raid raids frappe frappes bombardements attentat attentats assaut opération opérations | de | contre | s:pogc t:pocgl
frappes bombardements raids tirs | de | sur contre | s:pogc
assassinat assassinats meurtre enlèvement exécution bombardement agression attaque | par | de | plain

SUPPORT
soutien appui hommage ralliement allégeance | de | à | s:pocg

AID
aide assistance | de | à | t:pocg

SANCTION
sanctions sanction embargo | de | contre à
exclusion expulsion suspension condamnation destitution limogeage | par | de | plain

COERCE
arrestation interpellation détention blocage annexion occupation | par | de | plain

ACCUSE
accusations accusation critiques plainte plaintes | de | contre envers

REQUEST
appel | de | à | t:pocg

REJECT
opposition | de | à | t:pocg

RETREAT
retrait sortie démission départ | de | de | plain s:pc t:ocl

THREATEN
menaces | de | contre envers
"""
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
    for line in filter(None, map(str.strip, _VERBS.splitlines())):
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
    for line in filter(None, map(str.strip, _NOUNS.splitlines())):
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
            "va vont allait allaient doit doivent devrait devraient devra devront compte comptent prévoit prévoient choisi choisit choisissent décidé décide décident promis promet promettent envisage envisagent s'apprête apprête apprêtent",
        ),
        **_spread(
            _MAYBE,
            "peut peuvent pourrait pourraient pourra pourront veut veulent voudrait voudraient souhaite souhaitent",
        ),
        **_spread(
            _ACTUAL,
            "vient viennent venait réussi réussit réussissent parvient parviennent parvenu pu dû fini finit finissent commencé commence commencent continue continuent",
        ),
    },
    definite=frozenset(("les", "le", "la", "l'")),
    gerund_marks=frozenset(("en",)),
    light=light_verbs(),
    manner=frozenset(("en",)),
    infinitive_marks=frozenset(("de", "d'", "à")),
    reflexives=frozenset(("se", "s'")),
    clitics=frozenset("se s' l' le la les lui leur y en ne n' nous vous m' me".split()),
    object_clitics=frozenset("l' le la les lui leur nous vous m' me".split()),
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
