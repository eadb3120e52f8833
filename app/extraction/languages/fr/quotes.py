"""French: the small words around reported speech; the verbs of saying are in `cues`."""

from app.extraction.languages.fr.cues import noun_frames, verb_forms, weak_verb_forms
from app.extraction.languages.fr.lists import read_weights
from app.extraction.languages.shapes.quotes import QuoteRules, QuoteWeights


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in text.split("|"))


_PREPOSITIONS = _words(
    "de d' du des à au aux en dans par pour sur sous avec sans chez vers contre entre depuis pendant durant lors après avant "
    "devant derrière malgré selon dès outre via parmi envers hors jusqu' jusque jusqu'à jusqu'au hormis sauf suite grâce face quant "
    "afin concernant suivant voici voilà d'après"
)
_DETERMINERS = _words(
    "le la les l' un une des du ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs "
    "plusieurs certains certaines quelques chaque aucun aucune toute tout tous toutes deux trois quatre cinq six sept huit neuf dix"
)

RULES = QuoteRules(
    verbs=verb_forms(),
    weak_verbs=weak_verb_forms(),
    nouns=noun_frames(),
    have=_words("a ont avait avaient aurait auraient aura auront ait aient eut ayant avoir as"),
    be=_words("est sont était étaient fut furent sera seront serait seraient soit étant être"),
    been=_words("été"),
    reflexives=_words("s' se"),
    homographs=_words(
        "annonce annonces demande demandes note reproche critique menace réplique avance remarque relève charge appel analyse "
        "lance signe murmure conteste fait dit écrit estime cite titre glisse tonne confirme proteste rapport conclut rire sourire tweet"
    ),
    partitives=_words(
        "nombreux nombreuses possibles éventuels éventuelles nouveaux nouvelles fortes forts gros grosses longs longues vastes importants importantes sérieux sérieuses autres différents différentes grands grandes hauts hautes certains certaines multiples"
    ),
    clitics=_words("l' le la les lui leur y en s' se n' ne nous vous m' me"),
    emphatic=_words("lui elle eux elles lui-même elle-même eux-mêmes elles-mêmes"),
    negations=_words("ne n'"),
    negative_adverbs=_words("pas jamais plus guère point aucunement ni"),
    adverbs=_words(
        "aussi ainsi alors également toutefois cependant pourtant déjà encore enfin ensuite toujours même bien "
        "ailleurs néanmoins notamment hier aujourd'hui demain récemment lui-même elle-même eux-mêmes parallèlement "
        "elles-mêmes tôt tard lundi mardi mercredi jeudi vendredi samedi dimanche fort fermement auparavant jeudi "
        "désormais donc surtout souvent depuis longtemps parfois peu très plutôt quasi tout simplement publiquement vivement"
    ),
    adverbials=_phrases(
        "d'ailleurs|d' ailleurs|en effet|par la suite|de nouveau|à nouveau|à son tour|à leur tour|de son côté|de leur côté|en revanche|dès le lendemain|"
        "le lendemain|la veille|ce matin|ce soir|ce lundi|ce mardi|ce mercredi|ce jeudi|ce vendredi|ce samedi|ce dimanche|pour sa part|pour leur part|"
        "quant à lui|quant à elle|quant à eux|quant à elles|par ailleurs|de plus|en outre|au contraire|tout de même|tout d'abord|tout d' abord|dans le même temps|"
        "entre autres|à l' époque|à cette occasion|en retour|en réponse|lui aussi|elle aussi|eux aussi|de fait|peu après|à plusieurs reprises|à l' inverse|sans ambages|sans détour|"
        "à ce sujet|à ce propos|une nouvelle fois|encore une fois|une fois de plus|bel et bien|pour l' heure|pour l' instant|hier soir|de même|en particulier|à demi-mot|d' abord|quand même"
    ),
    no_adverbs=_words(
        "gouvernement parlement département mouvement événement évènement règlement jugement document monument argument logement paiement changement "
        "développement enseignement établissement licenciement bâtiment appartement supplément traitement équipement investissement financement médicament "
        "élément moment sentiment comportement engagement lancement remplacement déplacement renforcement bombardement affrontement rassemblement "
        "avertissement classement versement retournement soulèvement recrutement réchauffement fonctionnement signalement enlèvement déraillement"
    ),
    adverb_endings=("ment",),
    that=_words("que qu'"),
    of=_words("de d'"),
    to=_words("à"),
    by=_words("par"),
    sources=frozenset(
        {
            ("selon",),
            ("d'", "après"),
            ("d'après",),
            ("à", "en", "croire"),
            ("aux", "dires", "de"),
            ("de", "l'", "avis", "de"),
        }
    ),
    weak_sources=_words("pour"),
    no_sources=_words(
        "film roman livre histoire oeuvre œuvre pièce nouvelle bd série dessin modèle idée recette photo "
        "jour acronyme prescrits résultats résultat saison goûts envies moyens lieux lieu situation circonstances étapes dispositions accord accords usages ce "
        "bilan bilans estimation estimations prévision prévisions mode modes modalité modalités classement critère critères "
        "calendrier règle règles règlement ordre cas besoin besoins type types rumeur rumeurs loi principe tradition habitude "
        "méthode méthodes formule procédure procédures légende scénario hypothèse taille âge axe axes façon manière "
        "niveau niveaux nature endroit pays période région régions saison termes logique degré schéma plan définition que "
        "laquelle lequel lesquels lesquelles toute vraisemblance plusieurs"
    ),
    source_heads=_words(
        "dires dire propos mots informations information déclarations déclaration chiffres calculs données témoignage "
        "témoignages termes analyse analyses estimations avis précisions prévisions déclarations sondage communiqué indications indication rapport étude enquête conclusions"
    ),
    infinitive_endings=("er", "ir", "re", "oir"),
    no_infinitives=_words(
        "hier mer fer cher premier dernier derniers premier-ministre février janvier papier quartier dossier particulier "
        "entier métier leader super hiver amer fier outre contre notre votre autre entre quatre lettre titre centre ministre "
        "membre nombre ordre chambre octobre septembre novembre décembre livre guerre terre mètre théâtre père mère frère affaire "
        "maire militaire salaire anniversaire secrétaire nucléaire gloire histoire territoire victoire mémoire première dernière "
        "matière manière frontière carrière lumière rivière croisière propre oeuvre œuvre arbre offre chiffre souffre rencontre montre "
        "poudre cadre ancre encre zèbre célèbre libre sabre genre soir espoir noir miroir manoir désir plaisir loisir avenir souvenir "
        "cuir tir saphir martyr danger étranger boulanger policier ouvrier courrier calendrier chantier atelier escalier foyer loyer "
        "moyer janvier pilier milliers dernier-né solaire scolaire populaire judiciaire budgétaire sanitaire humanitaire "
        "commissaire adversaire propriétaire partenaire bénévolaire aire faire-part"
    ),
    determiners=_DETERMINERS,
    contracted=_words("du des au aux"),
    prepositions=_PREPOSITIONS,
    pronouns=_words("il elle ils elles on je nous tu vous j'"),
    own=_words("je j' me m' mon ma mes moi nous notre nos"),
    demonstratives=_words(
        "celui-ci celle-ci ceux-ci celles-ci celui-là celle-là ceux-là celui celle ceux celles certains certaines d'autres eux lui"
    ),
    relatives=_words("qui"),
    other_relatives=_words("que qu' dont où lequel laquelle lesquels lesquelles auquel duquel desquels"),
    coordinators=_words("et mais puis ou ni or car donc"),
    subordinators=_words(
        "que qu' si s' quand lorsque lorsqu' alors tandis puisque puisqu' parce quoique bien comme où dont après avant pendant "
        "tout afin pour"
    ),
    boundaries=_words(
        ". ; : ! ? … — – ( ) [ ] « » “ ” \" que qu' qui où dont si quand lorsque lorsqu' puisque puisqu' comme mais car donc or et ou puis alors tandis parce"
    ),
    impersonal=_words("on rien ce cela ça tout"),
    comparing=_words(
        "ainsi plus moins tant autant aussi tel telle tels telles même alors tandis parce fait bien afin pour dès sans avant après jusque jusqu'à depuis aucun autre autres"
    ),
    degrees=_words("plus moins tant autant tel telle tels telles"),
    of_this=_words("ce"),
    pointing=_words("ce cet cette ces"),
    infinitive_auxiliaries=_words("avoir être"),
    asides=_words("ce"),
    times=_words(
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre "
        "novembre décembre matin soir midi nuit jour jours semaine semaines mois an ans année années heure heures minutes "
        "lendemain veille après-midi soirée matinée journée début fin temps hier aujourd'hui demain fois moment suite occasion époque date"
    ),
    joining=_words("et mais tandis alors"),
    future_endings=("era", "eront", "ira", "iront", "dra", "dront"),
    conditional_endings=("rait", "raient"),
    indefinite=_words("un une"),
    days=_words(
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre matin "
        "soir midi nuit jour jours semaine semaines mois année années heure heures minutes lendemain veille après-midi soirée matinée journée"
    ),
    plural_articles=_words("des"),
    name_joints=_words("et ou"),
    adverbial_starts=_words(
        "dans lors sur selon après avant lundi mardi mercredi jeudi vendredi samedi dimanche devant pendant au en à alors"
    ),
    denying=_words("nier"),
    clause_joints=_words("qui dont et mais"),
    qualifiers=_words("de d' comme des du à"),
    head_adjectives=_words("dernier derniers dernières dernière premières premiers nouveau"),
    source_adverbs=_words("toujours notamment également"),
    going_on=_words("et qui ni pour"),
    participle_endings=("ant",),
    adjective_endings=("ique", "iques", "elle", "elles", "ien", "ienne", "ais", "aise", "ale", "aux", "sé", "sée"),
    delays=_phrases("il y a|ce mois ci|cet après-midi|plus tard|plus tôt"),
    quantities=_words("divers diverses maints maintes moult"),
    time_tails=_words("dernier dernière derniers dernières prochain prochaine matin soir"),
    contrasts=_words("mais alors tandis après sans au en dont soit"),
    platforms=_words("twitter facebook instagram telegram youtube linkedin tiktok snapchat bluesky"),
    gerund="en",
    like=_words("comme ainsi"),
    modals=_words(
        "doit doivent devrait devraient devra devront peut peuvent pourrait pourraient pourra pourront va vont allait allaient voudrait "
        "souhaite souhaitent veut veulent espère espèrent compte comptent faut falloir refuse refusent refusé peut-être"
    ),
    speaking_modals=_words(
        "vient viennent venait venaient tient tiennent tenu tenait tenaient manqué hésité hésite contenté contente avant après tout pour voulu cessé"
    ),
    titles=_words("m. mm. mme mmes mlle mr. mr dr dr. me pr pr. monsieur madame"),
    media=_words(
        "presse média médias journal quotidien hebdomadaire magazine revue agence chaîne radio télévision télé site blog compte "
        "réseau réseaux messagerie communiqué vidéo interview entretien twitter facebook instagram telegram youtube afp reuters micro antenne plateau "
        "tribune colonnes journaliste journalistes"
    ),
    media_names=_words(
        "afp reuters twitter facebook instagram telegram youtube tass bloomberg cnn bbc tf1 bfm bfmtv lci rtl rmc monde figaro libération parisien équipe l'équipe "
        "france-presse equipe échos canard marca anatolie ap bbc dimanche nature science cell ndtv efe dpa ansa belga xinhua interfax bfm-tv linkedin tiktok snapchat bluesky inter info franceinfo times post guardian journal express point obs humanité médiapart mediapart croix tribune soir temps presse rfi nbc abc fox sky"
    ),
    channels=_words("à au aux sur dans via auprès"),
    quoting=_words(
        "cité citée cités citées interrogé interrogée interrogés interrogées rapporté rapportée rapportés rapportées recueilli recueillie "
        "recueillis recueillies relayé relayée relayés relayées"
    ),
    interviews=_words("entretien interview entrevue entretiens interviews micro antenne colonnes plateau"),
    alongside=_words("avec"),
    broadcasters=_words("télévision radio presse"),
    opining=_words("autres lui elle eux elles certains certaines d'autres beaucoup plusieurs"),
    animate=_words(
        "hôpital clinique école lycée musée théâtre festival centre usine studio maison chambre caisse observatoire académie église mosquée aéroport "
        "fabricant propriétaire actionnaire actionnaires employeur cabinet analyste agriculteurs médecins infirmière ministres présidents dirigeantes "
        "joueuses joueurs entraîneure coach sportif sportive volleyeur rameur français française américain américaine allemand allemande britannique "
        "italien italienne espagnol espagnole belge suisse canadien canadienne russe chinois chinoise japonais japonaise brésilien brésilienne "
        "cour sénat parlement assemblée congrès chambre bourse onu otan union ligue région ville commune département état royaume "
        "président présidente ministre ministère porte-parole plaignant plaignants syndicaliste juriste avocate royalistes volontaires magistrat magistrate magistrats justice commentateurs critiques personnalités détracteurs défenseurs partisans opposants adversaires politologue sociologue philosophe sélectionneur arbitre attaquant gardien gardienne milieu défenseur judoka nageur nageuse athlète boxeur coureur cycliste duo couple direction conseil jury texte document documents rapporteur rapporteuse premier-ministre consulat troupe groupe autorités sheriff shérif maison-blanche police gendarmerie gouvernement autorités parquet procureur "
        "procureure maire mairie préfet préfète préfecture directeur directrice chef cheffe secrétaire député députée sénateur "
        "sénatrice avocat avocate avocats juge tribunal cour armée groupe compagnie entreprise société syndicat syndicats association "
        "organisation collectif fédération ligue club entraîneur entraineur joueur joueuse capitaine champion championne témoin témoins "
        "chercheur chercheurs chercheuse scientifique scientifiques équipe étude rapport agence journal quotidien chaîne radio média médias presse "
        "opposition parti candidat candidate commission comité conseil organisateurs organisateur responsable responsables pompiers secours policiers policier "
        "médecin médecins expert experts spécialiste spécialistes analystes analyste observateurs observateur historien économiste "
        "communiqué institut université ambassadeur ambassade diplomate diplomatie général colonel commandant officier pape évêque archevêque cardinal "
        "roi reine prince princesse empereur famille proches parents père mère frère soeur sœur épouse veuve fils fille patron pdg fondateur "
        "fondatrice acteur actrice réalisateur chanteur chanteuse écrivain auteur auteurs auteure victime victimes suspect homme femme jeune habitants "
        "habitant riverains source sources services service bureau département état dirigeant dirigeants leader élu élus élue élues "
        "représentant représentants représentante délégué déléguée commissaire inspecteur enquêteurs enquêteur militants manifestants rebelles "
        "constructeur éditeur banque coalition chancelière chancelier gouverneur ong institution autorité opérateur régulateur gendarmes vice-président "
        "vice-présidente ex-président numéro navigateur pilote médiateur conseiller conseillère locataire intéressé intéressée quinquagénaire "
        "professeur professeure étudiant étudiants élèves enseignants biologiste astronome astronomes physicien climatologue géologue"
    ),
    agent_endings=(
        "teur",
        "teurs",
        "trice",
        "trices",
        "deur",
        "deurs",
        "deuse",
        "deuses",
        "geur",
        "geurs",
        "leur",
        "leurs",
        "neur",
        "neurs",
        "cureur",
        "cureurs",
        "veur",
        "veurs",
        "iste",
        "istes",
        "logue",
        "logues",
        "icien",
        "iciens",
        "icienne",
        "iciennes",
        "naute",
        "nautes",
        "crate",
        "crates",
    ),
    no_agents=_words(
        "secteur secteurs facteur facteurs vecteur vecteurs ordinateur ordinateurs compteur compteurs hauteur hauteurs lenteur senteur "
        "puanteur indicateur indicateurs réacteur réacteurs tracteur tracteurs capteur capteurs équateur dénominateur moteurs accélérateur "
        "grandeur grandeurs profondeur splendeur candeur odeurs largeur longueur vigueur rigueur valeurs couleur couleurs douleur douleurs "
        "chaleur chaleurs malheur malheurs meilleur meilleurs plusieurs ailleurs ampleur pâleur honneur honneurs mineur mineurs bonheur teneur "
        "saveur saveurs ferveur faveurs serveur catalogue catalogues dialogue dialogues analogue prologue épilogue liste listes piste pistes "
        "existe existes persiste insiste consiste résiste assiste subsiste extérieur intérieur supérieur inférieur antérieur matrice "
        "matrices cicatrice cicatrices motrice improviste triste tristes ascenseur générateur simulateur"
    ),
    finite_endings=("ait", "aient", "era", "eront", "erait", "eraient", "èrent", "issent"),
    plural_endings=("ent", "ont", "aient", "èrent", "irent"),
    plural_forms=_words("ont avaient auraient auront aient sont étaient seraient seront furent"),
    weights=QuoteWeights.read(read_weights("quotes")),
)
