"""French: pronouns, the gender of names, and the phrases that stand for a speaker."""

from app.extraction.languages.fr.lists import read_weights
from app.extraction.languages.shapes.speakers import SpeakerRules, SpeakerWeights


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


RULES = SpeakerRules(
    weights=SpeakerWeights.read(read_weights("speakers")),
    singular=_words("il elle celui-ci celle-ci celui-là celle-là lui celui celle dernier dernière"),
    plural=_words("ils elles eux ceux-ci celles-ci ceux-là celles-là ceux celles derniers dernières"),
    masculine=_words("il ils lui eux celui-ci ceux-ci celui-là celui ceux dernier derniers"),
    feminine=_words("elle elles celle-ci celles-ci celle-là celle dernière dernières"),
    latest=_words("celui-ci celle-ci ceux-ci celles-ci dernier dernière derniers dernières"),
    female_names=_words(
        "adèle agathe agnès aimée alexia alexandra alice aline alix alison amandine ambre amélie amy anaïs andrée angèle angélique angela anita ann anna",
        "anne annick annie apolline ariane arlette astrid aude audrey aung aurélie aurore axelle barbara béatrice bérénice bernadette betty blanche",
        "brigitte camille carine carla carmen carole carolina caroline catherine cathy cécile céline chantal charlotte chloé christel christelle christiane",
        "christine claire clara clarisse claudia claudine clémence clémentine clotilde colette constance coralie corinne cristina cynthia dalila daniella danielle",
        "daphné debbie delphine denise diana diane dilma dominica dorothée édith edith élisabeth elisabeth elizabeth elena éliane élise ella élodie elsa émilie emily emma",
        "emmanuelle erika estelle esther eva ève eve eugénie fabienne fanny fatima fatou fatoumata federica fleur florence france françoise frauke frédérique gabrielle",
        "geneviève georgette géraldine germaine ghislaine gina gisèle glenn-marie gloria greta gwen gwendoline hanna hannah hélène helen henriette hillary hope ingrid inès irène",
        "iris isabel isabella isabelle ivanka jacinda jacqueline jane janet jeanne jeannette jennifer jessica joëlle jocelyne johanna josée josiane joyce judith julia juliana julie",
        "juliette justine karen karima karine kate katherine kathleen katia kelly kim-marie kristalina laetitia lætitia laura laure laurence léa leïla lena léonie leslie lila lilian-marie lina linda",
        "lisa lise louise lucie lucia lucile ludivine lydia lydie mabel madeleine magali magalie maggie maëlle maïté majlinda manon manuela marcelle margaret margarita margot marguerite maria",
        "mariam marianne marie marie-ange marie-christine marie-george marie-amélie marie-pierre marie-luce mariette marina marine marion marisol marlène martha marthe martine mary maryse mathilde maud maude mélanie melania",
        "mélissa melissa mercedes merkel meryl michelle michèle mireille miriam moira monique morgane muriel myriam nadège nadia nadine najat nancy naomi natacha nathalie nicola nicole",
        "nicky nikki noémie nora nour odette odile olga olivia oksana pamela pascale patricia paula paule pauline penelope pénélope perrine ping-marie rachel rachida rafaela raphaëlle rebecca régine renée",
        "rita roberta rosa rose roselyne ruth sabine sabrina salima samantha samira sandra sandrine sarah ségolène séverine sheila sheryl shirley simone sofia solange solène sonia sophie",
        "stéphanie susan suzanne sylvia sylviane sylvie tatiana teresa thérèse theresa tiphaine tracy tsai ursula valentina valérie vanessa véronique veronica victoire victoria violette virginia virginie",
        "vivian viviane wendy yaël yasmina yolande yvette yvonne zoé zineb",
    ),
    male_names=_words(
        "luca joshua sacha mustafa mustapha moustapha issa moussa abdoulaye costa nikita garcia barack baptiste philippe pierre jean-pierre serge maurice georges jérôme antoine guillaume alexandre stéphane étienne",
        "eugène christophe claude dominique frédéric jean-claude jean-marie yves andré rené josé mike steve dave bruce george pape laurence-marie shinzo yoshihide ali abdelaziz",
        "aristide maxime ange ambroise hippolyte achille aimé blaise hervé honoré philippe théodore anatole basile côme félicité kevin pacôme jules charles jacques gilles",
    ),
    female_endings=("ette", "ine", "elle", "ienne", "a", "ie"),
    masculine_words=_words(
        "m. mr mr. monsieur le un président ministre sénateur directeur lord sir roi prince acteur chanteur joueur entraîneur pape né élu"
    ),
    feminine_words=_words(
        "mme mme. mlle mmes madame la une présidente ministre-femme sénatrice directrice chancelière reine princesse actrice chanteuse joueuse née élue députée"
    ),
    masculine_nouns=("ment", "isme", "eau", "cat", "stère", "comité", "conseil", "mouvement", "parti", "groupe"),
    feminine_nouns=(
        "ion",
        "ciété",
        "sité",
        "ance",
        "ence",
        "ure",
        "ette",
        "mblée",
        "chambre",
        "cour",
        "ligue",
        "banque",
    ),
    plural_articles=_words("les des ces ses leurs nos plusieurs certains certaines quelques"),
    articles=_words(
        "le la les l' un une des du d' ce cet cette ces son sa ses leur leurs notre nos plusieurs certains certaines"
    ),
    definite=_words("le la les l' ce cet cette ces son sa ses leur leurs"),
    plain=_words(
        "le la les l' un une des du de d' au aux à en ce cet cette ces son sa ses leur leurs et nouveau nouvel nouvelle ancien ancienne ex actuel actuelle",
        "jeune premier première dernier dernière plusieurs certains certaines même",
    ),
    governments=_words("gouvernement autorités régime pouvoir exécutif"),
    bodies=_words(
        "groupe entreprise société compagnie firme organisation association parti mouvement club équipe journal quotidien hebdomadaire magazine chaîne",
        "agence ong collectif coalition fédération syndicat institution institut université commission fondation constructeur opérateur banque confédération",
        "centrale ligue union conseil comité radio revue site ministère police armée gendarmerie parquet préfecture mairie tribunal cour sénat parlement assemblée",
        "municipalité ambassade régie brigade église instruction ville avionneur autorité administration rédaction direction multinationale laboratoire observatoire",
    ),
    own_bodies=_words("police parquet gendarmerie justice mairie préfecture tribunal cour armée"),
    people=_words(
        "entourage parquet-général vice-présidente couple universitaire porte-paroles ex-président beau-père beau-frère politologue historien sociologue économiste philosophe médecin scientifique expert experte spécialiste analyste observateur victime plaignante détenu accusé prévenu médiateur ambassadeur ambassadrice diplomate trésorier syndicaliste juriste chanoine curé président présidente ministre premier-ministre chef cheffe leader patron pdg directeur directrice secrétaire député députée sénateur sénatrice maire avocat avocate",
        "procureur procureure juge préfet préfète porte-parole candidat candidate entraîneur entraineur sélectionneur joueur joueuse capitaine champion championne attaquant",
        "gardien gardienne défenseur milieu buteur chanteur chanteuse acteur actrice réalisateur réalisatrice écrivain auteur romancier romancière pape roi reine prince princesse",
        "chancelier chancelière gouverneur commissaire général colonel commandant officier homme femme militant militante milliardaire universitaire chercheur chercheuse professeur",
        "pilote navigateur nageur nageuse athlète judoka boxeur coureur cycliste skieur skieuse tireur suspect témoin élu élue responsable dirigeant fondateur fondatrice conseiller",
        "conseillère représentant représentante inspecteur rapporteur archevêque évêque cardinal imam animateur animatrice journaliste humoriste souverain ancien député-maire plaignant intéressé intéressée star sous-préfet vice-procureur substitut locataire",
    ),
    crowds=_words(
        "rebelles policiers enquêteurs secours pompiers syndicats manifestants médias organisateurs chercheurs scientifiques habitants victimes forces militaires soldats proches avocats",
        "députés sénateurs juges élus gendarmes séparatistes terroristes djihadistes opposants étudiants enseignants salariés agriculteurs médecins experts astronomes membres dirigeants",
        "responsables ministres milices combattants famille parents supporters associations ong royalistes volontaires travailleurs commissaires services jury analystes observateurs services",
    ),
    members=_words(
        "porte-parole responsable responsables membre membres chercheur chercheurs chercheuse chercheuses scientifique scientifiques officier officiers représentant représentants photographe journaliste",
        "journalistes cadre cadres expert experts officiel officiels astronomes physiciens équipe dirigeants policiers agents direction bureau service correspondant correspondants",
        "image images site compte lettre tweet",
    ),
    works=_words(
        "communiqué rapport étude enquête sondage avis document bilan note publication chiffres données calculs analyse conclusions statistiques estimations",
        "annonce déclaration information informations projection projections article articles images vidéo texte message tweet lettre tribune motion",
        "jugement arrêt arrêté verdict décision recherches résultats travaux renseignements dires propos témoignage témoignages connaissances analyses sondages rapports études",
    ),
    unnamed=_words(
        "source sources témoin témoins observateurs voisin voisine riverains commentateurs critiques détracteurs personnalités analystes experts climatologues météorologues"
    ),
    prepositions=_words(
        "de d' du des à au aux en dans par pour sur sous avec sans chez vers contre entre depuis lors après avant selon"
    ),
    of=_words("de d' du des"),
    relatives=_words("qui que qu' dont où lequel laquelle lesquels lesquelles"),
    conjunctions=_words("et ou ainsi"),
    clause_starts=_words(', . ; : « » " ( ) – — et mais'),
)
