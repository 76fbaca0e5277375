"""Writes the pages of docs/reference from the code: settings, steps and recipes, meters, commands, unconfirmed points.

What these pages say is said once, where the thing itself stands. A test compares them with what this would write.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

from studio_tools.cli.root import root
from studio_tools.config import Settings, documented, load_without_home
from studio_tools.config.load import Documented
from studio_tools.jobs import Phase
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.steps import AnyStep
from studio_tools.testing import assumptions
from studio_tools.testing.assumptions import Assumption
from studio_tools.testing.selftest.for_maya import MAYA
from studio_tools.testing.selftest.for_nuke import NUKE
from studio_tools.testing.selftest.probes import Questions, Where
from studio_tools.testing.selftest.transcript import HOLDS, Transcript, read
from telemetry.meters import TABLE, Meter

REFERENCE = Path(__file__).parent / "reference"
TRANSCRIPTS = Path(assumptions.__file__).parent / "transcripts"
MADE = "<!-- Written by `make pages` from the code; change it there. -->"
GENERAL = {"json", "home", "verbose"}
PHASES = {Phase.COLLECT: "Collectors", Phase.VALIDATE: "Checks", Phase.EXTRACT: "Extractors"}


def pages() -> dict[str, str]:
    """Every generated page, by file name."""
    return {
        "settings.md": page("Every setting", settings()),
        "steps.md": page("Checks and steps", steps()),
        "meters.md": page("Every meter", meters()),
        "commands.md": page("Every command", commands()),
        "unconfirmed.md": page("Unconfirmed points", unconfirmed()),
    }


def page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"# {title}", "", MADE, "", *lines]).rstrip() + "\n"


def table(head: tuple[str, ...], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def code(text: str) -> str:
    return f"`{text}`" if text else ""


def settings() -> Iterator[str]:
    yield "`<name>` stands for any key of a table. Where values come from: [Configuration](../configuration.md)."
    yield ""
    for section, found in groupby(documented(), key=lambda each: each.key.partition(".")[0]):
        yield from (f"## {section}", "")
        keys = list(found)
        yield from table(("key", "default", "what it is"), ((code(e.key), short(e), e.doc) for e in keys))
        for each in keys:
            if is_long(each):
                yield from (f"### {each.key}", "")
                yield from table(("key", "default"), ((code(k), code(v)) for k, v in json.loads(each.default).items()))
    yield from kinds(load_without_home({}))


def is_long(setting: Documented) -> bool:
    return setting.default.startswith("{") and len(setting.default) > 60


def short(setting: Documented) -> str:
    return "listed below" if is_long(setting) else code(setting.default)


def kinds(shipped: Settings) -> Iterator[str]:
    yield from ("## The kinds that are shipped", "", "`frames`: its sequences are held against the shot's cut.", "")
    rows = (
        (code(name), kind.label, "yes" if kind.frames else "no", " ".join(kind.extensions))
        for name, kind in shipped.kinds.items()
    )
    yield from table(("kind", "label", "frames", "extensions"), rows)


def steps() -> Iterator[str]:
    catalog = load_catalog(installed=())
    yield "What each step is for, in the words that artists read. An *optional* one can be switched off by"
    yield "`checks.disabled`. How to write your own: [Write your own step](../extending.md)."
    yield ""
    for phase, title in PHASES.items():
        yield from (f"## {title}", "")
        for step in catalog.of(phase):
            yield from one_step(step)
    yield from ("## Recipes", "", "The steps of each kind, in order, as shipped.", "")
    kinds_of: dict[tuple[str, ...], list[str]] = {}
    for kind, recipe in load_without_home({}).recipes.items():
        kinds_of.setdefault((*recipe.collect, *recipe.validate, *recipe.extract), []).append(code(kind))
    yield from table(("kinds", "steps"), ((", ".join(kinds), " → ".join(order)) for order, kinds in kinds_of.items()))
    for host, inside in load_without_home({}).applications.items():
        yield from (f"### From an open scene in {host}", "")
        rows = ((code(kind), " → ".join((*r.collect, *r.validate, *r.extract))) for kind, r in inside.recipes.items())
        yield from table(("kind", "steps"), rows)


def one_step(step: AnyStep) -> Iterator[str]:
    yield from (f"### {step.id}", "", f"**{step.label}.** {step.tooltip}", "")
    said = [
        f"runs in {', '.join(sorted(step.hosts))}" if step.hosts else "",
        f"needs {names(step.needs)}" if step.needs else "",
        f"provides {names(step.provides)}" if step.provides else "",
        "optional" if step.optional else "",
        "can mend what it finds" if step.fix else "",
    ]
    if any(said):
        sentence = "; ".join(filter(None, said))
        yield from (f"{sentence[0].upper()}{sentence[1:]}.", "")


def names(types: Iterable[type]) -> str:
    return ", ".join(f"`{each.__name__}`" for each in types)


def meters() -> Iterator[str]:
    yield "Which event feeds which meter, and with which tags: [Events and metrics](../events-and-metrics.md)."
    yield ""
    yield "*Series* is how many a meter can make at most."
    yield ""
    for event, made in TABLE.items():
        yield from (f"## {event.__name__}", "")
        yield from table(("meter", "type", "measures", "tags", "series"), (one_meter(meter) for meter in made))


def one_meter(meter: Meter) -> Iterator[str]:
    measured = f"`{meter.value}`" if meter.value else "how often"
    yield code(meter.name)
    yield meter.kind.value
    yield f"{measured}, of failures" if meter.failures_only else measured
    yield " ".join(code(tag.key) for tag in meter.tags)
    yield str(meter.series)


def commands() -> Iterator[str]:
    yield "Every command also takes `--json`, `--home DIR` and `--verbose`, anywhere after the command:"
    yield "[Answers and exit codes](../cli.md)."
    yield ""
    context = click.Context(root, info_name="studio")
    for name in root.list_commands(context):
        yield from command(root.get_command(context, name), f"studio {name}", context)


def command(found: click.Command | None, path: str, parent: click.Context) -> Iterator[str]:
    assert found is not None, path
    context = click.Context(found, info_name=path.rpartition(" ")[2], parent=parent)
    usage = " ".join([path, *(word for word in found.collect_usage_pieces(context) if word != "[OPTIONS]")])
    yield from (f"## {path}", "", "```", usage, "```", "", told(found.help or ""), "")
    options = [each for each in found.params if isinstance(each, click.Option) and each.name not in GENERAL]
    rows = [
        (code(spelled(each, context)), each.help or "")
        for each in options
        if not each.hidden and each.opts[0] != "--help"
    ]
    if rows:
        yield from table(("option", "what it does"), rows)
    if isinstance(found, click.Group):
        for name in found.list_commands(context):
            yield from command(found.get_command(context, name), f"{path} {name}", context)


def told(text: str) -> str:
    """A command's help, its paragraphs kept."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def spelled(option: click.Option, context: click.Context) -> str:
    switch = ", ".join(sorted(option.opts, key=len, reverse=True))
    return switch if option.is_flag else f"{switch} {option.make_metavar(context)}"


