"""Exact search of many templates: the best k, or all that reach a threshold.

A single probe is scanned against 8-bit copies of the rows, whose error is bounded (`coarse`); what the bound
leaves, a few in a thousand, is scored in float64 (`one`). Several probes are compared in float32 blocks whose
scores stay in the cache (`many`). The answer is always that of float64, the same for a probe alone and among
others.
"""

from docverify.gallery.search.many import Hits, Nearest, score_pairs, search_above, search_nearest
from docverify.gallery.search.matrix import Matrix, Part

__all__ = ["Hits", "Matrix", "Nearest", "Part", "score_pairs", "search_above", "search_nearest"]
