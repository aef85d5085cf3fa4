"""What 002, article 2, lines 162 to 174, asks before anything is done in somebody's name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.documents.mandate_data import Exemplaire
from app.domain.entretien import LectureNotice
from app.domain.habilitation import Role
from app.domain.mandat_listes import (
    DureeMandat,
    EtatMandat,
    Explication,
    Mode,
    NatureActe,
    Piece,
    RefusMandat,
    Resultat,
)
from app.domain.papier import Fait
from app.storage.acces import MotifAcces
from app.usecases.laptop import habilitations
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.mandats import (
    acting,
    drafting,
    identity,
    informing,
    overview,
    papers,
    signing,
)
from app.usecases.mandats.errors import MandateRefusedError, NoMandatesError
from app.usecases.papers import life
from app.usecases.people import persons
from app.usecases.people.openings import ReasonNeededError
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import CONFLENT, WallClock, add_colleague, as_agent, make_workplace
from tests.usecases.mandats.steps import (
    LU,
    NAME,
    SIGNED,
    demander,
    draft,
    faire,
    identify,
    inform,
    ready,
    running,
    whole,
)

PARIS = ZoneInfo("Europe/Paris")
CLOCK = WallClock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    """One laptop for all of these: each of them draws up a mandate of its own."""
    with fast_vaults():
        made = make_workplace(tmp_path_factory.mktemp("desk") / "coffre", CONFLENT, CLOCK)
    yield made
    made.close()


@pytest.fixture
def clock() -> WallClock:
    CLOCK.at = WallClock().at
    return CLOCK


@pytest.fixture
def place(desk: Workplace, clock: WallClock) -> Workplace:
    assert clock is CLOCK
    return desk


def refused(failure: pytest.ExceptionInfo[MandateRefusedError]) -> RefusMandat:
    return failure.value.refus


@pytest.mark.obligation("S2-20")
def test_nothing_is_done_in_the_persons_name_without_a_running_mandate(place: Workplace) -> None:
    """L. 162: « La signature d'un mandat est nécessaire pour accomplir une démarche »."""
    mandat_id = ready(place, draft(place))
    (ligne,) = whole(place, mandat_id).mandat.lignes

    def act() -> None:
        acting.act(place, mandat_id, ligne.id, NatureActe.DEPOT, Resultat.EN_ATTENTE)

    for step in (lambda: None, lambda: signing.sign(place, mandat_id, SIGNED)):
        step()
        with pytest.raises(MandateRefusedError) as caught:
            act()
        assert refused(caught) is RefusMandat.PAS_ACTIF
    signing.hand_over(place, mandat_id)
    act()
    (acte,) = whole(place, mandat_id).actes
    assert (acte.ligne_id, acte.nature, acte.resultat) == (
        ligne.id,
        NatureActe.DEPOT,
        Resultat.EN_ATTENTE,
    )


@pytest.mark.obligation("S2-20")
def test_the_agent_who_signed_acts_and_no_other(place: Workplace) -> None:
    """L. 162: « le conseiller ou ambassadeur du numérique (mandataire) »."""
    mandat_id = running(place, draft(place))
    (ligne,) = whole(place, mandat_id).mandat.lignes
    other = as_agent(place, add_colleague(place))
    with pytest.raises(ReasonNeededError):
        acting.act(other, mandat_id, ligne.id, NatureActe.DEPOT, Resultat.FAIT)
    personne = whole(place, mandat_id).personne
    assert personne is not None
    persons.open_record(other, personne.id, reason=MotifAcces.REMPLACEMENT)
    with pytest.raises(MandateRefusedError) as refusal:
        acting.act(other, mandat_id, ligne.id, NatureActe.DEPOT, Resultat.FAIT)
    assert refused(refusal) is RefusMandat.AUTRE_MANDATAIRE
    assert overview.load(other, mandat_id).may_act is RefusMandat.AUTRE_MANDATAIRE


def test_who_is_not_habilitated_draws_up_no_mandate(place: Workplace) -> None:
    him = add_colleague(place, prenom="Sacha")
    habilitations.assign(place, him.id, {Role.REFERENT})
    with pytest.raises(NotAllowedError):
        drafting.begin(as_agent(place, him))


def test_a_convention_without_mandates_draws_up_none(place: Workplace) -> None:
    without = replace(place, convention=replace(place.convention, mandat=None))
    with pytest.raises(NoMandatesError):
        drafting.begin(without)


