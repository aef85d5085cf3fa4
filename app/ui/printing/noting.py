"""What a run printed, noted in the record of each paper."""

from app.domain.identifiers import PapierId
from app.ui.printing.desk import Printed
from app.usecases.papers.batch import IntoFile, OnePrinted, note_run
from app.usecases.workplace import Workplace


def note(workplace: Workplace, printed: Printed) -> None:
    """Note the papers that went out; the ids of the run are those of the papers. In a thread."""
    into = IntoFile(sha256=printed.sha256, path=printed.path) if printed.path else None
    ones = [OnePrinted(papier_id=PapierId(one.id), paper=one.paper) for one in printed.outcome.done]
    note_run(workplace, ones, into)
