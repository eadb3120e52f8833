"""Finders: what those share that look through a page for what its words state."""

from collections.abc import Mapping

from app.extraction.languages.shapes.relations import RelationRules
from app.extraction.relations.page import Page
from app.extraction.relations.phrases import Titled


class Finder:
    """Looks through a page; `titled` are its title phrases by the words they may be said to start on."""

    def __init__(self, page: Page, rules: RelationRules, titled: Mapping[int, Titled]) -> None:
        self._page = page
        self._words = page.words
        self._all = rules
        self._rules = rules.events
        self._titled = titled
