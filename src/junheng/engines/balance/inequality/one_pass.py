"""The figures of many groups in one pass over the rows, compiled: for provinces and countries, where numpy takes minutes.

Loading this module takes seconds, so nothing imports it but `solve` for a large problem. `spread` computes the same in
numpy; the tests hold both against plain loops. A group's sums are taken by one thread in the order of its rows, so the
number of cores changes nothing. Read docs/methods/balance.md, "Computing it", before changing a line here.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

from junheng.engines.balance.inequality.spread import Spread
from junheng.engines.balance.problem import FloatArray, IntArray

#: Up to this many rows all pairs are compared in registers, which beats sorting them; a multiple of `_BLOCK`.
PAIRS_UP_TO = 208
_BLOCK = 8
#: Groups a thread takes at once: their pupils stay in its cache while it goes through the indicators. More, if there is one.
_GROUPS_AT_ONCE, _OF_ONE_INDICATOR = 512, 8_192
#: Rows whose keys a thread compares at once.
_ROWS_AT_ONCE = 1 << 18

#: Groups are too short for the processor to foresee what it will read; asked for this far ahead, rows arrive in time.
_ROWS_AHEAD = 512
_ROWS_IN_A_LINE = 8

Done = TypeVar("Done")

_VALUES = types.Array(types.float64, 1, "C", readonly=True)
_WHOLE = types.Array(types.int64, 1, "C", readonly=True)
_KERNEL = types.void(_VALUES, _WHOLE, _WHOLE, types.int64, types.int64, types.float64[:, ::1])
# What lets the compiler take several rows at once: sums may be taken in lanes (NaN keeps its meaning, a missing value, so the
# other fast-math rules stay off), a division raises nothing, and a group is a slice whose indices start at zero.
_OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "fastmath": {"reassoc", "contract", "nsz"}}

# The rows of a kernel's output are the fields of `Spread`.
_UNITS, _ZEROS, _PUPILS, _MEAN, _CV, _CV_UNWEIGHTED, _GINI, _THEIL_T, _THEIL_L = range(9)


def spread(columns: Sequence[FloatArray], weight: IntArray, start: IntArray, *, with_gini: bool = True) -> Spread:
    """The figures of each indicator's column; see `junheng.engines.balance.spread.spread`.

    Parameters
    ----------
    columns : (indicator,) of (member,) float
        Each in one piece of memory; NaN where missing.
    weight : (member,) int
        Pupils, above zero.
    start : (group + 1,) int
        Where each group begins.
    with_gini
        Without it that column is NaN, in less than half the time.
    """
    groups = len(start) - 1
    figures = np.empty((len(columns), 9, groups))
    sizes = np.diff(start)
    step = _GROUPS_AT_ONCE if len(columns) > 1 else _OF_ONE_INDICATOR
    pieces = [(first, min(first + step, groups)) for first in range(0, groups, step)]

    def work(piece: tuple[int, int]) -> None:
        for column, figure in zip(columns, figures, strict=True):
            _moments(column, weight, start, *piece, figure)
            if with_gini:
                _gini_of_pairs(column, weight, start, *piece, figure)
                if sizes[piece[0] : piece[1]].max(initial=0) > PAIRS_UP_TO:
                    _gini_of_order(column, weight, start, *piece, figure)

    _on_all_cores(work, pieces)
    return Spread(*(figures[:, k].T for k in range(9)))


def starts(*keys: NDArray[np.generic]) -> IntArray:
    """Where each group begins in a table whose groups stand together: the `start` of `spread`.

    Parameters
    ----------
    *keys : (row,)
        Columns that name the group, such as indicator, period and area.
    """
    rows = len(keys[0])

    def changes(piece: tuple[int, int]) -> IntArray:
        first, last = piece
        changed: NDArray[np.bool_] = keys[0][first:last] != keys[0][first - 1 : last - 1]
        for key in keys[1:]:
            changed |= key[first:last] != key[first - 1 : last - 1]
        return np.flatnonzero(changed) + first

    pieces = [(first, min(first + _ROWS_AT_ONCE, rows)) for first in range(1, rows, _ROWS_AT_ONCE)]
    return np.concatenate([[0], *_on_all_cores(changes, pieces), [rows]] if rows else [[0]]).astype(np.int64)


def _on_all_cores(work: Callable[[tuple[int, int]], Done], pieces: Sequence[tuple[int, int]]) -> list[Done]:
    return list(_threads(os.cpu_count() or 1).map(work, pieces))


@cache
def _threads(count: int) -> ThreadPoolExecutor:
    """Started at the first large problem, and kept: starting them takes as long as a small one."""
    return ThreadPoolExecutor(count, thread_name_prefix="balance")


def _reinterpreted(source: types.Type, target: types.Type) -> Any:  # noqa: ANN401  # numba gives its intrinsics no type
    """The same 64 bits read as another type."""

    def typed(_context: object, _value: object) -> tuple[Any, Callable[..., Any]]:
        return target(source), lambda context, builder, _signature, given: builder.bitcast(given[0], context.get_value_type(target))

    return intrinsic(typed)


_bits_of = _reinterpreted(types.float64, types.int64)
_number_of = _reinterpreted(types.int64, types.float64)


def _prefetch(_context: object, array: Any, index: Any) -> tuple[Any, Callable[..., Any]]:  # noqa: ANN401  # numba's own
    """Ask the memory for a row that will soon be needed; an address outside the array is ignored."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:  # noqa: ANN401
        ir: Any = cgutils.ir  # type: ignore[attr-defined]  # llvmlite's, as numba uses it
        row = builder.gep(context.make_array(signature.args[0])(context, builder, given[0]).data, [given[1]])
        flag, byte = ir.IntType(32), ir.IntType(8).as_pointer()
        prefetch = ir.FunctionType(ir.VoidType(), [byte, flag, flag, flag])
        named = builder.module.globals.get("llvm.prefetch.p0") or ir.Function(builder.module, prefetch, "llvm.prefetch.p0")
        builder.call(named, [builder.bitcast(row, byte), flag(0), flag(3), flag(1)])  # to read, into every cache, as data
        return context.get_dummy_value()

    return types.void(array, index), code


