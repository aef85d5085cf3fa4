"""What laptops ask about carnets, and the figures they tell (docs/protocole.md § 12 and 13)."""

from fastapi import APIRouter

from app.department.api.envelope import Asked, Content, answering, number_asked, sender_of
from app.department.records import activation, counters
from app.department.records.arrivals import Sender
from app.department.records.figure_files import files_since
from app.department.records.stock import slices
from app.department.records.stock.statement import stock_of
from app.department.web import Service
from app.sync.protocol import routes
from app.sync.protocol.counters import CountersAnswer, parse_reports
from app.sync.protocol.figures import LATEST_YEAR, pack_figures
from app.sync.protocol.slices import SlicesAnswer, parse_acknowledgements
from app.sync.protocol.stock import sign_stock

router = APIRouter(tags=["postes"])


@answering(router, "GET", routes.SLICES, summary="Les tranches de carnets du poste, signées")
def slices_of(service: Service, asked: Asked) -> Content:
    """Give the slices of the laptop that asks."""
    return _stated(service, sender_of(service, asked))


@answering(router, "GET", routes.STOCK, summary="Les carnets de la structure du poste, signés")
def stock(service: Service, asked: Asked) -> Content:
    """State the carnets of the structure whose laptop asks."""
    sender = sender_of(service, asked)
    with service.database.reading() as session:
        stated = stock_of(session, sender.structure, service.clock.now())
        signed = sign_stock(stated, service.keys.signing[0])
        return {"epoch": activation.epoch(session), "stock": signed.wire()}


@answering(router, "POST", routes.SLICES, summary="Dire ce que le poste a de ses tranches")
def acknowledge(service: Service, asked: Asked) -> Content:
    """Take what a laptop says of its slices, and give them as they are now."""
    sender = sender_of(service, asked)
    told = parse_acknowledgements(asked.content())
    clock = service.clock
    with service.database.writing() as session:
        slices.acknowledge(session, sender.device, told, at=clock.now(), today=clock.today())
    return _stated(service, sender)


@answering(router, "GET", routes.FIGURES, summary="Les chiffres de la structure du poste, signés")
def figures(service: Service, asked: Asked) -> Content:
    """Give the figures of the structure whose laptop asks, small ones hidden, from a year on."""
    sender = sender_of(service, asked)
    since = number_asked(asked, "since", lowest=0, highest=LATEST_YEAR)
    with service.database.writing() as session:
        files = files_since(session, service, sender.structure, since)
        return {"epoch": activation.epoch(session), "figures": pack_figures(files)}


@answering(router, "POST", routes.COUNTERS, summary="Remettre les indicateurs mensuels du poste")
def tell_counters(service: Service, asked: Asked) -> Content:
    """Take the figures of months that are over; each has its own receipt."""
    sender = sender_of(service, asked)
    reports = parse_reports(asked.content())
    receipts = [counters.receive(service, sender, report) for report in reports]
    with service.database.reading() as session:
        return CountersAnswer(epoch=activation.epoch(session), receipts=receipts).content()


def _stated(service: Service, sender: Sender) -> Content:
    with service.database.reading() as session:
        found = slices.of_device(session, sender.device)
        return SlicesAnswer(
            epoch=activation.epoch(session),
            slices=[slices.signed(row, service.keys.signing[0]) for row in found],
        ).content()
