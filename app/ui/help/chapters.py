"""Which chapter of the guide belongs to which page: by the package of its class.

A page that is not here has no chapter: `tests/ui/help` walks the packages and fails.
"""

from typing import Final

from PySide6.QtWidgets import QWidget

from app.ui.widgets.tabs import Tabs

FIRST: Final = "aujourdhui"
CHAPTERS: Final = {
    "app.ui.pages.aide_rapide": "aide-rapide",
    "app.ui.pages.ateliers": "ateliers",
    "app.ui.pages.aujourdhui": FIRST,
    "app.ui.pages.bilan": "bilan",
    "app.ui.pages.carnet_secours": "carnet-de-secours",
    "app.ui.pages.carnets": "carnets",
    "app.ui.pages.carnets.hand_page": "remise-carnet",
    "app.ui.pages.demandes": "demandes",
    "app.ui.pages.diagnostic": "diagnostic",
    "app.ui.pages.droits": "droits",
    "app.ui.pages.echeances": "echeances",
    "app.ui.pages.enquete": "enquete-evaluation-navette",
    "app.ui.pages.entrainement": "entrainement",
    "app.ui.pages.evaluation": "enquete-evaluation-navette",
    "app.ui.pages.exercice": "exercice",
    "app.ui.pages.fermeture": "sauvegardes",
    "app.ui.pages.fin_convention": "fin",
    "app.ui.pages.fin_poste": "fin",
    "app.ui.pages.first_run": "premier-demarrage",
    "app.ui.pages.mandats": "mandats",
    "app.ui.pages.navette": "enquete-evaluation-navette",
    "app.ui.pages.notice": "information",
    "app.ui.pages.papiers": "papiers",
    "app.ui.pages.permanences": "permanences",
    "app.ui.pages.personne": "personne",
    "app.ui.pages.personnes": "personnes",
    "app.ui.pages.prescriptions": "prescriptions",
    "app.ui.pages.questionnaire": "questionnaire",
    "app.ui.pages.recuperation": "phrase-perdue",
    "app.ui.pages.reglages": "reglages",
    "app.ui.pages.reglages.agents": "collegues",
    "app.ui.pages.reglages.cles": "securite",
    "app.ui.pages.reglages.conformite": "conformite",
    "app.ui.pages.reglages.convention": "convention",
    "app.ui.pages.reglages.departement_tab": "departement",
    "app.ui.pages.reglages.effacements": "effacements",
    "app.ui.pages.reglages.fin_tab": "fin",
    "app.ui.pages.reglages.journal": "journal",
    "app.ui.pages.reglages.logiciel": "mises-a-jour",
    "app.ui.pages.reglages.papiers": "imprimer",
    "app.ui.pages.reglages.premiers_pas_tab": "premieres-heures",
    "app.ui.pages.reglages.questionnaire": "versions-questionnaire",
    "app.ui.pages.reglages.sauvegardes": "sauvegardes",
    "app.ui.pages.reglages.security_tab": "securite",
    "app.ui.pages.reglages.stick_settings": "cle-usb",
    "app.ui.pages.relecture": "attente",
    "app.ui.pages.restauration": "restaurer",
    "app.ui.pages.saisie_papier": "questionnaires-papier",
    "app.ui.pages.structures": "structures",
    "app.ui.pages.synchroniser": "synchroniser",
    "app.ui.pages.synchroniser.stick_card": "cle-usb",
    "app.ui.pages.unlock": "ouvrir",
    "app.ui.printing": "imprimer",
    "app.ui.shell.date_dialog": "effacements",
    "app.ui.shell.paper_dialog": "imprimer",
    "app.ui.shell.shortcuts": "clavier",
}


def chapter_of_module(module: str) -> str:
    """Return the chapter of the nearest package above `module` that has one, else nothing."""
    while module:
        if module in CHAPTERS:
            return CHAPTERS[module]
        module = module.rpartition(".")[0]
    return ""


def chapter_of(*places: QWidget | None) -> str:
    """Return the chapter of the first of `places` that lies in a page with one.

    In a page of parts, it is that of the part on screen.
    """
    for place in places:
        here = place
        while here is not None:
            chapter = chapter_of_module(type(here).__module__)
            if chapter:
                return _of_part(here) or chapter
            here = here.parentWidget()
    return FIRST


def _of_part(page: QWidget) -> str:
    """Return the chapter of the part that a page shows, where it has parts behind names."""
    tabs = page.findChild(Tabs)
    shown = tabs.part if tabs is not None else None
    return chapter_of_module(type(shown).__module__) if shown is not None else ""
