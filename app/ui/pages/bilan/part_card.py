"""A section of a report: its question and text, its targets, its typed numbers, its tables."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from app.domain.bilan import Bilan, Cible, Partie, named
from app.domain.graphique import written
from app.ui.dossiers.facts import Facts
from app.ui.dossiers.words import Fact
from app.ui.pages.bilan import words
from app.ui.pages.bilan.tables import TablePart
from app.ui.pages.bilan.text_field import TextField
from app.ui.widgets.buttons import link
from app.ui.widgets.card import Card
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import body, hint

_DIGITS = 8
_TOLD = {True: "tenu", False: "non tenu", None: "à lire sur une année civile"}


class PartCard(Card):
    """Shows one section, made once; `update_texts` shows what was kept.

    Signals:
        written: section and text. typed: section, number's code and text.
        kept: the section whose text, proposed again, stays as it is.
    """

    written = Signal(str, str)
    typed = Signal(str, str, str)
    kept = Signal(str)

    def __init__(self, number: int, partie: Partie, *, may_write: bool) -> None:
        super().__init__(f"{number}. {partie.titre}")
        self.code = partie.code
        self._text = partie.texte
        self.editor: TextField | None = None
        self._again = hint("")
        self._keep = link("C’est toujours vrai", name=f"keep-{partie.code}")
        if partie.question:
            self._add_text(partie, may_write=may_write)
        if partie.cibles:
            facts = Facts("Objectifs", labels=380)
            facts.show_facts([Fact(one.libelle, _target(one)) for one in partie.cibles])
            self.body.addWidget(facts)
        self._add_numbers(partie, may_write=may_write)
        empty = [one.titre for one in partie.tableaux if not one.lignes]
        for one in partie.tableaux:
            if one.lignes:
                self.body.addWidget(TablePart(one))
        if empty:
            self.body.addWidget(hint(f"{words.EMPTY}\u00a0: {named(empty)}."))

    def show_origin(self, bilan: Bilan) -> None:
        """Say whether the text comes from an earlier report and was not read again."""
        again = self.code in bilan.repris and bilan.may_be_written
        self._again.setText(f"Texte du bilan «\u00a0{bilan.repris_de}\u00a0»\u00a0: relisez-le.")
        self._again.setVisible(again and self.editor is not None)
        self._keep.setVisible(again and self.editor is not None)

    def flush(self) -> None:
        """Give what is being typed, before something else is done."""
        if self.editor is not None and self.editor.toPlainText().strip() != self._text:
            self._text = self.editor.toPlainText().strip()
            self.written.emit(self.code, self._text)

    def _add_text(self, partie: Partie, *, may_write: bool) -> None:
        self.body.addWidget(body(partie.question))
        if not may_write:
            self.body.addWidget(body(partie.texte) if partie.texte else hint("Rien n’est écrit."))
            return
        self.editor = TextField(f"text-{partie.code}", partie.titre)
        self.editor.setAccessibleDescription(f"{partie.question} {words.NO_NAME}")
        self.editor.setPlainText(partie.texte)
        self.editor.left.connect(self.flush)
        self._keep.clicked.connect(self._keep_text)
        for one in (hint(words.NO_NAME), self._again, self.editor, self._keep):
            self.body.addWidget(one)

    def _keep_text(self) -> None:
        self.flush()
        self.kept.emit(self.code)

    def _add_numbers(self, partie: Partie, *, may_write: bool) -> None:
        for one in partie.saisies:
            shown = "" if one.nombre is None else str(one.nombre)
            if not may_write:
                facts = Facts(one.libelle, labels=380)
                facts.show_facts([Fact(one.libelle, shown or "non renseigné")])
                self.body.addWidget(facts)
                continue
            line = LineField(
                one.libelle, name=f"number-{one.code}", optional=True, max_length=_DIGITS
            )
            line.set_text(shown)
            line.line.editingFinished.connect(partial(self._typed, one.code, line.text))
            self.body.addWidget(line)

    def _typed(self, code: str, text: Callable[[], str]) -> None:
        self.typed.emit(self.code, code, text())


def _target(cible: Cible) -> str:
    return (
        f"{written(cible.atteint)}\u00a0; il en faut {cible.minimum} par an\u00a0: "
        f"{_TOLD[cible.tenu]}"
    )
