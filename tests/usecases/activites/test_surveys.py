from pathlib import Path
from typing import cast

import pytest

from app.domain.enquete import Depouillement
from app.domain.habilitation import Acte, Role
from app.storage import indicateurs, parametres
from app.storage.failures import DiskFullError
from app.storage.indicateurs import Fait
from app.usecases import journal
from app.usecases.activites import enquetes, evaluations, fiches, navettes, papers
from app.usecases.activites.fiches import Lot
from app.usecases.activites.navettes import Passage
from app.usecases.laptop.habilitations import NotAllowedError, actes, put
from app.usecases.papers import desk_papers
from app.usecases.papers.desk_papers import Shuttle
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.documents.examples import alternatives_of, pages_of, text_of
from tests.faults.commits import refused_commits
from tests.ui.workplace import (
    LOT_ET_GARONNE,
    NEUILLY,
    NORMANDIE,
    STRASBOURG,
    MakeWorkplace,
    add_colleague,
    as_agent,
)
from tests.usecases.activites.counted import counted, freeze


@pytest.mark.obligation("S1-46")
@pytest.mark.obligation("S4-29")
@pytest.mark.parametrize("profile", [STRASBOURG, NORMANDIE])
def test_satisfaction_sheets_are_printed_and_counted(
    new_workplace: MakeWorkplace, tmp_path: Path, profile: str
) -> None:
    """001, l. 176 (« enquête annuelle »); 004, l. 105 (« fiches d'appréciation »)."""
    place = new_workplace(profile)
    survey = enquetes.enquete(place)
    assert survey is not None
    words = text_of(tmp_path, papers.survey(place).content)
    assert all(question.libelle.split("\u00a0")[0] in words for question in survey.questions)
    assert "N’écrivez pas votre nom" in words
    heap = Depouillement(
        fiches=12, reponses={"accueil": {"tout_a_fait": 9, "plutot": 2}, "conseil": {"oui": 12}}
    )
    done = enquetes.count(place, survey, heap)
    assert counted(place, "enquete_fiches") == {"1": 12}
    assert counted(place, "enquete_accueil") == {
        "tout_a_fait": 9,
        "plutot": 2,
        "sans_reponse": 1,
    }
    assert counted(place, "enquete_conseil") == {"oui": 12}
    assert counted(place, "enquete_horaires") == {"sans_reponse": 12}
    assert enquetes.sheets_counted(place, 2026) == 12
    assert enquetes.take_back(place, survey, done)
    assert counted(place, "enquete_accueil") == {}


def test_more_answers_than_sheets_are_refused(new_workplace: MakeWorkplace) -> None:
    with pytest.raises(ValueError, match="more answers"):
        Depouillement(fiches=3, reponses={"accueil": {"tout_a_fait": 2, "plutot": 2}})
    assert enquetes.enquete(new_workplace(LOT_ET_GARONNE)) is None


@pytest.mark.obligation("S3-31")
def test_an_evaluation_is_entered_offline_and_goes_with_the_counters(
    new_workplace: MakeWorkplace,
) -> None:
    """003, l. 165: « un questionnaire par bénéficiaire »; its sums go with the month."""
    place = new_workplace(NEUILLY)
    session = evaluations.begin(place)
    assert session is not None
    asked = evaluations.paths(session)
    assert [session.state(path).relevant for path in asked] == [True] * 4 + [False] * 2 + [True]
    session.answer("/data/V1", "facilitateur")
    session.answer("/data/V2", "messages demarches")
    session.answer("/data/V4", "non")
    session.answer("/data/V6", "loin")
    filled = evaluations.count(place, session)
    with place.database.writing() as database:  # as the hand-over of two carnets counts them
        indicateurs.ajouter(database, "2026-11", [(Fait("carnet_remis", "formation"), 2)])
    assert evaluations.of_year(place, 2026) == evaluations.Annee(remplis=1, carnets=2)
    assert evaluations.of_year(place, 2025) == evaluations.Annee(remplis=0, carnets=0)
    assert counted(place, "evaluation") == {"rempli": 1}
    assert counted(place, "evaluation_v2") == {"messages": 1, "demarches": 1}
    assert counted(place, "evaluation_v3") == {"sans_reponse": 1}
    assert counted(place, "evaluation_v5") == {}  # was not asked
    assert counted(place, "evaluation_v6") == {"loin": 1}
    assert evaluations.take_back(place, filled)
    assert counted(place, "evaluation_v6") == {}
    freeze(place, "2026-11")
    assert evaluations.count(place, session).month == "2026-12"
    labels = {one.code: one.libelle for one in evaluations.questions(place)}
    assert labels["v4"].startswith("A-t-elle choisi un lieu")


def _die(*_args: object) -> None:
    raise RuntimeError


def _filled(place: Workplace, **given: str) -> evaluations.Remplie:
    session = evaluations.begin(place)
    assert session is not None
    for code, value in given.items():
        session.answer(f"/data/{code}", value)
    return evaluations.count(place, session)


