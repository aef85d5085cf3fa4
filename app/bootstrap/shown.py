"""`--time-to-window`: when the window is painted, for whoever measures the start from outside."""

import os
import sys
import time
from typing import NoReturn

from PySide6.QtWidgets import QApplication


def tell_when_shown() -> NoReturn:
    """Print the monotonic clock of the machine, in seconds, once the window is painted; end."""
    QApplication.processEvents()
    sys.stdout.write(f"{time.perf_counter()}\n")
    sys.stdout.flush()
    os._exit(0)  # as the measure of `benchmarks startup` does: closing is no part of it
