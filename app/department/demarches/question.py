"""The one question asked of the platform, and its variables.

Endpoint, names and types: demarches-simplifiees.md § 2. Nothing of the person is asked for: of a
dossier its number, its state, the words of the decision, and the two annotations that laptops fill.
"""

import json
from typing import Final

PATH: Final = "/api/v2/graphql"
MOST_DOSSIERS: Final = 100  # « default_max_page_size 100 »
FEW_DOSSIERS: Final = 20  # where the platform says that it took too long
SINCE: Final = "2015-01-01T00:00:00Z"
"""Never changed: it makes the platform order by the last change, and the cursor does the rest."""

_QUERY: Final = """\
query passerelleDecisions(
  $demarche: Int!, $since: ISO8601DateTime!, $first: Int!, $after: String,
  $item: ID!, $structure: ID!
) {
  demarche(number: $demarche) {
    number
    title
    dossiers(updatedSince: $since, first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        state
        dateTraitement
        motivation
        item: annotations(id: $item) { stringValue }
        structure: annotations(id: $structure) { stringValue }
      }
    }
  }
}
"""


def question(*, demarche: int, fields: tuple[str, str], after: str, most: int) -> bytes:
    """Return the body that asks for the dossiers changed after a cursor, "" from the first one.

    `fields` are the annotations of the identifier and of the structure.
    """
    variables = {
        "demarche": demarche,
        "since": SINCE,
        "first": most,
        "after": after or None,
        "item": fields[0],
        "structure": fields[1],
    }
    said = {"query": _QUERY, "operationName": "passerelleDecisions", "variables": variables}
    return json.dumps(said).encode()
