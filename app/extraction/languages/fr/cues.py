"""French: the verbs and nouns of saying, with the ways each takes its content.

One line a verb: the infinitive, then letters: `q` que + clause, `i` bare infinitive, `d` de + infinitive, `a` à + infinitive,
`n` noun phrase, `s` beside marks, after a colon or as an incise, `k` calls something a « ... », `o` takes the person told
or accused between itself and its content, `t` takes an attribute (se dire fier). A leading `se` marks a reflexive
verb, words after the infinitive are fixed (`faire savoir`).

Weak verbs tell of speech only now and then, in the ways of their letters (`souhaiter que`, `proposer` with a noun): what they
hold is no more than proposed.
"""

from app.extraction.languages.fr.conjugation import forms
from app.extraction.languages.shapes.quotes import Frame, Mood, Verb

_LETTERS = {
    "q": Frame.CLAUSE,
    "i": Frame.BARE,
    "d": Frame.OF_VERB,
    "a": Frame.TO_VERB,
    "n": Frame.NOUN,
    "s": Frame.SPEECH,
    "k": Frame.QUALIFIES,
    "o": Frame.OBJECT,
    "t": Frame.ATTRIBUTE,
}
_VERBS = """
abonder s
accuser do
acquiescer s
acter q
admettre qis
admonester s
affirmer qis
ajouter qsi
alerter qs
alléguer qs
analyser s
annoncer qins
appeler a
approuver s
arguer qsi
argumenter qsi
articuler s
assener s
assurer qiso
asséner qs
attester qsi
avancer qs
avertir qso
aviser qo
avouer qins
balayer s
blaguer s
blâmer s
bougonner s
brandir s
bredouiller s
calculer q
certifier qsi
chuchoter s
cingler s
citer s
claironner qs
clamer qis
commenter s
communiquer qs
compléter s
concéder qsi
conclure qs
condamner k
confesser qis
confier qis
confirmer qis
conjecturer q
conseiller d
considérer qik
constater qs
contester q
contre-attaquer s
convenir q
corriger s
crier qs
critiquer k
croire qi
déclamer s
déclarer qis
découvrir q
décrypter s
décréter qs
décrire k
dédramatiser s
déduire q
défendre s
demander qds
démentir qin
démontrer q
dénoncer nqs
dépeindre k
déplorer qsn
désapprouver s
désavouer s
détailler s
dévoiler qs
diagnostiquer q
dicter s
dire qisk
disserter s
divulguer qn
embrayer s
rager s
recadrer s
rigoler s
riposter qs
schématiser s
surenchérir s
éclater s
écrire qs
enchaîner s
encourager ao
enjoindre d
énoncer qs
enrager s
entendre+dire q
épingler s
ergoter sq
escompter q
espérer s
estimer qisk
établir q
évaluer qk
évoquer nsq
exhorter ao
exiger qd
expliquer qsi
exposer qs
exprimer k
exulter s
faire+comprendre qs
faire+croire q
faire+entendre qs
faire+état+d' n
faire+état+de n
faire+état+des n
faire+état+du n
faire+observer qs
faire+part+d' n
faire+part+de n
faire+remarquer qs
faire+savoir qs
faire+valoir qs
flétrir s
fulminer qs
fustiger k
garantir qis
geindre s
gémir qs
glisser s
grincer s
grogner s
grommeler s
gronder s
hasarder s
hurler qs
implorer d
indiquer qisn
informer qo
insinuer q
insister qs
interpeller s
interroger s
invectiver s
inviter ao
ironiser sq
jauger s
jubiler s
juger qk
jurer qdsi
justifier sqi
lâcher qs
laisser+échapper s
laisser+entendre qs
laisser+penser q
laisser+tomber s
lancer qs
lire s
louer k
maintenir qs
marmonner qs
marteler qs
maugréer qs
méditer s
menacer d
mentionner qsi
mettre+en+avant n
mettre+en+garde q
minimiser s
montrer q
murmurer qs
narrer s
nier qin
noter qsn
notifier q
nuancer sq
objecter qs
observer qs
opiner s
opposer qs
ordonner dq
parier qs
parler k
pavoiser s
penser qs
pérorer s
persifler s
persister s
pester s
philosopher s
plaider qs
plaisanter sq
pointer qs
pointer+du+doigt n
postuler q
poursuivre s
préciser qsi
préconiser dq
prédire qsn
présager q
présumer q
prétendre qi
prétexter q
prévenir qsok
prévoir q
prier do
proclamer qsi
professer qs
promettre qds
prôner qd
pronostiquer qs
prophétiser qs
proposer dq
protester s
prouver q
publier s
qualifier k
questionner s
raconter qsi
railler s
râler s
rappeler qsni
rapporter qs
rassurer qso
réaffirmer qins
réagir sq
récapituler s
réciter s
réclamer qds
recommander dq
reconnaître qins
récriminer s
rectifier s
redire qsi
redouter s
réfuter q
regretter qsdin
réitérer qs
relater qs
relativiser s
relayer s
relever qsn
remarquer qs
rembarrer s
remercier k
renchérir s
répéter qsi
répliquer qs
répondre qsi
reporter qi
reprocher d
requérir q
ressasser s
résumer s
rétorquer qs
révéler qs
revendiquer i
rire s
rugir s
saluer k
scander s
sermonner sq
signaler qsi
solliciter d
sommer do
souffler s
souligner qsni
soupirer s
sourire s
sous-entendre qs
soutenir qis
spécifier qs
spéculer q
statuer q
stigmatiser s
stipuler qs
suggérer qds
supplier do
synthétiser s
tacler s
tancer s
témoigner qsi
tempérer s
tempêter s
temporiser s
théoriser qs
titrer qs
tonner s
traduire s
traiter k
trancher qs
tranquilliser s
tweeter qs
vanter k
vilipender k
vitupérer s
vociférer s
se accuser d
se affirmer t
se agacer s
se alarmer qds
se avouer t
se déclarer ti
se défendre sd
se demander s
se désoler qs
se dire qti
se remémorer s
se écrier qs
se émerveiller s
se émouvoir qs
se emporter s
se engager a
se enorgueillir sd
se enthousiasmer s
se épancher s
se esclaffer s
se estimer t
se étonner qsd
se étrangler s
se exclamer qs
se excuser sd
se féliciter qsd
se flatter sd
se gausser s
se glorifier sd
se impatienter s
se indigner qsd
se inquiéter qs
se insurger s
se interroger sq
se irriter s
se justifier s
se lamenter qs
se moquer s
se offusquer qs
se plaindre qsd
se présenter k
se prononcer s
se rassurer s
se réclamer s
se récrier s
se réjouir qsd
se repentir sd
se résigner s
se souvenir qs
se targuer sd
se vanter qds
"""
_WEAK_VERBS = """
accepter qd
afficher n
affirmer n
attribuer n
autoriser a
avertir d
certifier n
chiffrer n
clamer n
communiquer n
conditionner n
confirmer n
convaincre q
craindre qdn
décider qd
déclarer n
décrier n
décrire n
défier do
démontrer n
désirer qi
déterminer qn
dévoiler n
dire n
dissuader do
divulguer n
donner n
en+appeler a
envisager dn
espérer qi
estimer n
évaluer n
exiger n
expliquer n
exprimer qn
faire+mention+de n
féliciter k
garantir n
imaginer qk
interdire dq
juger n
jurer n
justifier n
laisser+apparaître q
laisser+présager q
laisser+supposer q
maintenir in
mentionner n
mettre+en+évidence n
montrer n
notifier n
obtenir q
officialiser n
persuader qo
plaider d
préconiser n
prendre+acte+de n
prévenir d
prévoir n
proclamer n
promettre n
prôner n
pronostiquer n
proposer n
réaffirmer n
réclamer n
recommander n
reconnaître n
récuser n
redouter qdn
refuser d
réfuter n
regretter n
réitérer n
rejeter n
renier n
requérir n
révéler n
revendiquer n
saluer n
signaler n
souhaiter qin
soupçonner do
suspecter do
tenir k
vérifier q
voir k
vouloir qi
se attendre a
se opposer a
"""
_NOUNS = """
annonce d
affirmation q
appel a
avertissement q
avis q
commentaire s
communiqué s
déclaration qs
demande d
discours s
engagement da
intervention s
lettre s
message s
mot s
mots s
parole s
paroles s
phrase s
promesse d
propos s
question s
réaction s
réponse s
slogan s
tribune s
tweet s
"""


