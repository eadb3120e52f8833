"""French: abbreviations, elisions, inverted pronouns, months."""

from app.extraction.languages.shapes.text import TextRules

_TITLES = "m mm mr mgr dr drs pr prs me mes mlle mlles mme mmes st ste cdt cne gén gal lt sgt cpt amb vve"
_PUBLISHING = "p pp vols al chap éd ed coll cf ex fig n no nos t trad réf ref op cit ibid id sq"
_PLACES = "av boul fbg pl imp rte dép arr"
_FIRMS = "sté ets éts inc ltd corp co cie"
_MEASURES = "env approx min max tél hab mio mrd mds"
_INITIALS = "j.-c j.-p j.-m j.-l j.-f j.-b j.-y j.-j m.-c m.-a p.-y"

RULES = TextRules(
    abbreviations=frozenset(" ".join((_TITLES, _PUBLISHING, _PLACES, _FIRMS, _MEASURES, _INITIALS)).split()),
    closing_abbreviations=frozenset(
        "etc janv févr fév avr juil sept oct nov déc inc ltd corp co cie hab min max mrd mds mio".split()
    ),
    elided=frozenset("l d j m t s n c ç qu jusqu lorsqu puisqu quoiqu presqu entr".split()),
    whole=frozenset(("aujourd'hui", "quelqu'un", "quelqu'une", "entr'acte")),
    clitics=frozenset("je tu il elle on nous vous ils elles ce".split()),
    linked=frozenset(("rendez-vous", "garde-à-vous", "sauve-qui-peut", "chez-nous", "chez-vous")),
    months={
        "janvier": 1,
        "février": 2,
        "mars": 3,
        "avril": 4,
        "mai": 5,
        "juin": 6,
        "juillet": 7,
        "août": 8,
        "septembre": 9,
        "octobre": 10,
        "novembre": 11,
        "décembre": 12,
        "fevrier": 2,
        "aout": 8,
        "decembre": 12,
    },
    weekdays=frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split()),
    ordinals=frozenset(("er",)),
    update_labels=frozenset(("publié le", "publié", "mis à jour le", "mis en ligne le")),
)
