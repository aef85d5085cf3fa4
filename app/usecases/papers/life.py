"""What happens to a paper, whichever record it belongs to: printed, signed, handed, or not yet."""

from app.domain.identifiers import PapierId
from app.domain.papier import Fait
from app.usecases.interview import papers
from app.usecases.workplace import Workplace


def mark(
    workplace: Workplace,
    papier_id: PapierId,
    fait: Fait,
    *,
    pdf_hash: str = "",
    act: str = papers.PRINTED,
) -> None:
    """Note a fact with today's day and the agent at work; a fact noted again is of today.

    `pdf_hash` and `act` are of what was printed, or saved for another's printer.
    """
    if fait is Fait.SIGNE:
        papers.mark_signed(workplace, papier_id)
    elif fait is Fait.REMIS:
        papers.mark_handed(workplace, papier_id)
    else:
        papers.mark_printed(workplace, papier_id, pdf_hash, act=act)


def take_back(workplace: Workplace, papier_id: PapierId, fait: Fait) -> None:
    """Forget a fact that was noted by mistake.

    Raises:
        AnswersErasedError: the paper could not be printed again.
    """
    papers.take_back(workplace, papier_id, fait)
