"""What must stand on each paper, read back from the PDF. Expected words: documents.md b4 to b7."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from app.conventions.loading import load_convention
from app.documents.letter import letter_pdf
from app.documents.notice import NoticeData, notice_pdf, notice_version
from app.documents.personal_sheet import personal_sheet_pdf
from app.documents.prescription_sheet import prescription_sheet_pdf
from app.documents.texts import load
from app.documents.values import CarnetRemis, Lieu
from app.domain.prescription import Decision, Sens, Suivi
from tests.documents.examples import (
    CONSENT,
    LOT_ET_GARONNE,
    PRESCRIPTION,
    STRASBOURG,
    STRUCTURE,
    alternatives_of,
    letter,
    notice,
    pages_of,
    personal_sheet,
    prescription_sheet,
    structure_of,
    text_of,
)
from tests.paths import RESOURCES


@pytest.mark.obligation("S0-37", "S0-43")
def test_the_complete_notice_says_all_that_article_13_asks(tmp_path: Path) -> None:
    page = pages_of(tmp_path, notice_pdf(notice(LOT_ET_GARONNE)))[1]
    for said in (
        "Le Département de Lot-et-Garonne",
        "1633 avenue du Général Leclerc",
        "CCAS d’Illkirch, sous-traitant",
        "dpo@departement.example",
        "prescrire des Pass numériques pour suivre un parcours de formation",
        "Votre consentement",
        "Nom, prénom, adresse postale.",
        "Ces données viennent de vous.",
        "Destinataires",
        "Transfert hors de l’Union européenne Aucun.",
        "Vos données sont gardées 4 ans, puis effacées, copies comprises.",
        "Accès, rectification, effacement, limitation, opposition, portabilité",
        "retrait de l’accord à tout moment",
        "droits@departement.example",
        "sous 24 heures",
        "3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07",
        "Rien n’est obligatoire.",
        "Aucune. Le questionnaire donne un conseil à l’agent. Une personne décide toujours",
    ):
        assert said in page


def test_a_convention_that_keeps_the_answers_says_so(tmp_path: Path) -> None:
    kept = pages_of(tmp_path, notice_pdf(notice(STRASBOURG)))
    gone = pages_of(tmp_path, notice_pdf(notice(LOT_ET_GARONNE)))
    assert "Nous gardons aussi vos réponses" in kept[0]
    assert "Elles sont effacées ce soir au plus tard." in gone[0]
    assert "catégorie de public" in kept[1]
    assert "catégorie de public" not in gone[1]


def test_no_box_is_ticked_before_somebody_answers() -> None:
    boxes = alternatives_of(notice_pdf(notice(STRASBOURG)))
    assert len(boxes) == 4 * 2 + 5
    assert all(box.startswith("case à cocher, vide : ") for box in boxes)


@pytest.mark.obligation("S0-43")
def test_a_recorded_answer_ticks_its_boxes_and_no_other() -> None:
    data = replace(notice(STRASBOURG), answer=CONSENT, oral=True)
    ticked = [box for box in alternatives_of(notice_pdf(data)) if "vide" not in box]
    assert sorted(ticked) == [
        "case cochée : Accord donné à l’oral devant l’agent, qui le confirme.",
        "case cochée : Je refuse",  # the statistics
        "case cochée : J’accepte",
        "case cochée : J’accepte",
        "case cochée : J’accepte",
        "case cochée : J’ai reçu la notice (version 2026-11-abcdef).",
        "case cochée : Lue à voix haute par l’agent",
    ]


def test_the_slip_names_the_version_that_the_person_received(tmp_path: Path) -> None:
    data = replace(notice(STRASBOURG), answer=CONSENT)
    assert "J’ai reçu la notice (version 2026-11-abcdef)." in text_of(tmp_path, notice_pdf(data))


@pytest.mark.obligation("S0-09")
def test_statistics_are_not_asked_where_the_convention_wants_none(tmp_path: Path) -> None:
    slip = pages_of(tmp_path, notice_pdf(notice(LOT_ET_GARONNE)))[2]
    assert "Les statistiques" not in slip
    assert slip.count("J’accepte") == 3


@pytest.mark.obligation("S2-37", "S4-20")
def test_the_notice_promises_nothing_that_the_convention_does_not_do(tmp_path: Path) -> None:
    """002 has no questions and no Pass, 003 sends no name, 004 keeps none (l. 84-87)."""
    said: dict[str, str] = {}
    for name in ("conflent-canigo", "neuilly-plaisance", "epn-normandie"):
        found = load_convention(RESOURCES / "conventions" / name)
        pages = pages_of(tmp_path, notice_pdf(replace(notice(LOT_ET_GARONNE), convention=found)))
        said[name] = " ".join(pages)
        assert len(pages) == (3 if name == "neuilly-plaisance" else 2), name
    conflent = said["conflent-canigo"]
    for word in ("Pass", "questionnaire", "Vos réponses", "statistiques", "rappel"):
        assert word not in conflent, word
    assert "Pour un mandat : votre nom d’usage, votre date de naissance" in conflent
    grand_paris = said["neuilly-plaisance"]
    assert "servent à me remettre un carnet de Pass. Ils restent ici : CCAS" in grand_paris
    for word in ("demande de Pass", "demander des Pass", "sont envoyés", "statistiques"):
        assert word not in grand_paris, word
    epn = said["epn-normandie"]
    assert "Nous n’écrivons pas votre nom." in epn
    for word in ("Votre nom", "prénom", "questionnaire", "rappel", "J’accepte"):
        assert word not in epn, word


@pytest.mark.obligation("S0-42")
def test_another_convention_makes_another_version_of_the_notice() -> None:
    versions = {notice_version(one, STRUCTURE) for one in (STRASBOURG, LOT_ET_GARONNE)}
    assert len(versions) == 2
    assert all(version.startswith("2026-11-") for version in versions)


def test_the_prescription_sheet_names_everything_that_was_prescribed(tmp_path: Path) -> None:
    text = text_of(tmp_path, prescription_sheet_pdf(prescription_sheet(STRASBOURG)))
    for said in (
        "N° 2026-CCASILL-0007",
        "CCAS d’Illkirch",
        "Noëlle Formatrice, Conseillère",
        "1er mars 2026",
        "EXEMPLIER",
        "4 rue des Vignes fictives",
        "67400 Illkirch-Graffenstaden",
        "Formation aux compétences de base",
        "1 carnet, soit 10 Pass (100 €)",
        "Remise en main propre par la structure",
        "2025-CCASILL-0120",
        "État : Préparée, pas encore envoyée",
        "J’ai reçu le carnet n° 0012345678 de 10 Pass valables jusqu’au 31 janvier 2027.",
        "Niveau Intermédiaire",
        "Catégorie 2 de la convention, habite Illkirch-Graffenstaden",
        "Habilitation Prescripteur",
        "Notice, version 2026-11-abcdef",
    ):
        assert said in text


@pytest.mark.obligation("S0-39")
def test_a_convention_of_name_and_address_stops_there(tmp_path: Path) -> None:
    text = text_of(tmp_path, prescription_sheet_pdf(prescription_sheet(LOT_ET_GARONNE)))
    assert "EXEMPLIER" in text
    assert "Envoi par courrier par le Département de Lot-et-Garonne" in text
    for hidden in ("Intermédiaire", "Catégorie", "Civilité", "Adresse e-mail", "J’ai reçu"):
        assert hidden not in text


def test_a_refusal_is_shown_with_the_words_of_its_motive(tmp_path: Path) -> None:
    decision = Decision(
        prescription_id=PRESCRIPTION.id,
        sens=Sens.REFUSEE,
        decided_on=date(2026, 3, 20),
        motif="stock",
    )
    data = replace(prescription_sheet(LOT_ET_GARONNE), suivi=Suivi.DECIDEE, decision=decision)
    text = text_of(tmp_path, prescription_sheet_pdf(data))
    assert "Refusée le 20 mars 2026 : Rupture du stock de Pass numériques" in text


def test_a_receipt_without_a_known_carnet_leaves_room_to_write(tmp_path: Path) -> None:
    data = replace(prescription_sheet(STRASBOURG), carnets=())
    assert "J’ai reçu le carnet n° …" in text_of(tmp_path, prescription_sheet_pdf(data))


@pytest.mark.parametrize("final", [True, False])
def test_a_paper_that_is_not_final_says_so_on_each_page(tmp_path: Path, *, final: bool) -> None:
    tree = structure_of(tmp_path, notice_pdf(replace(notice(STRASBOURG), final=final)))
    assert tree.count("Projet – sans valeur") == (0 if final else 3)


def test_a_cancelled_prescription_has_no_value(tmp_path: Path) -> None:
    data = replace(prescription_sheet(STRASBOURG), suivi=Suivi.ANNULEE)
    tree = structure_of(tmp_path, prescription_sheet_pdf(data))
    assert tree.count("Projet – sans valeur") == 1


def test_the_persons_sheet_says_its_three_promises(tmp_path: Path) -> None:
    text = text_of(tmp_path, personal_sheet_pdf(personal_sheet(STRASBOURG)))
    for said in (
        "Ce papier est à vous. Ce n’est pas un examen.",
        "Vous pouvez demander à changer une réponse.",
        "Zoé, le 1er mars 2026 – avec Noëlle",
        "Nous avons fait le point sur le numérique.",
        "Lire un courriel",
        "Intermédiaire",
        "Formation aux compétences de base",
        "Vous voulez apprendre. Des séances à votre niveau vous aideront.",
        "Vous recevez 1 carnet : 10 Pass numériques.",
        "03 00 00 00 01",
    ):
        assert said in text


def test_the_persons_sheet_shows_three_abilities_at_most(tmp_path: Path) -> None:
    data = replace(personal_sheet(STRASBOURG), acquis=("Un", "Deux", "Trois", "Quatrième"))
    text = text_of(tmp_path, personal_sheet_pdf(data))
    assert "Trois" in text
    assert "Quatrième" not in text


def test_the_persons_sheet_does_not_carry_the_family_name(tmp_path: Path) -> None:
    assert "EXEMPLIER" not in text_of(tmp_path, personal_sheet_pdf(personal_sheet(STRASBOURG)))


@pytest.mark.obligation("S0-16", "S1-03")
def test_posted_pass_are_in_the_envelope_and_others_in_the_hand(tmp_path: Path) -> None:
    posted = text_of(tmp_path, letter_pdf(letter(LOT_ET_GARONNE)))
    handed = text_of(tmp_path, letter_pdf(letter(STRASBOURG)))
    assert "Vous trouverez dans cette enveloppe 10 Pass numériques" in posted
    assert "Nous vous remettons 10 Pass numériques" in handed


@pytest.mark.obligation("S0-03", "S0-04", "S0-30")
def test_the_letter_explains_the_pass_and_is_signed(tmp_path: Path) -> None:
    carnets = (CarnetRemis(numero="0012345678", valid_until=date(2027, 1, 31)),)
    text = text_of(tmp_path, letter_pdf(replace(letter(LOT_ET_GARONNE), carnets=carnets)))
    for said in (
        "Agen, le 1er mars 2026",
        "Référence : 2026-CCASILL-0007",
        "Ils valent 100 € en tout : 10 € chacun.",
        "Numéros : 0012345678.",
        "valables jusqu’au 31 janvier 2027. Après cette date, ils ne servent plus.",
        "Choisissez un lieu dans la liste.",
        "Les Pass paient tout ou une partie de l’atelier.",
        "Ce n’est pas de l’argent.",
        "Vous pouvez faire une nouvelle demande.",
        "La liste des lieux est jointe à cette lettre.",
        "droits@departement.example",
        "La Présidente du Conseil départemental",
        "Madame Prénom Nom",
        "Avec la CAF, la MSA et la Conférence des financeurs.",
    ):
        assert said in text


@pytest.mark.obligation("S0-30")
def test_the_places_are_listed_on_a_page_of_their_own(tmp_path: Path) -> None:
    lieux = tuple(Lieu(nom=f"Espace {n}", adresse=f"{n} rue du Modèle") for n in (1, 2))
    pages = pages_of(tmp_path, letter_pdf(replace(letter(STRASBOURG), lieux=lieux)))
    assert "Espace 1" not in pages[0]
    assert pages[1].index("Espace 1") < pages[1].index("Espace 2")


def test_one_place_alone_would_be_a_recommendation() -> None:
    with pytest.raises(ValueError, match="neutrality"):
        replace(letter(STRASBOURG), lieux=(Lieu(nom="Seul", adresse=""),))
    with pytest.raises(ValueError, match="neutrality"):
        replace(prescription_sheet(STRASBOURG), lieux=("Seul",))


def test_a_refusal_letter_gives_the_reason_in_plain_words(tmp_path: Path) -> None:
    data = replace(letter(LOT_ET_GARONNE), motif=LOT_ET_GARONNE.motifs[0])
    text = text_of(tmp_path, letter_pdf(data))
    assert "Voici pourquoi : Il n’y a plus de Pass en ce moment." in text
    assert "Que faire maintenant ?" in text
    assert "enveloppe" not in text


@pytest.mark.obligation("S1-55", "S1-56")
def test_mentions_of_the_convention_stand_on_every_kind_of_paper(tmp_path: Path) -> None:
    papers = (
        notice_pdf(notice(STRASBOURG)),
        prescription_sheet_pdf(prescription_sheet(STRASBOURG)),
        personal_sheet_pdf(personal_sheet(STRASBOURG)),
        letter_pdf(letter(STRASBOURG)),
    )
    for paper in papers:
        text = text_of(tmp_path, paper)
        assert "Avec le soutien de l’État." in text
        assert "Partenaire : Eurométropole de Strasbourg." in text


def test_the_footer_tells_reference_template_data_and_page(tmp_path: Path) -> None:
    first, other = notice(STRASBOURG), replace(notice(STRASBOURG), agent="Autre")
    feet = [_foot(tmp_path, data) for data in (first, other)]
    assert feet[0].startswith("2026-CCASILL-0007 · NOTICE v1 · ")
    assert feet[0] != feet[1]  # the mark of the data changes with the data


def _foot(folder: Path, data: NoticeData) -> str:
    page = pages_of(folder, notice_pdf(data))[1]
    assert "page 2/3" in page
    start = page.index("2026-CCASILL-0007 · ")
    return page[start : start + 60]


def test_the_ways_of_appeal_are_the_departements_own(tmp_path: Path) -> None:
    """Documents.md b5: « voies de recours line left to the Dépt »; a copy of the text adds them."""
    texts = load("letter.toml", LOT_ET_GARONNE.profile)
    assert "recours" not in texts.parts["refus"]
    own = {**texts.parts["refus"], "recours": ("Vous pouvez écrire au tribunal de Bordeaux.",)}
    data = replace(letter(LOT_ET_GARONNE), motif=LOT_ET_GARONNE.motifs[0])
    with patch("app.documents.letter.worded") as given:
        given.return_value = replace(texts, parts={**texts.parts, "refus": own})
        assert "au tribunal de Bordeaux" in text_of(tmp_path, letter_pdf(data))
