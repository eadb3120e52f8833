"""French: the third-person, participle and infinitive forms of verbs, made by rule from their infinitives.

Only what reported speech needs: indicative, conditional and subjunctive in the third person (singular and plural), both
participles and the infinitive. Verbs outside the rules are written out in `_IRREGULAR`.
"""

import re
from collections.abc import Iterator

from app.extraction.languages.shapes.quotes import Mood

_VOWELS = "aâeéèêiîoôuû"
_DOUBLING = ("appeler", "rappeler", "interpeller", "rejeter", "jeter", "projeter", "épeler", "renouveler", "révéler")
_PAST = ("", "e", "s", "es")


def forms(infinitive: str) -> Iterator[tuple[str, Mood]]:
    """Yield every form of `infinitive` with its mood; a form of two moods comes twice."""
    yield infinitive, Mood.INFINITIVE
    for ending, (finite, past, present) in _IRREGULAR.items():
        prefix = infinitive.removesuffix(ending)
        if prefix != infinitive and (not prefix or prefix in _PREFIXES):
            yield from ((prefix + form, Mood.FINITE) for form in finite.split())
            yield from ((prefix + stem + end, Mood.PAST) for stem in past.split() for end in _PAST)
            yield prefix + present, Mood.PRESENT
            return
    if infinitive.endswith("er"):
        yield from _first_group(infinitive[:-2])
    elif infinitive.endswith("ir"):
        yield from _second_group(infinitive[:-2])
    elif infinitive.endswith("re"):
        yield from _third_group(infinitive[:-2])


def _first_group(stem: str) -> Iterator[tuple[str, Mood]]:
    soft = _softened(stem)
    mute = _mute(stem)
    future = mute if mute[-2:] == stem[-2:] or "é" not in stem[-3:] else stem
    yield from ((mute + end, Mood.FINITE) for end in ("e", "ent"))
    yield from ((soft + end, Mood.FINITE) for end in ("ait", "aient", "a"))
    yield stem + "èrent", Mood.FINITE
    yield from ((future + end, Mood.FINITE) for end in ("era", "eront", "erait", "eraient"))
    yield from ((stem + "é" + end, Mood.PAST) for end in _PAST)
    yield soft + "ant", Mood.PRESENT


def _softened(stem: str) -> str:
    if stem.endswith("g"):
        return stem + "e"
    return stem[:-1] + "ç" if stem.endswith("c") else stem


def _mute(stem: str) -> str:
    """Return the stem before a mute e: rappell-, relèv-, considèr-, emploi-."""
    if stem + "er" in _DOUBLING and stem[-2] == "e":
        return stem + stem[-1]
    if stem.endswith(("oy", "uy")):
        return stem[:-1] + "i"
    return re.sub(rf"[eé]([^{_VOWELS}]|[^{_VOWELS}]r|gu|qu)$", r"è\1", stem)


def _second_group(stem: str) -> Iterator[tuple[str, Mood]]:
    finite = "it issent issait issaient irent ira iront irait iraient isse".split()
    yield from ((stem + end, Mood.FINITE) for end in finite)
    yield from ((stem + "i" + end, Mood.PAST) for end in _PAST)
    yield stem + "issant", Mood.PRESENT


def _third_group(stem: str) -> Iterator[tuple[str, Mood]]:
    finite = "ent ait aient it irent ra ront rait raient e".split()
    yield stem, Mood.FINITE
    yield from ((stem + end, Mood.FINITE) for end in finite)
    yield from ((stem + "u" + end, Mood.PAST) for end in _PAST)
    yield stem + "ant", Mood.PRESENT


_PREFIXES = frozenset(
    "re ré pré pro inter contre contr sous é dé des ad per trans com con sur in pour par ap entre main sou ob en pres re rein souscon".split()
)
_IRREGULAR = {
    "prédire": (
        "prédit prédisent prédisait prédisaient prédirent prédira prédiront prédirait prédiraient",
        "prédit",
        "prédisant",
    ),
    "contredire": (
        "contredit contredisent contredisait contredisaient contredira contrediront",
        "contredit",
        "contredisant",
    ),
    "maudire": ("maudit maudissent maudissait", "maudit", "maudissant"),
    "dire": ("dit disent disait disaient dirent dira diront dirait diraient dise", "dit", "disant"),
    "écrire": ("écrit écrivent écrivait écrivaient écrivit écrivirent écrira écriront écrirait", "écrit", "écrivant"),
    "crire": ("crit crivent crivait crivaient crivit crivirent crira criront crirait", "crit", "crivant"),
    "faire": ("fait font faisait faisaient fit firent fera feront ferait feraient fasse", "fait", "faisant"),
    "mettre": ("met mettent mettait mettaient mit mirent mettra mettront mettrait mettraient", "mis", "mettant"),
    "connaître": (
        "connaît connait connaissent connaissait connaissaient connut connurent connaîtra connaîtrait",
        "connu",
        "connaissant",
    ),
    "tenir": ("tient tiennent tenait tenaient tint tinrent tiendra tiendront tiendrait", "tenu", "tenant"),
    "venir": ("vient viennent venait venaient vint vinrent viendra viendront viendrait", "venu", "venant"),
    "croire": ("croit croient croyait croyaient crut crurent croira croiront croirait", "cru", "croyant"),
    "voir": ("voit voient voyait voyaient vit virent verra verront verrait prévoira prévoiront", "vu", "voyant"),
    "conclure": ("conclut concluent concluait concluaient conclurent conclura concluront", "conclu", "concluant"),
    "suivre": ("suit suivent suivait suivaient suivit suivirent suivra suivront", "suivi", "suivant"),
    "couvrir": ("couvre couvrent couvrait couvraient couvrit couvrirent couvrira", "couvert", "couvrant"),
    "mentir": ("ment mentent mentait mentaient mentit mentirent mentira", "menti", "mentant"),
    "avertir": ("avertit avertissent avertissait avertissaient avertira avertirent", "averti", "avertissant"),
    "sentir": ("sent sentent sentait sentaient", "senti", "sentant"),
    "lire": ("lit lisent lisait lisaient lut lira", "lu", "lisant"),
    "prendre": ("prend prennent prenait prenaient prit prirent prendra prendront prendrait", "pris", "prenant"),
    "plaindre": ("plaint plaignent plaignait plaignaient plaignit plaindra", "plaint", "plaignant"),
    "joindre": ("joint joignent joignait joignaient joignit", "joint", "joignant"),
    "convaincre": ("convainc convainquent convainquait", "convaincu", "convainquant"),
    "savoir": ("sait savent savait savaient sut saura", "su", "sachant"),
    "cevoir": ("çoit çoivent cevait cevaient çut", "çu", "cevant"),
    "requérir": ("requiert requièrent requérait requéraient requit", "requis", "requérant"),
    "vouloir": ("veut veulent voulait voulaient voulut voudra voudrait voudraient", "voulu", "voulant"),
}
