"""One worker: it reads its order, takes the run, publishes, and says how far it is in a file that its host reads.

It ends with the exit code of the command, and its answer stands on stdout, which is its log, as well.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from studio_tools.bootstrap import open_studio
from studio_tools.cli.answer import Answer
from studio_tools.cli.progress import interruptible
from studio_tools.errors import Cancelled, UsageError
from studio_tools.publish.ending import standing
from studio_tools.publish.finishing import adopt, finish, give_up
from studio_tools.publish.items import RunState
from studio_tools.publish.order import read_order
from studio_tools.worker.answers import answered, driven, of_report
from studio_tools.worker.telling import Telling

_LOGGERS = ("studio_tools", "telemetry")
_USAGE = "python -m studio_tools.worker ORDER [--status FOLDER]"


def main(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    """Carry out the order that is named, tell of it, and return the exit code."""
    telling = Telling(_status_folder(argv))
    with _logging_to_stderr(), interruptible():
        answer = answered(lambda: _carried_out(argv, environ, telling), argv=argv, environ=environ)
    telling.end(answer.as_json())
    sys.stdout.write(json.dumps(answer.as_json(), indent=2, default=str) + "\n")
    return answer.exit_code


@contextmanager
def _logging_to_stderr() -> Iterator[None]:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


def _status_folder(argv: Sequence[str]) -> Path | None:
    return Path(argv[2]) if len(argv) == 3 and argv[1] == "--status" else None


def _carried_out(argv: Sequence[str], environ: Mapping[str, str], telling: Telling) -> Answer:
    if len(argv) not in {1, 3} or (len(argv) == 3 and argv[1] != "--status"):
        raise UsageError("a worker is given one order", hint=f"Write {_USAGE}.")
    order = read_order(Path(argv[0]).absolute())
    telling.begin(order)
    with open_studio(Path(order.home), environ, project=order.project) as studio:
        claim = adopt(studio.session, order)
        with closing(claim):
            try:
                telling.adopted()
                report = driven(finish(studio.session, order, claim), observe=telling.hear)
            except (KeyboardInterrupt, Cancelled):
                give_up(studio.session, claim)
                found = standing(claim.runs, claim.run)
                if found is None:
                    raise
                report = found
        telling.wait_for(report.error if report.state is RunState.DEFERRED else None)
        return of_report(report, studio.local)