_fetch_ahead: Any = intrinsic(_prefetch)


@njit(inline="always")
def _ln(x: float) -> float:
    """Natural logarithm in straight-line arithmetic, which the compiler can do for several rows at once.

    The method of FreeBSD's e_log.c (error below one last bit): x = 2**k (1 + f) with 1 + f between √½ and √2. For zero and
    below it gives a finite number that callers must not use.
    """
    bits = _bits_of(x)
    k = (bits - 0x3FE6A09E00000000) >> 52
    f = _number_of(bits - (k << 52)) - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    odd = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    even = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
    half = 0.5 * f * f
    logarithm: float = float(k) * 6.93147180369123816490e-01 - (
        (half - (s * (half + odd + even) + float(k) * 1.90821492927058770002e-10)) - f
    )
    return logarithm


@njit(inline="always")
def _not_below_zero(figure: float) -> float:
    """None of the figures is; where all values are equal, sums round to a last bit below it."""
    return figure if figure > 0.0 else 0.0  # noqa: FURB136  # -0.0 becomes 0.0


@njit(_KERNEL, **_OPTIONS)
def _moments(value: FloatArray, weight: IntArray, start: IntArray, first: int, last: int, out: FloatArray) -> None:
    """Everything but the Gini coefficient, which is left as NaN.

    Deviations are from the group's first value, so that equal values give exactly zero.
    """
    for g in range(first, last):
        for i in range(start[g] + _ROWS_AHEAD, start[g + 1] + _ROWS_AHEAD, _ROWS_IN_A_LINE):
            _fetch_ahead(value, i)
            _fetch_ahead(weight, i)
        values, weights = value[start[g] : start[g + 1]], weight[start[g] : start[g + 1]]
        origin = 0.0
        for x in values:
            if x == x:
                origin = x
                break
        units = zeros = negatives = pupils = wd = wdd = d1 = d2 = wl = wxl = 0.0
        for i in range(values.size):
            known = values[i] == values[i]
            x = values[i] if known else origin
            w = float(weights[i]) if known else 0.0
            d = x - origin
            ln = _ln(x)
            units += 1.0 if known else 0.0
            zeros += 1.0 if known and x == 0.0 else 0.0
            negatives += 1.0 if x < 0.0 else 0.0
            pupils += w
            wd += w * d
            wdd += w * d * d
            d1 += d
            d2 += d * d
            wl += w * ln
            wxl += w * x * ln
        out[_UNITS, g], out[_ZEROS, g], out[_PUPILS, g] = units, zeros, pupils
        for k in range(_MEAN, _THEIL_L + 1):
            out[k, g] = math.nan
        if units == 0.0:
            continue
        mean, plain_mean = origin + wd / pupils, origin + d1 / units
        out[_MEAN, g] = mean
        if mean > 0.0:
            out[_CV, g] = math.sqrt(_not_below_zero(wdd / pupils - (wd / pupils) ** 2)) / mean
        if plain_mean > 0.0:
            out[_CV_UNWEIGHTED, g] = math.sqrt(_not_below_zero(d2 / units - (d1 / units) ** 2)) / plain_mean
        if mean > 0.0 and negatives == 0.0:
            ln_mean = math.log(mean)
            out[_THEIL_T, g] = _not_below_zero(wxl / (pupils * mean) - ln_mean)
            if zeros == 0.0:
                out[_THEIL_L, g] = _not_below_zero(ln_mean - wl / pupils)


