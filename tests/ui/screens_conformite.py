"""The screens of « Conformité »: what lacks, mistakes, a paper under way, a reader."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.conformite import Rubrique
from app.domain.instruction import RubriqueInstruction
from app.ui.dossiers.words import Fact
from app.ui.pages.reglages.conformite.state import ConformiteState, Typed
from app.ui.pages.reglages.conformite.written_state import WrittenState
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.shell.window import MainWindow
from app.ui.theme.current import current_appearance
from app.ui.widgets.tones import Pill, Tone
from tests.screens import screen, settle
from tests.ui.screens_frame import workspace
from tests.ui.screens_reglages import STATE as REGLAGES

TO_DO = ConformiteState(
    loaded=True,
    pill=Pill("À compléter", Tone.WARNING),
    facts=(
        Fact("Rôle de la structure", "Sous-traitant"),
        Fact(
            "Convention",
            "Délégation de prescription des Pass numériques, Convention de 2021",
        ),
        Fact("Engagements", "9\u00a0demandés par la convention"),
        Fact("Analyse d’impact", "Date à renseigner"),
    ),
    lacks=(
        "le représentant de la structure",
        "le délégué à la protection des données",
        "la date de l’analyse d’impact et qui l’a validée",
    ),
    asks_responsable=True,
    dpo_ecrit="sichardaire@albretcommunaute",
    may_write=True,
)
DONE = replace(
    TO_DO,
    pill=Pill("Complet", Tone.SUCCESS),
    facts=(
        *TO_DO.facts[:3],
        Fact("Analyse d’impact", "Validée\nle 1er\u00a0mars 2026, par\u00a0: le Président"),
    ),
    lacks=(),
    kept=Typed(
        representant="le Président de la communauté de communes",
        dpo="Délégué mutualisé, dpo@exemple.fr",
        responsable="Service Inclusion numérique",
        aipd_on="01/03/2026",
        aipd_par="le Président",
    ),
    message="C’est enregistré. Les papiers le disent désormais.",
    about_form=True,
)
WRONG = replace(
    TO_DO,
    mistakes={
        Rubrique.DPO: "Il manque une adresse de courriel entière, comme dpo@exemple.fr.",
        Rubrique.AIPD_PAR: "Écrivez qui a validé.",
    },
    message="Rien n’est encore enregistré\u00a0: corrigez ce qui est signalé.",
    tone=Tone.DANGER,
    about_form=True,
)
WORKING = replace(DONE, message="", working="Dossier de conformité…", done=2, total=5)
READING = replace(DONE, message="", may_write=False)
WRITTEN = WrittenState(
    loaded=True,
    asks_instructions=True,
    may_write=True,
    instructions=(
        Fact(
            "N°\u00a02, reçue le 20\u00a0novembre 2026",
            "Ne plus saisir le complément d’adresse ; l’effacer des dossiers en cours.\n"
            "De\u00a0: Service Inclusion numérique, référence DN/2026/12",
        ),
        Fact(
            "N°\u00a01, reçue le 3\u00a0mars 2026",
            "Remettre la notice en version de mars 2026.\nDe\u00a0: la déléguée à la protection",
        ),
    ),
    mistakes={RubriqueInstruction.RECUE_ON: "Cette date n’est pas encore venue."},
    message="L’instruction n’est pas encore notée\u00a0: corrigez ce qui est signalé.",
    tone=Tone.DANGER,
    notice_message="Le brouillon est enregistré. Relisez-le dans votre messagerie, puis "
    "envoyez-le.",
)


def _tab(window: MainWindow, state: ConformiteState, *, field: bool = False) -> QWidget | None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(REGLAGES)
    page.conformite.show_state(state)
    page.tabs.show_part(page.conformite)
    workspace(window, page).go_to("reglages")
    settle()
    if field:
        page.conformite.form.keep_button.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        page.bring_into_view(page.conformite.form.banner)
        settle()
    return None


screen("reglages-9-conformite", lambda w: _tab(w, TO_DO))
screen("reglages-9-conformite-complete", lambda w: _tab(w, DONE))
screen("reglages-9-conformite-champs", lambda w: _tab(w, DONE, field=True))
screen("reglages-9-conformite-fautes", lambda w: _tab(w, WRONG, field=True))
screen("reglages-9-conformite-en-cours", lambda w: _tab(w, WORKING))
screen("reglages-9-conformite-lecture", lambda w: _tab(w, READING))


def _written(window: MainWindow, *, notice: bool) -> QWidget | None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(REGLAGES)
    page.conformite.show_state(replace(DONE, message=""))
    page.conformite.written.show_state(WRITTEN)
    page.tabs.show_part(page.conformite)
    workspace(window, page).go_to("reglages")
    settle()
    cards = page.conformite.written
    page.bring_into_view(cards.notice_banner if notice else cards.banner)
    settle()
    return None


screen("reglages-9-conformite-instructions", lambda w: _written(w, notice=False))
screen("reglages-9-conformite-avis", lambda w: _written(w, notice=True))
