"""French: titles, nominal phrases, and names that are one and the same."""

from app.extraction.languages.fr.lists import read_list
from app.extraction.languages.fr.names import OFFICES
from app.extraction.languages.fr.names import RULES as NAMES
from app.extraction.languages.shapes.actors import ActorRules
from app.extraction.languages.shapes.knowledge import read_knowledge


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_NOT_OFFICES = _words(
    "père frère soeur sœur mère épouse mari fils fille ancien ancienne homologue collègue compatriote numéro premier première"
)

_ANYBODY = _words()
_LEADERS = _words(
    "president presidente premier premiere chancelier chanceliere roi reine empereur emir sultan pape dirigeant dirigeante"
)

RULES = ActorRules(
    definite=_words("le la les l' ce cet cette ces"),
    indefinite=_words("un une des plusieurs certains certaines"),
    fused=_words("du des au aux"),
    unfused={"du": "le", "au": "le", "des": "les", "aux": "les"},
    possessive=_words("son sa ses leur leurs notre nos votre vos mon ma mes"),
    before=_words(
        "ancien ancienne anciens anciennes nouveau nouvel nouvelle nouveaux jeune jeunes premier première premiers deux trois quatre",
        "actuel actuelle futur future même grand grande grands haut haute hauts petit petite célèbre vice ex puissant différents",
        "principal principale principaux",
    ),
    adjectives=NAMES.adjectives,
    adjective_endings=NAMES.adjective_endings,
    linkers=_words("de d' du des à aux au en pour"),
    two=_words("deux trois quatre"),
    persons=(OFFICES - _words("ancien ancienne numéro premier première"))
    | _words(
        "homme femme suspect suspecte agresseur assaillant individu tireur auteur auteure chauffeur conducteur conductrice adolescent",
        "adolescente intéressé intéressée accusé accusée prévenu prévenue plaignant plaignante gardien gardienne attaquant défenseur",
        "buteur judoka nageur nageuse boxeur skieur skieuse tennisman star vainqueur vainqueuse lauréat lauréate universitaire chroniqueur",
        "chroniqueuse animateur animatrice humoriste milliardaire magnat homologue souverain souveraine monarque rapporteur rapporteuse",
        "substitut vice-procureur vice-procureure sous-préfet élu élue conservateur écologiste centriste socialiste proviseur enseignant",
        "enseignante professeur élève étudiant étudiante lycéen lycéenne tueuse ravisseur kamikaze détenu détenue condamné condamnée",
        "octogénaire septuagénaire sexagénaire quinquagénaire quadragénaire trentenaire victime manifestant otage",
    ),
    descriptive=_words(
        "attaquant attaquante champion championne judoka nageur nageuse capitaine joueur joueuse gardien gardienne chanteur chanteuse acteur",
        "actrice comédien comédienne écrivain écrivaine romancier romancière universitaire star milliardaire intéressé intéressée plaignant",
        "plaignante souverain souveraine monarque magnat élu élue député députée sénateur sénatrice candidat candidate leader dirigeant",
        "dirigeante boxeur skieur skieuse tennisman pilote coureur cycliste athlète buteur défenseur milieu entraîneur sélectionneur",
        "réalisateur réalisatrice cinéaste animateur animatrice humoriste journaliste chercheur chercheuse historien historienne politologue",
        "économiste sociologue philosophe artiste peintre musicien musicienne astronaute militant militante opposant opposante dissident",
        "pape vainqueur lauréat lauréate octogénaire septuagénaire sexagénaire quinquagénaire quadragénaire trentenaire diplomate",
    ),
    feminine=_words("femme star victime reine mère fille soeur sœur épouse"),
    titles=OFFICES - _NOT_OFFICES,
    governments=_words("gouvernement autorités régime pouvoir exécutif administration diplomatie état"),
    lands=_words("pays nation royaume république"),
    bodies=_words(
        "police armée gendarmerie justice parquet préfecture mairie municipalité présidence tribunal cour ministère sénat parlement assemblée",
        "opposition direction aviation marine douane rédaction chancellerie prison ambassade consulat gouvernement-fédéral rectorat",
        "cabinet office centre secrétariat délégation académie brigade protection patriarcat conférence chambre",
    ),
    firms=_words(
        "groupe entreprise société compagnie firme organisation association parti mouvement club équipe journal quotidien hebdomadaire",
        "magazine chaîne agence ong collectif coalition fédération syndicat institution institut université commission fondation",
        "constructeur opérateur banque confédération centrale ligue union conseil comité radio revue site milice émission start-up",
        "multinationale géant avionneur laboratoire observatoire alliance cour tribunal ministère instance autorité régie",
    ),
    crowds=_words(
        "rebelles policiers enquêteurs secours pompiers syndicats manifestants médias organisateurs chercheurs scientifiques habitants",
        "victimes forces militaires soldats proches avocats députés sénateurs juges magistrats élus gendarmes insurgés séparatistes",
        "terroristes djihadistes jihadistes talibans opposants étudiants enseignants salariés employés agriculteurs grévistes médecins",
        "experts astronomes archéologues membres dirigeants responsables ministres républicains démocrates conservateurs travaillistes",
        "socialistes libéraux écologistes centristes communistes indépendantistes milices combattants garde-côtes gardes-côtes famille",
        "parents supporters supporteurs associations partis ong témoins survivants jurés astrophysiciens physiciens volontaires",
    ),
    press=_words("presse médias"),
    allies=_words("alliés partenaires"),
    person_pairs={
        **dict.fromkeys(
            ("hommes", "femmes", "rivaux", "finalistes", "joueurs", "joueuses", "candidats", "responsables"), _ANYBODY
        ),
        **dict.fromkeys(("dirigeants", "leaders", "chefs"), _LEADERS),
        "présidents": _words("president presidente"),
        "ministres": _words("ministre"),
    },
    leader_pairs=_words("dirigeants leaders chefs"),
    land_pairs=_words("pays puissances nations états voisins alliés capitales gouvernements"),
    members=_words(
        "porte-parole responsable responsables membre membres chercheur chercheurs chercheuse scientifique scientifiques officier officiers",
        "représentant représentante représentants photographe journaliste cadre cadres expert experts officiel officiels astronomes",
        "astrophysiciens physiciens communiqué rapport étude enquête direction équipe dirigeants policiers agents juristes",
    ),
    masculine_civilities=_words("m. mm. mr mr. monsieur sir lord"),
    feminine_civilities=_words("mme mmes mlle mlles madame mademoiselle lady mrs mrs."),
    joint="et",
    genitives={"les": "des ", "la": "de la ", "l'": "de l'", "le": "du ", "des": "des ", "du": "du ", "": "de "},
    capital_linkers=_words("à au aux en pour"),
    joints=_words("et , ou"),
    civilities=NAMES.civilities,
    known=read_knowledge(read_list("knowledge.txt"), "knowledge.txt"),
    same=tuple(tuple(name.strip() for name in line.split("=")) for line in read_list("aliases.txt")),
)
