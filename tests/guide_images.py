"""Make the pictures of the guide: `python -m tests.guide_images`.

Plays the demonstration day on the real window without a display, and keeps, smaller, the captures
that README.md and the guide show. What the day does not come to is drawn as `tests.screens` draws
it. A picture that no page shows any more is removed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image

from demonstration.day import play

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md")))
WIDTH, HEIGHT = 880, 600
LARGEST_BYTES = 120_000
COLOURS = 200
SCREENS = {
    "aide-rapide": "aide-rapide-comptee",
    "bilan": "bilan",
    "echeances": "echeances",
    "permanences": "permanences",
    "structures": "structures-proches",
    "carnets": "carnets-1-stock",
    "remise-carnet": "carnets-7-remettre",
    "cle-usb": "cle-usb-1-synchroniser",
    "restaurer": "restauration-4-apercu",
    "reglages-affichage": "reglages-1-affichage",
    "reglages-securite": "reglages-2-securite",
    "imprimer": "impression-choix",
    "carnet-de-secours": "impression-carnet",
    "dossier": "dossier",
    "fin-poste": "fin-poste-1-avant",
    "demarches": "demarches-a-deposer",
    "guide": "aide-1-chapitre",
    "demandes": "demandes-registre",
    "droits": "droits-depart",
    "fermeture": "fermeture-2-ecrit",
    "ouverture-attente": "unlock-wait",
    "ecran-personne": "questionnaire-personne",
    "mandat": "mandats-2-un",
    "mandat-signature": "mandat-7-signature",
    "premiers-pas": "premiers-pas-1-aujourdhui",
    "entrainement": "entrainement-4-aujourdhui",
    "relecture": "relecture-en-attente",
    "reglages-journal": "reglages-8-journal",
    "reglages-effacements": "reglages-6-effacements",
    "reglages-conformite": "reglages-9-conformite",
    "reglages-convention": "convention-1-vie",
    "reglages-questionnaire": "reglages-8-questionnaire-change",
    "logiciel-bon": "logiciel-3-bon",
    "reglages-sauvegardes": "sauvegardes-2-a-jour",
}
"""The pictures that are no capture of the day, and the screen that each shows."""
_SHOWN = re.compile(r"!\[[^\]]*\]\((?:docs/|\.\./)images/([a-z0-9-]+)\.png\)")
_DRAW = """
import sys
from pathlib import Path
from tests.screens import Scheme, draw
folder, *names = sys.argv[1:]
for file in draw(Path(folder), zooms=(100,), schemes=(Scheme.LIGHT,), only=names):
    print(file.name, flush=True)
"""


def wanted() -> set[str]:
    """Return the names of the pictures that the pages show, without number or ending."""
    return {name for page in PAGES for name in _SHOWN.findall(page.read_text(encoding="utf-8"))}


def reduce_picture(capture: Path, picture: Path) -> None:
    """Write `capture` at the guide's size, in the colours that it needs: a third of the bytes.

    Raises:
        ValueError: the picture is still too large for the repository.
    """
    with Image.open(capture) as found:
        image = found.convert("RGB")
    image.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    flat = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat.save(picture, "PNG", optimize=True)
    if picture.stat().st_size > LARGEST_BYTES:
        raise ValueError(f"{picture.name}: {picture.stat().st_size} bytes")


def draw_screens(captures: Path) -> None:
    """Draw what the day does not come to, beside its captures; a process of its own, for all."""
    names = {name: screen for name, screen in SCREENS.items() if name in wanted()}
    command = [sys.executable, "-c", _DRAW, str(captures / "drawn"), *names.values()]
    subprocess.run(command, cwd=ROOT, check=True, timeout=600)
    for name, screen in names.items():
        shutil.copyfile(captures / "drawn" / f"{screen}-clair-100.png", captures / f"0-{name}.png")


def keep(captures: Path) -> Iterator[Path]:
    """Keep the captures that are wanted and yield the pictures.

    Raises:
        ValueError: a page shows a picture that the day does not take.
    """
    by_name = {file.stem.partition("-")[2]: file for file in captures.glob("*.png")}
    missing = wanted() - by_name.keys()
    if missing:
        raise ValueError(f"the day takes no picture named {', '.join(sorted(missing))}")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for old in IMAGES.glob("*.png"):
        if old.stem not in wanted():
            old.unlink()
    for name in sorted(wanted()):
        picture = IMAGES / f"{name}.png"
        reduce_picture(by_name[name], picture)
        yield picture


def main() -> int:
    """Play the day and keep the pictures."""
    with tempfile.TemporaryDirectory(prefix="passerelle-guide-") as folder:
        play(Path(folder) / "data", Path(folder) / "out")
        captures = Path(folder) / "out" / "captures"
        draw_screens(captures)
        count = sum(1 for _ in keep(captures))
    print(f"{count} images in {IMAGES.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
