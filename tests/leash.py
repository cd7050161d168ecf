"""Programs that a test starts end with the test run, also when the run itself is killed and can clean nothing up."""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)  # loaded here: not between fork and exec


def leash(number: signal.Signals = signal.SIGKILL) -> Callable[[], None] | None:
    """For Popen's `preexec_fn`: the system sends the program this signal when the test run is gone (on Linux)."""
    if sys.platform != "linux":
        return None
    return lambda: _libc.prctl(PR_SET_PDEATHSIG, int(number)) and None
