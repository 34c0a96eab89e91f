"""Each entry's nearest others: cosine of shingles weighted by how rare they are.

A shingle that stands in `df` of `N` entries weighs ln(1 + N/df); of two entries a and b

    cosine = Σ over shared shingles w² / (√Σ over a w² · √Σ over b w²)

(tf–idf with binary tf: G. Salton and C. Buckley, “Term-weighting approaches in automatic text
retrieval”, 1988). What everybody writes weighs little; what only two write weighs most. A shingle
that half of the entries have, or more than `MOST_SHARED`, is left out altogether: the one says
nothing, the other bounds the work.
"""

from array import array
from collections.abc import Sequence

import numpy as np

MOST_SHARED = 400
ALWAYS_LOOKED_AT = 5  # among few entries, half of them is no habit yet
LEAST_SHARED = 2


class Corpus:
    """All sketches of an edition, indexed. Places are those of the sequence that was given.

    Memory: about 30 bytes a shingle while the index is built, 10 afterwards.
    """

    def __init__(self, sketches: Sequence[bytes]) -> None:
        self.size = len(sketches)
        terms = np.frombuffer(b"".join(sketches), dtype="<u4")
        lengths = np.array([len(sketch) // 4 for sketch in sketches], dtype=np.int64)
        owners = np.repeat(np.arange(self.size, dtype=np.int32), lengths)
        order = np.argsort(terms, kind="stable")
        self.terms, starts, counts = np.unique(terms[order], return_index=True, return_counts=True)
        self.owners = owners[order]
        self.starts, self.counts = starts, counts
        most = min(MOST_SHARED, max(ALWAYS_LOOKED_AT, self.size // 2))
        self.weights = np.where(counts <= most, np.log1p(self.size / counts), 0.0)
        squares = self.weights**2
        self.squares = np.where(counts >= LEAST_SHARED, squares, 0.0)
        self.lengths = np.sqrt(
            np.bincount(self.owners, np.repeat(squares, counts), minlength=self.size)
        )

    def nearest(self, place: int, sketch: bytes, *, most: int, lowest: float) -> list[int]:
        """Up to `most` other places whose cosine is at least `lowest`, the nearest first."""
        if not sketch or not self.lengths[place]:
            return []
        found = np.searchsorted(self.terms, np.frombuffer(sketch, dtype="<u4"))
        found = found[self.squares[found] > 0]
        counts = self.counts[found]
        total = int(counts.sum())
        within = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
        owners = self.owners[np.repeat(self.starts[found], counts) + within]
        shared = np.bincount(owners, np.repeat(self.squares[found], counts), minlength=self.size)
        lengths = np.where(self.lengths > 0, self.lengths, 1.0)
        cosines = shared / lengths / self.lengths[place]
        cosines[place] = 0.0
        best = np.argsort(-cosines, kind="stable")[:most]
        return [int(other) for other in best if cosines[other] >= lowest]

    def weigh(self, shingles: array) -> list[float]:
        """How much each says; 0 for one that no sketch has."""
        wanted = np.frombuffer(shingles, dtype=np.uint32) if shingles else np.array([], np.uint32)
        at = np.minimum(np.searchsorted(self.terms, wanted), max(len(self.terms) - 1, 0))
        if not len(self.terms):
            return [0.0] * len(wanted)
        return np.where(self.terms[at] == wanted, self.weights[at], 0.0).tolist()
