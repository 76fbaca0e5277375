"""`studio versions`, `show`, `where-used` and `retract`: looking at versions, and taking one out of use."""

from __future__ import annotations

from collections.abc import Sequence

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand, Words
from studio_tools.cli.documents import shown_json, version_json
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.render import Paper, many, size
from studio_tools.errors import Tampered
from studio_tools.model import Address, Version
from studio_tools.projects import Gathered, as_error
from studio_tools.versions import Retracted, Shown, Use, Web


@click.command(cls=StudioCommand)
@click.argument("address", required=False, default="")
@click.option("--all", "everything", is_flag=True, help="Also what is unfinished, and numbers that were abandoned.")
@click.pass_obj
def versions(invocation: Invocation, address: str, everything: bool) -> Answer:
    """List the versions below ADDRESS: a project, sequence, shot, asset or product; without one, everything."""
    wanted = Address.parse(address) if address else None
    with invocation.studio(project=wanted.project if wanted else "") as studio:
        if wanted is None:
            gathered = studio.all_versions(everything=everything)
        else:
            gathered = Gathered(tuple(studio.versions(wanted, everything=everything)))
        documents = [version_json(version, studio.local_in(version.key.project)) for version in gathered.found]
    return Answer(result=documents, text=lambda paper: _list(paper, gathered.found), error=as_error(gathered.unread))


def _list(paper: Paper, found: Sequence[Version]) -> None:
    if not found:
        paper.line("Nothing is published there yet.")
        return
    paper.table(("version", "status", "files", "size", "by", "when", "comment"), [_row(version) for version in found])


def _row(version: Version) -> tuple[str, ...]:
    note = f"{version.reason} -> {version.replacement}" if version.replacement else version.reason or version.comment
    when = version.created.astimezone().strftime("%Y-%m-%d %H:%M")
    status = version.status.value
    return version.address, status, str(version.files), size(version.size), version.author.login, when, note


@click.command(cls=StudioCommand)
@click.argument("address")
@click.pass_obj
def show(invocation: Invocation, address: str) -> Answer:
    """Show one version: its files, where it came from, what it uses and who uses it."""
    wanted = Address.parse(address)
    with invocation.studio(project=wanted.project) as studio:
        shown = studio.show(wanted)
        local = studio.local_in(wanted.project)
        folder, document = str(local(shown.version.folder)), shown_json(shown, local)
    return Answer(result=document, text=lambda paper: _show(paper, shown, folder), error=_damage(shown))


def _damage(shown: Shown) -> Tampered | None:
    """A version without its manifest is shown from its record, and the command says that it is damaged."""
    if shown.problem is None:
        return None
    return Tampered(
        f"{shown.version.address} is damaged: {shown.problem.message}",
        hint=f"`studio verify {shown.version.address}` tells all that is wrong with it; restore it from a backup.",
        details={"address": shown.version.address, **shown.problem.details},
    )


def _show(paper: Paper, shown: Shown, folder: str) -> None:
    version = shown.version
    paper.line((version.address, "bold"))
    paper.state(version.status.value, f"  {version.reason}" if version.reason else "", indent=2)
    if version.replacement:
        paper.line(f"use instead  {version.replacement}", indent=2)
    by = f"{version.author.name or version.author.login}, {version.created.astimezone():%Y-%m-%d %H:%M}"
    rows = [("folder", folder), ("published", by), ("run", version.run), ("digest", version.digest)]
    rows += [("comment", version.comment)] if version.comment else []
    paper.table(("", ""), rows, indent=2)
    for form in version.representations:
        frames = f", frames {form.frames.text()}" if form.frames else ""
        record = f", record {form.record}" if form.record else ""
        paper.line(f"{form.name}: {many(form.files, 'file')}, {size(form.size)}{frames}{record}", indent=2)
    _neighbours(paper, "made from", shown.web.uses)
    _neighbours(paper, "used by", shown.web.used_by)
    _unread(paper, shown.web)


def _neighbours(paper: Paper, title: str, uses: tuple[Use, ...]) -> None:
    if uses:
        paper.line((title, "bold"))
    for use in uses:
        paper.line(f"{'  ' * use.depth}{use.address}", (f"  {use.marks}" if use.marks else "", "yellow"))


def _unread(paper: Paper, web: Web) -> None:
    """Say that who uses it may not be all who do."""
    for one in web.unread:
        paper.line((f"{one.words}; it may use this as well", "yellow"))


@click.command(cls=StudioCommand)
@click.argument("address")
@click.pass_obj
def where_used(invocation: Invocation, address: str) -> Answer:
    """Follow ADDRESS both ways, as deep as it goes: what it was made from, and what was made from it.

    Without a number it is the latest version; the answer says which that is.
    """
    wanted = Address.parse(address)
    with invocation.studio(project=wanted.project) as studio:
        web = studio.where_used(wanted)
    result = {
        "address": web.version.address,
        "asked": address,
        "status": web.version.status.value,
        "uses": [use.as_json() for use in web.uses],
        "used_by": [use.as_json() for use in web.used_by],
        "unread": [one.as_json() for one in web.unread],
    }
    return Answer(result=result, text=lambda paper: _web(paper, web, is_latest=wanted.number is None))


def _web(paper: Paper, web: Web, *, is_latest: bool) -> None:
    paper.line((web.version.address, "bold"), f"  {web.version.status.value}", "  (the latest)" if is_latest else "")
    _neighbours(paper, "made from", web.uses)
    _neighbours(paper, "used by", web.used_by)
    _unread(paper, web)
    if not (web.uses or web.used_by or web.unread):
        paper.line("It was made from nothing that is published, and nothing was made from it.")


@click.command(cls=StudioCommand)
@click.argument("address")
@click.option(
    "--reason", required=True, type=Words(), metavar="TEXT", help="Why nobody should use it; everybody can read it."
)
@click.option("--replace", "replacement", default="", metavar="ADDRESS", help="The version to use instead.")
@click.option("--force", is_flag=True, help="Although live versions were made from it.")
@click.pass_obj
def retract(invocation: Invocation, address: str, reason: str, replacement: str, force: bool) -> Answer:
    """Mark ADDRESS as not to be used, with a reason. Its files stay where they are.

    ADDRESS names a version (…@v003, or …@latest). Saying it again with another reason or replacement amends it.
    """
    wanted = Address.parse(address)
    instead = Address.parse(replacement) if replacement else None
    with invocation.studio(project=wanted.project) as studio:
        done = studio.retract(wanted, reason=reason, replacement=instead, force=force)
    return Answer(result=done.as_json(), text=lambda paper: _retracted(paper, done))


def _retracted(paper: Paper, done: Retracted) -> None:
    paper.state("RETRACTED", f"  {done.address}: {done.reason}")
    if done.replacement:
        paper.line(f"use instead  {done.replacement}", indent=2)
    for user in done.users:
        paper.line(f"still used by {user}", indent=2)
    if not done.tracker_told:
        paper.line("The tracker could not be told yet; `studio resume` will.", indent=2)
