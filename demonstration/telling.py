"""The short account of the day, in French, beside the pictures and the papers."""

from pathlib import Path

from app.domain.convention import Convention
from app.domain.prescription import Decision

INTRODUCTION = (
    "Personnes, structure et Département fictifs ; coffre, base chiffrée, papiers, service et "
    "synchronisation réels, par la vraie fenêtre, au clavier."
)
WORDS = {
    "acceptee": "acceptée",
    "refusee": "refusée",
    "accusee": "reçue par le Département (accusé de réception)",
    "decidee": "décidée",
    "preparee": "préparée",
}


class Account:
    """Gathers what happened, as references and never as names, and writes `compte-rendu.md`."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._told: list[str] = []
        self._papers: list[str] = []
        self._pictures: list[str] = []
        self.lines: list[str] = []

    def say(self, sentence: str) -> None:
        """Note what happened."""
        self._told.append(sentence)
        print(f"  {sentence}", flush=True)

    def prescribed(self, reference: str) -> None:
        """Note a prescription."""
        self.say(f"Prescription {reference} : préparée, ses quatre papiers sont faits.")

    def acknowledged(self, reference: str, suivi: str) -> None:
        """Note what the synchronisation made of a prescription."""
        self.say(f"Prescription {reference} : {WORDS[suivi]}.")

    def decided(self, reference: str, decision: Decision, convention: Convention) -> None:
        """Note the Département's decision, its motive in the words of the convention."""
        why = next(
            (f", motif « {one.label} »" for one in convention.motifs if one.code == decision.motif),
            "",
        )
        self.say(f"Décision du Département sur {reference} : {WORDS[decision.sens.value]}{why}.")

    def paper(self, title: str, file_name: str) -> None:
        """Note a paper that was kept."""
        self._papers.append(f"- [{title}](papiers/{file_name})")

    def picture(self, file_name: str) -> None:
        """Note a picture that was kept."""
        self._pictures.append(f"- [{file_name}](captures/{file_name})")

    def close(self) -> None:
        """Write the account."""
        parts = [
            "# Une journée avec Passerelle",
            "",
            INTRODUCTION,
            "",
            *(f"{number}. {told}" for number, told in enumerate(self._told, start=1)),
            "",
            "## Papiers",
            "",
            *self._papers,
            "",
            "## Captures",
            "",
            *self._pictures,
            "",
        ]
        (self._out / "compte-rendu.md").write_text("\n".join(parts), encoding="utf-8")
