"""What all tests share."""

import os
import tempfile

# Compiled kernels are cached beside the package; workers that write there at the same time would trip over each other.
os.environ.setdefault("NUMBA_CACHE_DIR", tempfile.mkdtemp(prefix="junheng-numba-"))
