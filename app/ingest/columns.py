"""Columns of tables: which field of a record each is, by its name in English or French."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.names import fold
from app.errors import DocumentError

_NAMES = MappingProxyType(
    {
        "text": "text texte content contenu body corps article fulltext full_text article_text maintext",
        "title": "title titre headline",
        "date": "date published published_at publication_date date_published pubdate date_publication date_de_publication"
        " publie publie_le",
        "url": "url link lien address adresse uri",
        "source": "source site media medias medium journal newspaper outlet publisher domain",
        "lang": "lang language langue",
        "id": "id identifier identifiant article_id uid uuid guid",
    }
)
_FIELD_OF = MappingProxyType({word: field for field, words in _NAMES.items() for word in words.split()})
_SHOWN = 200


def fields_of(names: Sequence[str]) -> Mapping[int, str]:
    """Return the fields by the number of their column; of two for the same field the first counts.

    Raises:
        DocumentError: none is the text.
    """
    fields: dict[str, int] = {}
    for number, name in enumerate(names):
        field = _FIELD_OF.get("_".join(fold(name).split()))
        if field is not None:
            fields.setdefault(field, number)
    if "text" not in fields:
        shown = ", ".join(names)[:_SHOWN]
        raise DocumentError(f'no column is the text: name it "text" or "texte" (there are: {shown})')
    return {number: field for field, number in fields.items()}
