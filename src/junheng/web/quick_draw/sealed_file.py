"""The sealed file 封存文件: seals, rules and lists in one archive that its owner keeps, and brings back with the numbers."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from junheng.certificates import CertificateError, Sealed, check_sealed, open_sealed, write_sealed
from junheng.web.incoming import Refused

NAMES = ("seals.json", "rules.toml", "list.csv", "list-public.csv")
_LARGEST_UNPACKED = 40 * 1024 * 1024
#: Archives of the same content are the same bytes.
_WHENEVER = (1980, 1, 1, 0, 0, 0)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Files in one archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name, _WHENEVER), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def packed(sealed: Sealed) -> bytes:
    """The sealed file."""
    with tempfile.TemporaryDirectory(prefix="junheng-") as folder:
        written = write_sealed(sealed, Path(folder))
        return archive({path.name: path.read_bytes() for path in written})


def unpacked(content: bytes) -> Sealed:
    """What was sealed.

    Raises
    ------
    Refused
        It is no sealed file, or something in it was changed.
    """
    with tempfile.TemporaryDirectory(prefix="junheng-") as folder:
        for name, data in _files(content).items():
            (Path(folder) / name).write_bytes(data)
        try:
            sealed = open_sealed(Path(folder))
            changed = [finding.where for finding in check_sealed(Path(folder))]
        except CertificateError as error:
            raise _no_sealed_file() from error
    if changed:
        raise Refused(
            _("{file} is not as it was sealed.").format(file=", ".join(changed)),
            _("Take the sealed file as it was downloaded. If the change is needed, seal list and rules anew and say so in public."),
        )
    return sealed


def _files(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed_files:
            parts = [part for part in packed_files.infolist() if part.filename in NAMES]
            if {part.filename for part in parts} != set(NAMES) or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
                raise _no_sealed_file()
            return {part.filename: packed_files.read(part) for part in parts}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise _no_sealed_file() from error


def _no_sealed_file() -> Refused:
    return Refused(
        _("This is not a sealed file."),
        _("Choose the file that the page of the seal gave you; its name ends in .zip."),
    )
