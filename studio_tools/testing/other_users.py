"""Work done as somebody else: what rests on permissions is tried by real users, who are no root. POSIX only."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable
from typing import Any

from studio_tools.errors import StudioError


def as_user(user: int, group: int, work: Callable[[], Any]) -> tuple[str, Any]:
    """Do *work* in a child process that is only *user*, of *group*, with a umask that shares nothing.

    Answers an error's code and words, `crash` and a traceback, or "" and what came of it. Only root may do so.
    """
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    child = context.Process(target=_become, args=(user, group, work, answers))
    child.start()
    answer: tuple[str, Any] = answers.get(timeout=60)
    child.join()
    return answer


def _become(user: int, group: int, work: Callable[[], Any], answers: Any) -> None:
    os.setgroups([group])
    os.setgid(user)
    os.setuid(user)
    os.umask(0o077)
    try:
        answers.put(("", work()))
    except StudioError as error:
        answers.put((error.code, f"{error.message} {error.hint}".strip()))
    except BaseException:
        answers.put(("crash", traceback.format_exc()))
