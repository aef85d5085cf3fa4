"""Why a record may be kept past its term, in words."""

from app.usecases.records import MotifConservation

HOLD_REASONS = {
    MotifConservation.LITIGE.value: "Un litige ou un recours est en cours",
    MotifConservation.DROITS.value: "Une demande de la personne est en cours de traitement",
    MotifConservation.CONTROLE.value: "Un contrôle du Département ou d’une autorité",
    MotifConservation.DECISION.value: "La décision du Département n’est pas arrivée",
}
IN_A_SENTENCE = {code: words[:1].lower() + words[1:] for code, words in HOLD_REASONS.items()}
