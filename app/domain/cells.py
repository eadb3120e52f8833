"""Cells of the CSV that is exported and read again: texts that no spreadsheet runs, and the row that ends the file.

A spreadsheet takes a cell that begins like a formula for one, and runs it. Such a text, and one that begins with an apostrophe, is
written with an apostrophe in front; `plain` takes it away again.
"""

import re

_FORMULA = tuple("=+-@\t\r\n＝＋－＠'")
"""How a text may begin that is not written as it is; the wide signs work in spreadsheets as well."""
_END = re.compile(r"# end of ([0-9]{1,18}) [a-z]+")


def guarded(text: str) -> str:
    """Return `text` as a cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(cell: str) -> str:
    """Return the text that `guarded` made a cell of."""
    return cell.removeprefix("'")


def end_of(count: int, kind: str) -> str:
    """Return the first cell of the last row, which counts the others."""
    return f"# end of {count} {kind}"


def counted(cell: str) -> int | None:
    """Return how many rows a last row counts, or None if `cell` does not begin one."""
    end = _END.fullmatch(cell)
    return None if end is None else int(end[1])
