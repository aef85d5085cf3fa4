"""A person whose every trace is a word that stands nowhere else, to be looked for."""

import json
import random
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from app.domain.identifiers import EntretienId, PapierId, PersonneId, PrescriptionId
from app.domain.personne import AdressePostale
from app.storage import (
    acces,
    diagnostics,
    entretiens,
    evenements,
    indicateurs,
    outbox,
    papiers,
    personnes,
    prescriptions,
    rapports,
    reevaluations,
    reponses,
)
from app.storage.acces import MotifAcces
from app.storage.database import Database
from app.storage.evenements import Evenement
from app.storage.indicateurs import Fait
from app.storage.papiers import Papier
from tests.storage.database import world
from tests.storage.database.pages import encodings

P, E, PR, Q = (
    PersonneId("personne-canari"),
    EntretienId("entretien-canari"),
    PrescriptionId("prescription-canari"),
    PapierId("papier-canari"),
)
# whatever of the person must be gone: words that stand nowhere else in the file
SECRETS = (
    "Canaricourt",
    "canaricourt",
    "Serinette",
    "kanarikour",  # the name's sound
    "impasse des Tourterelles",
    "Volière",
    "Mme Perruche",
    "réponse-secrète",
    "raison-secrète",
    "raison-réévaluée",
    "message-secret",
    "2026-CCASILL-0077",
    "entretien-canari",
    "papier-canari",
    "personne-canari",
    "foyer-canari",
    "f00dcafe",  # the hash of the signed paper
)


def whole_record(database: Database) -> None:
    """Keep a person with one of everything that a record can hold."""
    person = replace(
        world.personne(P, nom="Canaricourt", prenom="Serinette", foyer="foyer-canari"),
        adresse=AdressePostale(
            voie="4 impasse des Tourterelles",
            code_postal="99999",
            commune="Volière",
            code_insee="99999",
            chez="Mme Perruche",
        ),
    )
    with database.writing() as session:
        personnes.keep(session, person, world.CONVENTION, due_on=world.DUE)
        entretiens.keep(session, world.entretien(E, personne_id=P), due_on=world.DUE)
        reponses.keep(session, E, "/data/A1", "réponse-secrète")
        diagnostics.keep(
            session,
            E,
            diagnostics.KeptDiagnostic(
                content='{"raisons": ["raison-secrète"]}', guide_hash="g", established_at=world.NOW
            ),
        )
        again = replace(world.REEVALUATION, content='{"raisons": ["raison-réévaluée"]}')
        reevaluations.keep(session, E, again)
        prescriptions.keep(
            session,
            world.prescription(PR, reference="2026-CCASILL-0077", personne_id=P, entretien_id=E),
            world.CONVENTION,
            at=world.NOW,
        )
        payload = {"nom": person.nom, "prenom": person.prenom, "voie": person.adresse.voie}
        outbox.queue(session, PR, payload=json.dumps(payload, ensure_ascii=False))
        papiers.keep(
            session,
            Papier(
                id=Q,
                kind="lettre",
                wanted_on=world.TODAY,
                entretien_id=E,
                prescription_id=PR,
                personne_id=P,
                pdf_hash="f00dcafe",
            ),
            due_on=world.DUE,
        )
        for subject in (P, E, Q):
            evenements.note(session, subject, Evenement(kind="essai", at=world.NOW))
        acces.note(
            session,
            agent_id=world.PAUL,
            personne_id=P,
            motif=MotifAcces.REMPLACEMENT,
            at=world.NOW,
        )
        number = rapports.start(session, at=world.NOW)
        rapports.note(session, number, PR, "remise")
        indicateurs.compter(session, "2026-11", [Fait("service", "assistance")], asked={"service"})


def others(database: Database, number: int) -> None:
    """Keep other persons with their records around the one to erase, in no order."""
    chance = random.Random(7)  # noqa: S311 - a fixed shuffle
    numbers = list(range(number))
    chance.shuffle(numbers)
    for other in numbers:
        with database.writing() as session:
            id_ = f"autre-{other}"
            personnes.keep(
                session, world.personne(id_, nom=f"Nom{other}"), world.CONVENTION, due_on=world.DUE
            )
            entretiens.keep(session, world.entretien(id_, personne_id=id_), due_on=world.DUE)
            for question in range(5):
                reponses.keep(session, EntretienId(id_), f"/data/{question}", "x" * other)


def found(content: bytes) -> list[str]:
    return [secret for secret in SECRETS if any(form in content for form in encodings(secret))]


def dump(database: Database) -> bytes:
    """Return every living row, table by table."""
    with database.reading() as session:
        tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return "\n".join(
            str(row)
            for table in tables
            for row in session.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - its own
        ).encode()


def raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())
