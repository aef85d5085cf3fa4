"""Answer for ever, saying each answer that is kept: a process for the tests to kill."""

import sys
from itertools import count
from pathlib import Path

from app.storage import entretiens, outbox, personnes, prescriptions, reponses
from app.storage.database import open_database
from tests.storage.database import world


def answer(path: Path) -> None:
    """Keep an interview a prescription, five answers each, one transaction an answer."""
    database = open_database(path, world.KEY, today=lambda: world.TODAY)
    for number in count():
        interview = world.entretien(f"entretien-{number}")
        with database.writing() as session:
            personnes.keep(session, world.personne(), world.CONVENTION, due_on=world.DUE)
            entretiens.keep(session, interview, due_on=world.DUE)
        for question in range(5):
            with database.writing() as session:
                reponses.keep(session, interview.id, f"/data/{question}", question)
            print(number, question, flush=True)
        with database.writing() as session:
            prescriptions.keep(
                session,
                world.prescription(
                    f"prescription-{number}",
                    reference=f"2026-X-{number}",
                    entretien_id=interview.id,
                ),
                world.CONVENTION,
                at=world.NOW,
            )
            outbox.queue(session, f"prescription-{number}", payload="{}")


if __name__ == "__main__":
    answer(Path(sys.argv[1]))
