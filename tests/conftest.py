"""What all tests share."""

import os
import tempfile

from hypothesis import settings

# Compiled kernels are cached beside the package; workers that write there at the same time would trip over each other.
os.environ.setdefault("NUMBA_CACHE_DIR", tempfile.mkdtemp(prefix="junheng-numba-"))

# A timing is never a test, and a busy machine is not a failure.
settings.register_profile("junheng", deadline=None)
settings.load_profile("junheng")
