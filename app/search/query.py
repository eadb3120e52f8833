"""The search language: words (AND), "phrases", -word, OR, prefix* and (groups), read leniently.

Whatever an ordinary person types has a reading: stray quotes, dots, hyphens, asterisks and parentheses are passed over,
an unclosed phrase runs to the end. A query is refused only when no word is left in it or when it is too long.
"""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from app.errors import QueryError
from app.search.analyser import words
from app.search.languages import FUNCTION_WORDS

LONGEST_QUERY = 1_000
"""Code points."""
MOST_WORDS = 64
DEEPEST_GROUP = 8
LONGEST_COMPOUND = 4
"""Words of a compound (`russo-chinois`) whose inflections are searched; a longer one (an address) is read as a phrase."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word in any inflection, by its folded form."""

    folded: str


@dataclass(frozen=True, slots=True)
class Compound:
    """Words written together (`russo-chinois`, `290.000`): side by side, each in any inflection."""

    folded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side exactly as written, save case and accents; with `prefix` the last one is only a beginning."""

    folded: tuple[str, ...]
    prefix: bool = False
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that does not match."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these."""

    nodes: tuple["Node", ...]


Node: TypeAlias = Term | Compound | Phrase | Not | All | AnyOf

_CLOSING = {"«": "»", '"': '"“”„＂', "“": '"”“＂', "”": '"”＂', "„": '"”“＂', "＂": '"”＂'}
_PIECE = re.compile(
    r"""(?P<minus>[-−])?(?:(?P<open>\()|(?P<close>\))|(?P<quote>["“”„«＂])|(?P<chunk>[^\s()"“”„«»＂]+))"""
)
_OPERATORS = {"OR", "AND"}


@dataclass(frozen=True, slots=True)
class _Symbol:
    """A piece of the query: `(`, `)`, `OR`, `AND` or an operand with its node; `optional` marks a function word."""

    kind: str
    column: int
    node: Node | None = None
    negated: bool = False
    optional: bool = False


def parse(query: str) -> Node:
    """Read a search string.

    Raises:
        QueryError: no word in it, or over 1,000 characters, 64 words or 8 nested groups; names the column.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryError(f"a search has at most {LONGEST_QUERY} characters", LONGEST_QUERY + 1)
    symbols = _Scanner(query).symbols()
    node = _Parser(symbols).read()
    if node is None:
        raise QueryError("the search holds no word; type at least one", 1)
    return node


class _Scanner:
    """Cuts a query into symbols."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._words = 0

    def symbols(self) -> list[_Symbol]:
        found: list[_Symbol] = []
        position = 0
        while (piece := _PIECE.search(self._query, position)) is not None:
            symbol, position = self._symbol(piece)
            if symbol is not None:
                found.append(symbol)
        return _settle_operators(found)

    def _symbol(self, piece: re.Match[str]) -> tuple[_Symbol | None, int]:
        negated = piece["minus"] is not None and not self._inside_word(piece.start())
        column = piece.start() + 1
        if piece["quote"]:
            return self._phrase(piece, negated=negated)
        if piece["chunk"] is None:
            return _Symbol(piece["open"] or piece["close"], column, negated=negated), piece.end()
        if piece["chunk"] in _OPERATORS and not negated:
            return _Symbol(piece["chunk"], column), piece.end()
        return self._chunk(piece["chunk"], column, negated=negated), piece.end()

    def _inside_word(self, position: int) -> bool:
        before = self._query[position - 1 : position]
        return not (before == "" or before.isspace() or before in '("“”„«»＂')

    def _chunk(self, chunk: str, column: int, *, negated: bool) -> _Symbol | None:
        found = list(words(chunk))
        while len(found) > 1 and found[0].elided:
            found = found[1:]
        if not found:
            return None
        folded = tuple(word.folded for word in found)
        self._count(len(folded), column)
        optional = found[0].elided or (len(folded) == 1 and folded[0] in FUNCTION_WORDS)
        if chunk[found[-1].end : found[-1].end + 1] == "*":
            return _Symbol("item", column, Phrase(folded, prefix=True, column=column), negated)
        if len(folded) == 1:
            return _Symbol("item", column, Term(folded[0]), negated, optional)
        node = Compound(folded) if len(folded) <= LONGEST_COMPOUND else Phrase(folded)
        return _Symbol("item", column, node, negated)

    def _phrase(self, piece: re.Match[str], *, negated: bool) -> tuple[_Symbol | None, int]:
        start = piece.end()
        closing = _CLOSING[piece["quote"]]
        end = next((i for i in range(start, len(self._query)) if self._query[i] in closing), len(self._query))
        content = self._query[start:end]
        found = list(words(content))
        if not found:
            return None, end + 1
        self._count(len(found), start + 1)
        prefix = content[found[-1].end : found[-1].end + 1] == "*"
        node = Phrase(tuple(word.folded for word in found), prefix, start + 1)
        return _Symbol("item", piece.start() + 1, node, negated), end + 1

    def _count(self, number: int, column: int) -> None:
        self._words += number
        if self._words > MOST_WORDS:
            raise QueryError(f"a search has at most {MOST_WORDS} words", column)


