"""The screens of the backups: the part of Réglages, and the page that restores."""

from dataclasses import replace

from app.storage.sauvegarde.failures import sentence_of
from app.ui.dossiers.words import Fact
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.sauvegardes.state import BackupLine, BackupsState
from app.ui.pages.restauration.page import RestaurationPage
from app.ui.pages.restauration.state import Entry, RestoreState, Step
from app.ui.shell.window import MainWindow
from app.ui.theme.current import current_appearance
from app.ui.widgets.tones import Pill, Tone
from tests.screens import screen
from tests.ui.screens_frame import workspace
from tests.ui.screens_reglages import STATE as REGLAGES

EMPTY = BackupsState(
    loaded=True,
    problem="Rien n’est sauvegardé\u00a0: si cet ordinateur est perdu, vos dossiers le sont avec "
    "lui. Choisissez une clé, ou un dossier du réseau de votre structure.",
)
STATE = BackupsState(
    loaded=True,
    folder="/media/CLE-CCAS/sauvegardes",
    pill=Pill("À jour", Tone.SUCCESS),
    last="aujourd’hui à 12\u00a0h\u00a004",
    lines=(
        BackupLine(
            when="aujourd’hui à 12\u00a0h\u00a004",
            about="23,4\u00a0Mo, gardée au plus jusqu’au 22\u00a0décembre 2026",
        ),
        BackupLine(
            when="hier à 17\u00a0h\u00a031",
            about="23,1\u00a0Mo, gardée au plus jusqu’au 21\u00a0décembre 2026",
        ),
        BackupLine(
            when="Illisible", about="passerelle-20261119-171502.sauvegarde ne peut pas servir"
        ),
    ),
)
ABSENT = replace(
    STATE,
    pill=Pill("Dossier ou clé introuvable", Tone.WARNING),
    lines=(),
    problem=sentence_of("BackupFolderAbsentError"),
)
WORKING = replace(STATE, working="Sauvegarde…", done=9, total=23)
FORMER = replace(
    STATE,
    former="29\u00a0novembre 2026",
    message=sentence_of("BackupDiskFullError"),
    tone=Tone.DANGER,
)
MOVED = replace(
    STATE,
    lines=STATE.lines[:1],
    message="C’est fait\u00a0: une sauvegarde est dans ce dossier. L’ancien dossier reste "
    "suivi\u00a0: vous pouvez détruire ses sauvegardes, plus bas.",
    former_folders=(
        BackupLine(when="À portée", about="/media/PARTAGE/ccas\n2\u00a0sauvegardes de ce poste"),
        BackupLine(
            when="Introuvable",
            about="/media/CLE-BLEUE\nBranchez-le\u00a0: ce qui est effacé y est peut-être encore.",
        ),
    ),
)
CHOOSE = RestoreState(
    entries=(
        Entry(code="a", words="Aujourd’hui à 12\u00a0h\u00a004", hint="23,4\u00a0Mo"),
        Entry(code="b", words="Hier à 17\u00a0h\u00a031", hint="23,1\u00a0Mo"),
    ),
    selected="a",
)
OPEN = RestoreState(
    step=Step.OPEN,
    entries=(
        Entry(code="c", words="Camille E."),
        Entry(code="d", words="Dominique F."),
        Entry(
            code="feuille",
            words="Avec la feuille de secours",
            hint="Si la phrase de passe est perdue.",
        ),
    ),
    facts=(
        Fact("Faite", "hier à 17\u00a0h\u00a031"),
        Fact("Version de Passerelle", "0.1.0"),
        Fact("Taille", "23,1\u00a0Mo"),
    ),
    problem="Ce n’est pas la bonne phrase de passe. Rien n’est perdu. Vérifiez les majuscules et "
    "le clavier, puis recommencez.",
)
LOOK = RestoreState(
    step=Step.LOOK,
    facts=(
        Fact("Faite", "hier à 17\u00a0h\u00a031"),
        Fact("Structure", "CCAS d’Illustration"),
        Fact("Personnes", "412"),
        Fact("Entretiens", "530"),
        Fact("Prescriptions", "388"),
        Fact("Collègues", "2"),
        Fact("Registre des effacements", "hier à 17\u00a0h\u00a031"),
        Fact("Effacés de nouveau", "rien"),
    ),
    warnings=(
        "Ce qui est sur ce poste maintenant est mis de côté sept jours.",
        "Ce poste devra être activé de nouveau auprès du Département avant de synchroniser.",
        (
            "Le registre des effacements n’est pas plus récent que la sauvegarde\u00a0: qui a été "
            "effacé depuis reviendrait. Activez ce poste avant de recevoir quelqu’un\u00a0: le "
            "Département fera effacer de nouveau ce qui l’était."
        ),
    ),
)  # fmt: skip


def _part(window: MainWindow, state: BackupsState) -> None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(REGLAGES)
    page.sauvegardes.show_state(state)
    page.tabs.show_part(page.sauvegardes)
    workspace(window, page).go_to("reglages")


def _restore(window: MainWindow, state: RestoreState) -> None:
    page = RestaurationPage()
    page.show_state(state)
    window.show_gate(page)


screen("sauvegardes-1-aucun-dossier", lambda w: _part(w, EMPTY))
screen("sauvegardes-2-a-jour", lambda w: _part(w, STATE))
screen("sauvegardes-3-cle-absente", lambda w: _part(w, ABSENT))
screen("sauvegardes-4-en-cours", lambda w: _part(w, WORKING))
screen("sauvegardes-5-etat-d-avant", lambda w: _part(w, FORMER))
screen("sauvegardes-6-dossiers-d-avant", lambda w: _part(w, MOVED))
screen("restauration-1-choisir", lambda w: _restore(w, CHOOSE))
screen("restauration-2-rien-trouve", lambda w: _restore(w, RestoreState()))
screen("restauration-3-ouvrir", lambda w: _restore(w, OPEN))
screen("restauration-4-apercu", lambda w: _restore(w, LOOK))