@pytest.mark.obligation("S2-21")
@pytest.mark.obligation("S2-22")
@pytest.mark.parametrize("mode", list(Mode))
def test_a_mandate_says_where_the_acts_are_done_and_is_signed_on_the_spot_either_way(
    place: Workplace, mode: Mode
) -> None:
    """L. 164: « alors qu'elles sont ensemble »; l. 165: « à distance l'une de l'autre »."""
    mandat_id = ready(place, draft(place, mode=mode))
    elsewhere = signing.Signed(
        lieu="par courriel", par_le_mandant=True, par_le_mandataire=True, sur_place=False
    )
    with pytest.raises(MandateRefusedError) as caught:
        signing.sign(place, mandat_id, elsewhere)
    assert refused(caught) is RefusMandat.PAS_SUR_PLACE
    signing.sign(place, mandat_id, SIGNED)
    signing.hand_over(place, mandat_id)
    found = whole(place, mandat_id)
    assert found.mandat.mode is mode
    acting.act(place, mandat_id, found.mandat.lignes[0].id, NatureActe.DEPOT, Resultat.FAIT)


@pytest.mark.obligation("S2-23")
def test_both_sign_two_originals_on_the_spot_with_the_place_and_the_hour(
    place: Workplace, clock: WallClock
) -> None:
    """L. 167: « signé sur place par le mandataire et le mandant »."""
    mandat_id = ready(place, draft(place, duree=DureeMandat.MOIS))
    for alone in (
        signing.Signed(lieu="Prades", par_le_mandant=True, par_le_mandataire=False),
        signing.Signed(lieu="Prades", par_le_mandant=False, par_le_mandataire=True),
    ):
        with pytest.raises(MandateRefusedError) as caught:
            signing.sign(place, mandat_id, alone)
        assert refused(caught) is RefusMandat.PAS_LES_DEUX
    clock.go_on(minutes=3)
    signing.sign(place, mandat_id, SIGNED)
    found = whole(place, mandat_id)
    signed = found.mandat.signature
    assert signed is not None
    assert (signed.lieu, signed.originaux) == ("Médiathèque de Prades", 2)
    assert signed.at == datetime(2026, 11, 22, 9, 15, tzinfo=UTC)
    assert [paper.signed_on is not None for paper in found.papers] == [True, True]
    # 31 days later, at the same hour on the wall: 10 h 15
    assert found.ends_at == datetime(2026, 12, 23, 10, 15, tzinfo=PARIS)


@pytest.mark.obligation("S2-24")
def test_the_identity_is_checked_before_and_nothing_of_the_proof_is_kept_but_its_kind(
    place: Workplace, clock: WallClock
) -> None:
    """L. 167: « après vérification d'identité »."""
    mandat_id = draft(place)
    inform(place, mandat_id)
    with pytest.raises(MandateRefusedError) as caught:
        signing.sign(place, mandat_id, SIGNED)
    assert refused(caught) is RefusMandat.IDENTITE_NON_VERIFIEE
    identify(place, mandat_id)
    before = clock.now() - timedelta(minutes=5)  # the card was not looked at yet
    with pytest.raises(MandateRefusedError) as caught:
        signing.sign(place, mandat_id, replace(SIGNED, at=before))
    assert refused(caught) is RefusMandat.AVANT_INFORMATION
    piece = whole(place, mandat_id).mandat.piece
    assert piece is not None
    assert (piece.piece, piece.en_cours_de_validite) == (Piece.CNI, True)
    assert (piece.at, piece.agent_id) == (clock.now(), place.agent.id)
    kept = {"piece", "piece_valide", "piece_at", "piece_agent"}
    with place.database.reading() as session:
        columns = {
            row[1] for row in session.connection().exec_driver_sql("PRAGMA table_info(mandats)")
        }
    assert {name for name in columns if name.startswith(("piece", "numero", "copie"))} == kept


@pytest.mark.obligation("S2-25")
def test_the_three_explanations_are_given_before_and_each_has_its_hour(
    place: Workplace, clock: WallClock
) -> None:
    """L. 167: « l'utilisation de ses données …, ses droits et les démarches »."""
    mandat_id = draft(place)
    with pytest.raises(MandateRefusedError) as caught:
        identity.check(place, mandat_id, Piece.CNI, en_cours_de_validite=True)
    assert refused(caught) is RefusMandat.NON_INFORMEE
    for quoi in (Explication.DONNEES, Explication.DROITS):
        informing.explain(place, mandat_id, quoi)
        clock.go_on(minutes=1)
        assert whole(place, mandat_id).mandat.etat is EtatMandat.BROUILLON
    with pytest.raises(MandateRefusedError) as caught:
        signing.sign(place, mandat_id, SIGNED)
    assert refused(caught) is RefusMandat.NON_INFORMEE
    after = informing.explain(place, mandat_id, Explication.DEMARCHES)
    assert after.etat is EtatMandat.INFORME
    hours = {one.quoi: one.at.minute for one in after.explique}
    assert hours == {
        Explication.DONNEES: 12,
        Explication.DROITS: 13,
        Explication.DEMARCHES: 14,
    }


