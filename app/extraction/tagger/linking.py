"""From the numbers that a network gives each token as an end of links to the links that are likely enough to be kept."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from app.extraction.tagged import ROLES, Links, columns_of

_LEAST = 0.05
"""Links less likely are not told."""
_OPENS, _CUE, _ACT = 0.1, 0.1, 0.05
"""A token has links if it is so likely that it opens a content, is in a cue, or is in a trigger."""


def links_of(probabilities: NDArray[np.float32], ends: NDArray[np.float32], first: int) -> Links:
    """Return the links of one window, whose first token has the number `first`.

    `probabilities` is (tokens, labels); `ends` is (tokens, roles * 2 * n): for each role the numbers of a token as the
    origin of links, then as what is linked.
    """
    tokens, width = len(ends), ends.shape[1] // (2 * len(ROLES))
    parts = ends.reshape(tokens, len(ROLES), 2, width)
    content = columns_of(probabilities, "content")[:, 1::2].sum(axis=1)
    says = (content >= _OPENS) | (columns_of(probabilities, "cue")[:, 0] <= 1.0 - _CUE)
    acts = columns_of(probabilities, "act")[:, 0] <= 1.0 - _ACT
    found = (
        _of_role(number, np.flatnonzero(says if role == "speaker" else acts), parts[:, number], first)
        for number, role in enumerate(ROLES)
    )
    return joined(found)


def _of_role(role: int, origins: NDArray[np.intp], parts: NDArray[np.float32], first: int) -> Links:
    if not len(origins):
        return Links.none()
    logits = parts[origins, 0] @ parts[:, 1].T / np.sqrt(np.float32(parts.shape[2]))
    likely = 1.0 / (1.0 + np.exp(-logits))
    rows, tokens = np.nonzero(likely >= _LEAST)
    return Links(
        np.full(len(rows), role, dtype=np.uint8),
        (origins[rows] + first).astype(np.int32),
        (tokens + first).astype(np.int32),
        likely[rows, tokens].astype(np.float32),
    )


def joined(parts: Iterable[Links]) -> Links:
    """Return all links of `parts`."""
    kept = [part for part in parts if len(part)]
    if not kept:
        return Links.none()
    return Links(
        np.concatenate([one.roles for one in kept]),
        np.concatenate([one.origins for one in kept]),
        np.concatenate([one.tokens for one in kept]),
        np.concatenate([one.probabilities for one in kept]),
    )
