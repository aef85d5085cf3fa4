"""Find the Département's answer among what stands on a stick, and believe it or say why not."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.sync.gateway import Cursor, Pulled
from app.sync.keys import DeviceKeys, Link
from app.sync.protocol.activation_code import root_fingerprint
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.figures import read_figures
from app.sync.protocol.parcels import Answer, parse_answer, unsealed
from app.sync.protocol.sealed_file import (
    MAX_FILE,
    SUFFIX,
    FileError,
    FileFault,
    FileHeader,
    FileKind,
    SealedFile,
    read_file,
)
from app.sync.protocol.signed import KeyUse, Manifest, open_manifest
from app.sync.protocol.slices import open_slice
from app.sync.protocol.stock import open_stock
from app.sync.sealed_file.folder import StickError, StickProblem, read_from
from app.sync.sealed_file.notebook import LastAnswer, Notebook

_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # as any computer packs again
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
_MOST_FILES: Final = 400  # of a stick that is looked through
_TELLING: Final = (
    FileFault.HALF_COPIED,
    FileFault.ALTERED,
    FileFault.VERSION,
    FileFault.TOO_LARGE,
    FileFault.MISSING_PART,
    FileFault.ALREADY_READ,
    FileFault.OLD,
    FileFault.OTHER_LAPTOP,
    FileFault.OTHER_DEPARTMENT,
    FileFault.WRONG_KIND,
    FileFault.FOREIGN,
)
"""Of several faults on one stick, the first of these is what a person can do something about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """For whom an answer is looked for. `department`: the root's fingerprint."""

    device: str
    department: str
    kind: FileKind = FileKind.ANSWER
    last: LastAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAnswer:
    """An answer that was believed. `link` holds the newest key list, `manifest` what is there."""

    header: FileHeader
    answer: Answer
    link: Link
    manifest: Manifest | None

    def is_news(self, notebook: Notebook) -> bool:
        """Tell whether the network brought nothing since this answer was made."""
        heard = notebook.heard_at()
        return heard is None or self.header.made_at > heard

    def is_whole(self) -> bool:
        """Tell whether the feed was given to its end: what it does not say was not decided."""
        last = self.answer.entries[-1].seq if self.answer.entries else self.answer.after
        return last >= self.answer.high_water

    def after(self, cursor: Cursor, notebook: Notebook) -> Pulled:
        """Return the decisions that are new behind `cursor`.

        Raises:
            FileError: older than what the network brought since, or it begins too late.
        """
        answer = self.answer
        newer = self.is_news(notebook)
        put_back = bool(cursor.epoch) and answer.epoch != cursor.epoch
        if put_back and not newer:
            raise FileError(FileFault.OLD)
        put_back = put_back or (newer and answer.high_water < cursor.seq)
        after = 0 if put_back else cursor.seq
        if answer.after > after:
            raise FileError(FileFault.GAP)
        entries = tuple(entry for entry in answer.entries if entry.seq > after)
        last = entries[-1].seq if entries else after
        return Pulled(
            entries=entries,
            cursor=Cursor(epoch=answer.epoch, seq=last),
            more=False,
            put_back=put_back,
        )


def contents_of(paths: Sequence[Path]) -> list[bytes]:
    """Return what stands in files, and in the files of Passerelle of folders and archives.

    Raises:
        StickError: the stick cannot be read.
        FileError: there are too many files to be a stick of Passerelle.
    """
    found: list[bytes] = []
    for path in paths:
        found += _of_folder(path) if path.is_dir() else _of_file(path)
        if len(found) > _MOST_FILES:
            raise FileError(FileFault.TOO_LARGE)
    return found


def parts_for(asking: Asking, contents: Sequence[bytes]) -> list[SealedFile]:
    """Return the parts, in order, of the newest answer to `asking`.

    Raises:
        FileError: there is none; the most telling reason.
    """
    faults: list[FileError] = []
    mine: dict[tuple[str, int], dict[int, SealedFile]] = {}
    for content in contents:
        try:
            file = read_file(content)
            _check_for(asking, file.header)
        except FileError as fault:
            faults.append(fault)
            continue
        mine.setdefault((file.header.epoch, file.header.number), {})[file.header.part] = file
    if mine:
        return _whole(max(mine.values(), key=_age))
    raise min(faults, key=_rank, default=FileError(FileFault.FOREIGN))


