"""Pieces of HTML, such as the items of a feed hold, as plain text: one paragraph a block, nothing of scripts and styles."""

from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table td th tr ul".split()  # noqa: SIM905 (a list of words reads best as words)
)
_SILENT = frozenset(("script", "style", "template"))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[list[str]] = [[]]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the parser's interface)
        self._silent += tag in _SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._paragraphs[-1].append(data)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and self._paragraphs[-1]:
            self._paragraphs.append([])

    def text(self) -> str:
        """Return the paragraphs, white space within each drawn together."""
        told = (" ".join("".join(parts).split()) for parts in self._paragraphs)
        return "\n\n".join(paragraph for paragraph in told if paragraph)


def text_of(fragment: str) -> str:
    """Return the text of a piece of HTML; plain text comes back with its white space drawn together."""
    parser = _Text()
    parser.feed(fragment)
    parser.close()
    return parser.text()
