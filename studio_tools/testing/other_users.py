"""Work done as somebody else: what rests on permissions is tried by real users, who are no root. POSIX only."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from studio_tools.errors import StudioError


def begin(user: int, group: int, work: Callable[[], Any], *, groups: Sequence[int] | None = None) -> tuple[Any, Any]:
    """Start *work* in a child process that is only *user*; the process, and the queue of its one answer.

    It is of *group*, or of *group* and *groups*, and its umask shares nothing. Only root may do so. The answer is an
    error's code and words, `crash` and a traceback, or "" and what came of it.
    """
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    also = [group] if groups is None else list(groups)
    child = context.Process(target=_become, args=(user, group, also, work, answers))
    child.start()
    return child, answers


def as_user(user: int, group: int, work: Callable[[], Any]) -> tuple[str, Any]:
    """Do *work* as `begin` does, and wait for its answer."""
    child, answers = begin(user, group, work)
    answer: tuple[str, Any] = answers.get(timeout=60)
    child.join()
    return answer


def _become(user: int, group: int, groups: list[int], work: Callable[[], Any], answers: Any) -> None:
    os.setgroups(groups)
    os.setgid(group)
    os.setuid(user)
    os.umask(0o077)
    try:
        answers.put(("", work()))
    except StudioError as error:
        answers.put((error.code, f"{error.message} {error.hint}".strip()))
    except BaseException:
        answers.put(("crash", traceback.format_exc()))