def open_answer(parts: Sequence[SealedFile], keys: DeviceKeys, link: Link) -> ReadAnswer:
    """Open and believe an answer: the root listed the key that signed every part of it.

    Raises:
        FileError: altered, or signed by a key that this Département does not list.
    """
    header = parts[0].header
    value = unsealed([part.body for part in parts], header, keys.receiving)
    try:
        answer = parse_answer(value)
        link = _with_newer_keys(link, answer)
        public = link.keys().find(KeyUse.SIGN, header.key).public
        manifest = open_manifest(answer.manifest, link.root) if answer.manifest else None
        for one in answer.stated.slices if answer.stated else ():
            open_slice(one.signed, link.keys())
        if answer.stated and answer.stated.stock is not None:
            open_stock(answer.stated.stock, link.keys())
        for raw in answer.stated.figures if answer.stated else ():
            read_figures(raw, link.keys())
    except ProtocolError as fault:
        unknown = fault.code is ErrorCode.UNKNOWN_KEY
        raise FileError(FileFault.UNKNOWN_KEY if unknown else FileFault.ALTERED) from fault
    for part in parts:
        part.check(public)
    if answer.epoch != header.epoch:
        raise FileError(FileFault.ALTERED)
    return ReadAnswer(header=header, answer=answer, link=link, manifest=manifest)


def _of_folder(folder: Path) -> list[bytes]:
    try:
        names = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as failure:
        raise StickError(StickProblem.GONE) from failure
    wanted = [path for path in names if path.suffix.lower() in {SUFFIX, ".zip"}]
    return [content for path in wanted for content in _of_file(path)]


def _of_file(path: Path) -> list[bytes]:
    if path.suffix.lower() == ".zip":
        return list(_of_archive(path))
    return [read_from(path, limit=MAX_FILE)]


def _of_archive(path: Path) -> Iterator[bytes]:
    """Return the files of Passerelle in an archive, as the console gives several at once."""
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist()[:_MOST_FILES]:
                if entry.compress_type not in _PACKED:
                    yield b"?"
                elif entry.filename.lower().endswith(SUFFIX):
                    with archive.open(entry) as file:
                        yield file.read(MAX_FILE + 1)
    except _BROKEN:
        yield b"?"  # no archive, or half of one: a file that nobody reads


def _check_for(asking: Asking, header: FileHeader) -> None:
    if header.department != asking.department:
        raise FileError(FileFault.OTHER_DEPARTMENT)
    if header.kind is not asking.kind:
        raise FileError(FileFault.WRONG_KIND)
    if header.device != asking.device:
        raise FileError(FileFault.OTHER_LAPTOP)
    if asking.last is None or asking.last.is_before(header):
        return
    same = asking.last.is_the_one(header)
    raise FileError(FileFault.ALREADY_READ if same else FileFault.OLD)


def _age(parts: dict[int, SealedFile]) -> tuple[datetime, int]:
    header = next(iter(parts.values())).header
    return header.made_at, header.number


def _whole(parts: dict[int, SealedFile]) -> list[SealedFile]:
    total = next(iter(parts.values())).header.parts
    missing = tuple(part for part in range(1, total + 1) if part not in parts)
    if missing:
        raise FileError(FileFault.MISSING_PART, missing=missing)
    return [parts[part] for part in range(1, total + 1)]


def _with_newer_keys(link: Link, answer: Answer) -> Link:
    try:
        return link.with_keys(answer.key_list)
    except ProtocolError as fault:
        if fault.code is ErrorCode.STALE_SERIAL:  # the network brought a newer one meanwhile
            return link
        raise


def _rank(fault: FileError) -> int:
    return _TELLING.index(fault.fault) if fault.fault in _TELLING else -1


def department_of(link: Link) -> str:
    """Return the fingerprint by which files name this Département."""
    return root_fingerprint(link.root)