def unconfirmed() -> Iterator[str]:
    yield "What our simulators take for true and no public source confirms. The [self-test](../selftest.md) asks a real"
    yield "program; a point is confirmed once its transcript is in."
    yield ""
    transcripts = [each for path in sorted(TRANSCRIPTS.glob("*.jsonl")) if (each := read(path)).is_confirmation]
    for questions in (MAYA, NUKE):
        yield from (f"## {questions.program}", "")
        rows = (point(questions, each, transcripts) for each in questions.assumptions)
        yield from table(("code", "what is taken for true", "asked", "confirmed by"), rows)


def point(questions: Questions, assumption: Assumption, transcripts: Iterable[Transcript]) -> Iterator[str]:
    found = {
        f"{told.made_by['program']} {told.made_by['host_version']}": each.outcome
        for told in transcripts
        for each in told.assumptions
        if told.made_by["host"] == questions.host and each.code == assumption.code
    }
    why = questions.unasked.get(assumption.code)
    yield code(assumption.code)
    yield assumption.sentence
    yield (
        f"no: {why}"
        if why
        else "yes"
        if (where := questions.probes[assumption.code].where) is Where.ANYWHERE
        else where
    )
    yield ", ".join(program for program, outcome in found.items() if outcome == HOLDS) or "nobody yet"


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(REFERENCE)
