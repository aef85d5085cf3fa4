"""The schema of the first release.

Written as SQL, once: what was released does not follow the tables' classes when they change. A test
compares the result of all migrations with the classes.
"""

from typing import Final

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SCHEMA: Final = """
CREATE TABLE agents (
    id VARCHAR NOT NULL,
    prenom VARCHAR NOT NULL,
    nom VARCHAR NOT NULL,
    fonction VARCHAR NOT NULL,
    created_on DATE NOT NULL,
    removed_on DATE,
    CONSTRAINT pk_agents PRIMARY KEY (id)
);

CREATE TABLE appareil (
    id INTEGER NOT NULL,
    device_id VARCHAR NOT NULL,
    signing_key BLOB NOT NULL,
    receiving_key BLOB NOT NULL,
    state VARCHAR NOT NULL,
    service_url VARCHAR NOT NULL,
    departement_keys VARCHAR NOT NULL,
    epoch VARCHAR NOT NULL,
    high_water INTEGER NOT NULL,
    activated_on DATE,
    CONSTRAINT pk_appareil PRIMARY KEY (id),
    CONSTRAINT ck_appareil_single CHECK (id = 1)
);

CREATE TABLE compteurs (
    month VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    count INTEGER NOT NULL,
    CONSTRAINT pk_compteurs PRIMARY KEY (month, name, value)
) WITHOUT ROWID;

CREATE TABLE compteurs_en_attente (
    id INTEGER NOT NULL,
    acts INTEGER NOT NULL,
    content VARCHAR NOT NULL,
    CONSTRAINT pk_compteurs_en_attente PRIMARY KEY (id),
    CONSTRAINT ck_compteurs_en_attente_single CHECK (id = 1)
);

CREATE TABLE envois (
    sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    item_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    payload VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    last_code VARCHAR NOT NULL,
    last_at VARCHAR(32),
    CONSTRAINT uq_envois_item_id_kind_revision UNIQUE (item_id, kind, revision)
);
CREATE INDEX ix_envois_state_sequence ON envois (state, sequence);

CREATE TABLE evenements (
    id INTEGER NOT NULL,
    subject_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    agent_id VARCHAR,
    at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_evenements PRIMARY KEY (id)
);
CREATE INDEX ix_evenements_subject_id_id ON evenements (subject_id, id);

CREATE TABLE materiel (
    sha256 VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    content BLOB NOT NULL,
    added_on DATE NOT NULL,
    CONSTRAINT pk_materiel PRIMARY KEY (sha256, kind)
);

CREATE TABLE mois_geles (
    month VARCHAR NOT NULL,
    CONSTRAINT pk_mois_geles PRIMARY KEY (month)
) WITHOUT ROWID;

CREATE TABLE numeros (
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_numeros PRIMARY KEY (year)
) WITHOUT ROWID;

CREATE TABLE parametres (
    "key" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_parametres PRIMARY KEY ("key")
) WITHOUT ROWID;

CREATE TABLE rapports (
    id INTEGER NOT NULL,
    agent_id VARCHAR,
    started_at VARCHAR(32) NOT NULL,
    finished_at VARCHAR(32),
    state VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    decisions INTEGER NOT NULL,
    CONSTRAINT pk_rapports PRIMARY KEY (id)
);

CREATE TABLE structure (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    adresse VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    courriel VARCHAR NOT NULL,
    CONSTRAINT pk_structure PRIMARY KEY (id),
    CONSTRAINT ck_structure_single CHECK (id = 1)
);

CREATE TABLE acces (
    id INTEGER NOT NULL,
    agent_id VARCHAR NOT NULL,
    personne_id VARCHAR,
    motif VARCHAR NOT NULL,
    at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_acces PRIMARY KEY (id),
    CONSTRAINT fk_acces_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
);
CREATE INDEX ix_acces_at ON acces (at);
CREATE INDEX ix_acces_personne_id ON acces (personne_id);

CREATE TABLE personnes (
    id VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    nom VARCHAR NOT NULL,
    prenom VARCHAR NOT NULL,
    nom_norm VARCHAR NOT NULL,
    prenom_norm VARCHAR NOT NULL,
    nom_son VARCHAR NOT NULL,
    prenom_son VARCHAR NOT NULL,
    civilite VARCHAR NOT NULL,
    tranche_age VARCHAR NOT NULL,
    foyer VARCHAR NOT NULL,
    voie VARCHAR NOT NULL,
    code_postal VARCHAR NOT NULL,
    commune VARCHAR NOT NULL,
    code_insee VARCHAR NOT NULL,
    chez VARCHAR NOT NULL,
    complement VARCHAR NOT NULL,
    residence VARCHAR NOT NULL,
    lieu_dit VARCHAR NOT NULL,
    domiciliation_ccas BOOLEAN NOT NULL,
    due_on DATE NOT NULL,
    CONSTRAINT pk_personnes PRIMARY KEY (id),
    CONSTRAINT fk_personnes_owner FOREIGN KEY(owner) REFERENCES agents (id)
);
CREATE INDEX ix_personnes_code_insee_nom_son ON personnes (code_insee, nom_son);
CREATE INDEX ix_personnes_due_on ON personnes (due_on);
CREATE INDEX ix_personnes_foyer ON personnes (foyer);
CREATE INDEX ix_personnes_nom_norm_prenom_norm ON personnes (nom_norm, prenom_norm);
CREATE INDEX ix_personnes_owner_nom_norm_prenom_norm ON personnes (owner, nom_norm, prenom_norm);
CREATE INDEX ix_personnes_prenom_norm_nom_norm ON personnes (prenom_norm, nom_norm);

CREATE TABLE rapport_items (
    id INTEGER NOT NULL,
    rapport_id INTEGER NOT NULL,
    item_id VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    CONSTRAINT pk_rapport_items PRIMARY KEY (id),
    CONSTRAINT fk_rapport_items_rapport_id FOREIGN KEY(rapport_id) REFERENCES rapports (id)
);
CREATE INDEX ix_rapport_items_item_id ON rapport_items (item_id);
CREATE INDEX ix_rapport_items_rapport_id ON rapport_items (rapport_id);

CREATE TABLE entretiens (
    id VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    personne_id VARCHAR,
    canal VARCHAR NOT NULL,
    opened_at VARCHAR(32) NOT NULL,
    touched_at VARCHAR(32) NOT NULL,
    etape VARCHAR NOT NULL,
    convention_hash VARCHAR NOT NULL,
    questionnaire_hash VARCHAR NOT NULL,
    position VARCHAR NOT NULL,
    on_hold BOOLEAN NOT NULL,
    exercice INTEGER,
    issue VARCHAR,
    reponses_erased_on DATE,
    due_on DATE NOT NULL,
    CONSTRAINT pk_entretiens PRIMARY KEY (id),
    CONSTRAINT fk_entretiens_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id),
    CONSTRAINT fk_entretiens_personne_id FOREIGN KEY(personne_id) REFERENCES personnes (id)
);
CREATE INDEX ix_entretiens_agent_id_on_hold ON entretiens (agent_id, on_hold);
CREATE INDEX ix_entretiens_due_on ON entretiens (due_on);
CREATE INDEX ix_entretiens_personne_id ON entretiens (personne_id);

CREATE TABLE choix (
    entretien_id VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    carnets INTEGER NOT NULL,
    advised VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT pk_choix PRIMARY KEY (entretien_id),
    CONSTRAINT fk_choix_entretien_id FOREIGN KEY(entretien_id) REFERENCES entretiens (id)
);

CREATE TABLE consentements (
    entretien_id VARCHAR NOT NULL,
    prescription BOOLEAN NOT NULL,
    questionnaire BOOLEAN NOT NULL,
    indicateurs BOOLEAN NOT NULL,
    recontact BOOLEAN NOT NULL,
    lecture VARCHAR NOT NULL,
    notice_version VARCHAR NOT NULL,
    given_on DATE NOT NULL,
    CONSTRAINT pk_consentements PRIMARY KEY (entretien_id),
    CONSTRAINT fk_consentements_entretien_id FOREIGN KEY(entretien_id) REFERENCES entretiens (id)
);

CREATE TABLE diagnostics (
    entretien_id VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    guide_hash VARCHAR NOT NULL,
    established_at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_diagnostics PRIMARY KEY (entretien_id),
    CONSTRAINT fk_diagnostics_entretien_id FOREIGN KEY(entretien_id) REFERENCES entretiens (id)
);

CREATE TABLE prescriptions (
    id VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    personne_id VARCHAR NOT NULL,
    entretien_id VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    prescribed_on DATE NOT NULL,
    service VARCHAR NOT NULL,
    carnets INTEGER NOT NULL,
    convention_hash VARCHAR NOT NULL,
    questionnaire_hash VARCHAR NOT NULL,
    categorie INTEGER,
    revision INTEGER NOT NULL,
    earlier VARCHAR,
    suivi VARCHAR NOT NULL,
    suivi_at VARCHAR(32) NOT NULL,
    due_on DATE NOT NULL,
    CONSTRAINT pk_prescriptions PRIMARY KEY (id),
    CONSTRAINT uq_prescriptions_reference UNIQUE (reference),
    CONSTRAINT fk_prescriptions_personne_id FOREIGN KEY(personne_id) REFERENCES personnes (id),
    CONSTRAINT fk_prescriptions_entretien_id FOREIGN KEY(entretien_id) REFERENCES entretiens (id),
    CONSTRAINT fk_prescriptions_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
);
CREATE INDEX ix_prescriptions_agent_id ON prescriptions (agent_id);
CREATE INDEX ix_prescriptions_due_on ON prescriptions (due_on);
CREATE INDEX ix_prescriptions_earlier ON prescriptions (earlier);
CREATE INDEX ix_prescriptions_entretien_id ON prescriptions (entretien_id);
CREATE INDEX ix_prescriptions_personne_id ON prescriptions (personne_id);
CREATE INDEX ix_prescriptions_prescribed_on ON prescriptions (prescribed_on);
CREATE INDEX ix_prescriptions_suivi_prescribed_on ON prescriptions (suivi, prescribed_on);

CREATE TABLE reponses (
    entretien_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_reponses PRIMARY KEY (entretien_id, path),
    CONSTRAINT fk_reponses_entretien_id FOREIGN KEY(entretien_id) REFERENCES entretiens (id)
) WITHOUT ROWID;

CREATE TABLE decisions (
    prescription_id VARCHAR NOT NULL,
    sens VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    motif VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    received_at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_decisions PRIMARY KEY (prescription_id),
    CONSTRAINT fk_decisions_prescription_id FOREIGN KEY(prescription_id)
        REFERENCES prescriptions (id)
);

CREATE TABLE papiers (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    entretien_id VARCHAR,
    prescription_id VARCHAR,
    personne_id VARCHAR,
    wanted_on DATE NOT NULL,
    printed_on DATE,
    signed_on DATE,
    handed_on DATE,
    pdf_hash VARCHAR NOT NULL,
    due_on DATE NOT NULL,
    CONSTRAINT pk_papiers PRIMARY KEY (id),
    CONSTRAINT fk_papiers_entretien_id FOREIGN KEY(entretien_id) REFERENCES entretiens (id),
    CONSTRAINT fk_papiers_prescription_id FOREIGN KEY(prescription_id)
        REFERENCES prescriptions (id),
    CONSTRAINT fk_papiers_personne_id FOREIGN KEY(personne_id) REFERENCES personnes (id)
);
CREATE INDEX ix_papiers_due_on ON papiers (due_on);
CREATE INDEX ix_papiers_entretien_id ON papiers (entretien_id);
CREATE INDEX ix_papiers_personne_id ON papiers (personne_id);
CREATE INDEX ix_papiers_prescription_id ON papiers (prescription_id);
CREATE INDEX ix_papiers_wanted_on ON papiers (wanted_on);
"""


def upgrade() -> None:
    """Create every table and index."""
    for statement in _SCHEMA.split(";"):
        if statement.strip():
            op.execute(statement)
