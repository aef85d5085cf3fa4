"""Makes both installers for Windows: `python3 -m installer.windows.build PAYLOAD OUT [--quick]`.

PAYLOAD is the frozen program's folder, from Windows. makensis and wixl do the work on any system
(Debian: `nsis`, `wixl`). Two runs from one payload are the same to the byte: files bear the
commit's date, and what wixl draws by chance is written over. With PASSERELLE_SIGN_CERTIFICATE set,
the program and the uninstaller are signed on the way (`sign.sh`); sign both results afterwards.
"""

import argparse
import hashlib
import os
import sys
import tempfile
from pathlib import Path

from installer.commit import date, run, version
from installer.windows import compound
from installer.windows.payload import (
    NOTICES,
    PROGRAM,
    PayloadError,
    components,
    dated,
    files,
    laying,
    number,
    removing,
)

HERE = Path(__file__).resolve().parent
ICON = HERE / "passerelle.ico"
SIGN = HERE / "sign.sh"


def main() -> int:
    """Write `passerelle-VERSION-setup.exe` and `passerelle-VERSION.msi` into OUT."""
    parser = argparse.ArgumentParser(prog="installer.windows.build", description=__doc__)
    parser.add_argument("payload", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--quick", action="store_true", help="compress less: for a check")
    asked = parser.parse_args()
    payload, out = asked.payload.resolve(), asked.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    signed = bool(os.environ.get("PASSERELLE_SIGN_CERTIFICATE"))
    try:
        files(payload)  # before anything is signed
        if signed:
            run(str(SIGN), str(payload / PROGRAM))
        dated(payload, date())
        print(setup(payload, out, quick=asked.quick, signed=signed))
        print(package(payload, out))
    except PayloadError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def setup(payload: Path, out: Path, *, quick: bool, signed: bool = False) -> Path:
    """Compile the NSIS installer."""
    result = out / f"passerelle-{version()}-setup.exe"
    listed = files(payload)
    size = sum((payload / file).stat().st_size for file in listed) // 1024
    with tempfile.TemporaryDirectory() as folder:
        made = {
            "LAYING": laying(payload, listed),
            "REMOVING": removing(listed),
            # the page of licences reads UTF-8 by its mark alone
            "NOTICES": (payload / NOTICES).read_text(encoding="utf-8"),
        }
        places = {name: Path(folder, f"{name.lower()}.txt") for name in made}
        for name, text in made.items():
            places[name].write_text(text, encoding="utf-8-sig")
        told = {
            **places,
            "VERSION": version(),
            "OUT": result,
            "ICON": ICON,
            "SIZE_KB": size,
            **({"QUICK": 1} if quick else {}),
            **({"SIGN": SIGN} if signed else {}),
        }
        defined = [f"-D{name}={value}" for name, value in told.items()]
        run(
            "makensis",
            "-V2",
            "-WX",
            "-INPUTCHARSET",
            "UTF8",
            *defined,
            str(HERE / "passerelle.nsi"),
        )
    return result


def package(payload: Path, out: Path) -> Path:
    """Compile the MSI, then write over what wixl draws by chance or takes from the clock."""
    result = out / f"passerelle-{version()}.msi"
    listed = files(payload)
    with tempfile.TemporaryDirectory() as folder:
        fragment = Path(folder, "program.wxs")
        fragment.write_text(components(listed), encoding="utf-8")
        defined = (
            f"VERSION={version()}",
            f"PRODUCT={number(version())}",
            f"ICON={os.path.relpath(ICON, payload)}",
        )
        told = [part for one in defined for part in ("-D", one)]
        sources = (str(HERE / "passerelle.wxs"), str(fragment))
        run("wixl", "-a", "x64", *told, "-o", str(result), *sources, folder=payload)
    contents = hashlib.sha256(
        b"".join((payload / file).read_bytes() for file in listed)
    ).hexdigest()
    compound.settle(result, code=number(f"package {version()} {contents}"), moment=date())
    return result


if __name__ == "__main__":
    sys.exit(main())
