"""No display is needed: the windows are real, their screen is not."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
