"""The sentences of a diagnosis, filled in: some for the person, some for the worker.

Those for the person hold no score, no code of a rule and no name of a disadvantage: the sheet
writes them so, and what is filled in is labels.
"""

from dataclasses import dataclass

from app.questionnaire.guide.findings import Findings
from app.questionnaire.guide.model import Guide, SuiteRule
from app.questionnaire.guide.texts import filled
from app.questionnaire.guide.values import Atom
from app.questionnaire.guide.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and where it comes from: `service`, `suite` or the code of a message."""

    source: str
    text: str


def sentences(
    guide: Guide, wording: Wording, found: Findings
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Return the sentences for the person and those for the worker, in reading order."""
    words = _words(guide, wording, found)
    rule = next((r for r in guide.services if r.code == found.values["code_service"]), None)
    suite = _suite_rule(guide, str(found.values["suite"]))
    label = guide.service_labels.get(str(found.values["service"]))
    announced = label.phrase_usager if label else ""
    person = [("service", rule.texte_usager if rule else announced)]
    worker = [("service", rule.texte_professionnel if rule else "")]
    person.append(("suite", suite.texte_usager if suite else ""))
    for message in found.advice.messages:
        person.append((message.code, message.texte_usager))
        worker.append((message.code, message.texte_professionnel))
    return _filled(person, words), _filled(worker, words)


def _filled(texts: list[tuple[str, str]], words: dict[str, str]) -> tuple[Sentence, ...]:
    """Fill the texts; one that waits for something not known yet is left out."""
    return tuple(
        Sentence(source=source, text=sentence)
        for source, text in texts
        if (sentence := filled(text, words))
    )


def _suite_rule(guide: Guide, suite: str) -> SuiteRule | None:
    """Return the row whose sentence announces `suite`."""
    if not suite:
        return None
    for rule in guide.suites:
        again = rule.recalculer_sans and suite.removeprefix(rule.prefixe) in guide.service_labels
        if rule.suite == suite or (again and rule.prefixe and suite.startswith(rule.prefixe)):
            return rule
    return None


def _words(guide: Guide, wording: Wording, found: Findings) -> dict[str, str]:
    niveau = found.values["niveau"]
    score = found.single(guide.settings.variable_niveau)
    return {
        "niveau": wording.code("niveau", niveau) if niveau else "",
        "explication_niveau": next(
            (band.texte_usager for band in guide.niveaux if band.code == niveau), ""
        ),
        "score_total": "" if score is None else str(score),
        "domaines_manquants": ", ".join(
            guide.domaines.get(code, code) for code in found.advice.missing_domains
        )
        or "aucun",
        "plafond": _known(found.single("plafond")),
        "niveau_declare": _level(wording, found.single("niveau_declare")),
        "niveau_simulation": _level(wording, found.single("niveau_simulation")),
        "leviers": wording.codes(guide.settings.question_leviers, found.advice.leviers) or "aucun",
        "motivation": wording.code("motivation", found.values["motivation"]),
        "suite": service_after(guide, str(found.values["suite"])),
    }


def _known(value: Atom | None) -> str:
    return "" if value is None else str(value)


def _level(wording: Wording, value: Atom | None) -> str:
    return wording.code("niveau", value) if value else ""


def service_after(guide: Guide, suite: str) -> str:
    """Return what the person is told of the service that `suite` announces, blank for none."""
    for rule in guide.suites:
        label = guide.service_labels.get(suite.removeprefix(rule.prefixe))
        if rule.recalculer_sans and label:
            return label.label_usager
    return ""
