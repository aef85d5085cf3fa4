"""Makes the Debian packages of the two programs; two makings of one commit are the same bytes."""

import gzip
import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from installer.commit import date, run, version
from installer.needs import packages_for

LINUX: Final = Path(__file__).resolve().parent / "linux"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the files of `linux/FOLDER` go; `links` are a place and what it points to.

    `needs` are the packages that no library of the tree tells of: what is loaded by name, or run.
    """

    folder: str
    needs: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...] = ()
    scripts: tuple[str, ...] = ()


PACKAGES: Final = {
    "passerelle": Layout(
        folder="passerelle",
        needs=("libcups2", "libegl1", "libgl1", "libxkbcommon-x11-0"),
        files=(
            ("passerelle.desktop", "usr/share/applications/"),
            ("passerelle.metainfo.xml", "usr/share/metainfo/"),
            ("passerelle.svg", "usr/share/icons/hicolor/scalable/apps/"),
            ("passerelle.xml", "usr/share/mime/packages/"),
        ),
        # /usr/lib, as removing the last of /opt removes /opt
        links=(("usr/bin/passerelle", "../lib/passerelle/passerelle"),),
    ),
    "passerelle-departement": Layout(
        folder="departement",
        needs=("systemd | systemd-standalone-sysusers", "util-linux"),
        files=(
            ("passerelle-departement.service", "usr/lib/systemd/system/"),
            ("passerelle-departement.sysusers", "usr/lib/sysusers.d/passerelle-departement.conf"),
            ("passerelle-departement.tmpfiles", "usr/lib/tmpfiles.d/passerelle-departement.conf"),
            ("passerelle-departement.sh", "usr/sbin/passerelle-departement"),
            ("service.conf", "etc/passerelle-departement/"),
            ("LISEZMOI", "usr/share/doc/passerelle-departement/"),
            ("nginx.conf", "usr/share/doc/passerelle-departement/examples/"),
        ),
        scripts=("postinst", "prerm", "postrm"),
    ),
}


def make(name: str, program: Path, out: Path) -> Path:
    """Lay the package out beside and close it; return its file."""
    layout, tree = PACKAGES[name], out / f"deb-{name}"
    shutil.rmtree(tree, ignore_errors=True)
    library = tree / "usr" / "lib" / name
    shutil.copytree(program, library, symlinks=True)
    for source, place in layout.files:
        target = tree / (place + source if place.endswith("/") else place)
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(LINUX / layout.folder / source, target)
    for place, points_to in layout.links:
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        (tree / place).symlink_to(points_to)
    _documents(name, library, tree / "usr" / "share" / "doc" / name)
    _control(layout, tree)
    _plain(tree)
    package = out / f"{name}_{version()}_amd64.deb"
    packed = ["-Zzstd", "-z3"] if os.environ.get("PASSERELLE_QUICK_PACKAGE") else ["-Zxz"]
    run("dpkg-deb", "--root-owner-group", *packed, "--build", str(tree), str(package))
    return package


def _copy(source: Path, target: Path) -> None:
    """Copy a file; the description of the program names its version and its day."""
    text = source.read_text(encoding="utf-8")
    day = datetime.fromtimestamp(date(), tz=UTC).date().isoformat()
    text = text.replace("@VERSION@", version()).replace("@DATE@", day)
    target.write_text(text, encoding="utf-8")
    shutil.copymode(source, target)


def _documents(name: str, library: Path, folder: Path) -> None:
    """Put the notices and the list of parts where Debian keeps them, and the program reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    inside = library / "_internal"
    for file, called in (("NOTICES.txt", "copyright"), ("sbom.cdx.json", "sbom.cdx.json")):
        shutil.move(inside / file, folder / called)
    (inside / "NOTICES.txt").symlink_to(f"../../../share/doc/{name}/copyright")
    when = format_datetime(datetime.fromtimestamp(date(), tz=UTC))
    entry = (
        f"{name} ({version()}) stable; urgency=medium\n\n  * Version {version()}.\n\n"
        f" -- Passerelle <passerelle@localhost>  {when}\n"
    )
    (folder / "changelog.gz").write_bytes(gzip.compress(entry.encode(), 9, mtime=0))


def _control(layout: Layout, tree: Path) -> None:
    linux, control = LINUX / layout.folder, tree / "DEBIAN"
    files = sorted(one for one in tree.rglob("*") if one.is_file() and not one.is_symlink())
    size = sum(file.stat().st_size for file in files) // 1024
    sums = [
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  "
        f"{file.relative_to(tree).as_posix()}\n"
        for file in files
    ]
    needed = sorted({*packages_for(tree), *layout.needs})
    control.mkdir()
    said = {"VERSION": version(), "SIZE": str(size), "DEPENDS": ", ".join(needed)}
    text = (linux / "control.in").read_text(encoding="utf-8")
    for name, value in said.items():
        text = text.replace(f"@{name}@", value)
    (control / "control").write_text(text, encoding="utf-8")
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")
    for script in layout.scripts:
        shutil.copy(linux / script, control / script)
    settings = [f"/{one.relative_to(tree).as_posix()}\n" for one in (tree / "etc").rglob("*.conf")]
    if settings:
        (control / "conffiles").write_text("".join(sorted(settings)), encoding="utf-8")


def _plain(tree: Path) -> None:
    """Give everything the same rights and the commit's date, whatever this user's mask."""
    when = date()
    for file in (tree, *tree.rglob("*")):
        if not file.is_symlink():
            runs = file.is_dir() or file.stat().st_mode & 0o100
            file.chmod(0o755 if runs else 0o644)
        os.utime(file, (when, when), follow_symlinks=False)
