"""French: role titles, triggers, negation, modality."""

from app.extraction.languages.fr.events import EVENTS
from app.extraction.languages.fr.people import PEOPLE
from app.extraction.languages.fr.titles import ROLES
from app.extraction.languages.shapes.relations import CircumstanceRules, PhraseRules, RelationRules

PHRASES = PhraseRules(
    prepositions=frozenset(
        "de d' à en dans par pour sur sous avec sans chez vers contre entre depuis pendant durant lors après avant devant derrière malgré selon dès via parmi envers"
        " hors jusqu' jusque concernant suivant auprès lors".split()
    ),
    contracted={"du": "de", "des": "de", "au": "à", "aux": "à"},
    adjectives=frozenset(
        "nouveau nouvel nouvelle nouveaux nouvelles ancien ancienne anciens anciennes jeune jeunes grand grande grands premier première deux trois quatre cinq plusieurs"
        " autre autres certains certaines seul seule tous toutes célèbre puissant dernier dernière actuel actuelle futur future petit petite même".split()
    ),
    noun_adjectives=frozenset(
        "officielle officiel militaire militaires aérienne aériennes aérien aériens diplomatique diplomatiques commercial commerciale commerciaux commerciales économique économiques"
        " politique politiques stratégique stratégiques croissante croissantes géopolitique géopolitiques historique bilatéral bilatérale bilatérales bilatéraux secrète secret téléphonique"
        " téléphoniques financière financier humanitaire humanitaires violents violent violente vives vive forte fortes récente récent récentes persistantes armé armés terroriste terroristes"
        " territorial territoriaux accrue accru étroite renforcée renforcé directes directs direct directe privée privé commune communes sanglants meurtrière scientifique technique".split()
    ),
    adjective_endings=(
        "ée",
        "ées",
        "ive",
        "ives",
        "ique",
        "iques",
        "aire",
        "aires",
        "ale",
        "ales",
        "aux",
        "elle",
        "elles",
        "euse",
        "euses",
        "eux",
        "ienne",
        "iennes",
    ),
    agents=frozenset(
        "gouvernement gouvernements autorités régime diplomatie pouvoir présidence aviation troupes soldats militaires exécutif"
        " dirigeants responsables coalition djihadistes jihadistes combattants membres positions milices terroristes hommes militants représentants avion avions jets navire navires chars avocats"
        " députés élus services ressortissants agents cellules unités délégation ambassade bombardiers chasseurs drones ville".split()
    ),
    things=frozenset(
        "prix trophée coupe loi rapport affaire plan stade rue place avenue boulevard palais hôtel aéroport film livre projet méthode commission modèle tribune site musée procès".split()
    ),
    stops=frozenset(
        "a ont avait avaient aura auront aurait auraient est sont était étaient fut furent sera seront serait seraient été être avoir ayant étant que qu' qui dont où quand"
        " lorsque lorsqu' si s' se n' ne il elle ils elles on je j' nous vous lui y et ou mais or ni car donc puis pas plus jamais aussi ainsi alors comme c' ce cela ça c'est va vont doit"
        " doivent devrait devraient peut peuvent pourrait pourraient fait font faire".split()
    ),
    lists=frozenset((",", "et", "ou")),
    indefinite=frozenset(("un", "une")),
    infinitive_endings=("er", "ir", "dre", "tre", "oire", "ire", "vre", "é"),
)

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche"
CIRCUMSTANCES = CircumstanceRules(
    at=frozenset(("à", "au", "aux", "en", "dans")),
    months={month: number for number, month in enumerate(_MONTHS.split(), 1)}
    | {"aout": 8, "fevrier": 2, "decembre": 12},
    weekdays={day: number for number, day in enumerate(_DAYS.split())},
    relative={"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1},
    ordinal=frozenset(("er",)),
    next=frozenset(("prochain",)),
    within=frozenset(("en",)),
    until=frozenset(("à", "et", "jusqu'en")),
)

RULES = RelationRules(
    circumstances=CIRCUMSTANCES,
    roles=ROLES,
    events=EVENTS,
    phrases=PHRASES,
    people=PEOPLE,
    definite=frozenset(("le", "la", "les", "l'", "du", "au")),
    determiners=frozenset(
        "le la les l' un une des du au aux ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos".split()
    ),
    conjunctions=frozenset(("et", "ou")),
    negations=frozenset(("ne", "n'")),
    sports=frozenset(
        "match matchs matches finale finales demi-finale demi-finales quart quarts championnat championnats tournoi médaille médailles podium but buts score football handball tennis"
        " rugby basket-ball cyclisme athlétisme natation escrime olympique olympiques ligue mi-temps penalty coupe victoire manche set relais épreuve sélectionneur entraîneur entraineur étape".split()
    ),
)
