"""The diagnosis as JSON, with the keys of architecture.md §8."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.questionnaire.guide.changes import Change
    from app.questionnaire.guide.diagnosis import Diagnosis
    from app.questionnaire.guide.reasons import Reason
    from app.questionnaire.guide.sentences import Sentence


def diagnosis_as_json(diagnosis: Diagnosis, changes: Iterable[Change] = ()) -> dict[str, object]:
    """Return everything a diagnosis says, as plain values with French keys."""
    return {
        "etat": diagnosis.state,
        "manquants": list(diagnosis.missing),
        "score_total": diagnosis.score_total,
        "niveau": diagnosis.niveau,
        "motivation": diagnosis.motivation,
        "categorie": diagnosis.categorie,
        "service": diagnosis.service,
        "code_service": diagnosis.code_service,
        "suite": diagnosis.suite,
        "carnets": diagnosis.carnets,
        "modules": [module.code for module in diagnosis.modules],
        "modules_suite": [module.code for module in diagnosis.modules_suite],
        "seances": diagnosis.seances,
        "messages": [message.code for message in diagnosis.messages],
        "a_verifier": diagnosis.to_check,
        "provisoire": diagnosis.provisional,
        "etats": dict(diagnosis.states),
        "manquants_par_resultat": {
            result: list(names) for result, names in diagnosis.missing_by_result.items()
        },
        "possibles": {result: list(values) for result, values in diagnosis.possible.items()},
        "plafond": diagnosis.plafond,
        "niveau_declare": diagnosis.niveau_declare,
        "niveau_simulation": diagnosis.niveau_simulation,
        "leviers": list(diagnosis.leviers),
        "domaines_manquants": list(diagnosis.missing_domains),
        "freins_bloquants": list(diagnosis.blocking),
        "freins_amenageables": [frein.code for frein in diagnosis.freins],
        "questions_affichees": list(diagnosis.shown),
        "textes_usager": _sentences(diagnosis.texts),
        "textes_professionnel": _sentences(diagnosis.professional_texts),
        "raisons": {
            "resultats": [_reason(reason) for reason in diagnosis.reasons],
            "autres_issues": [_change(change) for change in changes],
            "manquants": [_missing(diagnosis, name) for name in diagnosis.missing],
        },
        "guide": {"sha256": diagnosis.guide_sha256, "version": diagnosis.guide_version},
    }


def _missing(diagnosis: Diagnosis, name: str) -> dict[str, object]:
    by_result = diagnosis.missing_by_result
    return {
        "question": name,
        "libelle": diagnosis.missing_labels[name],
        "pour": [result for result, names in by_result.items() if name in names],
    }


def _sentences(sentences: tuple[Sentence, ...]) -> list[dict[str, str]]:
    return [{"source": sentence.source, "texte": sentence.text} for sentence in sentences]


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "resultat": reason.resultat,
        "valeur": reason.valeur,
        "regle": reason.code,
        "cellule": reason.place,
        "condition": reason.condition,
        "explication": reason.explication,
        "conditions_verifiees": [
            {"texte": held.texte, "valeurs": dict(held.valeurs)} for held in reason.conditions
        ],
        "reponses": [asdict(answer) for answer in reason.reponses],
        "plafonds": [
            {
                "code": cap.code,
                "niveau_max": cap.niveau_max,
                "explication": cap.explication,
                "cellule": cap.place,
            }
            for cap in reason.plafonds
        ],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "regle": change.code,
        "service": change.service,
        "libelle_service": change.label,
        "cellule": change.place,
        "condition": change.condition,
        "explication": change.explication,
        "question": change.question,
        "libelle": change.libelle,
        "reponse": change.answer,
        "autre_reponse": change.instead,
    }
