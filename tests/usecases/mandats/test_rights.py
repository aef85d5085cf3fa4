"""Mandates under the rights of persons, and under the rights of the agents on them."""

import inspect
import json
from datetime import date
from pathlib import Path

import pytest

from app.domain.droits import MotifLimitation
from app.domain.entretien import LectureNotice
from app.domain.mandat import LectureFaite
from app.domain.mandat_listes import (
    Aboutissement,
    CanalRetrait,
    DureeMandat,
    Explication,
    Mode,
    NatureActe,
    NatureFin,
    Piece,
    Resultat,
)
from app.storage import mandats
from app.storage.failures import LimitedRecordError
from app.usecases.destruction import erasing
from app.usecases.droits import access, holding, limiting, records_json
from app.usecases.mandats import acting, drafting, ending, identity, papers, signing
from app.usecases.mandats.ended import Caducite
from app.usecases.people import persons
from app.usecases.people.exporting import track_paper
from app.usecases.people.openings import ReasonNeededError
from app.usecases.workplace import Workplace
from tests.ui.workplace import add_colleague, as_agent
from tests.usecases.mandats.steps import (
    LU,
    SIGNED,
    demander,
    draft,
    faire,
    inform,
    ready,
    running,
    whole,
)
from tests.usecases.test_rights_everywhere import USE_CASES, call


def test_a_colleague_without_a_reason_does_nothing_with_a_mandate(place: Workplace) -> None:
    mandat_id = running(place, draft(place))
    found = whole(place, mandat_id)
    assert found.personne is not None
    him = as_agent(place, add_colleague(place))
    ligne = found.mandat.lignes[0]
    given: dict[str, object] = {
        "mandat_id": mandat_id,
        "personne_id": found.personne.id,
        "personne": found.personne,
        "ligne_id": ligne.id,
        "ligne_ids": (),
        "lignes": (),
        "acte_id": "acte",
        "quoi": Explication.DROITS,
        "piece": Piece.CNI,
        "en_cours_de_validite": True,
        "lecture": LU,
        "signed": SIGNED,
        "mode": Mode.A_DISTANCE,
        "duree": DureeMandat.JOUR,
        "nature": NatureActe.DEPOT,
        "resultat": Resultat.FAIT,
        "par": Aboutissement.PERSONNE,
        "canal": CanalRetrait.ORAL,
        "cause": Caducite.DECES,
    }
    asked = 0
    for name, made in USE_CASES.items():
        takes = set(inspect.signature(made).parameters)
        if not name.startswith("mandats.") or "mandat_id" not in takes:
            continue
        if name.startswith("mandats.destroying."):  # what `ending` let through
            continue
        given["nature"] = NatureFin.RETIRE if name.endswith("prepare") else NatureActe.DEPOT
        asked += 1
        with pytest.raises(ReasonNeededError):
            call(made, him, {**given, "acte_ids": ()})
    assert asked >= 18
    with pytest.raises(ReasonNeededError):
        drafting.begin(him, personne_id=found.personne.id)
    assert whole(place, mandat_id) == found


@pytest.mark.obligation("S2-38")
def test_what_is_held_about_her_mandates_is_in_her_copies(place: Workplace) -> None:
    mandat_id = draft(place, lignes=[faire(place), demander(place)])
    inform(place, mandat_id)
    identity.check(place, mandat_id, Piece.CNI, en_cours_de_validite=False)
    read = LectureFaite(
        maniere=LectureNotice.EXPLIQUEE, langue="catalan", interprete="interprète professionnel"
    )
    identity.declare(place, mandat_id, read)
    printed = papers.originals(place, mandat_id)
    signing.sign(place, mandat_id, SIGNED)
    signing.hand_over(place, mandat_id)
    found = whole(place, mandat_id)
    assert found.personne is not None
    line, other = found.mandat.lignes
    acting.act(place, mandat_id, line.id, NatureActe.DEPOT, Resultat.FAIT)
    ending.complete(place, mandat_id, other.id, Aboutissement.PERSONNE)
    held = holding.held(place, found.personne.id)
    (part,) = [one for one in access.parts_of(held, place) if one.title == "Vos mandats"]
    said = " ".join(
        [f"{label} {value}" for group in part.groups for label, value in group.rows]
        + [line for group in part.groups for line in (*group.lines, *group.points)]
    )
    for words in (
        "3 avril 1951",
        "carte nationale d’identité, plus en cours de validité",
        "catalan, interprète professionnel",
        "Faire pour moi – CAF : Faire une demande de prestation (en ligne)",
        "22 novembre 2026 : Demande déposée, fait",
        "Médiathèque de Prades",
    ):
        assert words in said.replace("\u00a0", " "), words
    (kept,) = json.loads(json.dumps(records_json.as_json(held, place)))["mandats"]
    assert (kept["reference"], kept["etat"]) == ("2026-CCASILL-M0001", "actif")
    assert (kept["piece"]["nature"], kept["piece"]["en_cours_de_validite"]) == ("cni", False)
    assert kept["lecture"]["interprete"] == "interprète professionnel"
    assert kept["imprime"]["empreinte"] == printed.pdf_hash
    assert (kept["signe"]["originaux"], kept["signe"]["temoins"]) == (2, 0)
    assert [one["famille"] for one in kept["autorisations"]] == ["famille", None]
    assert kept["autorisations"][1]["fin"]["par"] == "personne"
    assert kept["autorisations"][0]["actes"][0]["resultat"] == "fait"


def test_an_erasure_takes_her_mandates_and_the_end_of_one_the_files_that_left_with_it(
    place: Workplace, tmp_path: Path
) -> None:
    mandat_id = ready(place, draft(place))
    personne = whole(place, mandat_id).personne
    assert personne is not None
    other = running(place, draft(place, personne_id=personne.id))
    paper, file = papers.originals(place, other), tmp_path / "mandat.pdf"
    file.write_bytes(paper.content)
    assert track_paper(place, paper, file)
    ended = ending.renounce(place, other)
    assert ended.destruction is not None
    assert ended.destruction.bilan["fichiers_effaces"] == 1
    assert not file.exists()
    assert erasing.loss(place, personne.id).mandats == 1
    done = erasing.erase(place, personne.id)
    assert done is not None
    assert (done.bilan["mandats"], done.bilan["papiers"]) == (1, 2)
    with place.database.reading() as session:
        assert mandats.all_here(session) == []


def test_a_limited_record_is_not_acted_upon_and_its_mandate_may_still_be_withdrawn(
    place: Workplace,
) -> None:
    mandat_id = running(place, draft(place))
    found = whole(place, mandat_id)
    assert found.personne is not None
    limiting.limit(place, found.personne.id, MotifLimitation.EXACTITUDE)
    with pytest.raises(LimitedRecordError):
        acting.act(place, mandat_id, found.mandat.lignes[0].id, NatureActe.DEPOT, Resultat.FAIT)
    with pytest.raises(LimitedRecordError):
        drafting.begin(place, personne_id=found.personne.id)
    assert whole(place, mandat_id).limited
    ended = ending.withdraw(place, mandat_id, canal=CanalRetrait.GUICHET)
    assert ended.over
    # what she asked about her record waits for its answer, a month at most
    assert persons.open_record(place, found.personne.id).due_on == date(2026, 12, 22)
