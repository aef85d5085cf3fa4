"""Versions of the questionnaire with their activations, and diagnoses made again.

What an earlier program kept is registered: each questionnaire it compiled came with a program, and
the last one it compiled was in force.
"""

import json
from typing import Any, Final

from alembic import op
from sqlalchemy import text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SCHEMA: Final = """
CREATE TABLE versions_questionnaire (
    sha256 VARCHAR NOT NULL,
    titre VARCHAR NOT NULL,
    numero VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    fichier VARCHAR NOT NULL,
    imported_at VARCHAR(32) NOT NULL,
    imported_by VARCHAR,
    CONSTRAINT pk_versions_questionnaire PRIMARY KEY (sha256),
    CONSTRAINT fk_versions_questionnaire_imported_by FOREIGN KEY(imported_by)
        REFERENCES agents (id)
);

CREATE TABLE activations_questionnaire (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sha256 VARCHAR NOT NULL,
    at VARCHAR(32) NOT NULL,
    agent_id VARCHAR,
    CONSTRAINT fk_activations_questionnaire_sha256 FOREIGN KEY(sha256)
        REFERENCES versions_questionnaire (sha256),
    CONSTRAINT fk_activations_questionnaire_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
);

CREATE TABLE reevaluations (
    id VARCHAR NOT NULL,
    entretien_id VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    guide_hash VARCHAR NOT NULL,
    established_at VARCHAR(32) NOT NULL,
    agent_id VARCHAR NOT NULL,
    CONSTRAINT pk_reevaluations PRIMARY KEY (id),
    CONSTRAINT fk_reevaluations_entretien_id FOREIGN KEY(entretien_id) REFERENCES entretiens (id),
    CONSTRAINT fk_reevaluations_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
);
CREATE INDEX ix_reevaluations_entretien_id ON reevaluations (entretien_id);
"""

_KEPT: Final = """
SELECT form.sha256, form.name, form.added_on, guide.content
FROM materiel AS form
JOIN materiel AS guide ON guide.sha256 = form.sha256 AND guide.kind = 'guide'
WHERE form.kind = 'formulaire'
ORDER BY form.added_on, form.rowid
"""


def upgrade() -> None:
    """Create the tables, then register the questionnaires that are kept."""
    for statement in _SCHEMA.split(";"):
        if statement.strip():
            op.execute(statement)
    connection = op.get_bind()
    last: dict[str, str] = {}
    for sha256, name, added_on, guide in connection.execute(text(_KEPT)).all():
        titre, numero = _title(bytes(guide))
        at = f"{added_on}T00:00:00.000000+00:00"
        last = {"sha256": sha256, "at": at}
        connection.execute(
            text(
                "INSERT INTO versions_questionnaire VALUES "
                "(:sha256, :titre, :numero, 'programme', :fichier, :at, NULL)"
            ),
            {**last, "titre": titre, "numero": numero, "fichier": f"{name}.xlsx"},
        )
    if last:
        connection.execute(
            text("INSERT INTO activations_questionnaire (sha256, at) VALUES (:sha256, :at)"), last
        )


def _title(guide: bytes) -> tuple[str, str]:
    """Return the title and the version that a kept guide states; empty where it states none."""
    try:
        kept: Any = json.loads(guide)
        row = next(iter(kept["feuilles"]["settings"]["lignes"].values()))
        return str(row.get("form_title", "")), str(row.get("version", ""))
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return "", ""
