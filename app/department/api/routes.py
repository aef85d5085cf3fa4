"""The addresses that devices know (`app.sync.protocol.routes`)."""

from fastapi import APIRouter, Request, Response

from app.department.api.envelope import (
    Asked,
    Content,
    answered,
    answering,
    number_asked,
    sender_of,
)
from app.department.database.actors import StructureRow
from app.department.rates import TooManyRequestsError
from app.department.records import activation, attempts
from app.department.records import erasures as ledgers
from app.department.records import feed as feed_of
from app.department.records.answering import answer
from app.department.records.attempts import Limit
from app.department.records.held import held as standing
from app.department.records.material import document, signed_manifest
from app.department.records.reception import receive
from app.department.web import Part, Service
from app.sync.protocol import routes
from app.sync.protocol.activation import parse_activation_request
from app.sync.protocol.answers import FeedPage
from app.sync.protocol.erasures import LEDGER_FORM, parse_deposit
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.items import split_batch
from app.sync.protocol.limits import MAX_FEED, MAX_INTEGER, PROTOCOL

router = APIRouter(tags=["postes"])


@answering(router, "GET", routes.STATUS, summary="Le service répond-il ?")
def status(service: Service, _asked: Asked) -> Content:
    """Say that this is the service, and which versions it speaks."""
    with service.database.reading() as session:
        return {
            "service": service.settings.departement,
            "epoch": activation.epoch(session),
            "protocols": [PROTOCOL],
        }


@answering(router, "GET", routes.KEYS, summary="La liste des clés, signée par la racine")
def keys(service: Service, _asked: Asked) -> Content:
    """Give the list of keys that the root signed."""
    return activation.key_list(service.keys, service.settings.departement).wire()


@answering(
    router, "POST", routes.ACTIVATION, summary="Activer un poste avec un code à usage unique"
)
def activate(service: Service, asked: Asked) -> Content:
    """Make a device known."""
    wanted = parse_activation_request(asked.content())
    address = service.keys.digest("activation address", asked.address.encode())
    limit = Limit(key=address, allowed=attempts.BY_ADDRESS)
    attempt = attempts.begin(service.database, [limit], service.clock.now())
    if attempt is None:
        raise TooManyRequestsError(int(attempts.WINDOW.total_seconds()))
    with service.database.writing() as session:
        answer = activation.activate(session, service, wanted).content()
        attempts.succeeded(session, attempt)
        return answer


@answering(router, "POST", routes.BATCHES, summary="Remettre des prescriptions")
def push(service: Service, asked: Asked) -> Content:
    """Receive a batch; each item has its own receipt."""
    sender = sender_of(service, asked)
    receipts = receive(service, sender, split_batch(asked.content()), vouched=True)
    return answer(service.database, sender, receipts, service.clock.now()).content()


@answering(router, "GET", routes.FEED, summary="Les décisions qui suivent un numéro")
def feed(service: Service, asked: Asked) -> Content:
    """Give one page of the decisions of the device's structure."""
    sender = sender_of(service, asked)
    after = number_asked(asked, "after", lowest=0, highest=MAX_INTEGER)
    limit = number_asked(asked, "limit", lowest=1, highest=MAX_FEED)
    with service.database.reading() as session:
        high_water = session.get_one(StructureRow, sender.structure).feed_sequence
        entries = feed_of.entries(
            session, sender.structure, after=after, high_water=high_water, most=limit
        )
        last = entries[-1].seq if entries else high_water
        return FeedPage(
            epoch=activation.epoch(session),
            high_water=high_water,
            entries=entries,
            more=last < high_water,
        ).content()


@answering(router, "GET", routes.MATERIAL, summary="La liste signée de ce qui est publié")
def material(service: Service, _asked: Asked) -> Content:
    """Give the signed list of published documents."""
    return signed_manifest(service).wire()


@answering(
    router, "GET", f"{routes.MATERIAL}/{{digest}}", summary="Un document publié, par son empreinte"
)
def published(service: Service, asked: Asked) -> Content:
    """Give the bytes of a published document."""
    return document(service, asked.path["digest"])


@answering(router, "GET", routes.DEVICE, summary="Le certificat du poste, signé par la racine")
def device(service: Service, asked: Asked) -> Content:
    """Give the certificate of the device that asks."""
    sender = sender_of(service, asked)
    with service.database.reading() as session:
        return {"certificate": activation.certificate(session, service, sender.device).wire()}


@answering(router, "POST", routes.ERASURES, summary="Déposer les marques d’effacements")
def deposit(service: Service, asked: Asked) -> Content:
    """Keep marks of erasures; nothing of a person can be read in them."""
    sender = sender_of(service, asked)
    wanted = parse_deposit(asked.content())
    with service.database.writing() as session:
        ledgers.keep(session, sender.structure, wanted, service.clock.today())
        return {
            "epoch": activation.epoch(session),
            "high_water": ledgers.high_water(session, sender.structure, wanted.ledger),
        }


@answering(router, "GET", routes.ERASURES, summary="Les marques d’effacements d’un registre")
def erasures(service: Service, asked: Asked) -> Content:
    """Give back the marks of a ledger of the device's structure."""
    sender = sender_of(service, asked)
    ledger = asked.query.get("ledger", "")
    if not LEDGER_FORM.match(ledger):
        raise ProtocolError(ErrorCode.MALFORMED, "ledger")
    after = number_asked(asked, "after", lowest=0, highest=MAX_INTEGER)
    with service.database.reading() as session:
        return ledgers.page(session, sender.structure, ledger, after).content()


@answering(
    router,
    "GET",
    f"{routes.HELD}/{{item}}",
    summary="Ce qui est tenu d’une prescription de la structure",
)
def held(service: Service, asked: Asked) -> Content:
    """Give back what stands of one prescription, sealed to the device that asks."""
    sender = sender_of(service, asked)
    with service.database.reading() as session:
        return standing(session, sender, asked.path["item"])


@router.api_route("/v1/{rest:path}", methods=["GET", "POST"], include_in_schema=False)
async def elsewhere(request: Request, service: Part) -> Response:
    """Say in the protocol's words that there is no such address."""
    return await answered(request, service, _nothing)


def _nothing(_: Asked) -> Content:
    raise ProtocolError(ErrorCode.NOT_FOUND)
