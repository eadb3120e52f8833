"""French: countries, known names, titles, and the words that names are built with."""

from app.extraction.languages.fr.conjugation import Mood, forms
from app.extraction.languages.fr.countries import read_countries
from app.extraction.languages.fr.lists import read_list
from app.extraction.languages.shapes.names import ActingWords, NameRules


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_FEMININE = (("éen", "éenne"), ("ien", "ienne"), ("if", "ive"), ("eux", "euse"), ("an", "ane"), ("e", "e"), ("", "e"))


def _inflected(words: frozenset[str]) -> frozenset[str]:
    """Return adjectives, given in the masculine singular, in both genders and numbers."""
    feminine = {w[: len(w) - len(end)] + other for w in words for end, other in _FEMININE[:6] if w.endswith(end)}
    feminine |= {w + "e" for w in words if not w.endswith("e")}
    singular = words | feminine
    return singular | {word + "s" for word in singular if not word.endswith(("s", "x"))}


_ACTING = """
    accepter accuser adopter affirmer ajouter annoncer appeler approuver arguer assurer attendre avertir bloquer clamer condamner conclure
    confirmer considérer contester convoquer craindre critiquer déclarer décider décréter demander démentir dénoncer déplorer dire
    durcir espérer estimer exclure exiger expliquer expulser exhorter féliciter imposer indiquer insister interdire inviter juger jurer
    justifier lancer maintenir menacer négocier nier ordonner plaider préciser prétendre prévenir promettre proposer protester proclamer
    qualifier rappeler rassurer reconnaître redouter refuser réagir réaffirmer réclamer regretter rejeter répéter répliquer répondre
    reprocher retirer rétorquer révéler riposter rompre saluer signaler souhaiter souligner soupçonner soutenir suspendre tenter
    vouloir raconter confier témoigner écrire poursuivre noter constater remarquer observer avouer commenter tweeter publier prévoir
    évoquer détailler alerter communiquer rapporter relater relever marteler établir fixer autoriser
"""


def _forms(mood: Mood) -> frozenset[str]:
    return frozenset(form for verb in _ACTING.split() for form, found in forms(verb) if found is mood)


OFFICES = _words(
    "président présidente premier première ministre vice-président vice-présidente ex-président ex-présidente chancelier chancelière roi",
    "reine prince princesse pape empereur sultan émir cheikh ayatollah imam cardinal archevêque évêque père frère soeur sœur abbé",
    "rabbin général générale colonel colonelle commandant commandante capitaine lieutenant lieutenante sergent amiral maréchal adjudant",
    "brigadier sénateur sénatrice député députée maire mairesse gouverneur gouverneure préfet préfète procureur procureure juge avocat",
    "avocate ambassadeur ambassadrice secrétaire directeur directrice patron patronne pdg chef cheffe porte-parole candidat candidate",
    "professeur professeure docteur docteure chercheur chercheuse historien historienne économiste politologue sociologue philosophe",
    "écrivain écrivaine romancier romancière journaliste acteur actrice comédien comédienne chanteur chanteuse réalisateur réalisatrice",
    "cinéaste entraîneur entraîneuse sélectionneur joueur joueuse athlète coureur cycliste pilote champion championne milliardaire",
    "dictateur leader dirigeant dirigeante numéro opposant opposante dissident dissidente militant militante suspect tueur terroriste",
    "djihadiste jihadiste analyste expert experte consultant consultante commissaire inspecteur camarade lord sir lady mère épouse mari",
    "fils fille ancien ancienne homologue collègue compatriote médecin ingénieur scientifique artiste peintre musicien musicienne duc",
    "haut-commissaire haute-commissaire duchesse comte comtesse baron baronne sieur astronaute cosmonaute astronome agent policier gendarme soldat recteur doyen doyenne",
)
"""What persons are called by their office or trade."""

