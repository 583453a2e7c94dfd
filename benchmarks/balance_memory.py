"""Peak memory of the one pass, and what its first use costs in a new process: compiling, or loading what was compiled."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from benchmarks import balance_data as data
from benchmarks.table import Row

SUITE = "balance"

_PEAK = """
import threading, time
import psutil
from benchmarks import balance_data as data
process = psutil.Process()
small = data.wide().head(10_000)
data.of_wide(small, with_gini=True)
before = process.memory_info().rss
frame = data.wide().rechunk()
size = sum(frame[name].to_numpy().nbytes for name in frame.columns)
loaded = process.memory_info().rss
peak, over = loaded, False
def watch():
    global peak
    while not over:
        peak = max(peak, process.memory_info().rss)
        time.sleep(0.0005)
watcher = threading.Thread(target=watch)
watcher.start()
data.of_wide(frame, with_gini=True)
over = True
watcher.join()
print(size, size + peak - loaded)
"""
_FIRST_USE = """
import time
start = time.perf_counter()
from junheng.engines.balance.inequality import one_pass
print(time.perf_counter() - start)
"""


def _said(program: str, **environment: str) -> list[float]:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ | environment)
    return [float(number) for number in done.stdout.split()]


def run() -> list[Row]:
    size, peak = _said(_PEAK)
    with tempfile.TemporaryDirectory() as folder:
        (compiled,), (loaded,) = (_said(_FIRST_USE, NUMBA_CACHE_DIR=folder) for _ in range(2))
    return [
        Row("peak memory, with Gini", data.SIZE, 0.0, note=f"{peak / size:.2f} × the input's {size / 1e6:.0f} MB", target="< 1.5 × input"),
        Row("first use ever: compile", "3 kernels", compiled, note="import of numba within it"),
        Row("first use in a process: load", "3 kernels", loaded, note="import of numba within it"),
    ]
