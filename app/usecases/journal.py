"""The journal of accesses and acts: note, keep in order, read, check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.identifiers import AgentId
from app.domain.journal import segment_before, segment_of
from app.storage import agents, appareil, journal, journal_sceaux
from app.storage.appareil import Appareil
from app.storage.journal import Entree
from app.storage.journal_sceaux import Mois
from app.sync.keys import new_device_keys
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.signing import public_of, sign, verify
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SEAL = "passerelle/journal/1"


class Famille(StrEnum):
    """What an entry is about, for the filter of the window."""

    TOUT = "tout"
    ACCES = "acces"
    POSTE = "poste"
    SORTIES = "sorties"
    ACTES = "actes"


class Periode(StrEnum):
    """Which months are read."""

    CE_MOIS = "ce_mois"
    MOIS_DERNIER = "mois_dernier"
    TOUS = "tous"


ACCES = ("consultation", "acces_collegue", "recherche_collegue")
SORTIES = ("synchronisation", "impression", "enregistrement", "export_complet")
POSTE = (
    "ouverture",
    "ouverture_secours",
    "verrouillage",
    "fermeture",
    "information_lue",
    "collegue_ajoute",
    "collegue_retire",
    "role_donne",
    "role_retire",
    "ouverture_structure",
    "cle_structure_posee",
    "cle_structure_retiree",
    "trousseau_lie",
    "trousseau_delie",
    "phrase_changee",
    "feuille_refaite",
    "reglage_change",
    "poste_active",
    "tranche_recue",
    "tranche_rappelee",
    "tranche_rendue",
    "tranche_close",
    "sauvegarde",
    "sauvegarde_echouee",
    "restauration",
    "restauration_secours",
    "retour_avant",
    "etat_detruit",
)
_FAMILIES = {Famille.ACCES: ACCES, Famille.SORTIES: SORTIES, Famille.POSTE: POSTE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """An entry as the window shows it; `agent` is empty for what the Département did."""

    at: datetime
    agent: str
    kind: str
    detail: str
    dossier: str


def note(workplace: Workplace, kind: str, detail: str = "", *, subject_id: str = "") -> None:
    """Note an act of the agent at work; `subject_id` is the record that it concerns, if any."""
    with workplace.database.writing() as session:
        journal.append(session, _entry(workplace, kind, detail), subject_id=subject_id)


def keep_in_order(workplace: Workplace) -> None:
    """Seal the months that are over with the laptop's key; let go what is twelve months old."""
    with workplace.database.writing() as session:
        device = _device(session)
        journal_sceaux.seal(
            session,
            lambda text: sign(device.signing_key, SEAL, text),
            public_of(device.signing_key),
            now=workplace.clock.now(),
        )
        journal_sceaux.let_go(session, workplace.clock.today())


def month_of(workplace: Workplace, periode: Periode) -> str:
    """Return the month of a period, as « 2026-11 », empty for every month."""
    this = segment_of(workplace.clock.now())
    return {
        Periode.CE_MOIS: this,
        Periode.MOIS_DERNIER: segment_before(this),
        Periode.TOUS: "",
    }[periode]


def read(
    workplace: Workplace,
    famille: Famille = Famille.TOUT,
    *,
    agent_id: AgentId | None = None,
    periode: Periode = Periode.TOUS,
) -> list[Ligne]:
    """Return the entries, the newest first."""
    kinds = _FAMILIES.get(famille, ())
    without = (*ACCES, *SORTIES, *POSTE) if famille is Famille.ACTES else ()
    with workplace.database.reading() as session:
        found = journal.entries(
            session,
            kinds=kinds,
            without=without,
            agent_id=agent_id,
            month=month_of(workplace, periode),
        )
        names = {"": ""}
        for known in {entry.agent_id for entry in found if entry.agent_id}:
            agent = agents.load(session, known)
            names[known] = agent.display_name if agent else ""
    return [
        Ligne(
            at=entry.at,
            agent=names[entry.agent_id or ""],
            kind=entry.kind,
            detail=entry.detail,
            dossier=entry.pseudonyme,
        )
        for entry in found
    ]


def check(workplace: Workplace) -> Sequence[Mois]:
    """Check the whole journal; about 1 s for 100 000 entries, so in a thread."""
    with workplace.database.reading() as session:
        device = appareil.load(session)
        own = None if device is None else public_of(device.signing_key)
        return journal_sceaux.verify(session, _holds, own)


def _holds(public: bytes, signature: bytes, text: bytes) -> bool:
    try:
        verify(public, signature, SEAL, text)
    except ProtocolError:
        return False
    return True


def _entry(workplace: Workplace, kind: str, detail: str = "") -> Entree:
    return Entree(at=workplace.clock.now(), kind=kind, agent_id=workplace.agent.id, detail=detail)


def _device(session: "Session") -> Appareil:
    """Return the device, with keys made now if it was never activated: activation keeps them."""
    device = appareil.load(session)
    if device is None:
        fresh = new_device_keys()
        device = Appareil(
            device_id=fresh.device, signing_key=fresh.signing, receiving_key=fresh.receiving
        )
        appareil.keep(session, device)
    return device