RULES = NameRules(
    countries=read_countries(),
    neutral_prefixes=_words("pro anti ex non néo"),
    places=read_list("places.txt"),
    organizations=read_list("organizations.txt"),
    platforms=read_list("platforms.txt"),
    things=read_list("things.txt"),
    gentilics=_inflected(
        _words(
            "européen africain asiatique océanien américain sud-américain nord-américain latino-américain maghrébin arabe kurde catalan basque",
            "breton corse alsacien normand parisien lyonnais marseillais bordelais toulousain lillois nantais niçois londonien berlinois",
            "new-yorkais californien texan québécois montréalais acadien flamand wallon bruxellois écossais gallois catholique juif musulman",
            "chrétien protestant orthodoxe bouddhiste sunnite chiite hutu tutsi touareg peul ouïghour tchétchène tatar tibétain rom rohingya",
            "antillais guadeloupéen martiniquais guyanais réunionnais calédonien kanak polynésien mahorais soviétique yougoslave slave",
            "occidental méditerranéen balkanique scandinave caucasien sibérien bavarois sicilien napolitain milanais romain vénitien madrilène",
            "anglais hong-kongais pékinois moscovite stéphanois grenoblois rennais nancéien messin dijonnais monégasque francilien girondin vendéen",
        )
    ),
    gentilic_endings=(
        "ais",
        "aise",
        "aises",
        "ois",
        "oise",
        "oises",
        "ien",
        "iens",
        "ienne",
        "iennes",
        "éen",
        "éens",
        "éenne",
        "éennes",
    ),
    masculine_articles=_words("le un les des du ce ces deux trois au aux autre autres"),
    linkers=_words("de d' du des à aux au pour en"),
    complements=_words("de d' du des"),
    articles=_words(
        "le la les l' un une du des au aux d' de en et à ce cet cette ces son sa ses leur leurs notre nos votre vos quelqu'"
    ),
    joints=_words("et ou"),
    own_articles=_words("le la les l'"),
    guards=_words("le la l' les en au du aux"),
    state_nouns=_words(
        "président présidente ministre gouvernement république ambassadeur ambassadrice ambassade délégation armée police peuple état",
        "royaume territoire île iles îles capitale habitants autorités parlement roi reine équipe sélection drapeau économie banque",
    ),
    link_words=_words("de d' du des la le les l' en et à aux au sur sous pour"),
    particles=_words(
        "de d' du des la le les l' el al al- ben bin ibn abu abou von van der den ter ten di da do dos das del della delle du y e mac mc o' san"
        " of the"
    ),
    civilities=_words(
        "m. mm. mm mme mmes mlle mlles mr mr. mrs mrs. ms. me mgr mgr. dr dr. pr pr. monsieur madame mademoiselle maître monseigneur"
    ),
    families=_words("frères famille familles soeurs sœurs époux couple clan jumeaux fratrie dynastie"),
    plurals=_words("les des aux ces"),
    events=_words(
        "championnat championnats coupe jeux jo mondial mondiaux open masters ironman wts marathon triathlon rallye tournoi festival",
        "carnaval affaire ouragan tempête cyclone typhon biennale foire procès",
    ),
    chambers=_words("congrès parlement sénat assemblée union chambre trésor"),
    apposing=_words(
        "association collectif organisation mouvement syndicat société entreprise compagnie groupe journal quotidien hebdomadaire magazine",
        "revue chaîne radio site parti agence laboratoire constructeur éditeur opérateur start-up",
    ),
    institutions=_words(
        "académie agence alliance archidiocèse armée assemblée association autorité banque bureau caisse centre chambre coalition",
        "collectif comité commission confédération congrès congrégation conseil cour diocèse direction département fondation fonds",
        "forces forum front fédération garde gouvernement haut-commissariat haute hôpital initiative inspection institut institution",
        "laboratoire ligue lycée ministère mission mouvement musée observatoire office opéra orchestre ordre organisation parlement",
        "parquet parti patriarcat programme préfecture réseau secrétariat service société stade syndicat sénat théâtre tribunal trésor",
        "union unité unités université école église",
    ),
    adjectives=_words(
        "sortant sortante adjoint adjointe élu élue délégué déléguée chargé chargée suprême fédéral fédérale général générale généraux",
        "exécutif exécutive présumé présumée blessé blessée tué tuée interpellé arrêté public publique publics locaux local locale régional",
        "régionale national nationale nationaux municipal municipale judiciaire judiciaires armé armée armés sanitaires sanitaire rebelles",
        "compétentes fédérales locales nationales régionales aérien aérienne militaire militaires civil civile politique unies unis uni",
        "supérieur supérieure supérieures mondial mondiale international internationale internationaux internationales étrangères étrangers",
        "démocratique populaire islamique africain africaine européen européenne arabe kurde catholique libre radical radicale social",
        "socialiste communiste républicain démocrate libéral travailliste conservateur central centrale naturel naturelle royal royale",
        "technique spatial spatiale urbain urbaine nucléaire constitutionnel constitutionnelle pénal pénale correctionnel administratif",
        "administrative financier financière antiterroriste départemental départementale humanitaire insoumise uni",
    ),
    adjective_endings=(
        "ique",
        "iques",
        "iste",
        "istes",
        "aire",
        "aires",
        "ale",
        "al",
        "aux",
        "ales",
        "ien",
        "ienne",
        "iens",
        "iennes",
    ),
    no_names=_words(
        "président présidente ministre premier première monsieur madame république constitution courriel vendredi lundi mardi mercredi jeudi",
        "samedi dimanche janvier février avril mai juin juillet août septembre octobre novembre décembre dieu internet web général",
        "directeur directrice secrétaire chef cheffe maire roi reine pape groupe article loi ministère traité accord plan",
        "état états nord sud est ouest nord-est nord-ouest sud-est sud-ouest homme hommes femme femmes ville région ordre concours club",
        "conseil front union alliance collectif travail cinéma justice église école place ici selon toutefois cependant",
    ),
    holders=_words(
        "maire mairesse ex-maire maires sous-préfet sous-préfète préfet préfète bourgmestre échevin évêque archevêque diocèse diocèses archidiocèse",
        "archidiocèses habitants habitant population cimetière citadelle gare aéroport port quartier quartiers banlieue faubourg",
        "périphérie environs abords portes sortie entrée centre-ville rues hauteurs plage vallée barrage centrale prison siège",
        "conquête reprise prise bataille offensive mairie préfecture sous-préfecture circonscription canton députée",
        "région ville commune village bourg bourgade localité province district département comté hameau station île",
    ),
    localities=_words(
        "région ville commune village bourg bourgade localité province district département comté canton hameau station quartier île",
        "villes communes villages régions provinces",
    ),
    landforms=_words(
        "mont monts val col lac pic cap gorge gorges tel tell chalet château fort hall island islands lake valley bay creek beach"
    ),
    given_names=_words(*read_list("given_names.txt")),
    acting=ActingWords(
        finite=_forms(Mood.FINITE),
        past=_forms(Mood.PAST),
        auxiliaries=_words("a ont avait avaient aurait auraient aura auront eut eurent"),
        futures=_words("va vont devrait devraient doit doivent peut peuvent veut veulent pourrait pourraient"),
        infinitives=_forms(Mood.INFINITIVE),
        between=_words(
            "ne n' se s' l' le la les lui leur y en pas plus aussi également déjà bien donc ensuite depuis enfin encore alors toutefois",
            "pourtant récemment officiellement fermement vivement immédiatement aussitôt finalement notamment ainsi jamais toujours",
        ),
        sources=_words("selon après"),
        locatives=_words("à au dans vers sur près hors depuis via jusqu' chez"),
        prepositions=_words(
            "de d' du des à au aux en dans sur vers pour avec par entre contre chez sous sans depuis et ou jusqu' près hors via dès",
        ),
    ),
)
