"""Mandates in the words of Aujourd’hui: drafts to finish, and what ends soon."""

from dataclasses import dataclass

from app.domain.habilitation import Acte
from app.ui.dates import moment_words
from app.ui.dossiers.limited import LIMITED
from app.ui.pages.aujourdhui.state import PlainRow, TrayRow
from app.ui.widgets.tones import Pill, Tone
from app.usecases.laptop.habilitations import actes
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandates:
    """What of the mandates waits for this agent."""

    drafts: tuple[TrayRow, ...] = ()
    soon: tuple[PlainRow, ...] = ()


def mandates(workplace: Workplace) -> Mandates:
    """Return what waits, after destroying what is past its hour; in a thread."""
    if workplace.convention.mandat is None or Acte.MANDATER not in actes(workplace):
        return Mandates()
    from app.ui.dossiers.mandates import mandate_row  # noqa: PLC0415 - few profiles have any
    from app.usecases.mandats import destroying, overview  # noqa: PLC0415 - as above

    destroying.expire(workplace)
    clock = workplace.clock
    listed = overview.listing(workplace)
    drafts = [one for one in listed if one.mandat.etat.can_change]
    soon = [one for one in listed if one.soon and not one.mandat.etat.can_change]
    return Mandates(
        drafts=tuple(
            TrayRow(
                id=one.mandat.id,
                who=one.who or "Personne pas encore nommée",
                about=" · ".join(
                    (
                        "Projet de mandat",
                        _lines(len(one.mandat.lignes)),
                        moment_words(one.mandat.touched_at, today=clock.today(), zone=clock.zone()),
                    )
                ),
                pill=LIMITED if one.limited else Pill("À signer", Tone.INFO),
                limited=one.limited,
                is_mandate=True,
            )
            for one in drafts
        ),
        soon=tuple(
            PlainRow(id=row.id, title=row.title, about=row.about, pill=row.pill)
            for row in (mandate_row(one, clock) for one in soon)
        ),
    )


def _lines(count: int) -> str:
    if not count:
        return "aucune ligne"
    return f"{count}\u00a0ligne{'s' if count > 1 else ''}"
