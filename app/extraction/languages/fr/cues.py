"""French: the verbs and nouns of saying, with the ways each takes its content.

One line a verb: the infinitive, then letters: `q` que + clause, `i` bare infinitive, `d` de + infinitive, `a` à + infinitive,
`n` noun phrase, `s` beside marks, after a colon or as an incise, `k` calls something a « ... », `o` takes the person told
or accused between itself and its content, `t` takes an attribute (se dire fier). A leading `se` marks a reflexive
verb, words after the infinitive are fixed (`faire savoir`).
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
accuser do
admettre qis
affirmer qis
ajouter qs
alerter qs
alléguer qs
analyser s
annoncer qins
appeler a
arguer qs
argumenter qs
articuler s
assener s
assurer qiso
attester qs
avancer qs
avertir qso
avouer qins
balayer s
blâmer s
calculer q
certifier qs
chuchoter s
citer s
clamer qis
commenter s
communiquer qs
concéder qs
conclure qs
condamner k
confesser qis
confier qis
confirmer qis
conseiller d
considérer qik
constater qs
contester q
contre-attaquer s
convenir q
crier qs
critiquer k
croire qi
déclarer qis
décréter qs
décrire k
découvrir q
déduire q
demander qds
démentir qin
démontrer q
dénoncer nqs
déplorer qsn
détailler s
diagnostiquer q
dire qisk
divulguer qn
écrire qs
énoncer qs
enjoindre d
enchaîner s
ergoter s
espérer s
estimer qisk
établir q
évaluer q
évoquer nsq
exhorter ao
exiger qd
expliquer qs
exposer qs
exprimer k
faire+savoir qs
faire+valoir qs
faire+remarquer qs
faire+observer qs
faire+part+de n
faire+part+d' n
faire+état+de n
faire+état+d' n
faire+état+du n
faire+état+des n
fustiger k
garantir qis
glisser s
gronder s
hasarder s
hurler qs
implorer d
indiquer qisn
informer qo
insinuer q
insister qs
interroger s
invectiver s
inviter ao
ironiser s
jubiler s
juger qk
jurer qds
justifier s
laisser+entendre qs
laisser+penser q
lancer qs
lire s
louer k
maintenir qs
marteler qs
menacer d
mentionner qs
mettre+en+avant n
mettre+en+garde q
minimiser s
montrer q
murmurer qs
narrer s
nier qin
notifier q
noter qsn
nuancer s
objecter qs
observer qs
opiner s
ordonner dq
parler k
pavoiser s
penser qs
pester s
plaider qs
plaisanter s
pointer qs
pointer+du+doigt n
postuler q
poursuivre s
préciser qs
préconiser dq
prédire qsn
prétendre qi
prétexter q
prévenir qsok
prévoir q
prier do
proclamer qsi
promettre qds
pronostiquer qs
proposer dq
protester s
prouver q
publier s
qualifier k
questionner s
râler s
raconter qsi
railler s
rapporter qs
rappeler qsn
rassurer qso
réaffirmer qins
réagir s
recommander dq
reconnaître qins
rectifier s
redire qs
réfuter q
regretter qsdin
réitérer qs
relater qs
relativiser s
relayer s
relever qsn
remarquer qs
remercier k
renchérir s
répéter qs
répliquer qs
répondre qs
reporter qi
reprocher d
requérir q
résumer s
rétorquer qs
révéler qs
revendiquer i
rire s
saluer k
scander s
sermonner s
signaler qs
solliciter d
sommer do
souffler s
souligner qsn
soupirer s
sourire s
sous-entendre qs
soutenir qis
spécifier qs
spéculer q
statuer q
stipuler qs
suggérer qds
supplier do
témoigner qs
tempérer s
temporiser s
tempêter s
titrer qs
tonner s
traduire s
traiter k
trancher qs
tweeter qs
vanter k
vilipender k
vociférer s
se alarmer qds
se avouer t
se dire qti
se déclarer ti
se défendre sd
se désoler qs
se écrier qs
se émouvoir qs
se engager a
se estimer t
se étonner qsd
se exclamer qs
se excuser s
se féliciter qsd
se indigner qsd
se inquiéter qs
se insurger s
se interroger s
se justifier s
se lamenter qs
se moquer s
se offusquer qs
se plaindre qsd
se prononcer s
se réjouir qsd
se souvenir qs
se vanter qds
se affirmer t
se présenter k
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
    *name, letters = line.split() if line.count(" ") else (line, "")
    reflexive = name[0] == "se"
    lemma, *tail = name[-1].split("+")
    return Verb(lemma, _frames(letters), reflexive, tuple(tail))


def verb_forms() -> dict[str, tuple[tuple[Verb, Mood], ...]]:
    """Return every form of every verb of saying, with all it can be."""
    found: dict[str, dict[tuple[Verb, Mood], None]] = {}
    for line in _VERBS.split("\n"):
        if line.strip():
            verb = _read(line.strip())
            for form, mood in forms(verb.lemma):
                found.setdefault(form, {})[verb, mood] = None
    return {form: tuple(readings) for form, readings in found.items()}


def noun_frames() -> dict[str, frozenset[Frame]]:
    """Return the nouns of saying with their frames."""
    return {noun: _frames(letters) for noun, letters in (line.split() for line in _NOUNS.strip().split("\n"))}
