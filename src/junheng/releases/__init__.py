"""What was said: a region frozen as Parquet with a manifest, named by a hash over its content."""

from .errors import ReleaseError, UnwaivedError
from .manifest import Manifest
from .model import Release
from .store import draft, find, freeze, latest, open_release, releases_of

__all__ = [
    "Manifest",
    "Release",
    "ReleaseError",
    "UnwaivedError",
    "draft",
    "find",
    "freeze",
    "latest",
    "open_release",
    "releases_of",
]
