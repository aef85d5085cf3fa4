"""What the agent says, and what the person answers to, in the words of the convention."""

from app.domain.convention import Convention, Remise
from app.domain.entretien import LectureNotice
from app.ui.pages.notice.state import Purpose, PurposeRow

READINGS = {
    LectureNotice.LUE: "La personne l’a lue",
    LectureNotice.A_VOIX_HAUTE: "Je l’ai lue à voix haute",
    LectureNotice.EXPLIQUEE: "Elle a été expliquée avec un interprète",
}


def purposes(convention: Convention) -> tuple[PurposeRow, ...]:
    """Return the purposes to answer; the figures only where the convention asks for them."""
    protection = convention.protection
    with_pass = convention.pass_numerique.remise is not Remise.AUCUNE
    sent = _to(protection.destinataires)
    rows = [
        PurposeRow(
            purpose=Purpose.PRESCRIPTION,
            title="Ma demande" if with_pass else "Mon dossier",
            about=f"Mon nom et mon adresse servent à demander les Pass. Ils vont {sent}."
            if with_pass
            else "Mon nom et mon adresse servent à m’aider.",
            optional=False,
        ),
        PurposeRow(
            purpose=Purpose.QUESTIONNAIRE,
            title="Mes réponses",
            about=f"Elles sont gardées avec mon nom pendant {protection.duree}."
            if convention.answers_kept_linked
            else "Elles servent à me conseiller. Elles sont effacées ce soir au plus tard.",
            optional=False,
        ),
    ]
    if convention.indicateurs:
        rows.append(
            PurposeRow(
                purpose=Purpose.INDICATEURS,
                title="Les statistiques",
                about="On compte les personnes aidées, sans leur nom.",
                optional=True,
            )
        )
    rows.append(
        PurposeRow(
            purpose=Purpose.RECONTACT,
            title="Être rappelé",
            about="On peut me rappeler pour savoir si l’aide a servi.",
            optional=True,
        )
    )
    return tuple(rows)


def _to(names: tuple[str, ...]) -> str:
    """Return « au Département et à la Région » for « le Département », « la Région »."""
    return " et ".join(
        next(
            f"{contracted}{name.removeprefix(article)}"
            for article, contracted in (("le ", "au "), ("les ", "aux "), ("", "à "))
            if name.startswith(article)
        )
        for name in names
    )
