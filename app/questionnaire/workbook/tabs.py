"""The sheets of a workbook by name: those of the form, and those of the guide."""

from typing import Final

ORDER: Final = (
    "lisez_moi",
    "survey",
    "choices",
    "settings",
    "variables",
    "niveaux",
    "plafonds",
    "motivation",
    "services",
    "suites",
    "categories",
    "carnets",
    "modules",
    "modules_limites",
    "messages",
    "freins",
    "exercice",
    "exercice_niveaux",
    "profils",
    "requis",
    "prestations",
    "domaines",
    "tranches_age",
    "reglages",
    "cas_tests",
)
"""Order of the tabs; a sheet not named here comes after, by name."""

FORM: Final = ("survey", "choices", "settings")
"""What makes a form."""

GUIDE: Final = tuple(name for name in ORDER if name not in {*FORM, "lisez_moi"})
"""What makes a guide besides."""