def _frames(letters: str) -> frozenset[Frame]:
    return frozenset(_LETTERS[letter] for letter in letters)


def _read(line: str) -> Verb:
    *name, letters = line.split()
    reflexive = name[0] == "se"
    lemma, *tail = name[-1].split("+")
    return Verb(lemma, _frames(letters), reflexive, tuple(tail))


def verb_forms() -> dict[str, tuple[tuple[Verb, Mood], ...]]:
    """Return every form of every verb of saying, with all it can be."""
    return _all_forms(_VERBS)


def weak_verb_forms() -> dict[str, tuple[tuple[Verb, Mood], ...]]:
    """Return every form of every verb that tells of speech now and then."""
    return _all_forms(_WEAK_VERBS)


def _all_forms(lines: str) -> dict[str, tuple[tuple[Verb, Mood], ...]]:
    found: dict[str, dict[tuple[Verb, Mood], None]] = {}
    for line in lines.split("\n"):
        if line.strip():
            verb = _read(line.strip())
            for form, mood in forms(verb.lemma):
                found.setdefault(form, {})[verb, mood] = None
    return {form: tuple(readings) for form, readings in found.items()}


def noun_frames() -> dict[str, frozenset[Frame]]:
    """Return the nouns of saying with their frames."""
    return {noun: _frames(letters) for noun, letters in (line.split() for line in _NOUNS.strip().split("\n"))}
