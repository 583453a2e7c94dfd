"""In which unit each measure is kept, and values brought into it: 万元 to yuan, 亩 to m²."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from junheng.language import Text
from junheng.tables.findings import Findings
from junheng.tables.units import Unit, parse_unit, unit
from junheng.tables.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Amounts:
    """Units of measure by measure."""

    kept: Mapping[str, Unit]  # the vocabulary's, else the region's own
    declared: Mapping[str, Unit]  # as the region's own table of measures says
    whole: frozenset[str] = frozenset()  # measures that are counted in whole numbers

    def factor(self, measure: str, source: Unit) -> Fraction | None:
        """By what to multiply a value in a unit; None where the unit does not measure this."""
        kept = self.kept.get(measure)
        return Fraction(1) if kept is None else source.factor_to(kept)


def amounts(measures: Iterable[pl.DataFrame], vocabulary: Vocabulary | None, findings: Findings) -> Amounts:
    """Units from the region's own measures and the vocabulary; those that are unknown or do not fit are reported."""
    kept = {code: unit(measure.unit) for code, measure in vocabulary.measures.items()} if vocabulary is not None else {}
    declared: dict[str, Unit] = {}
    for frame in measures:
        for row in frame.iter_rows(named=True):
            code, label = row["measure"], row["unit"]
            if code is None or label is None:
                continue
            found = known_unit(label)
            if found is None:
                findings.add("unknown_unit_of_measure", findings.atlas.place("measures", row, "unit"), label)
                continue
            if code in kept and found.factor_to(kept[code]) is None:
                findings.add("unit_of_measure_differs", findings.atlas.place("measures", row, "unit"), label, unit=kept[code].name)
                continue
            declared[code] = found
    whole = () if vocabulary is None else (code for code, measure in vocabulary.measures.items() if measure.whole)
    return Amounts({code: found for code, found in declared.items() if code not in kept} | kept, declared, frozenset(whole))


def known_unit(label: str) -> Unit | None:
    """A unit by its name or by any label that sheets have for it."""
    try:
        return unit(label)
    except KeyError:
        return parse_unit(label)


def in_kept_units(observations: pl.DataFrame, amounts: Amounts, findings: Findings) -> pl.DataFrame:
    """Observations in the units that the region's table declares, brought into those that are kept.

    Where cells were percentages (`_percent`), their measure must be a ratio.
    """
    if "_percent" in observations.columns:
        observations = _percentages(observations, amounts, findings)
    factors = {code: found.factor_to(amounts.kept[code]) for code, found in amounts.declared.items()}
    for code, factor in factors.items():
        if factor is not None and factor != 1:
            part = pl.col("measure") == code
            scaled = scale(observations["value"], factor)
            observations = observations.with_columns(value=pl.when(part).then(scaled).otherwise("value"))
    return observations


def _percentages(observations: pl.DataFrame, amounts: Amounts, findings: Findings) -> pl.DataFrame:
    """95% as 95 where the measure is in %, as 0.95 where it is a share; elsewhere it is reported and read as empty."""
    percent = unit("%").factor
    for code in observations.filter("_percent")["measure"].unique().drop_nulls().to_list():
        found = amounts.declared.get(code, amounts.kept.get(code))
        here = pl.col("_percent") & (pl.col("measure") == code)
        if found is not None and not found.dimension:
            value: pl.Series | pl.Expr = scale(observations["value"], percent / found.factor)
        else:
            name = found.label if found is not None else Text(code, code)
            findings.rows("percent_unexpected", "observations", "value", observations.filter(here), "value", unit=name)
            value = pl.lit(None, pl.Float64)
        observations = observations.with_columns(value=pl.when(here).then(value).otherwise("value"))
    return observations.drop("_percent")


def scale(values: pl.Series, factor: Fraction) -> pl.Series:
    """Values times an exact factor, the same bits on every machine.

    12.34 万元 are 123400 yuan and not 123400.00000000001: a product next to a whole number is that number.
    """
    if factor == 1:
        return values
    product = values.to_numpy() * float(factor.numerator) / float(factor.denominator)
    near = np.rint(product)
    exact = np.where(np.abs(product - near) <= 1e-9 * np.maximum(1.0, np.abs(product)), near, product)
    return pl.Series(exact, dtype=pl.Float64).set(values.is_null(), None)
