"""`studio find`: what is published and could be brought into a scene. Needs no tracker."""

from __future__ import annotations

from collections.abc import Sequence

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand
from studio_tools.cli.documents import Local, version_json
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.render import Paper
from studio_tools.errors import ContextError, UsageError
from studio_tools.load import Found, Query
from studio_tools.model import Address
from studio_tools.projects import Gathered, as_error
from studio_tools.publish.catalog import nearest
from studio_tools.studio import Studio


@click.command(cls=StudioCommand)
@click.argument("what", metavar="[ADDRESS|TEXT]", required=False, default="")
@click.option("--kind", default="", metavar="KIND", help="Only products of this kind.")
@click.option("--variant", default="", metavar="NAME", help="Only products of this variant.")
@click.option("--representation", default="", metavar="NAME", help="Only versions that have this representation.")
@click.option("--all", "everything", is_flag=True, help="Every version, and retracted ones; else the latest of each.")
@click.pass_obj
def find(invocation: Invocation, what: str, kind: str, variant: str, representation: str, everything: bool) -> Answer:
    """Find published versions: below an ADDRESS, or by TEXT in their addresses.

    TEXT is words that all occur (`dragon rig`), or a pattern (`demo/*/sh00?0:render.*`); its case does not matter.
    What has a slash or a colon and no star is an address.
    """
    address = _address(what)
    query = Query(
        address=address,
        text="" if address is not None else what,
        kind=kind,
        variant=variant,
        representation=representation,
        everything=everything,
    )
    with invocation.studio(project=address.project if address is not None else "") as studio:
        gathered = studio.find_all(query) if address is None else Gathered(tuple(studio.find(query)))
        if kind and not gathered.found and not gathered.unread:
            _refuse_unknown(kind, studio)
        result = [_json(one, studio.local_in(one.version.key.project)) for one in gathered.found]
    return Answer(result=result, text=lambda paper: _tell(paper, gathered.found), error=as_error(gathered.unread))


def _address(what: str) -> Address | None:
    """The address that was meant; None for words and patterns."""
    if not any(sign in what for sign in "/:") or any(sign in what for sign in "*?[ "):
        return None
    try:
        return Address.parse(what)
    except ContextError as error:
        hint = f"{error.hint} To look for words instead, leave slashes and colons out, or put a * before and after."
        raise ContextError(error.message, hint=hint, details=error.details) from error


def _refuse_unknown(kind: str, studio: Studio) -> None:
    """Raise UsageError for a kind that nothing is of and that no settings know: it must not pass for an empty show."""
    told = studio.projects.gather(lambda _, session: session.settings.kinds)
    known = [*dict.fromkeys((*studio.session.settings.kinds, *told.found))]
    if kind not in known and not told.unread:
        raise UsageError(
            f"{kind!r} is no kind{nearest(kind, known)}",
            hint=f"Kinds: {', '.join(known)}.",
            details={"kinds": known},
        )


def _json(one: Found, local: Local) -> dict[str, object]:
    """A version as `versions` answers it, and whether it is the latest of its product."""
    key = one.version.key
    return version_json(one.version, local) | {"kind": key.kind, "variant": key.variant, "latest": one.is_latest}


def _tell(paper: Paper, found: Sequence[Found]) -> None:
    if not found:
        paper.line("Nothing that is published fits.")
        return
    paper.table(("version", "status", "as", "by", "when", "comment"), [_row(one) for one in found])


def _row(one: Found) -> tuple[str, ...]:
    forms = " ".join(form.name for form in one.representations)
    when = one.when.astimezone().strftime("%Y-%m-%d %H:%M")
    return one.address, one.status.value, forms, one.by, when, one.version.reason or one.comment
