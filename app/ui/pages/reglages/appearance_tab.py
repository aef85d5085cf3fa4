"""How the window looks; what is chosen is seen at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.theme.tokens import ZOOM_STEPS, Appearance, Scheme
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.layouts import column

_SCHEMES = (
    Choice(Scheme.LIGHT.value, "Clair", "Papier et bleu pétrole"),
    Choice(Scheme.DARK.value, "Sombre", "Moins de lumière, pour une pièce peu éclairée"),
    Choice(Scheme.HIGH_CONTRAST.value, "Contraste élevé", "Noir, blanc et jaune"),
)


class AppearanceTab(QWidget):
    """Palette and size.

    Signals:
        chosen: the `Appearance` that the user wants.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self.schemes = ChoiceList("Couleurs")
        self.sizes = ChoiceList("Taille")
        self.schemes.answered.connect(self._changed)
        self.sizes.answered.connect(self._changed)
        layout = column(self)
        colours = Card("Couleurs")
        colours.body.addWidget(self.schemes)
        sizes = Card("Taille", about="Partout\u00a0: Ctrl et +, Ctrl et −, Ctrl et 0.")
        sizes.body.addWidget(self.sizes)
        layout.addWidget(colours)
        layout.addWidget(sizes)
        layout.addStretch(1)

    def show_appearance(self, appearance: Appearance) -> None:
        """Show what is on screen now."""
        self._appearance = appearance
        self.schemes.show_choices(_SCHEMES, selected=[appearance.scheme.value], keys=False)
        steps = [Choice(str(step), f"{step}\u00a0%") for step in ZOOM_STEPS]
        self.sizes.show_choices(steps, selected=[str(appearance.zoom)], keys=False)

    def _changed(self) -> None:
        scheme = "".join(self.schemes.selected()[:1]) or self._appearance.scheme.value
        zoom = "".join(self.sizes.selected()[:1]) or str(self._appearance.zoom)
        self.chosen.emit(Appearance(scheme=Scheme(scheme), zoom=int(zoom)))
