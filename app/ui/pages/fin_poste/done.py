"""What is shown once a laptop has ended: where the proof is, and what may come next."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, primary
from app.ui.widgets.flow import flow
from app.ui.widgets.gate import Gate
from app.ui.widgets.labels import body
from app.ui.widgets.tones import Tone

_DONE = "Les données de ce poste sont détruites"


class FinPosteDone(Gate):
    """Says that nothing is left here.

    Signals:
        close_asked, install_asked: leave the program, or begin anew.
    """

    close_asked = Signal()
    install_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Destruction en cours…", width=600)
        self._said = Banner()
        self._said.setObjectName("endSaid")
        self._where = body("")
        self._next = body(
            "Détruisez à la main les clés de sauvegarde débranchées et les papiers de la "
            "structure\u00a0: l’attestation les énumère. Remettez-la au référent ou au délégué à "
            "la protection des données."
        )
        self.close_button = primary("&Fermer Passerelle", icon="fermer", name="closeProgram")
        self.install_button = link("&Installer de nouveau", name="installAgain")
        self.close_button.clicked.connect(self.close_asked)
        self.install_button.clicked.connect(self.install_asked)
        for part in (self._said, self._where, self._next):
            self.body.addWidget(part)
        buttons = flow()
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.install_button)
        self.body.addLayout(buttons)
        self._next.hide()
        self.close_button.hide()
        self.install_button.hide()
        self.busy.start("Les clés, puis les sauvegardes à portée, puis les fichiers…")

    def show_finished(self, missed: Sequence[str] = ()) -> None:
        """Say that an end which was cut has come to its end now; as `show_done`."""
        self._show_gone(
            "La destruction avait été interrompue. Elle vient de s’achever.\n\nL’attestation "
            "enregistrée alors reste valable\u00a0: elle dit «\u00a0engagée\u00a0», sans l’heure "
            "de fin.",
            missed,
        )

    def show_done(self, paper: str, *, remade: bool, missed: Sequence[str] = ()) -> None:
        """Say that everything is gone, where the certificate is, which folders were `missed`."""
        missing = (
            ""
            if remade
            else "\n\nSon support n’est plus là\u00a0: elle dit «\u00a0engagée\u00a0», sans "
            "l’heure de fin. Elle reste valable."
        )
        self._show_gone(f"L’attestation est ici\u00a0: {paper}{missing}", missed)

    def _show_gone(self, words: str, missed: Sequence[str]) -> None:
        self.busy.stop()
        self.set_heading(_DONE)
        self._said.say(Tone.SUCCESS, "Plus rien ne peut être ouvert ni relu sur cet ordinateur.")
        left = "".join(f"\n«\u00a0{folder}\u00a0»" for folder in missed)
        away = f"\n\nSauvegardes hors de portée, à détruire à la main\u00a0:{left}" if left else ""
        self._where.setText(f"{words}{away}")
        for part in (self._next, self.close_button, self.install_button):
            part.show()
        self.set_first_focus(self.close_button)
        self.take_focus()
