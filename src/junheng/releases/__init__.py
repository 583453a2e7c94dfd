"""What was said: a region frozen as Parquet with a manifest, named by a hash over its content."""

from .comparison import Change, Difference, TableDifference, difference
from .errors import ReleaseError, UnwaivedWarnings
from .manifest import Manifest
from .model import Release
from .reader import find, latest, open_release, release_paths, releases_of
from .verification import Finding, verify
from .writer import draft, freeze

__all__ = [
    "Change",
    "Difference",
    "Finding",
    "Manifest",
    "Release",
    "ReleaseError",
    "TableDifference",
    "UnwaivedWarnings",
    "difference",
    "draft",
    "find",
    "freeze",
    "latest",
    "open_release",
    "release_paths",
    "releases_of",
    "verify",
]
