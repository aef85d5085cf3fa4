"""A vault of many persons for the storage benchmark: one real interview, copied by the database.

The first person is received, interviewed, prescribed to and decided upon by the program's own use
cases. Every row that came of it is then copied for each other person, under other identifiers and
another name, in one transaction of plain SQL: the rows are those of real work, in the time of a
bulk insert. Nobody is due: the purge makes due whom it needs.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from app.bootstrap.clock import SystemClock
from app.domain.agent import Structure
from app.domain.entretien import Canal, Choix, Consentement, Issue, LectureNotice
from app.domain.identifiers import AgentId, EntretienId, PersonneId
from app.domain.papier import Fait
from app.domain.prescription import Decision, Prescription, Sens, Suivi
from app.storage import decisions, outbox, papiers
from app.storage.database import Database
from app.storage.normalisation import normalised, sound
from app.storage.tables.dossiers import PersonneRow
from app.usecases.interview import deciding, interviewing, papers, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.laptop.installing import NewAgent, NewVault, install
from app.usecases.laptop.opening import open_workplace
from app.usecases.people import persons
from app.usecases.people.persons import Typed
from app.usecases.workplace import Resources, Surroundings, Workplace
from demonstration.persons import Example, examples, profile_of
from demonstration.settings import IN_FORCE

PROFILE: Final = "eurometropole-strasbourg"
PASSPHRASE: Final = "quatre canards traversent tranquillement la place"  # noqa: S105 - no secret, a measurement
RESOURCES: Final = Path(__file__).resolve().parents[1] / "resources"
_CHUNK: Final = 5000
_DAYS: Final = 1000  # the records are spread over fewer days than any is kept: none is due

# Syllables of made-up names: 20 × 20 × 10 of them, and 40 first names.
_FIRST: Final = "Ar Bel Cor Dan Es Fau Gar Hul Is Jar Kel Lam Mor Nav Ori Pel Quen Ros Sau Tur"
_MIDDLE: Final = "ba bri chan da do fe gne la le lli man me nou pe ri ssa tan the va zo"
_LAST: Final = "rd let nier ssier court mont val ville ux ut"
_PRENOMS: Final = (
    "Adèle Ahmed Aline Anh Bruno Carla Célia Denis Élodie Émile Farid Gaëlle Hugo Inès Ivan Jade "
    "Jean Karim Léa Lina Loïc Maël Marie Mina Noé Nour Olga Omar Paul Rania Rémi Rose Samir Sofia "
    "Théo Tina Ugo Vera Yann Zoé"
)

# column of a table -> how the copy for person `i` differs; every other column is copied as it is
_OTHER_ID: Final = "printf('%08x', i) || substr({0}, 9)"
_OTHER_DAY: Final = "date({0}, '-' || (i % " + str(_DAYS) + ") || ' days')"
_COPIED: Final = {
    "entretiens": {"id": _OTHER_ID, "personne_id": _OTHER_ID, "due_on": _OTHER_DAY},
    "consentements": {"entretien_id": _OTHER_ID},
    "choix": {"entretien_id": _OTHER_ID},
    "reponses": {"entretien_id": _OTHER_ID},
    "diagnostics": {"entretien_id": _OTHER_ID},
    "prescriptions": {
        "id": _OTHER_ID,
        "personne_id": _OTHER_ID,
        "entretien_id": _OTHER_ID,
        "reference": "printf('2026-MESURE-%06d', i)",
        "prescribed_on": _OTHER_DAY,
        "due_on": _OTHER_DAY,
    },
    "decisions": {"prescription_id": _OTHER_ID, "decided_on": _OTHER_DAY},
    "papiers": {
        "id": _OTHER_ID,
        "personne_id": _OTHER_ID,
        "entretien_id": _OTHER_ID,
        "prescription_id": _OTHER_ID,
        "due_on": _OTHER_DAY,
    },
    "evenements": {"id": "NULL", "subject_id": _OTHER_ID},
    "journal_pseudonymes": {
        "subject_id": _OTHER_ID,
        "pseudonyme": "printf('%08x', i) || substr({0}, 9)",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Large:
    """A locked vault of `persons` persons, whose it is, and what making it took."""

    folder: Path
    agent: AgentId
    persons: int
    seconds: float
    database: Path
    key: bytes

    @property
    def megabytes(self) -> float:
        """Return the size of the database."""
        return round(self.database.stat().st_size / 1e6, 1)


def build(folder: Path, persons_wanted: int) -> Large:
    """Make a vault of so many persons in `folder`, closed, its log emptied."""
    started = time.perf_counter()
    agent = install(folder, _new_vault(), SystemClock()).agent.id
    with closing(opened(folder, agent)) as place:
        model = _one_person(place)
        _copy(place.database, model, persons_wanted)
        path, key = place.database.path, place.vault.database_key()
    return Large(
        folder=folder,
        agent=agent,
        persons=persons_wanted,
        seconds=round(time.perf_counter() - started, 1),
        database=path,
        key=key,
    )


def opened(folder: Path, agent: AgentId) -> Workplace:
    """Open the vault as the program does."""
    around = Surroundings(resources=Resources(folder=RESOURCES), clock=SystemClock())
    return open_workplace(folder, agent, PASSPHRASE, around)


def _new_vault() -> NewVault:
    return NewVault(
        profile=PROFILE,
        structure=Structure(code="MESURE", name="Mesure", adresse=("1 rue du Banc",)),
        first=NewAgent(prenom="Camille", nom="Exemple", fonction="conseillère"),
        passphrase=PASSPHRASE,
        vie=IN_FORCE,
    )


def _one_person(place: Workplace) -> PersonneId:
    """Receive, interview, prescribe, print, hand over and decide, as on a day of work."""
    example = _longest()
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    receiving.record_consent(place, entretien.id, _consent(place))
    commune = place.communes.by_insee[example.adresse.code_insee]
    typed = Typed(
        civilite=example.civilite,
        nom=example.nom,
        prenom=example.prenom,
        tranche_age=example.tranche_age,
        adresse=replace(example.adresse, commune=commune.nom),
    )
    personne = persons.register(place, entretien.id, typed)
    _answer(place, entretien.id, example)
    prescription = _prescribe(place, entretien.id)
    deciding.finish(place, entretien.id, Issue.PRESCRIPTION)
    with place.database.writing() as session:
        _hand_out_and_decide(session, place, entretien.id, prescription)
    persons.open_record(place, personne.id)
    return personne.id


def _longest() -> Example:
    """Return the example of this profile with the most answers that is advised a Pass."""
    found = [one for one in examples().values() if profile_of(one) == PROFILE]
    return max(found, key=lambda one: (one.expected["carnets"] not in {"", "0"}, len(one.answers)))


def _consent(place: Workplace) -> Consentement:
    return Consentement(
        prescription=True,
        questionnaire=True,
        indicateurs=True,
        recontact=False,
        lecture=LectureNotice.LUE,
        notice_version=papers.notice_version(place),
        given_on=place.clock.today(),
    )


def _answer(place: Workplace, entretien_id: EntretienId, example: Example) -> None:
    taken = interviewing.take(place, entretien_id)
    paths = {path.rpartition("/")[2]: path for path in taken.questionnaire.form.by_path}
    for question, codes in example.answers.items():
        path = paths[question]
        interviewing.keep_answer(place, entretien_id, path, " ".join(codes), position=path)


def _prescribe(place: Workplace, entretien_id: EntretienId) -> Prescription:
    taken = interviewing.take(place, entretien_id)
    answers = answers_by_name(taken.questionnaire, taken.answers, place.clock)
    diagnosis = interviewing.assess(place, taken, answers)
    interviewing.keep_diagnosis(place, taken, diagnosis)
    offer = next(one for one in deciding.offers(place, taken.entretien, diagnosis) if one.carnets)
    advised = offer.service
    choix = Choix(service=offer.service, carnets=offer.carnets, advised=advised)
    prescription = deciding.decide(place, entretien_id, choix).prescription
    if prescription is None:
        raise RuntimeError("the example led to no prescription")
    return prescription


def _hand_out_and_decide(
    session: Session, place: Workplace, entretien_id: EntretienId, prescription: Prescription
) -> None:
    now, today = place.clock.now(), place.clock.today()
    for papier in papiers.of_entretien(session, entretien_id):
        papiers.note(
            session, papier.id, Fait.IMPRIME, on=today, by=prescription.agent_id, pdf_hash="0" * 64
        )
        papiers.note(session, papier.id, Fait.REMIS, on=today, by=prescription.agent_id)
    (envoi,) = outbox.of_item(session, prescription.id)
    outbox.advance(session, envoi, Suivi.REMISE, at=now)
    outbox.advance(session, envoi, Suivi.ACCUSEE, at=now)
    decision = Decision(
        prescription_id=prescription.id, sens=Sens.ACCEPTEE, decided_on=today, motif="", message=""
    )
    decisions.receive(session, decision, received_at=now, due_on=place.record_due_on())


def _copy(database: Database, model: PersonneId, wanted: int) -> None:
    """Copy everything of the first person for each other one."""
    with database.writing() as session:
        row = session.get_one(PersonneRow, model)
        columns = {column.key: getattr(row, column.key) for column in PersonneRow.__table__.columns}
        for chunk in _chunks(columns, wanted):
            session.execute(insert(PersonneRow), chunk)
        session.execute(text("CREATE TEMP TABLE serie (i INTEGER PRIMARY KEY)"))
        session.execute(
            text(
                "INSERT INTO serie WITH RECURSIVE n(i) AS "
                "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last) SELECT i FROM n"
            ),
            {"last": wanted - 1},
        )
        for table, changed in _COPIED.items():
            names = [one[1] for one in session.execute(text(f"PRAGMA table_info({table})"))]
            taken = ", ".join(changed.get(name, "{0}").format(f't."{name}"') for name in names)
            session.execute(
                text(
                    f"INSERT INTO {table} ({', '.join(names)}) "  # noqa: S608 - our own names
                    f"SELECT {taken} FROM serie JOIN (SELECT * FROM {table}) t ORDER BY i"
                )
            )
        session.execute(text("DROP TABLE serie"))


def _chunks(columns: dict[str, object], wanted: int) -> Iterator[list[dict[str, object]]]:
    model = str(columns["id"])
    for start in range(1, wanted, _CHUNK):
        yield [
            {**columns, "id": f"{number:08x}{model[8:]}", **_name(number)}
            for number in range(start, min(start + _CHUNK, wanted))
        ]


def _name(number: int) -> dict[str, str]:
    """Return a made-up name; the same number always has the same."""
    rest = number * 7919  # neighbours in time are no neighbours in the alphabet
    parts: list[str] = []
    for words in (_FIRST, _MIDDLE, _LAST, _PRENOMS):
        choice = words.split()
        rest, place = divmod(rest, len(choice))
        parts.append(choice[place])
    nom, prenom = "".join(parts[:3]), parts[3]
    return {
        "nom": nom,
        "prenom": prenom,
        "nom_norm": normalised(nom),
        "prenom_norm": normalised(prenom),
        "nom_son": sound(nom),
        "prenom_son": sound(prenom),
    }
