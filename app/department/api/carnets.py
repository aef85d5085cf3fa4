"""What laptops ask about carnets, and the figures they tell (docs/protocole.md § 12 and 13)."""

from fastapi import APIRouter, Request, Response

from app.department.api.envelope import Asked, answered, number_asked, sender_of
from app.department.records import activation, counters
from app.department.records.arrivals import Sender
from app.department.records.figure_files import files_since
from app.department.records.stock import slices
from app.department.records.stock.statement import stock_of
from app.department.web import Part, Service
from app.sync.protocol import routes
from app.sync.protocol.bodies import decode_body
from app.sync.protocol.counters import CountersAnswer, parse_reports
from app.sync.protocol.figures import LATEST_YEAR, pack_figures
from app.sync.protocol.slices import SlicesAnswer, parse_acknowledgements
from app.sync.protocol.stock import sign_stock

router = APIRouter(tags=["postes"])


@router.get(routes.SLICES, summary="Les tranches de carnets du poste, signées")
async def slices_of(request: Request, service: Part) -> Response:
    """Give the slices of the laptop that asks."""
    return await answered(request, service, lambda asked: _slices(service, asked))


@router.get(routes.STOCK, summary="Les carnets de la structure du poste, signés")
async def stock(request: Request, service: Part) -> Response:
    """State the carnets of the structure whose laptop asks."""
    return await answered(request, service, lambda asked: _stock(service, asked))


@router.post(routes.SLICES, summary="Dire ce que le poste a de ses tranches")
async def acknowledge(request: Request, service: Part) -> Response:
    """Take what a laptop says of its slices, and give them as they are now."""
    return await answered(request, service, lambda asked: _acknowledge(service, asked))


@router.get(routes.FIGURES, summary="Les chiffres de la structure du poste, signés")
async def figures(request: Request, service: Part) -> Response:
    """Give the figures of the structure whose laptop asks, small ones hidden, from a year on."""
    return await answered(request, service, lambda asked: _figures(service, asked, request))


@router.post(routes.COUNTERS, summary="Remettre les indicateurs mensuels du poste")
async def tell_counters(request: Request, service: Part) -> Response:
    """Take the figures of months that are over; each has its own receipt."""
    return await answered(request, service, lambda asked: _counters(service, asked))


def _slices(service: Service, asked: Asked) -> dict[str, object]:
    return _stated(service, sender_of(service, asked))


def _stock(service: Service, asked: Asked) -> dict[str, object]:
    sender = sender_of(service, asked)
    with service.database.reading() as session:
        stated = stock_of(session, sender.structure, service.clock.now())
        signed = sign_stock(stated, service.keys.signing[0])
        return {"epoch": activation.epoch(session), "stock": signed.wire()}


def _figures(service: Service, asked: Asked, request: Request) -> dict[str, object]:
    sender = sender_of(service, asked)
    since = number_asked(request, "since", lowest=0, highest=LATEST_YEAR)
    with service.database.writing() as session:
        files = files_since(session, service, sender.structure, since)
        return {"epoch": activation.epoch(session), "figures": pack_figures(files)}


def _acknowledge(service: Service, asked: Asked) -> dict[str, object]:
    sender = sender_of(service, asked)
    told = parse_acknowledgements(_content(asked))
    with service.database.writing() as session:
        slices.acknowledge(
            session,
            sender.device,
            told,
            at=service.clock.now(),
            today=service.clock.today(),
        )
    return _stated(service, sender)


def _stated(service: Service, sender: Sender) -> dict[str, object]:
    with service.database.reading() as session:
        found = slices.of_device(session, sender.device)
        return SlicesAnswer(
            epoch=activation.epoch(session),
            slices=[slices.signed(row, service.keys.signing[0]) for row in found],
        ).content()


def _counters(service: Service, asked: Asked) -> dict[str, object]:
    sender = sender_of(service, asked)
    reports = parse_reports(_content(asked))
    receipts = [counters.receive(service, sender, report) for report in reports]
    with service.database.reading() as session:
        return CountersAnswer(epoch=activation.epoch(session), receipts=receipts).content()


def _content(asked: Asked) -> object:
    return decode_body(asked.body, asked.headers.get("content-encoding"))
