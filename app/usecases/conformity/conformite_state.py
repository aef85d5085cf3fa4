"""The chapters of the conformity file that tell how things stand on this laptop."""

from app.documents.conformity import Chapter, Section
from app.documents.kinds import TEMPLATES
from app.documents.typography import french_date
from app.domain.instruction import Instruction
from app.domain.journal import MOIS_GARDES
from app.storage.journal_sceaux import Etat, Mois
from app.usecases.conformity import conformite_words as words
from app.usecases.conformity.conformite_facts import BackupFact, DestructionFact, Facts, VersionFact
from app.usecases.destruction.certificate_words import EVENTS
from app.usecases.workplace import Workplace

_MONTH: dict[Etat, str] = {
    Etat.SCELLE: "entier, scellé par ce poste",
    Etat.OUVERT: "entier, en cours",
    Etat.RETIRE: "effacé à son terme, sceau vérifié",
    Etat.AUTRE_CLE: "entier, scellé par un autre poste (restauration)",
    Etat.ENTREE: "MODIFIÉ : une ligne a changé",
    Etat.MANQUE: "MODIFIÉ : il manque des lignes, ou il y en a trop",
    Etat.SCEAU: "MODIFIÉ : le sceau ne correspond pas",
    Etat.SUITE: "MODIFIÉ : ne suit pas le mois d’avant",
}
_TOLD = (
    "Les agents figurent par leur fonction, sans nom. Chacun est informé, à sa première ouverture "
    f"puis dans l’onglet Journal, que ses consultations et ses actes sont notés {MOIS_GARDES} mois "
    "au plus ; tous y lisent tout."
)
_READ, _UNREAD = "A lu l’information sur le journal", "N’a PAS ENCORE lu l’information"
SOURCES = {
    "programme": "avec le programme",
    "fichier": "importée",
    "departement": "publiée par le Département",
}


def commitments(workplace: Workplace, facts: Facts) -> Chapter:
    """Return what the convention asks, in its words, and how each demand is met."""
    texts, values = words.texts_of(workplace.convention), words.values_of(workplace, facts)
    asked = workplace.convention.traitement.engagements
    return Chapter(
        title="Ce que la convention demande",
        words=("Les mots sont ceux de la convention, abrégés ; la source dit où les lire.",),
        sections=(
            *(
                Section(
                    title=texts.word("engagements", f"{one.code.value}_titre"),
                    rows=(
                        ("Demandé", f"{one.texte}\nSource : {one.source}"),
                        (
                            "Tenu par",
                            "\n".join(words.said(texts, "engagements", one.code.value, values)),
                        ),
                    ),
                )
                for one in asked
            ),
            *_instructions(workplace, facts),
        ),
    )


def _instructions(workplace: Workplace, facts: Facts) -> tuple[Section, ...]:
    """Return what a processor was told in writing to do with the data (000, l. 142)."""
    if workplace.convention.protection.structure_decides:
        return ()
    rows = tuple(
        (
            f"N° {one.numero}, reçue le {french_date(one.recue_on)}",
            "\n".join(part for part in (one.objet, _from(one)) if part),
        )
        for one in facts.instructions
    )
    none = () if rows else ("Aucune n’a été notée sur ce poste.",)
    return (Section(title="Instructions écrites reçues", words=none, rows=rows),)


def _from(one: Instruction) -> str:
    reference = f", référence {one.reference}" if one.reference else ""
    return f"De : {one.auteur}{reference}"


def information(facts: Facts) -> Chapter:
    """Return what persons are told and asked: the notice, the papers, the questionnaires."""
    papers = tuple((one.title, one.label) for one in TEMPLATES.values())
    return Chapter(
        title="Information des personnes et questionnaires",
        sections=(
            Section(
                title="Notice en service",
                rows=(
                    ("Version", facts.notice),
                    ("Remise", "Avant toute saisie ; la version est notée avec l’accord."),
                ),
            ),
            Section(title="Modèles des papiers", rows=papers),
            Section(
                title="Versions du questionnaire sur ce poste",
                rows=tuple((f"{one.titre} {one.numero}", _version(one)) for one in facts.versions),
            ),
        ),
    )


