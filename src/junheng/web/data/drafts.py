"""Drafts on disk: begun as a copy of the region, changed file by file, taken back, brought up to date with the region."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from junheng.releases.lock import sole_writer
from junheng.releases.reader import RELEASES
from junheng.web.data.models import Deed, Draft, State, Step
from junheng.web.home import drafts_folder


class DraftBusyError(Exception):
    """The draft is frozen, taken back, or just being frozen: it cannot be changed."""


def begin(region: Path, user: Any) -> Draft:
    """A draft with the region's files as they are now."""
    with transaction.atomic():
        draft = Draft.objects.create(region=region.name, created_by=user)
        fresh = drafts_folder(region.name) / f".{draft.pk}.new"
        for left in (fresh, draft.folder):  # of a process that died before its draft was in the database
            shutil.rmtree(left, ignore_errors=True)
        fresh.mkdir(parents=True)
        copied = {}
        for path in files_of(region):
            target = fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(region / path, target)
            copied[path] = digest(target)
        draft.base.write_text(json.dumps(copied, ensure_ascii=False), encoding="utf-8")
        fresh.rename(draft.folder)
    return draft


def files_of(folder: Path) -> Iterator[str]:
    """Every file of a region's folder but its releases, by path with forward slashes."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and inside.parts[0] != RELEASES and not any(part.startswith(".") for part in inside.parts):
            yield inside.as_posix()


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file by path."""
    return {path: digest(folder / path) for path in files_of(folder)}


def signature(folder: Path) -> str:
    """What changes whenever a file of the folder does; sizes and times, so that asking costs nothing."""
    stated = [(path, (folder / path).stat()) for path in files_of(folder)]
    told = json.dumps([[path, stat.st_size, stat.st_mtime_ns] for path, stat in stated])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def put(draft: Draft, path: str, source: Path) -> None:
    """Bring a file into the draft, whole or not at all."""
    target = draft.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, fresh)
    fresh.replace(target)


def base_of(draft: Draft) -> Mapping[str, str]:
    """The region's files when the draft began."""
    found: Mapping[str, str] = json.loads(draft.base.read_text(encoding="utf-8"))
    return found


def changed_files(draft: Draft) -> tuple[str, ...]:
    """Files of the draft that the region did not have so when it began."""
    base = base_of(draft)
    return tuple(path for path, found in digests(draft.folder).items() if base.get(path) != found)


def note(draft: Draft, user: Any, deed: Deed, about: str = "", detail: str = "") -> None:
    """Write down what was done."""
    Step.objects.create(draft=draft, user=user, deed=deed.value, about=about[:300], detail=detail[:500])


@contextmanager
def changing(draft: Draft) -> Iterator[None]:
    """One change of a region's drafts at a time, and none of a draft that is closed or being frozen.

    Raises
    ------
    DraftBusyError
        It is.
    """
    with sole_writer(draft.folder.parent):
        draft.refresh_from_db()
        if not draft.open:
            raise DraftBusyError
        yield


def take_back(draft: Draft, user: Any) -> None:
    """Close a draft without a release, and delete its files; the region never had them."""
    with changing(draft):
        with transaction.atomic():
            draft.state, draft.closed_at = State.TAKEN_BACK.value, timezone.now()
            draft.save(update_fields=["state", "closed_at"])
            note(draft, user, Deed.TAKEN_BACK)
        shutil.rmtree(draft.folder, ignore_errors=True)
        for kept in draft.folder.parent.glob(f"{draft.pk}.*.json"):
            kept.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the region has gone on since a draft began."""

    moved: tuple[str, ...]  # files that changed in the region only
    both: tuple[str, ...]  # files that changed in the region and in the draft, in different ways

    @property
    def behind(self) -> bool:
        """Whether the draft lacks something that the region has."""
        return bool(self.moved or self.both)


def standing(draft: Draft, region: Path) -> Standing:
    """Compare base, draft and region file by file; a file that already is what the draft has is no difference."""
    base, here, there = base_of(draft), digests(draft.folder), digests(region)
    moved, both = [], []
    for path in sorted({*base, *here, *there}):
        if there.get(path) in (base.get(path), here.get(path)):
            continue
        (moved if here.get(path) == base.get(path) else both).append(path)
    return Standing(tuple(moved), tuple(both))


def catch_up(draft: Draft, region: Path, user: Any) -> Standing:
    """Bring into the draft what changed in the region only; what changed in both is left to people."""
    with changing(draft):
        found = standing(draft, region)
        if found.both:
            return found
        for path in found.moved:
            if (region / path).is_file():
                put(draft, path, region / path)
            else:
                (draft.folder / path).unlink(missing_ok=True)
        draft.base.write_text(json.dumps(digests(region), ensure_ascii=False), encoding="utf-8")
        note(draft, user, Deed.CARRIED, ", ".join(found.moved))
    return found
