"""The worker's side of a hand-over: it takes the run by the order's claim, and delivers what was extracted.

Not here: what is asked of a process (the worker), the other side (handover).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from studio_tools.errors import ClaimLost, PublishError, UsageError
from studio_tools.jobs import Flow
from studio_tools.publish.ending import Ending
from studio_tools.publish.integrate import Delivery, Reservation, abandon, deliver
from studio_tools.publish.items import Finding, PublishReport
from studio_tools.publish.last_look import last_look
from studio_tools.publish.order import ORDER, Order, read_order
from studio_tools.publish.register import let_go
from studio_tools.session import Session
from studio_tools.storage.claims import ADOPTED, Claim


def adopt(session: Session, order: Order) -> Claim:
    """Take the run that an order hands over. Raises ClaimLost where it went on since then, UsageError, StorageError.

    Of several who carry the same order out, one gets it.
    """
    root = str(session.storage.root.path)
    if root != order.storage:
        raise UsageError(
            f"the order is for the storage {order.storage}, and this home keeps {root}",
            hint="The worker must read the same settings as the application: the home's, and STUDIO_TOOLS__…",
        )
    claim = session.storage.claims(order.project).adopt(order.run, claim=order.claim, generation=order.generation)
    if claim is None:
        raise ClaimLost(f"run {order.run} went on without this worker", details={"run": order.run})
    return claim


@dataclass(frozen=True, slots=True)
class _Known:
    """What the order tells of its publish."""

    run: str
    kind: str
    findings: tuple[Finding, ...]
    is_elsewhere: bool = False


def finish(session: Session, order: Order, claim: Claim) -> Flow[PublishReport]:
    """Fill, commit and register what an order hands over, with the claim that `adopt` took.

    It ends as `publish` does: expected errors in the report, and one event tells of the whole.
    """
    ending = Ending(
        session,
        _Known(order.run, order.kind, order.findings),
        host=order.host,
        origin=order.origin,
        spent=order.spent,
    )
    return (yield from ending.of(_delivered(session, claim), lambda: claim.record.state.is_committed))


def give_up(session: Session, claim: Claim) -> None:
    """End what an interrupt met between two jobs: before the commit it is undone, after it the next resume goes on.

    Nothing is done where the run was ended already.
    """
    record = claim.runs.load(claim.run)
    if record is None or record.claim != claim.record.claim:
        return
    if record.state.is_committed:
        let_go(claim)
    else:
        abandon(session, _reservation(claim), KeyboardInterrupt())


def _delivered(session: Session, claim: Claim) -> Flow[Delivery]:
    reservation = _reservation(claim)
    try:
        moved = read_order(claim.bench / ADOPTED / ORDER)  # the stage moved with it
        yield from last_look(session.settings, moved.host, moved.artifacts)
    except BaseException as cause:
        abandon(session, reservation, cause)
        raise
    return (yield from deliver(session, reservation, moved.artifacts))


def _reservation(claim: Claim) -> Reservation:
    numbers, folders = {}, {}
    for product in claim.record.products:
        if product.number is None or product.folder is None:
            raise PublishError(f"{product.address} was handed over without a number")
        numbers[product.key], folders[product.key] = product.number, product.folder
    return Reservation(run=claim.run, numbers=MappingProxyType(numbers), folders=MappingProxyType(folders), claim=claim)
