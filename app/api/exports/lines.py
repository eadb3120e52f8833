"""JSONL: an item a line, as the listings give it, and a last line `{"closing": {...}}` that counts them."""

from collections.abc import Iterator

from app.api.exports.kinds import Export


def write(export: Export) -> Iterator[bytes]:
    """Yield the file, a page at a time."""
    for page in export:
        yield "".join(f"{item.model_dump_json(include=export.fields)}\n" for item in page).encode()
    yield f'{{"closing":{export.closing.model_dump_json()}}}\n'.encode()
