"""Reaching every project of a home by its own settings: where it lies, what it answers, who could not be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio_tools.bootstrap import open_studio
from studio_tools.errors import ConfigError, StorageError, Tampered
from studio_tools.founding import HomeRequest, make_home
from studio_tools.projects import Projects, Unread, as_error
from studio_tools.session import Session

ENVIRON = {"STUDIO_TOOLS_USER": "ada"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the project demo in its storage, and side on a disk of its own."""
    home, disk = tmp_path / "home", tmp_path / "disk"
    make_home(HomeRequest(folder=home, project="demo"), ENVIRON)
    make_project(home, "side", disk)
    return home


def make_project(home: Path, code: str, disk: Path) -> None:
    (disk / ".studio").mkdir(parents=True)
    (disk / ".studio" / "storage.json").write_text('{"format": 1, "id": "x"}')
    (home / "projects" / f"{code}.toml").write_text(f'[storage]\nroot = "{disk}"\n')


@pytest.fixture(params=["", "demo", "side"], ids=["of-the-home", "of-demo", "of-side"])
def projects(request: pytest.FixtureRequest, home: Path) -> Iterator[Projects]:
    """The same projects, whichever project's settings the studio was opened with."""
    with open_studio(home, ENVIRON, project=request.param) as studio:
        yield studio.projects


def top(_: str, session: Session) -> list[Path]:
    return [session.storage.root.path]


def test_every_project_is_known_whoever_asks(projects: Projects) -> None:
    assert set(projects.codes().found) >= {"demo", "side"}
    assert projects.codes().unread == ()


def test_every_project_is_asked_where_it_lies(projects: Projects, home: Path, tmp_path: Path) -> None:
    assert dict(projects.gather(lambda code, session: [(code, *top(code, session))]).found) == {
        "demo": home / "storage",
        "side": tmp_path / "disk",
    }


def test_a_project_without_settings_of_its_own_lies_in_the_shared_storage(projects: Projects, home: Path) -> None:
    assert projects.of("nobody").storage.root.path == home / "storage"
    assert projects.of("nobody") is projects.general()


def test_the_doors_of_a_project_are_opened_once(projects: Projects) -> None:
    assert projects.of("side") is projects.of("side")


def test_one_that_fails_hides_no_other(projects: Projects, tmp_path: Path) -> None:
    def look(code: str, session: Session) -> list[str]:
        if code == "demo":
            raise Tampered("broken", details={"path": str(tmp_path / "record")})
        return [code]

    answered = projects.gather(look)

    assert answered.found == ("side",)
    assert [(one.project, one.reason, one.path) for one in answered.unread] == [("demo", "broken", tmp_path / "record")]


def test_what_a_project_answered_before_it_failed_is_not_half_an_answer(projects: Projects) -> None:
    def look(code: str, session: Session) -> Iterator[str]:
        yield code
        if code == "demo":
            raise StorageError("the disk went away")

    answered = projects.gather(look)

    assert answered.found == ("side",)
    assert [one.project for one in answered.unread] == ["demo"]


def test_a_fault_of_ours_is_not_taken_for_a_project_in_trouble(projects: Projects) -> None:
    def look(code: str, session: Session) -> list[str]:
        raise KeyError(code)

    with pytest.raises(KeyError):
        projects.gather(look)


def test_a_project_whose_disk_is_away_is_named_with_its_place(projects: Projects, tmp_path: Path) -> None:
    (tmp_path / "disk").rename(tmp_path / "unplugged")

    (unread,) = projects.gather(top).unread

    assert (unread.project, unread.path) == ("side", tmp_path / "disk")


def test_a_project_with_wrong_settings_is_named_with_their_file(projects: Projects, home: Path) -> None:
    (home / "projects" / "third.toml").write_text("[storage]\nroot = 5\n")
    with open_studio(home, ENVIRON) as studio:
        (unread,) = studio.projects.gather(top).unread

    assert isinstance(unread.error, ConfigError)
    assert (unread.project, unread.path) == ("third", home / "projects" / "third.toml")


def test_the_shared_storage_is_named_where_only_that_is_away(projects: Projects, home: Path, tmp_path: Path) -> None:
    (home / "storage").rename(tmp_path / "unplugged")

    answered = projects.gather(top)

    assert answered.found == (tmp_path / "disk",)
    assert [(one.project, one.path) for one in answered.unread] == [("", home / "storage")]
    assert answered.unread[0].words.startswith("the shared storage could not be looked at: ")


def test_where_nobody_lies_elsewhere_the_absence_of_the_storage_is_raised(home: Path, tmp_path: Path) -> None:
    (home / "projects" / "side.toml").unlink()
    (home / "storage").rename(tmp_path / "unplugged")

    with open_studio(home, ENVIRON) as studio, pytest.raises(StorageError, match="is not there"):
        studio.projects.codes()


def test_one_session_may_serve_for_all(home: Path) -> None:
    with open_studio(home, ENVIRON) as studio:
        alone = Projects.alone(studio.session)

        assert alone.of("side") is alone.general() is studio.session


# -- told as an error


def unread(project: str, error: StorageError | ConfigError) -> Unread:
    return Unread(project=project, error=error, path=Path("/there"))


def test_where_all_could_be_looked_at_there_is_no_error() -> None:
    assert as_error(()) is None


@pytest.mark.parametrize("kind", [StorageError, Tampered, ConfigError], ids=lambda kind: str(kind.code))
def test_it_is_an_error_of_the_first_kind_and_names_all(kind: type[StorageError] | type[ConfigError]) -> None:
    error = as_error([unread("one", kind("away", hint="Mount it.")), unread("two", StorageError("gone"))], hint="Wait.")

    assert type(error) is kind
    assert error.message == "one could not be looked at: away; two could not be looked at: gone"
    assert error.hint == "Wait. Mount it."
    assert error.details["unread"] == [
        {"project": "one", "path": "/there", "reason": "away"},
        {"project": "two", "path": "/there", "reason": "gone"},
    ]
