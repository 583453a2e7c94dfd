"""The synthetic city in the middle of its yearly return, for the demo: made once, by invented people, through the services.

It stands here and not under `examples`, which are data alone: a return in progress lives in the database, and only people with
roles can bring it there. It stands here and not in `shell`, because it must follow the rules of returns whenever they change.
Schools, people, figures and what they say are invented; the region is marked as synthetic on every page, the people in their names.
"""

from .places import where_to_look
from .staging import stage

__all__ = ["stage", "where_to_look"]