@pytest.mark.obligation("S2-25")
def test_other_terms_are_explained_again(place: Workplace) -> None:
    mandat_id = ready(place, draft(place))
    lignes = [faire(place), demander(place)]
    with pytest.raises(MandateRefusedError) as caught:
        drafting.write(place, mandat_id, lignes, Mode.A_DISTANCE, DureeMandat.ANNEE)
    assert refused(caught) is RefusMandat.DEJA_COMMENCE
    again = drafting.restart(place, mandat_id)
    assert again.etat is EtatMandat.BROUILLON
    assert (again.explique, again.piece, again.capacite_at) == ((), None, None)
    assert whole(place, mandat_id).papers == ()
    drafting.write(place, mandat_id, lignes, Mode.A_DISTANCE, DureeMandat.ANNEE)
    running(place, mandat_id)


@pytest.mark.obligation("S2-27")
@pytest.mark.obligation("S2-28")
def test_a_mandate_has_a_line_for_each_action_and_each_request_for_data(place: Workplace) -> None:
    """L. 173: « les actions effectuées »; l. 174: « les demandes de communication de données »."""
    do, ask = faire(place), demander(place)
    mandat_id = running(place, draft(place, lignes=[do, ask]))
    lignes = whole(place, mandat_id).mandat.lignes
    assert [(one.portee.value, one.organisme, one.objet) for one in lignes] == [
        ("faire", "CAF", "Faire une demande de prestation"),
        ("demander", "CARSAT (retraite)", "Relevé de carrière"),
    ]
    acting.act(place, mandat_id, ask.id, NatureActe.DEMANDE, Resultat.EN_ATTENTE)
    other = faire(place, "Demander un logement social")  # never signed: not this mandate's
    with pytest.raises(MandateRefusedError) as caught:
        acting.act(place, mandat_id, other.id, NatureActe.DEPOT, Resultat.FAIT)
    assert refused(caught) is RefusMandat.LIGNE_INCONNUE


@pytest.mark.obligation("S2-23")
def test_the_originals_are_a_project_until_they_may_be_signed_and_then_fix_the_end(
    place: Workplace, clock: WallClock
) -> None:
    mandat_id = draft(place)
    papers.originals(place, mandat_id)
    assert whole(place, mandat_id).mandat.imprime is None  # « Projet – sans valeur »
    ready(place, mandat_id)
    paper = papers.originals(place, mandat_id)
    found = whole(place, mandat_id)
    printed = found.mandat.imprime
    assert printed is not None
    assert (printed.modele, printed.pdf_hash) == ("MANDAT v1", paper.pdf_hash)
    assert [one.exemplaire for one in found.papers] == [1, 2]
    life.mark(place, found.papers[0].id, Fait.IMPRIME)
    identity.check(place, mandat_id, Piece.PASSEPORT, en_cours_de_validite=True)
    other = whole(place, mandat_id)  # they say « carte nationale d’identité »: to be printed anew
    assert other.mandat.imprime is None
    assert [(one.exemplaire, one.printed_on) for one in other.papers] == [(1, None), (2, None)]
    papers.originals(place, mandat_id)
    identity.declare(place, mandat_id, replace(LU, maniere=LectureNotice.LUE))
    assert whole(place, mandat_id).mandat.imprime is None  # they say « lu à voix haute »
    papers.originals(place, mandat_id)
    identity.declare(place, mandat_id, replace(LU, maniere=LectureNotice.LUE))
    found = whole(place, mandat_id)
    printed = found.mandat.imprime
    assert printed is not None
    clock.go_on(minutes=25)  # read aloud, then signed
    papers.originals(place, mandat_id, Exemplaire.STRUCTURE)  # one alone, spoilt by coffee
    signed = signing.sign(place, mandat_id, SIGNED)
    assert signed.fin_at == printed.at + timedelta(days=31)  # what both originals say
    one = papers.produce_paper(place, found.papers[0])
    assert (one.code, one.subject_id) == ("mandat", mandat_id)
    assert f"Odile {NAME}" not in one.file_name
