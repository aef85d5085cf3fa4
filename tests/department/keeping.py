"""A service with a convention's terms, prescriptions decided on a day, and what is on its disk."""

import re
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.conventions.loading import load_convention
from app.department.database.actors import AccountRow
from app.department.database.prescriptions import PrescriptionRow
from app.department.records import decisions
from app.department.records.decisions import Moment, Verdict
from app.department.retention import terms
from app.department.web import Service
from app.domain.convention import Convention
from app.domain.prescription import Sens
from tests.department.postgresql import data_folder
from tests.department.support import Departement, Laptop, prescription

CONVENTIONS = Path(__file__).parents[2] / "resources" / "conventions"


@cache
def convention() -> Convention:
    return load_convention(CONVENTIONS / "lot-et-garonne")


def with_terms(departement: Departement, **changes: object) -> Service:
    """Let the service keep the terms of Lot-et-Garonne: four years (000, l. 118)."""
    service = departement.service
    settings = replace(service.settings, convention=convention(), **changes)  # type: ignore[arg-type]
    departement.app.state.service = replace(service, settings=settings)
    terms.note_terms(service.database, settings, service.clock)
    return departement.service


async def received(laptop: Laptop, nom: str, *, day: str = "2026-03-02", number: int = 1) -> str:
    """Send a prescription of somebody of this name; return its identifier."""
    item = laptop.item(prescription(nom, number=number, prescribed_on=day))
    (receipt,) = await laptop.push(item)
    assert receipt["status"] == "accepted"
    return item.header.item


def decided(
    departement: Departement, id_: str, message: str = "", sens: Sens = Sens.ACCEPTEE
) -> None:
    clock = departement.clock
    with departement.service.database.writing() as session:
        number = decisions.last_number(session, id_)
        decisions.decide(
            session,
            prescription_id=id_,
            verdict=Verdict(
                sens=sens,
                motif="" if sens is Sens.ACCEPTEE else "stock",
                message=message,
                seen_revision=1,
                seen_number=number,
            ),
            account_id=account(session),
            moment=Moment(now=clock.now(), today=clock.today()),
        )


def account(session: Session) -> str:
    return session.scalars(select(AccountRow.id)).first() or ""


def states(departement: Departement) -> dict[str, str]:
    with departement.service.database.reading() as session:
        found = session.execute(select(PrescriptionRow.id, PrescriptionRow.etat))
        return {row[0]: row[1] for row in found}


def on_the_disk(departement: Departement) -> bytes:
    """Return the bytes of the files of the database, in lower case."""
    service = departement.service
    if service.database.engine.dialect.name == "sqlite":
        files = [one for one in service.settings.data_dir.iterdir() if one.is_file()]
    else:
        files = _files_of_postgresql(service)
    return b"".join(file.read_bytes() for file in files).lower()


def _files_of_postgresql(service: Service) -> list[Path]:
    """Return the files of this database, its write-ahead log left out."""
    root = data_folder()
    assert root is not None, "the files of a server elsewhere cannot be read"
    with service.database.engine.connect() as connection:
        connection.exec_driver_sql("CHECKPOINT")
        number = connection.exec_driver_sql(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).scalar_one()
    return [one for one in (root / "base" / str(number)).iterdir() if one.is_file()]


def moved_back(departement: Departement, id_: str, at: datetime) -> None:
    """Let a prescription have come at another instant."""
    with departement.service.database.writing() as session:
        session.execute(
            update(PrescriptionRow).where(PrescriptionRow.id == id_).values(received_at=at)
        )


def counted(page: str) -> list[str]:
    """Return the numbers of destructions that a page shows."""
    return re.findall(r"[DRTS]-[0-9-]+[0-9]", page)
