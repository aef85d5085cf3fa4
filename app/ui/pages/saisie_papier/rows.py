"""The rows of the grid: the head of the paper and its slip, then the questions."""

from typing import Final

from app.documents.blank_questionnaire_outline import Answer, Item, Outline
from app.ui.pages.saisie_papier.state import Entry, Key, Row

HEAD: Final = "entete"
MARK, DAY, CHANNEL, PERSON = "repere", "date", "canal", "personne"
READING: Final = "lecture"
AGREED: Final = "accord."  # before the name of a purpose
YES, NO = "oui", "non"

KEYED: Final = (Entry.ONE, Entry.SEVERAL, Entry.RANK)
"""How rows are typed whose answers have each its key."""

_ENTRIES: Final = {
    Answer.ONE: Entry.ONE, Answer.SEVERAL: Entry.SEVERAL, Answer.TICK: Entry.ONE,
    Answer.TEXT: Entry.LINE, Answer.NUMBER: Entry.LINE, Answer.DECIMAL: Entry.LINE,
    Answer.DATE: Entry.LINE, Answer.TIME: Entry.LINE, Answer.MOMENT: Entry.LINE,
    Answer.RANK: Entry.RANK,
}  # fmt: skip
_HELP: Final = {
    Answer.SEVERAL: "Plusieurs réponses\u00a0: une touche coche ou décoche, Entrée continue.",
    Answer.DATE: "Jour, mois, année\u00a0: 05/03/1958.",
    Answer.TIME: "Par exemple 14 h 30.",
    Answer.MOMENT: "Le jour, puis l’heure\u00a0: 05/03/2026 14:30.",
    Answer.RANK: "Toutes les touches, dans l’ordre voulu\u00a0: d’abord celle de la réponse "
    "numérotée 1. Une touche déjà donnée s’enlève, Entrée continue.",
    Answer.NUMBER: "Un nombre entier.",
    Answer.DECIMAL: "Un nombre, avec une virgule s’il le faut.",
}
_SLIP: Final = {
    "prescription": "Accord\u00a0: la demande",
    "questionnaire": "Accord\u00a0: les réponses",
    "indicateurs": "Accord\u00a0: les statistiques",
    "recontact": "Accord\u00a0: être rappelé",
}
_YES_NO: Final = (Key("1", YES, "J’accepte"), Key("2", NO, "Je refuse"))
_SCREEN: Final = "Cette question se remplit dans l’entretien, à l’écran."


def rows_of(outline: Outline, purposes: tuple[str, ...]) -> tuple[Row, ...]:
    """Return all rows, from the head of the paper to its last question."""
    rows = list(_head(purposes))
    above = ""
    for item in outline.questions:
        section = item.headings[-1] if item.headings else "Questions"
        if section != above:
            name = f"partie.{item.path}"
            rows.append(Row(name=name, label=section, entry=Entry.SECTION))
            above = section
        rows.append(question_row(item))
    return tuple(rows)


def question_row(item: Item) -> Row:
    """Return the row of one question."""
    entry = _ENTRIES.get(item.answer, Entry.SCREEN)
    keyed = all(option.key for option in item.options)
    if item.repeated or (entry in KEYED and not keyed):
        entry = Entry.SCREEN
    keys = tuple(Key(one.key, one.code, one.label) for one in item.options)
    if item.answer is Answer.TICK:
        keys = (Key("1", "OK", "Fait"),)
    text = _SCREEN if entry is Entry.SCREEN else _HELP.get(item.answer, "")
    return Row(
        name=item.path,
        number=item.number,
        label=item.label,
        entry=entry,
        keys=keys,
        help=" ".join(part for part in (text, item.bounds) if part),
    )


def _head(purposes: tuple[str, ...]) -> tuple[Row, ...]:
    return (
        Row(name=HEAD, label="En haut du papier et sur l’accord signé", entry=Entry.SECTION),
        Row(
            name=MARK,
            label="Repère",
            entry=Entry.LINE,
            help="Ce qui est écrit en haut du papier\u00a0: des lettres et des chiffres.",
        ),
        Row(
            name=DAY,
            label="Date de l’entretien",
            entry=Entry.LINE,
            help="Jour, mois, année\u00a0: 05/03/2026. C’est aussi la date de l’accord.",
        ),
        Row(
            name=CHANNEL,
            label="Où a eu lieu l’entretien",
            entry=Entry.ONE,
            keys=(Key("1", "sur_place", "Sur place"), Key("2", "telephone", "Par téléphone")),
        ),
        Row(
            name=READING,
            label="La notice a été",
            entry=Entry.ONE,
            keys=(
                Key("1", "lue_par_la_personne", "Lue par la personne"),
                Key("2", "lue_a_voix_haute", "Lue à voix haute"),
                Key("3", "expliquee_avec_un_interprete", "Expliquée avec un interprète"),
            ),
        ),
        *(
            Row(name=f"{AGREED}{name}", label=_SLIP[name], entry=Entry.ONE, keys=_YES_NO)
            for name in purposes
        ),
        Row(
            name=PERSON,
            label="La personne",
            entry=Entry.PERSON,
            help="Entrée pour la chercher ou l’enregistrer\u00a0: son nom est sur l’accord signé.",
        ),
    )
