"""One client a thread, closed with it; and what somebody may have meant."""

from __future__ import annotations

import gc
import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.tracker.nearest import nearest, unknown
from studio_tools.tracker.threads import ThreadClients


class Client:
    def __init__(self) -> None:
        self.closed = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def made() -> list[Client]:
    return []


@pytest.fixture
def clients(made: list[Client]) -> ThreadClients:
    def make() -> Client:
        made.append(Client())
        return made[-1]

    return ThreadClients(make)  # type: ignore[arg-type, return-value]


def test_a_thread_keeps_its_client(clients: ThreadClients, made: list[Client]) -> None:
    assert clients.get() is clients.get()
    assert len(made) == 1


def test_two_threads_never_share_one(clients: ThreadClients, made: list[Client]) -> None:
    mine = clients.get()
    theirs: list[object] = []
    thread = threading.Thread(target=lambda: theirs.append(clients.get()))
    thread.start()
    thread.join()

    assert theirs != [mine]
    assert len(made) == 2


def test_a_client_is_closed_when_its_thread_ends(clients: ThreadClients, made: list[Client]) -> None:
    thread = threading.Thread(target=clients.get)
    thread.start()
    thread.join()
    gc.collect()

    assert [client.closed for client in made] == [1]


def test_closing_closes_every_threads_client_once(clients: ThreadClients, made: list[Client]) -> None:
    gate, go = threading.Barrier(2), threading.Event()

    def hold() -> None:
        clients.get()
        gate.wait(10)
        go.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    clients.get()
    gate.wait(10)

    clients.close()
    clients.close()

    assert [client.closed for client in made] == [1, 1]
    go.set()
    thread.join()
    gc.collect()
    assert [client.closed for client in made] == [1, 1]


def test_after_closing_a_thread_gets_a_new_client(clients: ThreadClients, made: list[Client]) -> None:
    first = clients.get()
    clients.close()

    assert clients.get() is not first
    assert len(made) == 2
    clients.close()


def test_a_forked_process_gets_its_own(clients: ThreadClients, monkeypatch: pytest.MonkeyPatch) -> None:
    first = clients.get()
    monkeypatch.setattr(os, "getpid", lambda: -1)

    assert clients.get() is not first
    clients.close()


def test_what_cannot_be_made_is_tried_again(made: list[Client]) -> None:
    def fail_once() -> Client:
        made.append(Client())
        if len(made) == 1:
            raise OSError("away")
        return made[-1]

    clients = ThreadClients(fail_once)  # type: ignore[arg-type, return-value]
    with pytest.raises(OSError, match="away"):
        clients.get()

    assert clients.get() is made[1]  # type: ignore[comparison-overlap]
    clients.close()


@pytest.mark.parametrize(
    ("word", "found"),
    [("sh001", ["sh0010", "sh0020"]), ("SH0010", ["sh0010", "sh0020"]), ("zebra", []), ("", [])],
    ids=["a letter short", "other case", "nothing alike", "nothing at all"],
)
def test_the_nearest_come_first(word: str, found: list[str]) -> None:
    near = nearest(word, ["dragon", "sh0020", "sh0010"])

    assert near[:1] == found[:1]
    assert set(near) <= {"sh0010", "sh0020"}


def test_no_more_than_three_are_named() -> None:
    assert len(nearest("sh0010", [f"sh00{number}0" for number in range(10)])) == 3


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=20))
def test_only_what_is_known_is_ever_named(word: str, known: list[str]) -> None:
    assert set(nearest(word, known)) <= set(known)


def test_an_unknown_name_is_told_with_its_neighbours() -> None:
    error = unknown("task", "cmop", ["comp", "anim"], where="demo/sq010/sh0010")

    assert error.message == "no task 'cmop' in demo/sq010/sh0010"
    assert error.hint == "Did you mean comp?"
    assert error.details == {"unknown": "cmop", "nearest": ["comp"]}


def test_an_unknown_name_without_neighbours_keeps_the_usual_hint() -> None:
    error = unknown("task", "zebra", ["comp"])

    assert error.hint == error.default_hint
