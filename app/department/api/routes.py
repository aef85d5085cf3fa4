"""The addresses that devices know (`app.sync.protocol.routes`)."""

from fastapi import APIRouter, Request, Response

from app.department.api.envelope import Asked, answered, number_asked, sender_of
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
from app.sync.protocol.bodies import decode_body
from app.sync.protocol.erasures import LEDGER_FORM, parse_deposit
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.items import split_batch
from app.sync.protocol.limits import MAX_FEED, MAX_INTEGER, PROTOCOL

router = APIRouter(tags=["postes"])


@router.get(routes.STATUS, summary="Le service répond-il ?")
async def status(request: Request, service: Part) -> Response:
    """Say that this is the service, and which versions it speaks."""
    return await answered(request, service, lambda _: _status(service))


@router.get(routes.KEYS, summary="La liste des clés, signée par la racine")
async def keys(request: Request, service: Part) -> Response:
    """Give the list of keys that the root signed."""
    return await answered(request, service, lambda _: _keys(service))


@router.post(routes.ACTIVATION, summary="Activer un poste avec un code à usage unique")
async def activate(request: Request, service: Part) -> Response:
    """Make a device known."""
    return await answered(request, service, lambda asked: _activate(service, asked))


@router.post(routes.BATCHES, summary="Remettre des prescriptions")
async def push(request: Request, service: Part) -> Response:
    """Receive a batch; each item has its own receipt."""
    return await answered(request, service, lambda asked: _push(service, asked))


@router.get(routes.FEED, summary="Les décisions qui suivent un numéro")
async def feed(request: Request, service: Part) -> Response:
    """Give one page of the decisions of the device's structure."""
    return await answered(request, service, lambda asked: _feed(service, asked, request))


@router.get(routes.MATERIAL, summary="La liste signée de ce qui est publié")
async def material(request: Request, service: Part) -> Response:
    """Give the signed list of published documents."""
    return await answered(request, service, lambda _: signed_manifest(service).wire())


@router.get(f"{routes.MATERIAL}/{{digest}}", summary="Un document publié, par son empreinte")
async def published(request: Request, service: Part, digest: str) -> Response:
    """Give the bytes of a published document."""
    return await answered(request, service, lambda _: document(service, digest))


@router.get(routes.DEVICE, summary="Le certificat du poste, signé par la racine")
async def device(request: Request, service: Part) -> Response:
    """Give the certificate of the device that asks."""
    return await answered(request, service, lambda asked: _device(service, asked))


@router.post(routes.ERASURES, summary="Déposer les marques d’effacements")
async def deposit(request: Request, service: Part) -> Response:
    """Keep marks of erasures; nothing of a person can be read in them."""
    return await answered(request, service, lambda asked: _deposit(service, asked))


@router.get(routes.ERASURES, summary="Les marques d’effacements d’un registre")
async def erasures(request: Request, service: Part) -> Response:
    """Give back the marks of a ledger of the device's structure."""
    return await answered(request, service, lambda asked: _erasures(service, asked, request))


@router.get(f"{routes.HELD}/{{item}}", summary="Ce qui est tenu d’une prescription de la structure")
async def held(request: Request, service: Part, item: str) -> Response:
    """Give back what stands of one prescription, sealed to the device that asks."""
    return await answered(request, service, lambda asked: _held(service, asked, item))


@router.api_route("/v1/{rest:path}", methods=["GET", "POST"], include_in_schema=False)
async def elsewhere(request: Request, service: Part, rest: str) -> Response:
    """Say in the protocol's words that there is no such address."""
    del rest
    return await answered(request, service, _nothing)


def _nothing(_: Asked) -> dict[str, object]:
    raise ProtocolError(ErrorCode.NOT_FOUND)


def _status(service: Service) -> dict[str, object]:
    with service.database.reading() as session:
        return {
            "service": service.settings.departement,
            "epoch": activation.epoch(session),
            "protocols": [PROTOCOL],
        }


def _keys(service: Service) -> dict[str, object]:
    return activation.key_list(service.keys, service.settings.departement).wire()


def _activate(service: Service, asked: Asked) -> dict[str, object]:
    wanted = parse_activation_request(_content(asked))
    address = service.keys.digest("activation address", asked.address.encode())
    limit = Limit(key=address, allowed=attempts.BY_ADDRESS)
    attempt = attempts.begin(service.database, [limit], service.clock.now())
    if attempt is None:
        raise TooManyRequestsError(int(attempts.WINDOW.total_seconds()))
    with service.database.writing() as session:
        answer = activation.activate(session, service, wanted).content()
        attempts.succeeded(session, attempt)
        return answer


def _push(service: Service, asked: Asked) -> dict[str, object]:
    sender = sender_of(service, asked)
    receipts = receive(service, sender, split_batch(_content(asked)), vouched=True)
    return answer(service.database, sender, receipts, service.clock.now()).content()


def _feed(service: Service, asked: Asked, request: Request) -> dict[str, object]:
    sender = sender_of(service, asked)
    after = number_asked(request, "after", lowest=0, highest=MAX_INTEGER)
    limit = number_asked(request, "limit", lowest=1, highest=MAX_FEED)
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


def _device(service: Service, asked: Asked) -> dict[str, object]:
    sender = sender_of(service, asked)
    with service.database.reading() as session:
        return {"certificate": activation.certificate(session, service, sender.device).wire()}


def _deposit(service: Service, asked: Asked) -> dict[str, object]:
    sender = sender_of(service, asked)
    wanted = parse_deposit(_content(asked))
    with service.database.writing() as session:
        ledgers.keep(session, sender.structure, wanted, service.clock.today())
        return {
            "epoch": activation.epoch(session),
            "high_water": ledgers.high_water(session, sender.structure, wanted.ledger),
        }


def _erasures(service: Service, asked: Asked, request: Request) -> dict[str, object]:
    sender = sender_of(service, asked)
    ledger = request.query_params.get("ledger", "")
    if not LEDGER_FORM.match(ledger):
        raise ProtocolError(ErrorCode.MALFORMED, "ledger")
    after = number_asked(request, "after", lowest=0, highest=MAX_INTEGER)
    with service.database.reading() as session:
        return ledgers.page(session, sender.structure, ledger, after).content()


def _held(service: Service, asked: Asked, item: str) -> dict[str, object]:
    sender = sender_of(service, asked)
    with service.database.reading() as session:
        return standing(session, sender, item)


def _content(asked: Asked) -> object:
    return decode_body(asked.body, asked.headers.get("content-encoding"))
