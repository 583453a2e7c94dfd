"""The counties' outlines: repaired and generalised from the published file, which is not kept here.

``python -m junheng.examples.chengdu.outlines COUNTIES.geojson`` writes `chengdu-synthetic/areas.geojson` again.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from junheng.examples.chengdu.city import CITY, COUNTIES
from junheng.examples.files import write_outlines

SOURCE_SHA256 = "292f4d9e7aabdfd603f4a89b0c15b71bcafdeddc02ae43dd31a8f02c127992e3"
#: Borders may move this far when points are left out, degrees (about 100 m).
_TOLERANCE = 0.001
_GRID = 0.00001


def build(source: Path, target: Path) -> None:
    """Write the outlines of the city and its counties; `ValueError` where the source is another file."""
    import shapely

    content = source.read_bytes()
    if hashlib.sha256(content).hexdigest() != SOURCE_SHA256:
        raise ValueError(f"{source} is not the file that the outlines were made from")
    features = json.loads(content)["features"]
    codes = {county.name: county.code for county in COUNTIES} | {"新津县": "510118"}
    names = [codes[feature["properties"]["name"]] for feature in features]
    valid = [shapely.make_valid(shapely.geometry.shape(f["geometry"]), method="structure", keep_collapsed=False) for f in features]
    simplified = shapely.coverage_simplify(shapely.set_precision(valid, _GRID), _TOLERANCE)
    found = dict(sorted(zip(names, shapely.set_precision(simplified, _GRID), strict=True)))
    write_outlines(target, {CITY: shapely.union_all(list(found.values())), **found})


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(__file__).parents[1] / "chengdu-synthetic" / "areas.geojson")