def controls(workplace: Workplace, facts: Facts) -> Chapter:
    """Return the state of what protects: people, keys, journal, destructions, backups."""
    return Chapter(
        title="État de ce poste",
        sections=(
            Section(title="Habilitations", words=(_TOLD,), rows=_agents(facts)),
            Section(title="Coffre", rows=_vault(facts)),
            Section(title="Vérification du journal", words=(verdict(facts),), rows=_journal(facts)),
            Section(
                title="Dernières attestations de destruction",
                words=() if facts.destructions else ("Aucune destruction sur ce poste.",),
                rows=tuple((one.numero, _destruction(one)) for one in facts.destructions),
            ),
            Section(title="Sauvegardes", rows=_backups(workplace, facts.backups)),
            Section(title="Demandes et violations", rows=_registers(facts)),
        ),
    )


def verdict(facts: Facts) -> str:
    """Return what the check of the journal found, in a sentence."""
    if any(not one.etat.is_whole for one in facts.journal):
        return "Le journal a été modifié : prévenir le délégué à la protection des données."
    entries = sum(one.entrees for one in facts.journal if one.etat is not Etat.RETIRE)
    plural = "s" if entries > 1 else ""
    return f"Le journal est entier : {entries} ligne{plural} vérifiée{plural}."


def _agents(facts: Facts) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            f"Agent {number}",
            "\n".join(
                part
                for part in (
                    words.capital(one.fonction),
                    f"Rôles : {', '.join(one.roles)}" if one.roles else "",
                    f"Depuis le {french_date(one.since)}" if one.since else "",
                    _READ if one.told else _UNREAD,
                )
                if part
            ),
        )
        for number, one in enumerate(facts.agents, 1)
    )


def _vault(facts: Facts) -> tuple[tuple[str, str], ...]:
    kdf = facts.kdf
    cost = f"{kdf.memory_kib // 1024} Mio, {kdf.iterations} passes, {kdf.lanes} voies"
    key = f"{facts.device} (clé {facts.key})" if facts.key else "Pas encore de clé"
    pepper = "oui, pour chaque agent" if facts.pepper else "non, ou pas pour chaque agent"
    return (
        ("Poste", f"{key}\n{'Autorisé' if facts.active else 'Pas autorisé'} par le Département"),
        ("Coût le plus bas d’une phrase de passe", f"Argon2id, {cost}"),
        ("Secret de plus dans le trousseau du système", words.capital(pepper)),
        ("Clé de la structure", "En place" if facts.structure_key else "Non"),
        ("Feuille de secours", "Vérifiée" if facts.sheet_checked else "PAS ENCORE VÉRIFIÉE"),
        ("Verrouillage", f"Après {facts.idle_minutes} minutes sans activité"),
        ("Contenu", words.volume(facts.counts)),
    )


def _journal(facts: Facts) -> tuple[tuple[str, str], ...]:
    return tuple((words.month(one.segment), _month(one)) for one in facts.journal)


def _month(one: Mois) -> str:
    plural = "s" if one.entrees > 1 else ""
    return f"{words.capital(_MONTH[one.etat])} ({one.entrees} ligne{plural})"


def _destruction(one: DestructionFact) -> str:
    ended = f"achevée le {french_date(one.ended_on)}" if one.ended_on else "à signer"
    return f"{EVENTS[one.motif]}, {ended}"


def _backups(workplace: Workplace, found: BackupFact) -> tuple[tuple[str, str], ...]:
    if not found.chosen:
        return (("État", "AUCUNE : aucun dossier n’est choisi"),)
    place = {
        True: "Un autre disque que celui du coffre",
        False: "LE MÊME DISQUE que le coffre : un vol emporte les deux",
        None: "Débranché ou absent au moment de ce dossier",
    }[found.elsewhere]
    last = words.moment(workplace, found.last_success) if found.last_success else "jamais"
    return (
        ("Où", place),
        ("Dernière réussie", last),
        ("Gardées", str(found.kept) if found.there else ""),
        ("Dernier échec", found.problem),
    )


def _registers(facts: Facts) -> tuple[tuple[str, str], ...]:
    held = facts.registres
    requests = f"{held.demandes_ouvertes} en cours, {held.demandes_closes} closes"
    breaches = f"{held.violations_ouvertes} en cours, {held.violations_closes} closes"
    return (
        ("Demandes d’exercice de droits", requests),
        ("Dont transmises en retard", str(held.demandes_late)),
        ("Violations de données", breaches),
    )


def _version(one: VersionFact) -> str:
    since = f"en service depuis le {french_date(one.since)}" if one.since else "jamais en service"
    if one.since and not one.in_force:
        since = f"gardée ; en service à partir du {french_date(one.since)}"
    return f"{one.sha256[:12]}, {SOURCES[one.source]}, {since}"