@njit(_KERNEL, **_OPTIONS)
def _gini_of_pairs(value: FloatArray, weight: IntArray, start: IntArray, first: int, last: int, out: FloatArray) -> None:
    """Groups of up to `PAIRS_UP_TO` rows: Σᵢⱼ wᵢ wⱼ max(xᵢ, xⱼ) over all pairs, eight rows against all after them.

    Since |a − b| = 2 max(a, b) − a − b, the sum of differences follows. Missing rows and the filling of the last block
    weigh nothing. Within its own block each pair is met twice, so the block's weights are halved before it.
    """
    xs, ws = np.empty(PAIRS_UP_TO), np.empty(PAIRS_UP_TO)
    for g in range(first, last):
        values, weights = value[start[g] : start[g + 1]], weight[start[g] : start[g + 1]]
        size = values.size
        if size > PAIRS_UP_TO or math.isnan(out[_THEIL_T, g]):
            continue
        pupils = amount = pairs = 0.0
        for i in range(size):
            known = values[i] == values[i]
            xs[i] = values[i] if known else 0.0
            ws[i] = float(weights[i]) if known else 0.0
            pupils += ws[i]
            amount += ws[i] * xs[i]
        filled = (size + _BLOCK - 1) // _BLOCK * _BLOCK
        for i in range(size, filled):
            xs[i] = ws[i] = 0.0
        for i in range(0, filled, _BLOCK):
            x0, x1, x2, x3, x4, x5, x6, x7 = xs[i], xs[i + 1], xs[i + 2], xs[i + 3], xs[i + 4], xs[i + 5], xs[i + 6], xs[i + 7]
            w0, w1, w2, w3, w4, w5, w6, w7 = ws[i], ws[i + 1], ws[i + 2], ws[i + 3], ws[i + 4], ws[i + 5], ws[i + 6], ws[i + 7]
            for j in range(i, i + _BLOCK):
                ws[j] *= 0.5
            for j in range(i, filled):
                x = xs[j]
                upper = w0 * max(x, x0) + w1 * max(x, x1) + w2 * max(x, x2) + w3 * max(x, x3)
                lower = w4 * max(x, x4) + w5 * max(x, x5) + w6 * max(x, x6) + w7 * max(x, x7)
                pairs += ws[j] * (upper + lower)
        out[_GINI, g] = _not_below_zero(2.0 * pairs / (pupils * amount) - 1.0)


@njit(_KERNEL, **_OPTIONS)
def _gini_of_order(value: FloatArray, weight: IntArray, start: IntArray, first: int, last: int, out: FloatArray) -> None:
    """Groups of more than `PAIRS_UP_TO` rows: sorted, each row's pupils against those before it."""
    for g in range(first, last):
        begin, end = start[g], start[g + 1]
        if end - begin <= PAIRS_UP_TO or math.isnan(out[_THEIL_T, g]):
            continue
        order = np.argsort(value[begin:end])
        before = amount = pairs = 0.0
        for k in range(end - begin):
            x = value[begin + order[k]]
            if x == x:
                w = float(weight[begin + order[k]])
                pairs += w * x * (2.0 * before + w)
                before += w
                amount += w * x
        out[_GINI, g] = _not_below_zero(pairs / (before * amount) - 1.0)
