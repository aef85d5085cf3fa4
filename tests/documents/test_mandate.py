"""What must stand on the papers of a mandate. Expected words: documents.md b1 to b3; 002 art. 2."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.conventions.loading import load_convention
from app.documents.certificate import certificate_pdf
from app.documents.mandate import mandate_blank, mandate_pdf
from app.documents.mandate_data import Exemplaire, Initiateur
from app.documents.orientation_slip import orientation_slip_pdf
from app.documents.withdrawal import withdrawal_pdf
from app.domain.mandat_listes import DureeMandat, Mandataire
from tests.documents import mandate_examples as given
from tests.documents.examples import DAY, alternatives_of, structure_of
from tests.documents.people import ACCENTS
from tests.documents.reading import read
from tests.paths import RESOURCES

MENTIONS = (
    "uniquement les démarches cochées ci-dessus",
    "Code civil, articles 1984 et suivants.",
    "Pour toute autre démarche, on me redemande mon accord avant.",
    "Le mandat est gratuit.",
    "On m’a expliqué cela avant que je signe. Mon identité a été vérifiée.",
    "Je déclare être majeur(e) et ne pas être sous sauvegarde de justice, tutelle ou curatelle.",
    "Je donne des informations exactes. Je reste responsable de mes déclarations.",
    (
        "L’agent est tenu au secret professionnel. Il n’utilise mes données que pour ces "
        "démarches, dans mon seul intérêt."
    ),
    "Il ne publie rien, protège mes données, me rend compte de ce qu’il a fait.",
    (
        "Je peux retirer ce mandat à tout moment, sans me justifier : en le disant, par courrier "
        "ou par courriel à Maison"
    ),
    (
        "Le mandat prend fin : à la date indiquée ; quand les démarches sont abouties ; si je le "
        "retire ; si l’agent ou la structure y renonce ; si je nomme quelqu’un d’autre pour la "
        "même démarche ; en cas de décès ou de mise sous tutelle."
    ),
    "À la fin, les données sont détruites ; une attestation m’est remise si je la demande.",
    "Fait en deux exemplaires originaux, un pour chaque partie.",
)


@pytest.mark.obligation("S2-13")
@pytest.mark.obligation("S2-16")
@pytest.mark.obligation("S2-25")
@pytest.mark.obligation("S2-27")
@pytest.mark.obligation("S2-28")
@pytest.mark.obligation("S2-30")
def test_each_original_says_all_the_mentions_and_whose_it_is() -> None:
    """002 l. 167-174: information, identity, both scopes, secrecy, benefit, withdrawal, end."""
    originals = [read(mandate_pdf(given.mandate(), only)) for only in Exemplaire]
    for text in originals:
        for mention in MENTIONS:
            assert mention in text
        for fact in (
            "N° 2026-CCASILL-M0003",
            "carte nationale d’identité",
            "1er mars 2026 à 14 h 02",
            "Il prend fin le 1er avril 2026 à 14 h 05.",
            "Fait à Prades, le 1er mars 2026 à 14 h 05.",
            "MANDAT v1",
            "page 2/2",
        ):
            assert fact in text
    assert "Exemplaire 1/2 – remis à la personne" in originals[0]
    assert "Exemplaire 2/2 – conservé par la structure" in originals[1]
    assert read(mandate_pdf(given.mandate())) == " ".join(originals)


def test_both_originals_carry_the_same_short_hash() -> None:
    text = read(mandate_pdf(given.mandate()))
    hashes = re.findall(r"MANDAT v1 · ([0-9a-f]{12}) ·", text)
    assert len(hashes) == 4
    assert len(set(hashes)) == 1
    other = read(mandate_pdf(replace(given.mandate(), duree_jours=1)))
    assert hashes[0] not in other


def test_only_what_was_said_is_ticked() -> None:
    ticked = {
        words.removeprefix("case cochée : ")
        for words in alternatives_of(mandate_pdf(given.mandate(), Exemplaire.PERSONNE))
        if words.startswith("case cochée")
    }
    assert ticked == {
        "Faire pour moi",
        "Demander mes informations",
        "On m’a expliqué à quoi servent mes données.",
        "On m’a expliqué quels sont mes droits.",
        "On m’a expliqué quelles démarches seront faites.",
        "On m’a expliqué cela avant que je signe. Mon identité a été vérifiée.",
        (
            "Je déclare être majeur(e) et ne pas être sous sauvegarde de justice, tutelle ou "
            "curatelle."
        ),
        "à distance",
        "31 jours",
        "Lu à voix haute par l’agent",
    }
    empty = replace(given.mandate(), informee=False, declare_capacite=None, a_distance=None)
    boxes = alternatives_of(mandate_pdf(empty, Exemplaire.PERSONNE))
    assert not [box for box in boxes if "cochée" in box and ("expliqué" in box or "dist" in box)]


def test_a_draft_says_on_each_page_that_it_is_worth_nothing(tmp_path: Path) -> None:
    draft = mandate_pdf(replace(given.mandate(), final=False), Exemplaire.STRUCTURE)
    assert structure_of(tmp_path, draft).count("Projet – sans valeur") == 2
    assert "Projet" not in structure_of(tmp_path, mandate_pdf(given.mandate()))


def test_who_cannot_sign_has_two_witnesses_and_no_box_to_sign_in() -> None:
    text = read(mandate_pdf(given.witnessed(), Exemplaire.PERSONNE))
    assert (
        "La personne déclare ne pas pouvoir ou ne pas savoir signer. Le texte lui a été lu. Elle a "
        "donné son accord oralement, devant :" in text
    )
    assert text.count("témoin : nom, prénom, qualité, signature") == 2
    assert "(mandant) : « Lu et approuvé »" not in text
    assert "Expliqué en arabe par Madame Imaginaire, interprète professionnelle" in text
    assert "La traduction aide à comprendre. Seul le texte français signé fait foi." in text
    with pytest.raises(ValueError, match="no request for data"):
        replace(given.witnessed(), lignes=(given.MY_DATA,))


def test_a_blank_mandate_is_filled_in_by_hand_and_a_filled_one_has_no_empty_row() -> None:
    text = read(mandate_pdf(given.blank(), Exemplaire.PERSONNE))
    assert text.count("Faire pour moi") == 3
    assert "Barrez les lignes vides avant de signer." in text
    assert "2026-CCASILL-S0012" in text
    with pytest.raises(ValueError, match="after signing"):
        replace(given.mandate(), lignes_vierges=1)


def test_the_structure_may_be_the_one_that_takes_the_mandate() -> None:
    text = read(mandate_pdf(replace(given.mandate(), mandataire_agent=False)))
    assert "La structure (mandataire)" in text
    assert "je donne pouvoir à Maison « L’Été » & Cie, représentée par Gaëlle O’Çelik" in text


def test_a_blank_mandate_offers_what_the_convention_lets_one_sign() -> None:
    convention = load_convention(RESOURCES / "conventions" / "conflent-canigo")
    assert convention.mandat is not None
    rules = replace(
        convention.mandat,
        durees=(DureeMandat.JOUR, DureeMandat.MOIS),
        mandataire=Mandataire.STRUCTURE,
    )
    narrow = replace(convention, mandat=rules)
    data = mandate_blank(narrow, given.blank().structure, "S-BCDFGH-01", DAY)
    text = read(mandate_pdf(data, Exemplaire.PERSONNE))
    assert "La structure (mandataire)" in text
    assert "31 jours" in text
    assert "182 jours" not in text
    assert "365 jours" not in text


@pytest.mark.obligation("S2-18")
@pytest.mark.obligation("S2-26")
def test_the_withdrawal_says_since_when_and_what_follows() -> None:
    text = read(withdrawal_pdf(given.withdrawal()))
    for said in (
        "N° 2026-CCASILL-M0003, signé le 1er mars 2026",
        "Le mandat n’a plus d’effet à partir du 9 mars 2026 à 9 h 30.",
        "Ce qui a été fait avant reste valable.",
        "Je n’ai pas à donner de raison.",
        "Les données liées à ce mandat sont détruites (voir attestation).",
        "Je peux demander que mon original me soit rendu.",
        (
            "Les organismes qui ne connaissent pas ce retrait peuvent se fier au mandat : pensez "
            "à les prévenir."
        ),
        "En cours",
        "Faite",
    ):
        assert said in text
    assert "(mandant), signature" in text


def test_a_line_withdrawn_alone_leaves_the_others_and_destroys_nothing() -> None:
    text = read(withdrawal_pdf(given.partial_withdrawal()))
    assert "Restent autorisées" in text
    assert "Pour ces démarches, le mandat n’a plus d’effet à partir du" in text
    assert "sont détruites" not in text
    assert "Je n’ai pas à donner de raison." not in text  # the mandataire renounces
    assert "(mandant), signature" not in text  # the person is not there


@pytest.mark.parametrize("initiateur", Initiateur)
def test_every_end_has_its_words(initiateur: Initiateur) -> None:
    text = read(withdrawal_pdf(replace(given.withdrawal(), initiateur=initiateur)))
    title = "Attestation de retrait" if initiateur is Initiateur.PERSONNE else "Attestation de fin"
    assert title in text
    assert ("(mandant), signature" in text) is (initiateur is not Initiateur.DECES)


@pytest.mark.obligation("S2-17")
def test_the_destruction_names_the_mandate_and_no_person() -> None:
    text = read(certificate_pdf(given.destruction()))
    for said in (
        "Mandat 2026-CCASILL-M0003",
        (
            "Plus aucune donnée permettant de vous identifier n’est conservée dans l’application "
            "pour ce mandat."
        ),
        (
            "Les données transmises à Caisse d’allocations familiales avant cette date relèvent "
            "de cet organisme : adressez-vous à lui."
        ),
        "9 mars 2026 à 9 h 30",
        "L’original du mandat, sur papier, reste à la structure.",
    ):
        assert said in text
    assert ACCENTS.personne.nom.upper() not in text.upper()


def test_who_may_not_sign_is_told_other_ways_and_never_why() -> None:
    text = read(orientation_slip_pdf(given.orientation()))
    assert "Nous faisons la démarche ensemble." in text
    assert "L’aide est gratuite. Rien n’est noté sur vous." in text
    for reason in ("mineur", "tutelle", "curatelle", "sauvegarde", "mandat"):
        assert reason not in text.lower()


def test_an_hour_is_printed_as_it_stands_on_the_wall() -> None:
    late = replace(given.mandate(), prend_fin=datetime(2026, 12, 31, 9, 5))  # noqa: DTZ001
    assert "Il prend fin le 31 décembre 2026 à 9 h 05." in read(mandate_pdf(late))
