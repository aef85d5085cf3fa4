"""The keys of the window, and the sheet that lists them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import primary
from app.ui.widgets.key_hint import KeyHint
from app.ui.widgets.labels import section
from app.ui.widgets.layouts import column, sized

KEYS = (
    ("Ctrl+1…9", "aller à une page de la colonne de gauche"),
    ("F5", "synchroniser"),
    ("Ctrl+,", "réglages"),
    ("Ctrl+L", "verrouiller"),
    ("F12", "masquer l’écran, puis le retrouver"),
    ("1…9", "choisir une réponse"),
    ("Entrée", "valider et continuer"),
    ("Retour arrière", "revenir à la question précédente"),
    ("Alt+flèche", "déplacer une ligne à mettre dans l’ordre"),
    ("Ctrl+Entrée", "continuer après un texte de plusieurs lignes"),
    ("Tab", "aller au champ suivant"),
    ("Échap", "fermer une fenêtre, vider une recherche"),
    ("Ctrl+Plus", "agrandir"),
    ("Ctrl+Moins", "réduire"),
    ("Ctrl+0", "revenir à la taille normale"),
    ("F1", "ouvrir le guide à la page où vous êtes"),
    ("Maj+F1", "cette liste"),
)


class ShortcutsDialog(QDialog):
    """Lists every key with what it does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle("Passerelle")
        self.setAccessibleName("Le clavier")
        layout = column(self, gap=Space.S, pad=Space.XL)
        layout.addWidget(section("Tout se fait au clavier"))
        for keys, words in KEYS:
            layout.addWidget(KeyHint(keys, words))
        close = primary("&Fermer", name="closeShortcuts")
        close.clicked.connect(self.accept)
        layout.addSpacing(Space.M)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        sized(self, min_width=440)
        close.setFocus()
