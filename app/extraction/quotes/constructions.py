"""All that the rules propose, from every construction; what they would keep by themselves is certain."""

from app.extraction.quotes.contents import Cues, Found
from app.extraction.quotes.cues import find_weak_cues
from app.extraction.quotes.ends import other_ends
from app.extraction.quotes.fragments import find_fragments
from app.extraction.quotes.incises import find_incises
from app.extraction.quotes.reading import Reading
from app.extraction.quotes.reported import find_reported, find_weakly_reported
from app.extraction.quotes.sources import find_sources


def find_constructions(reading: Reading, cues: Cues) -> list[Found]:
    """Return the candidates of all rules that read a cue, followed by other ends for their contents."""
    weak = Cues(list(find_weak_cues(reading)))
    found = [*find_incises(reading, cues), *find_sources(reading, cues), *find_reported(reading, cues)]
    found += find_weakly_reported(reading, cues, weak)
    found += find_fragments(reading, cues)
    return [*found, *other_ends(reading, found)]
