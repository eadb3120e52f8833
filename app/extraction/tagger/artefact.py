"""A trained tagger as it lies in `app/extraction/models/<name>/`, checked before it is used.

`model.json`
    `{"format": 1, "name": "accurate", "version": "1", "hidden": 384, "window": 190, "pieces": 8,
    "special": {"begin": 0, "end": 2, "unknown": 3}, "labels": {head: [label, ...], ...},
    "files": {"pieces.txt": {"bytes": 1, "sha256": "..."}, ...}}`, and whatever else its makers want to tell.
    `hidden` is the length of a vector, `window` the most words read at once, `pieces` the most pieces of a word that
    count, `special` are rows, `labels` must be `app.extraction.tagged.HEADS`, and `files` names the four below. A new
    `version` says that the same text may be read otherwise.
`pieces.txt`
    UTF-8, one line a piece, `score<TAB>piece`, in the order of the rows. `▁` in front of a piece stands for white space or
    the start of the text. The lines of special pieces hold their place (their text is never looked up).
`embeddings.npy`, `scales.npy`
    int8 of shape (pieces, hidden) and float16 of shape (pieces,): the vector of a piece is its row times its scale.
`network.onnx`
    Input `words`: float32 (1, positions, hidden), the begin vector, a vector for each word (the sum of those of its
    pieces divided by the root of their number) and the end vector; positions are added inside. Output `logits`: float32
    (1, positions, 20), the columns in the order of the labels; the first and last position mean nothing.
"""
