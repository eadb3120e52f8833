"""The text core: paragraphs, sentences and tokens, each with its offsets into the untouched text.

Everything is one pass of a compiled pattern over the text and decisions between neighbours, so time grows with length
alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.text import TextRules
from app.extraction.tokens import Token, TokenKind

_WORD, _PUNCTUATION = TokenKind.WORD, TokenKind.PUNCTUATION
_KINDS: dict[str | None, TokenKind] = {"number": TokenKind.NUMBER, "url": TokenKind.URL}
_BLOCK = re.compile(r"[^\n]+(?:\n[^\S\n]*[^\s][^\n]*)*")
_LINE = re.compile(r"[^\n]+")
_WRAP_WIDTHS = range(50, 110)
_CLOSING = "»”’\"')]"
_TERMINATORS = frozenset(".!?…")
_ENDING = _TERMINATORS.union(_CLOSING)
_OPENING = "«“‘\"'([—–-¿¡"
_JOINTS = frozenset("/°%")


def segment(draft: Draft, rules: TextRules) -> Draft:
    """Return `draft` with its paragraphs, sentences and tokens (none of them inside the date of the heading)."""
    text = draft.text
    paragraphs = tuple(_paragraphs(text, draft.heading.date_span))
    tokens: list[Token] = []
    sentences: list[Span] = []
    for paragraph in paragraphs:
        found = tokenize(text, paragraph, rules)
        tokens += found
        sentences += _sentences(text, paragraph, found, rules)
    index = TokenIndex.of(text, tuple(tokens), sentences)
    return replace(draft, paragraphs=paragraphs, sentences=tuple(sentences), tokens=index.tokens, index=index)


def tokenize(text: str, within: Span, rules: TextRules) -> list[Token]:
    """Return the tokens of `text` that lie in `within`."""
    tokens: list[Token] = []
    for found in _token_pattern(rules).finditer(text, within.start, within.end):
        group = found.lastgroup
        start, end = found.span()
        if group == "plain":
            tokens.append(Token(start, end, found[0].lower(), _WORD))
        elif group == "word":
            tokens += _words(start, end, found[0].lower().replace("’", "'").replace("ʼ", "'"), rules)
        else:
            tokens.append(Token(start, end, found[0], _KINDS.get(group, _PUNCTUATION)))
    return tokens


def _words(start: int, end: int, norm: str, rules: TextRules) -> list[Token]:
    """Return the word `[start, end)`, or the verb and the pronoun that are joined in it (`dit-elle`, `a-t-il`)."""
    verb, hyphen, pronoun = norm.rpartition("-")
    cut = len(verb.removesuffix("-t")) if hyphen and pronoun in rules.clitics and norm not in rules.linked else 0
    if not cut:
        return [Token(start, end, norm, _WORD)]
    return [Token(start, start + cut, norm[:cut], _WORD), Token(start + cut, end, norm[cut:], _WORD)]


@cache
def _token_pattern(rules: TextRules) -> re.Pattern[str]:
    """Return the pattern of a token; `plain` words and marks, which no other kind can begin with, are tried first.

    Lists of words are tried only where a look ahead allows for one, and the first part of an address is as long as one
    may be: the rest of a text is never searched from every word again.
    """
    letters = r"[^\W\d_]"
    apostrophe = rf"(?=\w{{1,{_longest(rules.whole | rules.elided)}}}['’ʼ])"
    dot = rf"(?=\w{{1,{_longest(rules.abbreviations)}}}[.-])"
    return re.compile(
        rf"""
        (?P<plain>{letters}++(?![\w.:@+\#'’ʼ-]))
        |(?P<mark>[^\w\s.+-]|\.(?!\S))
        |(?P<url>(?=[hw])(?:https?://|www\.)[^\s<>«»“”"]*[^\s<>«»“”"'’.,;:!?)\]…]|[\w.+-]{{1,64}}+@[\w-]+(?:\.[\w-]+)+)
        |(?P<number>\d+(?:[.,:/]\d+|[\u00a0\u202f ]\d{{3}}(?!\d))*(?:{letters}+\d*)?)
        |(?P<word>{apostrophe}(?:{_one_of(rules.whole)})(?!\w)
            |{apostrophe}(?:{_one_of(rules.elided)})['’ʼ](?=\s?[\w«“"])
            |(?:{letters}\.){{2,}}(?:-?{letters}\.)*
            |{letters}\.-{letters}\.
            |{dot}(?:{_one_of(rules.abbreviations)})\.(?!\w)
            |\w+(?:(?:-(?!-)|['’ʼ])\w+)*(?:[+#]+(?!\w))?)
        |(?P<punctuation>\.{{2,}}|--+|[^\w\s])
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _one_of(words: frozenset[str]) -> str:
    escaped = (re.escape(word).replace("'", "['’ʼ]") for word in sorted(words, key=lambda w: (-len(w), w)))
    return "|".join(escaped) or r"(?!)"


def _longest(words: frozenset[str]) -> int:
    """Return the most letters that one of `words` begins with."""
    return max((len(re.split(r"\W", word)[0]) for word in words), default=1)


def _paragraphs(text: str, without: Span | None) -> Iterator[Span]:
    for block in _BLOCK.finditer(text):
        lines = [Span(line.start(), line.end()) for line in _LINE.finditer(text, block.start(), block.end())]
        pieces = [Span(block.start(), block.end())] if _is_wrapped(text, lines) else lines
        for piece in pieces:
            yield from filter(None, (_stripped(text, part) for part in _cut_out(piece, without)))


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether the lines of a block are one paragraph broken to a width: all but the last alike long, most going on in lower case."""
    *full, _ = lines
    if not full:
        return False
    going_on = sum(1 for _, line in pairwise(lines) if text[line.start : line.end].lstrip()[:1].islower())
    return all(len(line) in _WRAP_WIDTHS for line in full) and going_on * 2 > len(full)


def _cut_out(piece: Span, without: Span | None) -> Iterator[Span]:
    if without is None or not piece.overlaps(without):
        yield piece
        return
    if piece.start < without.start:
        yield Span(piece.start, without.start)
    if without.end < piece.end:
        yield Span(without.end, piece.end)


def _stripped(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _sentences(text: str, paragraph: Span, tokens: list[Token], rules: TextRules) -> Iterator[Span]:
    start = paragraph.start
    after = 0
    for index in [number for number, token in enumerate(tokens) if token.norm[-1] in _TERMINATORS]:
        if index < after or not _may_end(tokens, index, rules):
            continue
        last = _last_of_sentence(text, tokens, index)
        after = last + 1
        if after < len(tokens) and _starts(text, tokens, after):
            yield Span(start, tokens[last].end)
            start = tokens[after].start
    if start < paragraph.end:
        yield Span(start, paragraph.end)


def _may_end(tokens: list[Token], index: int, rules: TextRules) -> bool:
    token = tokens[index]
    if token.kind is _WORD:
        return token.norm.endswith(".") and token.norm.removesuffix(".") in rules.closing_abbreviations
    if token.kind is not _PUNCTUATION or token.norm[0] not in _TERMINATORS:
        return False
    if token.norm == "." and index:
        before = tokens[index - 1]
        touching = before.end == token.start
        initial = touching and before.kind is _WORD and len(before.norm) == 1 and _is_initial(tokens, index - 1)
        return not initial
    return True


def _is_initial(tokens: list[Token], index: int) -> bool:
    """Whether a single letter can shorten a name: nothing joins it to a unit or a degree sign (`km/h.`, `-6 °C.`)."""
    return index == 0 or tokens[index - 1].end != tokens[index].start or tokens[index - 1].norm not in _JOINTS


def _last_of_sentence(text: str, tokens: list[Token], index: int) -> int:
    """Return the index of the last token of the sentence that the terminator at `index` ends: further terminators, closing marks."""
    while index + 1 < len(tokens):
        after = tokens[index + 1]
        if after.norm[0] not in _TERMINATORS and not _closes(text, after, tokens[index].end):
            break
        index += 1
    return index


def _closes(text: str, token: Token, end: int) -> bool:
    """Whether `token` closes what went before it: a closing mark, for marks without sides one with no space before it."""
    if token.kind is not _PUNCTUATION or token.norm not in _CLOSING:
        return False
    if token.norm in "»”)]":
        return True
    return token.start == end or not text[token.end : token.end + 1].strip()


def _starts(text: str, tokens: list[Token], index: int) -> bool:
    """Whether a sentence can start at token `index`: white space before it and no lower case after its opening marks."""
    if not text[tokens[index].start - 1].isspace():
        return text[tokens[index].start].isupper() and text[tokens[index].start - 1] in _ENDING
    while index < len(tokens) and tokens[index].norm in _OPENING:
        index += 1
    if index == len(tokens):
        return True
    first = text[tokens[index].start]
    return not first.islower() and first not in ",;:)]»”"
