"""What the page « Demandes et incidents » shows."""

from dataclasses import dataclass

from app.ui.dossiers.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterState:
    """Everything the page shows. The ids of rows say which kind they are (`registre_words`)."""

    rule: str = ""
    requests: tuple[Row, ...] = ()
    breaches: tuple[Row, ...] = ()
    closed: tuple[Row, ...] = ()
    loaded: bool = False
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was ever noted."""
        return self.loaded and not (self.requests or self.breaches or self.closed)
