"""The picture of what goes wrong with quotes: bars, one for each class of error, as SVG."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_WIDTH, _LABELS, _MARGIN, _FIGURES = 760, 250, 16, 60
_ROW, _BAR, _HEAD = 20, 13, 38
_FONT = 'font-family="sans-serif" font-size="13"'
_MOST_ROWS = 10
_REST = "others"
GROUPS = (
    ("quote missed", "Missed, by type and order of speaker (S), cue (C) and content (Q)", "#b3432b"),
    ("quote spurious", "Found where there is none, by the type found", "#c98a1b"),
    ("quote edges", "Found with other edges", "#5b7d3a"),
    ("speaker wrong", "Found with another speaker, by what the speaker's mention is", "#35618e"),
)
"""What is shown: the class of error as it is counted, its heading, the colour of its bars."""


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under one heading, the longest first."""

    heading: str
    colour: str
    bars: Sequence[tuple[str, int]]

    @property
    def height(self) -> int:
        """Pixels, the heading included."""
        return _HEAD + _ROW * len(self.bars)


def picture_of(classes: Mapping[tuple[str, str], int]) -> str:
    """Return the picture of errors counted by class and kind; groups without errors are left out."""
    groups = [
        Group(f"{heading}: {sum(kinds.values())}", colour, _longest(kinds))
        for name, heading, colour in GROUPS
        if (kinds := Counter({kind: count for (of, kind), count in classes.items() if of == name}))
    ]
    return _drawn(groups)


def _longest(kinds: Counter[str]) -> list[tuple[str, int]]:
    """Return the largest kinds in their order, the small ones as one at the end."""
    ordered = sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
    if len(ordered) <= _MOST_ROWS:
        return ordered
    kept, rest = ordered[: _MOST_ROWS - 1], ordered[_MOST_ROWS - 1 :]
    return [*kept, (_REST, sum(count for _, count in rest))]


def _drawn(groups: Sequence[Group]) -> str:
    height = 2 * _MARGIN + sum(group.height for group in groups)
    longest = max((count for group in groups for _, count in group.bars), default=1)
    size = f'width="{_WIDTH}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {_WIDTH} {height}" {_FONT} role="img">',
        "<title>What goes wrong with quotes, by class of error</title>",
        f'<rect {size} fill="#ffffff"/>',
    ]
    top = _MARGIN
    for group in groups:
        lines += _group(group, top, (_WIDTH - 2 * _MARGIN - _LABELS - _FIGURES) / longest)
        top += group.height
    return "\n".join([*lines, "</svg>", ""])


def _group(group: Group, top: int, scale: float) -> Iterable[str]:
    """Yield a heading and its bars; `scale` is the pixels of one error."""
    yield f'<text x="{_MARGIN}" y="{top + 22}" font-weight="bold" fill="#222222">{escape(group.heading)}</text>'
    left = _MARGIN + _LABELS
    for number, (label, count) in enumerate(group.bars):
        row = top + _HEAD + number * _ROW
        length = max(1.0, count * scale)
        yield f'<text x="{left - 8}" y="{row + 11}" text-anchor="end" fill="#222222">{escape(label)}</text>'
        yield f'<rect x="{left}" y="{row}" width="{length:.1f}" height="{_BAR}" fill="{group.colour}"/>'
        yield f'<text x="{left + length + 6:.1f}" y="{row + 11}" fill="#222222">{count}</text>'
