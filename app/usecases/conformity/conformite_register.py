"""The register of RGPD art. 30: paragraph 2 for a sub-processor, paragraph 1 for a controller.

Source: documents.md b8 (its compulsory and useful contents); 000 art. 5 l. 110-124 and 136.
"""

from app.documents.conformity import Chapter, Section
from app.documents.parties import contact_of
from app.documents.texts import Texts
from app.documents.typography import french_date
from app.domain.convention import Convention, Party
from app.usecases.conformity import conformite_words as words
from app.usecases.conformity.conformite_facts import Facts
from app.usecases.workplace import Workplace


def register(workplace: Workplace, facts: Facts) -> Chapter:
    """Return the register as the convention wants it of this structure."""
    convention = workplace.convention
    texts, values = words.texts_of(convention), words.values_of(workplace, facts)
    kind = "responsable" if convention.protection.structure_decides else "sous_traitant"
    lacks = tuple(words.MISSING[one] for one in words.lacks(facts))
    return Chapter(
        title=texts.word("registre", kind),
        words=(texts.word("registre", f"article_{kind}"),),
        todo=lacks,
        sections=(
            Section(title="Qui", rows=_parties(workplace, facts)),
            Section(title="Traitement", rows=_processing(convention, texts, values)),
            Section(title="Transferts et sous-traitants", rows=_others(workplace, facts, texts)),
            Section(title="Durées de conservation", rows=words.clock_rows(facts.clocks)),
            Section(title="Mesures de sécurité (article 32, paragraphe 1)"),
            *words.titled(texts, "mesures", values),
            Section(title="Tenue du registre", rows=_keeping(workplace, facts, texts)),
        ),
    )


def _parties(workplace: Workplace, facts: Facts) -> tuple[tuple[str, str], ...]:
    structure, said = workplace.structure, facts.etat.said
    convention = workplace.convention
    own = _lines(
        structure.name,
        *(line for line in structure.adresse if line != structure.name),
        contact_of(structure.telephone, structure.courriel),
    )
    mine = (
        ("Représentant de la structure", said.representant or words.TO_FILL),
        ("Délégué à la protection des données de la structure", said.dpo or words.TO_FILL),
    )
    agreement = (f"{convention.title} – {convention.reference}", _dates(convention))
    signed = ("Convention", _lines(*agreement, f"Signée aussi par : {convention.partenaire.name}"))
    if convention.protection.structure_decides:
        return (
            ("Responsable de traitement", own),
            *mine,
            ("Avec", _party(convention.departement)),
            signed,
        )
    return (
        ("Sous-traitant", own),
        *mine,
        ("Responsable de traitement", _party(convention.departement)),
        ("Son représentant", convention.departement.representant),
        ("Son délégué à la protection des données", convention.protection.dpo_courriel),
        ("Interlocuteur chez le responsable", said.responsable or words.TO_FILL),
        signed,
    )


def _processing(
    convention: Convention, texts: Texts, values: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    said = convention.traitement
    answers = "reponses_gardees" if convention.answers_kept_linked else "reponses_effacees"
    counted = words.said(texts, "registre", "compteurs", values)
    return (
        ("Activité", said.activite or convention.title),
        ("Opérations", ", ".join(said.operations)),
        ("Finalité", words.capital(values["finalite"])),
        ("Base légale", words.capital(values["base_legale"])),
        ("Catégories de personnes", words.capital(" ; ".join(said.personnes))),
        (
            "Catégories de données",
            _lines(
                words.capital(values["donnees"]),
                words.capital(texts.word("registre", answers)),
                *counted,
            ),
        ),
        ("Données transmises", words.capital(values["transmises"])),
        (
            "Destinataires",
            _lines(
                *words.said(texts, "registre", "destinataires", values),
                *words.said(texts, "registre", "operateur", values),
            ),
        ),
    )


def _others(workplace: Workplace, facts: Facts, texts: Texts) -> tuple[tuple[str, str], ...]:
    transfers = workplace.convention.traitement.transferts
    processors = facts.etat.said.sous_traitants
    return (
        (
            "Hors de l’Union européenne",
            _lines(*transfers) or texts.word("registre", "aucun_transfert"),
        ),
        (
            "Sous-traitants ultérieurs",
            _lines(*processors) or texts.word("registre", "aucun_sous_traitant"),
        ),
    )


def _keeping(workplace: Workplace, facts: Facts, texts: Texts) -> tuple[tuple[str, str], ...]:
    counts = facts.counts
    device = f"{facts.device} (clé {facts.key})" if facts.key else "Pas encore de clé"
    return (
        ("Mis à jour le", french_date(facts.today)),
        ("Poste", device),
        ("Volume sur ce poste", words.volume(counts)),
        ("Version de la convention", workplace.convention.hash[:12]),
        ("Version de ce texte", texts.version),
    )


def _party(party: Party) -> str:
    contact = contact_of(party.telephone, party.courriel)
    return _lines(party.name, party.service, *party.adresse, contact)


def _dates(convention: Convention) -> str:
    starts = f"du {french_date(convention.starts_on)}" if convention.starts_on else ""
    ends = f"jusqu’au {french_date(convention.ends_on)}" if convention.ends_on else ""
    return " ".join(part for part in (starts, ends) if part).capitalize()


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
