"""What the erasure of a person takes with it and what is out of reach, in words."""

from app.ui.dates import day_words
from app.ui.dossiers.holding import IN_A_SENTENCE
from app.ui.dossiers.words import plural_words
from app.usecases.destruction.erasing import Loss
from app.usecases.records import Conservation


def held_words(hold: Conservation | None) -> str:
    """Return why the record outlives its term, empty when it does not."""
    if hold is None:
        return ""
    reason = IN_A_SENTENCE[hold.motif.value]
    return f"Conservé malgré l’échéance jusqu’au {day_words(hold.until)}\u00a0: {reason}."


def erasure_words(name: str, loss: Loss) -> str:
    """Return what the question says: what goes, what is out of reach, that nothing undoes it."""
    gone = ", ".join(
        plural_words(number, one, many)
        for number, one, many in (
            (loss.entretiens, "entretien", "entretiens"),
            (loss.prescriptions, "prescription", "prescriptions"),
            (loss.mandats, "mandat", "mandats"),
            (loss.papiers, "papier", "papiers"),
        )
        if number
    )
    lines = [
        f"{name}\u00a0: identité, adresse, réponses et histoire du dossier"
        + (f", {gone}." if gone else "."),
        "C’est immédiat et définitif. Les compteurs anonymes ne changent pas.",
    ]
    if loss.hold is not None:
        lines.append(held_words(loss.hold))
    if loss.fichiers:
        lines.append(
            plural_words(
                loss.fichiers,
                "fichier enregistré\u00a0: supprimé aussi, s’il est encore en place et inchangé.",
                "fichiers enregistrés\u00a0: supprimés aussi, s’ils sont encore en place et "
                "inchangés.",
            )
        )
    if loss.demandes:
        asked = plural_words(loss.demandes, "demande n’est", "demandes ne sont")
        agreed = "transmise" if loss.demandes == 1 else "transmises"
        lines.append(
            f"Attention\u00a0: {asked} pas encore {agreed}, et le nom partira. Transmettez d’abord."
        )
    beyond: list[str] = []
    if loss.transmises:
        sent = plural_words(loss.transmises, "prescription transmise", "prescriptions transmises")
        beyond.append(f"{sent} au Département")
    if loss.imprimes:
        beyond.append(plural_words(loss.imprimes, "papier imprimé", "papiers imprimés"))
    beyond.append("les copies faites ailleurs")
    lines.append(f"Hors de portée du programme\u00a0: {', '.join(beyond)}.")
    lines.append("Une attestation de destruction sans nom, signée par ce poste, s’affichera.")
    return "\n\n".join(lines)
