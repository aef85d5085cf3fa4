"""The Département's service: what two processes receive, and a million prescriptions stored.

`reception` is measured on PostgreSQL (`department_reception`), the lists on both databases
(`department_lists`). That two hundred laptops leave no double and that a feed has no gap while
several agents decide is not a measure: `tests/exchange` and `tests/department` hold it.
"""

from benchmarks import department_lists
from benchmarks.department_reception import measure_reception
from benchmarks.department_service import postgresql


def measure() -> dict[str, object]:
    """Return each part."""
    with postgresql() as server:
        found = {
            "reception": measure_reception(server),
            "lists_postgresql": department_lists.measure_postgresql(server),
        }
    found["lists_sqlite"] = department_lists.measure_sqlite()
    return {**found, "within_limit": all(part["within_limit"] for part in found.values())}
