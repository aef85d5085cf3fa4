"""What the page shows while the program ends."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FermetureState:
    """`done` of `total` bytes are written; `problem` is why no backup was made, at the end."""

    preparing: bool = True
    done: int = 0
    total: int = 0
    problem: str = ""
