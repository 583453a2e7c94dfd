"""A new region's folder around a workbook that an office has already: a copy, the proposed mapping, `datapackage.json`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from junheng.tables.descriptor import FILE
from junheng.tables.mapping import Mapping, write_mapping
from junheng.tables.proposal import propose_mapping
from junheng.tables.template import MAPPING, region_name
from junheng.tables.vocabulary import Vocabulary


def init_from_sheet(folder: Path, sheet: Path, *, vocabulary: Vocabulary, pack: str, compare: str) -> Mapping:
    """Make a region's folder around a copy of a sheet of another system; the mapping that was proposed from its heads.

    Areas and units are those that the sheet names, the areas of the kind `compare`. Nothing is made where the sheet cannot be read.

    Raises
    ------
    RegionRejected
        The file cannot be opened, or no sheet has heads that say anything.
    """
    mapping = propose_mapping(sheet, vocabulary)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sheet, folder / sheet.name)
    write_mapping(mapping, folder / MAPPING)
    package = {
        "name": region_name(folder),
        "title": folder.resolve().name,
        "junheng": {"pack": pack, "compare": compare, "synthetic": False},
        "resources": [{"name": "sheet", "path": sheet.name, "junheng": {"mapping": MAPPING}}],
    }
    (folder / FILE).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return mapping
