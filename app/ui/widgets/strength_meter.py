"""The estimate of a passphrase: a bar and a sentence."""

from PySide6.QtWidgets import QProgressBar, QWidget

from app.ui.presenting import Strength
from app.ui.theme.tokens import Space
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import column, restyle

_ADVICE = "Quatre ou cinq mots sans rapport entre eux\u00a0: facile à retenir, long à deviner."


class StrengthMeter(QWidget):
    """Shows a `Strength`, or advice while there is nothing to estimate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strengthMeter")
        self._bar = QProgressBar()
        self._bar.setRange(0, 4)
        self._bar.setTextVisible(False)
        self._sentence = hint(_ADVICE)
        self._sentence.setObjectName("strengthSentence")
        layout = column(self, gap=Space.XS)
        layout.addWidget(self._bar)
        layout.addWidget(self._sentence)
        self.show_strength(None)

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate, or the advice when there is none."""
        score = strength.score if strength else 0
        if strength is not None and not strength.accepted:
            score = min(score, 2)  # never the colour of « good » beside a refusal
        self._bar.setValue(score)
        restyle(self._bar, "level", str(score))
        words = strength.sentence if strength else _ADVICE
        self._sentence.setText(words)
        self._bar.setAccessibleName(f"Solidité {score} sur 4. {words}")
