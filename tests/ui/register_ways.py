"""Notes where the pages of the register were asked to lead."""

from dataclasses import dataclass, field

from app.domain.identifiers import DemandeId, PersonneId, ViolationId


@dataclass
class Ways:
    """Keeps, in order, each place asked for."""

    taken: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def open_request(self, demande_id: DemandeId) -> None:
        self.taken.append(("request", demande_id))

    def new_request(self, personne_id: PersonneId | None = None) -> None:
        self.taken.append(("new request", personne_id or ""))

    def open_breach(self, violation_id: ViolationId) -> None:
        self.taken.append(("breach", violation_id))

    def new_breach(self) -> None:
        self.taken.append(("new breach", ""))
