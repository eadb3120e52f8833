"""Answers of the tools: those of the API without what only programs need, each item with the sentence that proves it."""

from app.mcp.asking import JsonObject


def listed(page: JsonObject, name: str, items: list[JsonObject]) -> JsonObject:
    """Return a page of items under `name`, with how many there are in all, how names were understood and where it goes on."""
    return {
        name: items,
        "total": page["total"]["value"],
        "understood": [understood(one) for one in page["resolved"]],
        "next_cursor": page["next_cursor"],
    }


def understood(resolved: JsonObject) -> JsonObject:
    """Return how a name was understood: `actor` is None where nobody bears it."""
    actor = None if resolved["id"] is None else {name: resolved[name] for name in ("id", "name", "type")}
    return {"asked": resolved["input"], "actor": actor, "others_of_this_name": resolved["alternatives"]}


def article(item: JsonObject) -> JsonObject:
    """Return what every answer tells of an article."""
    return {name: item[name] for name in ("id", "title", "date", "source", "url", "language")}


def span(item: JsonObject | None) -> JsonObject | None:
    """Return a stretch of an article's text: code points, half-open, and the words."""
    return None if item is None else {name: item[name] for name in ("start", "end", "text")}


def quote(item: JsonObject) -> JsonObject:
    """Return who says what about whom, and the sentence."""
    return {
        "id": item["id"],
        "speaker": slot(item["speaker"]),
        "said": [span(part) for part in item["parts"]],
        "type": item["type"],
        "about": [actor["name"] for actor in item["about"]],
        "reported_by": slot(item["via"]),
        "sentence": span(item["evidence"]),
        "confidence": item["confidence"],
        "article": article(item["article"]),
    }


def slot(item: JsonObject | None) -> JsonObject | None:
    """Return who it is and as what the text names them."""
    return None if item is None else {"actor": item["actor"], "named": span(item["mention"])}


def relation(item: JsonObject) -> JsonObject:
    """Return what the text states between whom, and the sentence."""
    kept = ("id", "type", "mode", "source", "target", "symmetric", "polarity", "modality", "attribution", "confidence")
    return {
        **{name: item[name] for name in kept},
        "when": item["told"] and item["told"]["date"],
        "where": slot(item["location"]),
        "words": span(item["trigger"]),
        "sentence": span(item["evidence"]),
        "article": article(item["article"]),
    }
