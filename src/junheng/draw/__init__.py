"""Chance that anyone can recompute 可重算的随机: seeds from public numbers, a keyed order, integers; no floats, no library's generator."""

from .errors import DrawError
from .keyed_order import keyed_order
from .seed import SeedSource, joined_seed, joined_text, normalised, seed_source
from .stream import Stream

__all__ = ["DrawError", "SeedSource", "Stream", "joined_seed", "joined_text", "keyed_order", "normalised", "seed_source"]
