"""French: titles of office and the words around them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.annotations import EntityType, RelationType
from app.extraction.languages.shapes.relations import RoleRules, Title, Words

_ORG, _PLACE, _GROUP, _COUNTRY, _PERSON = (
    EntityType.ORGANIZATION,
    EntityType.PLACE,
    EntityType.GROUP,
    EntityType.COUNTRY,
    EntityType.PERSON,
)
_BODIES = (_ORG, _PLACE, _GROUP)


def _all(relation: RelationType, *types: EntityType) -> Mapping[EntityType, RelationType]:
    return dict.fromkeys(types, relation)


_STATE_OR_BODY = {_COUNTRY: RelationType.HEAD_OF_STATE_OF, **_all(RelationType.LEADS, *_BODIES)}
_STATE = _all(RelationType.HEAD_OF_STATE_OF, _COUNTRY)
_GOVERNMENT = _all(RelationType.HEAD_OF_GOVERNMENT_OF, _COUNTRY, _PLACE)
_MINISTRY = _all(RelationType.MINISTER_OF, _COUNTRY, _PLACE)
_LEAD = _all(RelationType.LEADS, *_BODIES, _COUNTRY)
_LEAD_BODY = _all(RelationType.LEADS, *_BODIES)
_SPEAK = _all(RelationType.SPEAKS_FOR, *_BODIES, _COUNTRY, _PERSON)
_MEMBER = _all(RelationType.MEMBER_OF, *_BODIES, _COUNTRY)
_MEMBER_STATE = _all(RelationType.MEMBER_OF, _ORG, _GROUP, _COUNTRY)
_MEMBER_BODY = _all(RelationType.MEMBER_OF, _ORG, _GROUP)

_PRESIDENT = Title(_STATE_OR_BODY, evident=RelationType.HEAD_OF_STATE_OF, demonym=True, party=True)
_SEAT = Title(_STATE_OR_BODY, demonym=True)
_REPUBLIC = Title(_STATE, evident=RelationType.HEAD_OF_STATE_OF, demonym=True)
_SOVEREIGN = Title(_STATE, evident=RelationType.HEAD_OF_STATE_OF, demonym=True)
_RULER = Title(_STATE, demonym=True)
_PREMIER = Title(_GOVERNMENT, evident=RelationType.HEAD_OF_GOVERNMENT_OF, demonym=True)
_MINISTER = Title(_MINISTRY, evident=RelationType.MINISTER_OF, demonym=True, portfolio=True)
_COUNCILLOR = Title(_all(RelationType.MEMBER_OF, _ORG, _PLACE, _GROUP), party=True)
_GOVERNMENT_VOICE = Title(_SPEAK, evident=RelationType.SPEAKS_FOR, demonym=True)
_MAYOR = Title(_LEAD, evident=RelationType.LEADS, local=True, party=True)
_HEAD = Title(_LEAD_BODY)
_CHARGE = Title(_LEAD_BODY, part=RelationType.MEMBER_OF)
_COACH = Title(_LEAD_BODY)
_SPEAKER = Title(_SPEAK, demonym=True)
_LAWYER = Title(_SPEAK)
_DEPUTY = Title(_MEMBER_STATE, demonym=True, party=True)
_VICE = Title(_MEMBER, evident=RelationType.MEMBER_OF, demonym=True, party=True)
_SECOND = Title(_MEMBER)
_PARTISAN = Title(_MEMBER_BODY, party=True)
_PLAYER = Title(_MEMBER_BODY)
_EXPERT = Title(_MEMBER_BODY)


def _titles(rows: tuple[tuple[Title, str, str], ...]) -> Iterator[tuple[Words, Title]]:
    """Yield the words of each title; a row is the title, its singular forms and its plural forms, set apart by bars."""
    for title, singular, plural in rows:
        for form in singular.split("|"):
            yield tuple(form.split()), title
        many = replace(title, plural=True)
        for form in filter(None, plural.split("|")):
            yield tuple(form.split()), many


_ROWS = (
    (_PRESIDENT, "président|présidente", "présidents|présidentes"),
    (
        _REPUBLIC,
        (
            "président de la république|présidente de la république|chef de l' état|chef de l' etat|chef d' état"
            "|chef d' etat|cheffe de l' état|président fédéral|présidente fédérale"
        ),
        "présidents de la république|chefs d' état",
    ),
    (_SOVEREIGN, "roi|reine|empereur|émir|sultan|guide suprême|souverain", ""),
    (_RULER, "dirigeant|dictateur", "dirigeants"),
    (
        _PREMIER,
        (
            "premier ministre|première ministre|premier-ministre|chancelier|chancelière|chef du gouvernement"
            "|cheffe du gouvernement|chef de gouvernement|président du conseil italien|présidente du conseil italien|président du conseil des ministres|présidente du conseil des ministres|président du gouvernement"
        ),
        "premiers ministres|chefs de gouvernement",
    ),
    (
        _MINISTER,
        (
            "ministre|garde des sceaux|secrétaire d' état|secrétaire d' etat|sous-secrétaire d' état|vice-ministre"
            "|secrétaire au trésor|secrétaire du trésor|secrétaire à la défense|chef de la diplomatie"
            "|cheffe de la diplomatie|chancelier de l' échiquier"
        ),
        "ministres|secrétaires d' état|vice-ministres",
    ),
    (
        _MAYOR,
        "maire|député-maire|sénateur-maire|bourgmestre|préfet|préfète|sous-préfet|gouverneur|gouverneure",
        "maires|préfets|gouverneurs",
    ),
    (
        _HEAD,
        (
            "directeur général|directrice générale|pdg|p.-d.g.|président-directeur général"
            "|directeur exécutif|directrice exécutive|patron|patronne|chef|cheffe|numéro un|leader|secrétaire général"
            "|secrétaire générale|premier secrétaire|première secrétaire|secrétaire national|secrétaire nationale"
            "|président du conseil d' administration|présidente du conseil d' administration|président du directoire"
            "|président du conseil de surveillance|président et chef de la direction|chef d' état-major|commandant"
            "|commandante|coordinateur|coordinatrice|coordonnateur|proviseur|recteur|rectrice|doyen|évêque|archevêque|rédacteur en chef"
            "|rédactrice en chef|président-fondateur|présidente-fondatrice|président par intérim|présidente par intérim|bâtonnier"
            "|secrétaire régional|secrétaire régionale|dirigeant|dirigeante|codirigeant|président exécutif"
            "|coprésident|coprésidente|gérant|gérante|directeur artistique|directeur de la rédaction|grand-maître|délégué général|déléguée générale|directeur sportif|propriétaire"
        ),
        "dirigeants|directeurs|leaders|chefs|patrons",
    ),
    (_CHARGE, "responsable|directeur|directrice", ""),
    (
        _COACH,
        "entraîneur|entraineur|entraîneuse|entraineuse|sélectionneur|sélectionneuse|manager|coach",
        "entraîneurs|entraineurs",
    ),
    (
        _SPEAKER,
        (
            "porte-parole|porte parole|ambassadeur|ambassadrice|consul|consul général|représentant|représentante|représentant permanent"
            "|représentante permanente|représentant spécial|émissaire|envoyé spécial|attaché de presse|attachée de presse|négociateur|négociatrice"
            "|directeur de la communication|directrice de la communication|directeur des communications"
            "|chargé d' affaires|haut représentant|haute représentante"
        ),
        "porte-paroles|porte-parole|ambassadeurs|représentants|négociateurs",
    ),
    (Title({}), "avocat général|avocate générale|chef d' orchestre|cheffe d' orchestre", ""),
    (_LAWYER, "avocat|avocate|conseil", "avocats|avocates"),
    (
        _DEPUTY,
        (
            "député|députée|sénateur|sénatrice|eurodéputé|eurodéputée|député européen|députée européenne"
            "|conseiller général|conseillère régionale|conseiller régional|parlementaire"
            "|vice-premier ministre|élu|élue|haut-commissaire"
        ),
        "députés|sénateurs|eurodéputés|vice-présidents|parlementaires|élus",
    ),
    (_SECOND, "numéro deux|bras droit", ""),
    (_VICE, "vice-président|vice-présidente|vice président|premier vice-président|première vice-présidente", ""),
    (_SEAT, "à la présidence|à la tête", ""),
    (
        _GOVERNMENT_VOICE,
        "porte-parole du gouvernement|porte-parole du ministère des affaires étrangères|porte-parole de la diplomatie",
        "",
    ),
    (
        _COUNCILLOR,
        (
            "conseiller municipal|conseillère municipale|adjoint au maire|adjointe au maire|adjoint à la maire|adjointe à la maire|adjoint à la mairie"
            "|premier adjoint au maire|première adjointe au maire|premier adjoint à la maire"
        ),
        "conseillers municipaux|adjoints au maire",
    ),
    (
        _PARTISAN,
        "candidat|candidate|membre|militant|militante|conseiller|conseillère|trésorier|trésorière|collaborateur|collaboratrice|délégué|déléguée|combattant|sympathisant|sympathisante|secrétaire|adhérent|cadre|dirigeant historique",
        "candidats|candidates|membres|militants|conseillers|collaborateurs|combattants|sympathisants",
    ),
    (
        _PLAYER,
        "joueur|joueuse|gardien|gardienne|attaquant|attaquante|défenseur|milieu|milieu de terrain|capitaine|buteur|ailier|pivot|pilote|coureur|meneur|arrière|demi de mêlée|footballeur|avant-centre",
        "joueurs|joueuses|gardiens|attaquants|défenseurs|pilotes|coureurs",
    ),
    (
        _EXPERT,
        (
            "professeur|professeure|professeur émérite|chercheur|chercheuse|journaliste|correspondant|correspondante|scientifique|géologue|ingénieur|ingénieure|employé|employée|étudiant|étudiante"
            "|économiste|économiste en chef|analyste|médecin|chargé de recherche|directeur de recherche|directrice de recherche|directeur de recherches|maître de conférences|physicien"
            "|astronome|climatologue|expert|experte|spécialiste|consultant|consultante|directeur adjoint|directrice adjointe|directeur de cabinet|directrice de cabinet|directeur général adjoint"
            "|secrétaire général adjoint|chef adjoint|adjoint|adjointe|chef de mission|chargé de mission|chargée de mission|commissaire européen|commissaire européenne|commissaire|salarié|salariée|animateur|animatrice|présentateur|présentatrice|chanteur|chanteuse|bassiste|guitariste|batteur|paléontologue|biologiste|virologue|enseignant|enseignante|chef du service politique|éditorialiste|chroniqueur|chroniqueuse|dessinateur|lieutenant|officier|agent|chroniqueuse|historien|historienne|politologue|sociologue|juge|avocat général"
        ),
        "responsables|professeurs|chercheurs|journalistes|employés|experts|économistes|scientifiques",
    ),
)

ROLES = RoleRules(
    titles=dict(_titles(_ROWS)),
    before=frozenset(
        "femme tout récent nouveau nouvel nouvelle nouveaux actuel actuelle actuels jeune très influent puissant célèbre grand grande propre autre premier première second seconde aussi également lui elle principal principale".split()
    ),
    after=frozenset(
        "actuel actuelle général générale fédéral fédérale national nationale provincial provinciale régional régionale sortant sortante"
        " délégué déléguée chargé chargée adjoint adjointe exécutif exécutive intérimaire municipal municipale officiel officielle historique déchu"
        " principal principale conservateur conservatrice municipal politique scientifique technique sportif francophone européen européenne émérite associé associée".split()
    ),
    former=frozenset("ancien ancienne anciens anciennes ex ex- feu défunt défunte alors précédent précédente".split()),
    former_prefixes=("ex-",),
    ordinal_endings=("ième", "ème"),
    coming=frozenset(("futur", "future", "futurs")),
    elect=frozenset(("élu", "élue")),
    complement=frozenset(("de", "du", "des", "d'")),
    place=frozenset(("à", "au", "aux", "en", "pour", "chez", "près", "auprès")),
    breaks=frozenset(
        "prénommé prénommée nommé nommée qui que qu' dont où et ou mais a ont est sont avait était se s' ne n' y il elle ils elles lui leur ce cela ça par sur avec contre dans depuis lors selon après avant".split()
    ),
    body_nouns=frozenset(
        "parti groupe association organisation société entreprise compagnie ong syndicat mouvement club équipe chaîne journal quotidien magazine hebdomadaire agence"
        " banque fondation ministère commission conseil assemblée université institut école lycée collège hôpital centre ville commune région province état"
        " département district fédération confédération union ligue coalition front collectif laboratoire radio studio label formation maison cabinet observatoire constructeur"
        " géant opérateur fabricant éditeur think-tank milice réseau site festival start-up".split()
    ),
    body_heads=frozenset(
        "association organisation ong syndicat club équipe agence fondation ministère commission conseil assemblée université institut école lycée collège hôpital chu clinique"
        " fédération confédération union ligue coalition collectif laboratoire observatoire tribunal cour parquet police gendarmerie armée département secrétariat direction comité académie"
        " diocèse paroisse autorité bureau office service chambre communauté groupement station opposition commissariat front milice faculté musée festival orchestre jury société compagnie"
        " banque protection bourse mission brigade délégation caisse centrale rectorat mutuelle regroupement mouvement parti syndicats pompiers sapeurs-pompiers".split()
    ),
    known_bodies=frozenset(
        "groupe compagnie entreprise société firme club équipe journal quotidien magazine chaîne radio parti syndicat banque fondation association université".split()
    ),
    honorifics=frozenset(
        "m. mme mme. mlle mlle. mm. dr dr. me maître monsieur madame camarade général colonel capitaine docteur cardinal mgr mgr. sir lord cheikh sheikh émir prince princesse professeur pr pr. m mgr".split()
    ),
    parties={
        "socialiste": ("Parti socialiste", "PS"),
        "communiste": ("Parti communiste français", "Parti communiste", "PCF"),
        "républicain": ("Parti républicain",),
        "républicaine": ("Parti républicain",),
        "démocrate": ("Parti démocrate",),
        "écologiste": ("Europe Écologie Les Verts", "EELV", "Les Verts"),
        "frontiste": ("Front national", "FN"),
        "travailliste": ("Parti travailliste", "Labour"),
        "conservateur": ("Parti conservateur",),
        "conservatrice": ("Parti conservateur",),
        "néo-démocrate": ("Nouveau Parti démocratique", "NPD"),
        "péquiste": ("Parti québécois",),
        "insoumis": ("La France insoumise", "France insoumise"),
    },
    being={
        "est": "actual",
        "était": "historical",
        "fut": "historical",
        "sera": "future",
        "reste": "actual",
        "demeure": "actual",
        "devient": "actual",
        "deviendra": "future",
    },
    becoming=frozenset(
        "ensuite brièvement désormais déjà officiellement hier aujourd'hui depuis toujours encore notamment élu élue réélu réélue nommé nommée désigné désignée devenu devenue comme été ainsi aussi également officiellement".split()
    ),
    chosen=frozenset("élu élue réélu réélue nommé nommée désigné désignée devenu devenue toujours".split()),
    elections=frozenset(
        "présidentielle présidentielles législatives primaire primaires élection élections municipales régionales européennes sénatoriales".split()
    ),
    having=frozenset("a ont avait avaient avoir ayant".split()),
    possessives=frozenset("son sa ses leur leurs notre nos mon ma mes votre vos".split()),
    demonstratives=frozenset("ce cet cette ces".split()),
    relatives=frozenset(("qui",)),
    listing=frozenset(("dont", "comme", "notamment")),
    linking=frozenset((",", "puis", "que", "qu'")),
    years=frozenset(("ans",)),
    since=frozenset("de à en depuis jusqu'à jusqu' jusque".split()),
    state_nouns=frozenset(
        "république royaume état états confédération fédération populaire fédérale démocratique islamique".split()
    ),
    place_nouns=frozenset(
        "ville commune région province département village mairie état canton district arrondissement municipalité métropole capitale localité comté île".split()
    ),
    leading=frozenset("préside dirige présidait dirigeait présidera dirigera".split()),
    led=frozenset(
        "présidé présidée présidés dirigé dirigée dirigés dirigées présidées entraîné entraînée entrainé entrainée entraînés emmené emmenée".split()
    ),
    head_of=(("à", "la", "tête"),),
)
