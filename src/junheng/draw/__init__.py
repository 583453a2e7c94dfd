"""Chance that anyone can recompute 可重算的随机: seeds from public numbers, a keyed order, integers; no floats, no library's generator."""

from . import rfc3797
from .collisions import InfeasibleDraw
from .declared import DeclaredSource, declared_sources, typed_sources
from .errors import DrawError
from .inspectors import Teams, inspectors_to_sites, sites_to_visit
from .keyed_order import keyed_order
from .lottery import lottery
from .sample import quotas, sample, stratum_sizes
from .seed import SeedSource, joined_seed, joined_text, normalised, seed_source
from .stream import Stream

__all__ = [
    "DeclaredSource",
    "DrawError",
    "InfeasibleDraw",
    "SeedSource",
    "Stream",
    "Teams",
    "declared_sources",
    "inspectors_to_sites",
    "joined_seed",
    "joined_text",
    "keyed_order",
    "lottery",
    "normalised",
    "quotas",
    "rfc3797",
    "sample",
    "seed_source",
    "sites_to_visit",
    "stratum_sizes",
    "typed_sources",
]
