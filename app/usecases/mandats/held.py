"""Everything that mandates hold of a person, for her own copies (RGPD, art. 15 and 20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.documents.personal_data import Group, Part
from app.documents.typography import french_date
from app.domain.identifiers import AgentId, PersonneId
from app.domain.mandat import ActeMandat, Ligne, Mandat, PieceVue
from app.storage import evenements, mandats
from app.storage.evenements import Evenement
from app.usecases.mandats import words
from app.usecases.mandats.history_words import DETAILS, EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMandat:
    """A mandate with what was done under it and what happened to it."""

    mandat: Mandat
    actes: tuple[ActeMandat, ...]
    history: tuple[Evenement, ...]

    @property
    def agents(self) -> set[AgentId]:
        """Return who drew it up, and who acted."""
        return {self.mandat.agent_id, *(one.agent_id for one in self.actes)}


def held_mandates(session: "Session", personne_id: PersonneId) -> tuple[HeldMandat, ...]:
    """Return the mandates of a person whose record may be shown, drafts too."""
    return tuple(
        HeldMandat(
            mandat=one,
            actes=tuple(mandats.actes(session, one.id)),
            history=tuple(evenements.of(session, one.id)),
        )
        for one in mandats.of_personne(session, personne_id)
    )


def mandates_part(
    found: Sequence[HeldMandat], moment: "Callable[[datetime], str]"
) -> tuple[Part, ...]:
    """Return the mandates in words; nothing at all where there is none."""
    if not found:
        return ()
    groups = [group for one in found for group in _groups(one, moment)]
    return (Part(title="Vos mandats", groups=tuple(groups)),)


def mandates_json(found: Sequence[HeldMandat]) -> list[Json]:
    """Return the mandates as another program reads them: docs/donnees-personnes.md."""
    return [_json(one) for one in found]


def _groups(held: HeldMandat, moment: "Callable[[datetime], str]") -> list[Group]:
    mandat, said = held.mandat, held.mandat.mandant
    piece, signed = mandat.piece, mandat.signature
    rows = [
        ("Où il en est", words.STATES[mandat.etat]),
        ("Nom d’usage", said.nom_usage),
        ("Date de naissance", french_date(said.date_naissance) if said.date_naissance else ""),
        ("Lieu de naissance", said.lieu_naissance),
        ("Les démarches se font", words.MODES[mandat.mode]),
        ("Durée", words.DURATIONS[mandat.duree]),
        *(
            (f"Expliqué : {DETAILS['mandat_explique', one.quoi.value]}", moment(one.at))
            for one in mandat.explique
        ),
        ("Pièce d’identité vue", _proof(piece, moment) if piece else ""),
        ("Lecture", _reading(mandat)),
        ("Signé", f"{signed.lieu}, {moment(signed.at)}" if signed else ""),
        ("Prend fin", moment(mandat.fin_at) if mandat.fin_at else ""),
    ]
    history = tuple(f"{moment(one.at)} : {_event(one)}" for one in held.history)
    return [
        Group(title=f"Mandat {mandat.reference}", rows=tuple(rows)),
        *(_line(ligne, held.actes) for ligne in mandat.lignes),
        Group(title="Ce qui s’est passé", points=history),
    ]


def _event(event: Evenement) -> str:
    said = EVENTS.get(event.kind, "Mandat modifié")
    detail = DETAILS.get((event.kind, event.detail), "")
    return f"{said} ({detail})" if detail else said


def _reading(mandat: Mandat) -> str:
    lecture = mandat.lecture
    if lecture is None:
        return ""
    parts = (words.READINGS[lecture.maniere], lecture.langue, lecture.interprete)
    return ", ".join(part for part in parts if part)


def _proof(piece: PieceVue, moment: "Callable[[datetime], str]") -> str:
    valid = "en cours de validité" if piece.en_cours_de_validite else "plus en cours de validité"
    return f"{words.PIECES[piece.piece]}, {valid}, {moment(piece.at)}"


def _line(ligne: Ligne, actes: Sequence[ActeMandat]) -> Group:
    channel = f" ({words.CHANNELS[ligne.canal]})" if ligne.canal else ""
    end = f" – {words.ENDS[ligne.fin.nature]}" if ligne.fin else ""
    done = tuple(
        f"{french_date(one.on)} : {words.ACTS[one.nature]}, {words.RESULTS[one.resultat]}"
        for one in actes
        if one.ligne_id == ligne.id
    )
    title = f"{words.SCOPES[ligne.portee]} – {ligne.organisme} : {ligne.objet}{channel}{end}"
    return Group(lines=(title,), points=done)


def _json(held: HeldMandat) -> Json:
    mandat, said = held.mandat, held.mandat.mandant
    piece, signed, lecture = mandat.piece, mandat.signature, mandat.lecture
    printed = mandat.imprime
    born = said.date_naissance
    return {
        "reference": mandat.reference,
        "etat": mandat.etat.value,
        "nom_usage": said.nom_usage,
        "date_naissance": born.isoformat() if born else None,
        "lieu_naissance": said.lieu_naissance,
        "mode": mandat.mode.value,
        "duree_jours": int(mandat.duree),
        "forme": mandat.forme.value,
        "mandataire": mandat.mandataire.value,
        "informee": {one.quoi.value: one.at.isoformat() for one in mandat.explique},
        "capacite_declaree_le": _at(mandat.capacite_at),
        "piece": {
            "nature": piece.piece.value,
            "en_cours_de_validite": piece.en_cours_de_validite,
            "vue_le": piece.at.isoformat(),
        }
        if piece
        else None,
        "lecture": {
            "maniere": lecture.maniere.value,
            "langue": lecture.langue,
            "interprete": lecture.interprete,
        }
        if lecture
        else None,
        "imprime": {
            "modele": printed.modele,
            "empreinte": printed.pdf_hash,
            "le": printed.at.isoformat(),
        }
        if printed
        else None,
        "signe": {
            "lieu": signed.lieu,
            "le": signed.at.isoformat(),
            "originaux": signed.originaux,
            "temoins": signed.temoins,
        }
        if signed
        else None,
        "remis_le": _at(mandat.remis_at),
        "prend_fin_le": _at(mandat.fin_at),
        "autorisations": [_line_json(one, held.actes) for one in mandat.lignes],
        "historique": [
            {"le": one.at.isoformat(), "quoi": one.kind, "precision": one.detail}
            for one in held.history
        ],
    }


def _line_json(ligne: Ligne, actes: Sequence[ActeMandat]) -> Json:
    return {
        "portee": ligne.portee.value,
        "organisme": ligne.organisme,
        "objet": ligne.objet,
        "canal": ligne.canal.value if ligne.canal else None,
        "famille": ligne.famille.value if ligne.famille else None,
        "fin": {
            "nature": ligne.fin.nature.value,
            "le": ligne.fin.at.isoformat(),
            "par": ligne.fin.par.value if ligne.fin.par else None,
        }
        if ligne.fin
        else None,
        "actes": [
            {
                "acte": one.nature.value,
                "le": one.on.isoformat(),
                "resultat": one.resultat.value,
                "dit_a_la_personne_le": _at(one.rendu_at),
            }
            for one in actes
            if one.ligne_id == ligne.id
        ],
    }


def _at(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
