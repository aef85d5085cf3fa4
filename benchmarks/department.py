"""The Département's service: what two processes receive, and a million prescriptions stored.

`reception` is measured on PostgreSQL (`department_reception`), `lists` on SQLite, the slower of the
two (`department_lists`). That two hundred laptops leave no double and that a feed has no gap while
several agents decide is not a measure: `tests/exchange` and `tests/department` hold it.
"""

from benchmarks import department_lists
from benchmarks.department_reception import measure_reception
from benchmarks.department_service import postgresql


def measure() -> dict[str, object]:
    """Return both parts."""
    with postgresql() as server:
        reception = measure_reception(server)
    lists = department_lists.measure()
    return {
        "reception": reception,
        "lists": lists,
        "within_limit": bool(reception["within_limit"] and lists["within_limit"]),
    }
