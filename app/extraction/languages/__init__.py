"""What differs from language to language, as data; same file names in every language."""

from app.extraction.languages import fr
from app.extraction.languages.pack import LanguagePack

PACKS: dict[str, LanguagePack] = {fr.PACK.code: fr.PACK}
