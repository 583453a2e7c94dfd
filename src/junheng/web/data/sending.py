"""Files that a form brought, into a new draft or one that is there: each taken, or refused with its reason."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from junheng.web.data import drafts, placing
from junheng.web.data.arriving import look_inside, take
from junheng.web.data.checking import pack_of
from junheng.web.data.models import Deed, Draft
from junheng.web.incoming import Refused


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """One file that was not taken."""

    name: str
    wrong: str
    remedy: str


def send(files: Sequence[UploadedFile], region: Path, draft: Draft | None, user: Any) -> tuple[Draft | None, list[RefusedFile]]:
    """Take what can be taken; the draft (none where nothing could be), and what was refused."""
    refused: list[RefusedFile] = []
    with tempfile.TemporaryDirectory(prefix="junheng-") as scratch:
        taken = []
        for number, file in enumerate(files):
            try:
                taken.append(_taken(file, Path(scratch) / str(number)))
            except Refused as refusal:
                refused.append(RefusedFile(file.name or "", refusal.wrong, refusal.remedy))
        if not taken:
            return draft, refused
        begun = draft or drafts.begin(region, user)
        with drafts.changing(begun):
            kept = 0
            for path in taken:
                try:
                    _bring(begun, path, user)
                    kept += 1
                except Refused as refusal:
                    refused.append(RefusedFile(path.name, refusal.wrong, refusal.remedy))
        if not kept and draft is None:
            drafts.take_back(begun, user)
            return None, refused
    return begun, refused


def _taken(file: UploadedFile, folder: Path) -> Path:
    """The file on disk under the name that it will have."""
    path = folder / take(file.file, file.name or "")
    folder.mkdir()
    file.seek(0)
    with path.open("wb") as target:
        shutil.copyfileobj(file.file, target)
    look_inside(path, path.name)
    return path


def _bring(draft: Draft, path: Path, user: Any) -> None:
    place = _place_of(draft.folder, path.name)
    new = not (draft.folder / place).exists()
    drafts.put(draft, place, path)
    try:
        placing.place(draft.folder, place, pack_of(draft.folder))
    except Refused:
        if new:
            (draft.folder / place).unlink()
        raise
    drafts.note(draft, user, Deed.UPLOADED, place, drafts.digest(path))


def _place_of(folder: Path, name: str) -> str:
    """The path of the file of that name that the region has; the name itself where it has none."""
    listed = {str(resource.get("path")) for resource in placing.resources(folder)}
    return next((path for path in sorted(listed) if PurePosixPath(path).name.casefold() == name.casefold()), name)


def put_in_place_of(draft: Draft, path: str, other: str) -> None:
    """Let a file that was sent under another name replace one that is there."""
    placing.unplace(draft.folder, path)
    (draft.folder / path).replace(draft.folder / other)


def remove(draft: Draft, path: str, region: Path) -> None:
    """Take a file back out of the draft: what the region has in its place comes back."""
    if path in drafts.base_of(draft) and (region / path).is_file():
        drafts.put(draft, path, region / path)
        return
    placing.unplace(draft.folder, path)
    (draft.folder / path).unlink(missing_ok=True)