def _settle_operators(symbols: list[_Symbol]) -> list[_Symbol]:
    """Return the symbols with `OR` and `AND` that do not stand between two operands read as words."""
    settled: list[_Symbol] = []
    for position, symbol in enumerate(symbols):
        following = symbols[position + 1].kind if position + 1 < len(symbols) else ""
        between = bool(settled) and settled[-1].kind in {"item", ")"} and following in {"item", "("}
        if symbol.kind not in _OPERATORS or between:
            settled.append(symbol)
        else:
            settled.append(_Symbol("item", symbol.column, Term(symbol.kind.lower())))
    return settled


class _Parser:
    """Builds the tree; OR binds tighter than the AND of neighbours: `paix OR trêve Ukraine` asks for Ukraine as well."""

    def __init__(self, symbols: list[_Symbol]) -> None:
        self._symbols = symbols
        self._next = 0

    def read(self) -> Node | None:
        """Read everything, passing over closing parentheses that nothing opened."""
        operands: list[_Symbol] = []
        while self._peek() is not None:
            operands.extend(self._operands(0))
            self._next += 1
        return _conjunction(operands)

    def _peek(self) -> _Symbol | None:
        return self._symbols[self._next] if self._next < len(self._symbols) else None

    def _operands(self, depth: int) -> list[_Symbol]:
        """Read operands up to a closing parenthesis (not taken) or the end."""
        operands: list[_Symbol] = []
        while (symbol := self._peek()) is not None and symbol.kind != ")":
            if symbol.kind == "AND":
                self._next += 1
                continue
            found = self._alternatives(depth)
            if found is not None:
                operands.append(found)
        return operands

    def _alternatives(self, depth: int) -> _Symbol | None:
        found = [self._operand(depth)]
        while (symbol := self._peek()) is not None and symbol.kind == "OR":
            self._next += 1
            found.append(self._operand(depth))
        present = [item for item in found if item is not None]
        if len(present) <= 1:
            return present[0] if present else None
        return _Symbol("item", present[0].column, AnyOf(tuple(_signed(item) for item in present)))

    def _operand(self, depth: int) -> _Symbol | None:
        symbol = self._symbols[self._next]
        self._next += 1
        if symbol.kind != "(":
            return symbol
        if depth >= DEEPEST_GROUP:
            raise QueryError(f"groups may be nested {DEEPEST_GROUP} deep", symbol.column)
        node = _conjunction(self._operands(depth + 1))
        self._next += 1
        return node and _Symbol("item", symbol.column, node, symbol.negated)


def _conjunction(operands: list[_Symbol]) -> Node | None:
    """Return the AND of `operands`; function words count only when nothing else is asked for."""
    content = any(not (item.optional or item.negated) for item in operands)
    kept = [item for item in operands if not content or item.negated or not item.optional]
    nodes = tuple(_signed(item) for item in kept)
    if len(nodes) <= 1:
        return nodes[0] if nodes else None
    return All(nodes)


def _signed(symbol: _Symbol) -> Node:
    assert symbol.node is not None  # noqa: S101 - only items come here
    return Not(symbol.node) if symbol.negated else symbol.node
