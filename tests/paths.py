"""Where the tests find the program's resources and, beside the checkout, the reference data."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
RESOURCES = ROOT / "resources"
SHARED = ROOT.parent / "shared"
