"""Who holds a run, and whether that process still lives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from studio_tools.storage.owner import Machine, Owner

linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@pytest.fixture
def sleeper() -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


def owner_of(pid: int) -> Owner:
    return Machine(pid=lambda: pid).myself("artist")


def test_an_owner_survives_its_json() -> None:
    mine = Machine().myself("artist")

    assert Owner.of(mine.as_json()) == mine


def test_we_are_not_dead() -> None:
    mine = Machine().myself("artist")

    assert mine.pid == os.getpid()
    assert not Machine().knows_dead(mine)
    assert not Machine().knows_dead_mark(mine.mark)


def test_another_living_process_is_not_dead(sleeper: subprocess.Popen[bytes]) -> None:
    assert not Machine().knows_dead(owner_of(sleeper.pid))


def test_a_killed_process_is_dead_at_once(sleeper: subprocess.Popen[bytes]) -> None:
    owner = owner_of(sleeper.pid)

    sleeper.kill()
    sleeper.wait()

    assert Machine().knows_dead(owner)
    assert Machine().knows_dead_mark(owner.mark)


@linux
def test_a_killed_process_that_nobody_buried_is_dead_too(sleeper: subprocess.Popen[bytes]) -> None:
    owner = owner_of(sleeper.pid)

    sleeper.kill()
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)

    assert Path(f"/proc/{sleeper.pid}/stat").exists()
    assert Machine().knows_dead(owner)


@linux
def test_a_suspended_process_is_not_dead(sleeper: subprocess.Popen[bytes]) -> None:
    owner = owner_of(sleeper.pid)

    sleeper.send_signal(signal.SIGSTOP)

    assert not Machine().knows_dead(owner)


@linux
def test_a_process_id_given_again_is_not_the_owner(sleeper: subprocess.Popen[bytes]) -> None:
    earlier = replace(owner_of(sleeper.pid), started="1")

    assert Machine().knows_dead(earlier)


@pytest.mark.parametrize("part", ["machine", "boot"])
def test_of_another_machine_nothing_is_known(part: str) -> None:
    elsewhere = replace(Machine(pid=lambda: 1 << 23).myself("artist"), **{part: "another"})

    assert not Machine().knows_dead(elsewhere)
    assert not Machine().knows_dead_mark(elsewhere.mark)


def test_without_proc_only_absence_says_dead(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    machine = Machine(proc=tmp_path, pid=lambda: sleeper.pid)
    owner = machine.myself("artist")
    assert owner.started == ""
    assert not machine.knows_dead(owner)

    sleeper.kill()
    sleeper.wait()

    assert machine.knows_dead(owner)


def test_a_process_that_we_may_not_look_at_is_not_called_dead(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    owner = owner_of(sleeper.pid)
    (tmp_path / "self" / "ns").mkdir(parents=True)
    (tmp_path / "self" / "ns" / "pid").symlink_to(Path("/proc/self/ns/pid").readlink())
    (tmp_path / "sys" / "kernel" / "random").mkdir(parents=True)
    boot = Path("/proc/sys/kernel/random/boot_id").read_text()
    (tmp_path / "sys" / "kernel" / "random" / "boot_id").write_text(boot)

    assert not Machine(proc=tmp_path).knows_dead(owner)


@pytest.mark.parametrize("mark", ["", "-", "x-y", "amend", "0123456789ab-12x-4", "../../etc"])
def test_a_mark_that_nobody_wrote_says_nothing(mark: str) -> None:
    assert not Machine().knows_dead_mark(mark)


def test_a_mark_suits_a_folder_name() -> None:
    mark = Machine().myself("artist").mark

    assert "/" not in mark
    assert "." not in mark
    assert " " not in mark
