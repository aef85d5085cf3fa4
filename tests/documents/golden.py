"""`python -m tests.documents.golden [NAME …]`: renew the golden pictures, all or some.

A picture shows the pages of a paper side by side, small and grey. `pictures.json` keeps the hash
of the file that each was made of: the same file need not be drawn again.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from tests.documents.papers import KINDS, paper

FOLDER = Path(__file__).parent / "golden"
HASHES = FOLDER / "pictures.json"
_DOTS = 36  # an inch: the look of a page, not its words
_MOST = 4  # pages
_SHADES = 16
TOLERANCE = 30  # of 255, where two blurred pictures differ most


def picture(pdf: bytes) -> Image.Image:
    """Draw the first pages of a paper, side by side."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", str(_DOTS), "-gray", "-l", str(_MOST), "-", f"{folder}/p"]
        subprocess.run(command, input=pdf, check=True, capture_output=True)
        pages = [Image.open(BytesIO(file.read_bytes())) for file in sorted(Path(folder).iterdir())]
    wide = sum(page.width for page in pages)
    whole = Image.new("L", (wide, max(page.height for page in pages)), 255)
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width
    return whole


def kept(name: str) -> Image.Image:
    """Return the golden picture of a paper."""
    return Image.open(FOLDER / f"{name}.png").convert("L")


def known() -> dict[str, str]:
    """Return the hash of the file behind each golden picture."""
    found: dict[str, str] = json.loads(HASHES.read_text(encoding="utf-8"))
    return found


def digest(pdf: bytes) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(pdf).hexdigest()


def difference(one: Image.Image, other: Image.Image) -> tuple[int, Image.Image]:
    """Return how much two pictures differ at worst, once blurred, and a picture of where."""
    if one.size != other.size:
        return 255, other
    blurred = [picture.filter(ImageFilter.BoxBlur(2)) for picture in (one, other)]
    found = ImageChops.difference(*blurred)
    _, most = found.getextrema()
    return int(str(most)), Image.merge("RGB", (other, ImageChops.subtract(other, found), one))


def renew(names: list[str]) -> None:
    """Draw golden pictures again."""
    FOLDER.mkdir(exist_ok=True)
    hashes = known() if HASHES.is_file() else {}
    for name in names:
        pdf = paper(name)
        small = picture(pdf).quantize(_SHADES)
        small.save(FOLDER / f"{name}.png", optimize=True)
        hashes[name] = digest(pdf)
    text = json.dumps(dict(sorted(hashes.items())), indent=1) + "\n"
    HASHES.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew(sys.argv[1:] or list(KINDS))