def _refuse_to_note(place: Workplace, lot: Lot, file: Path) -> None:
    with refused_commits(), pytest.raises(DiskFullError):
        fiches.save(place, lot, file)
    assert not file.exists()


@pytest.mark.obligation("S3-31")
def test_the_forms_of_beneficiaries_are_handed_over_together_without_name_day_or_order(
    new_workplace: MakeWorkplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """003, l. 165: one a beneficiary. Four would point at somebody; five leave, drawn by lot."""
    place, made_of = new_workplace(NEUILLY), tmp_path / "fiches.csv"
    ways = ("structure", "facilitateur", "proche", "affiche", "autre")
    for one in ways[:4]:
        _filled(place, V1=one, V4="oui", V5="non")
    with pytest.raises(fiches.FewFormsError):
        fiches.draw(place)
    mistaken = _filled(place, V1="structure", V4="non", V6="loin")
    assert evaluations.take_back(place, mistaken)
    assert fiches.waiting(place) == 4
    _filled(place, V1=ways[4], V2="messages demarches", V4="oui", V5="oui")
    with place.database.reading() as session:
        kept = parametres.load(session, "evaluation.fiches")
    assert kept == sorted(cast("list[object]", kept), key=str)  # no order of arrival, no day
    assert "2026" not in str(kept)
    orders = {tuple(str(one) for one in fiches.draw(place).fiches) for _ in range(12)}
    assert len(orders) > 1  # 1 in 120^11 that twelve draws are alike
    lot = fiches.draw(place)
    made = fiches.paper(place, lot).content
    assert len(pages_of(tmp_path, made)) == 5
    boxes = alternatives_of(made)
    assert boxes.count("case cochée : Par un facilitateur") == 1
    assert boxes.count("case à cocher, vide : Par un facilitateur") == 4
    assert not any("Trop loin" in one for one in boxes)  # was asked of none of them
    rows = fiches.table(place, lot).decode("utf-8-sig").splitlines()
    assert len(rows) == 6
    assert sum("Faire ses démarches, Écrire et recevoir des messages" in row for row in rows) == 1
    _filled(place, V1="proche", V4="oui", V5="non")  # comes after the draw: it waits
    again = fiches.draw(place)  # the page was left: with that one, the two files would tell it
    assert sorted(map(str, again.fiches)) == sorted(map(str, lot.fiches))
    colleague = as_agent(place, add_colleague(place))
    with pytest.raises(NotAllowedError):
        fiches.draw(colleague)
    blocked = tmp_path / "fichier"
    blocked.touch()
    with pytest.raises(OSError, match="fichier"):  # no folder: nothing was saved, nothing is said
        fiches.save(place, lot, blocked / "fiches.csv")
    with monkeypatch.context() as broken:
        broken.setattr("app.storage.journal.append", _die)
        for leave in (lambda: fiches.save(place, lot, made_of), lambda: fiches.handed(place, lot)):
            with pytest.raises(RuntimeError):
                leave()
    _refuse_to_note(place, lot, made_of)
    assert fiches.is_drawn(place)  # without its line in the journal nothing is forgotten
    assert fiches.waiting(place) == 6
    fiches.save(place, lot, made_of)
    assert fiches.handed(place, lot) == 5
    told = [line.kind for line in journal.read(place) if line.kind.startswith("evaluations")]
    assert sorted(told) == ["evaluations_enregistrees", "evaluations_transmises"]
    assert fiches.waiting(place) == 1
    assert not fiches.is_drawn(place)
    assert counted(place, "evaluation") == {"rempli": 6}  # the sums stay


@pytest.mark.obligation("S3-04")
def test_a_facilitateur_leads_to_a_prescripteur_and_sees_no_record(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """003, l. 63-64 and 148: leads people, sees nothing of them; the coupon's return is counted."""
    place = new_workplace(NEUILLY)
    colleague = add_colleague(place)
    with place.database.writing() as session:
        put(session, place, colleague.id, {Role.FACILITATEUR})
    his = as_agent(place, colleague)
    assert Acte.CONSULTER not in actes(his)
    with pytest.raises(NotAllowedError):
        persons.find(his, "Durand")
    assert navettes.is_used(his)
    sheet = desk_papers.shuttle(his, Shuttle(prenom="Zoé", contact="06", motifs=("pass",)))
    assert "Zoé" in text_of(tmp_path, sheet.content)
    sent = navettes.count(his, Passage.EMISE)
    navettes.count(his, Passage.EMISE)
    navettes.count(his, Passage.CARNET)
    assert counted(place, "navette") == {"emise": 2, "retour_pass": 1}
    assert navettes.take_back(his, sent)
    assert navettes.of_year(his, 2026)[Passage.EMISE] == 1
    assert Passage.CARNET not in navettes.returns(new_workplace(NORMANDIE))  # no Pass there
