"""Frames that did not change share the previous version's bytes, and never by a manifest's word alone."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

from studio_tools.model import ProductKey, User
from studio_tools.storage import digests
from studio_tools.storage.disk import LocalDisk
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.manifest import Manifest, ManifestFile
from studio_tools.storage.sharing import Sharing, twins
from studio_tools.storage.transfer import Piece, Transfer
from studio_tools.testing.faulty_disk import Fault, FaultyDisk, refused_links

CONTENT = b"x" * 200_000


class Shot:
    """A previous version with one frame, and a new frame at the desk."""

    def __init__(self, top: Path, *, old: bytes = CONTENT, new: bytes = CONTENT, mode: int = 0o444) -> None:
        self.old, self.new, self.desk = top / "v001", top / "v002", top / "desk"
        for folder in (self.old, self.new, self.desk):
            folder.mkdir()
        self.before = self.old / "f_v001.1001.exr"
        self.before.write_bytes(old)
        self.before.chmod(mode)
        self.source = self.desk / "f.1001.exr"
        self.source.write_bytes(new)
        self.known = ManifestFile(
            name=self.before.name,
            size=len(old),
            digest=digest(old),
            algorithm="blake2b",
            representation="exr",
            frame=1001,
        )

    @property
    def after(self) -> Path:
        return self.new / "f_v002.1001.exr"

    def piece(self) -> Piece:
        found = self.source.stat()
        return Piece(
            source=self.source,
            size=found.st_size,
            modified=found.st_mtime_ns,
            folder=self.new,
            name=self.after.name,
            representation="exr",
            frame=1001,
            previous=self.known,
            previous_folder=self.old,
        )

    def bring(self, disk: Any = None) -> Any:
        safe = SafeDisk(disk or NoReflinks())
        transfer = Transfer(safe, [self.piece()], algorithm="blake2b", workers=1, share=Sharing(safe, "blake2b"))
        try:
            transfer.work(1)
            return transfer.landed[0]
        finally:
            transfer.close()


class NoReflinks(LocalDisk):
    def clone(self, source: Path, target: Path) -> None:
        raise OSError(errno.EOPNOTSUPP, "no reflinks here")


class Reflinks(LocalDisk):
    """A file system that clones; what it does is what a copy does."""

    def clone(self, source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes())


def digest(content: bytes) -> str:
    whole = digests.new_hash("blake2b")
    whole.update(memoryview(content))
    return whole.hexdigest()


def is_linked(shot: Shot) -> bool:
    return shot.after.stat().st_ino == shot.before.stat().st_ino


def test_an_identical_frame_shares_its_bytes(tmp_path: Path) -> None:
    shot = Shot(tmp_path)

    landed = shot.bring()

    assert landed.is_shared
    assert is_linked(shot)
    assert landed.file.digest == digest(CONTENT)
    assert {path.name for path in shot.new.iterdir()} == {shot.after.name}


def test_a_reflink_comes_first(tmp_path: Path) -> None:
    shot = Shot(tmp_path)

    landed = shot.bring(Reflinks())

    assert landed.is_shared
    assert not is_linked(shot)
    assert shot.after.stat().st_mode & 0o777 == 0o444


def test_where_no_link_is_permitted_it_is_copied(tmp_path: Path) -> None:
    shot = Shot(tmp_path)

    landed = shot.bring(FaultyDisk(faults=list(refused_links())))

    assert not landed.is_shared
    assert shot.after.read_bytes() == CONTENT
    assert not is_linked(shot)


def test_a_frame_that_changed_is_copied(tmp_path: Path) -> None:
    shot = Shot(tmp_path, new=b"y" * len(CONTENT))

    assert not shot.bring().is_shared
    assert shot.after.read_bytes() == b"y" * len(CONTENT)


def test_a_frame_that_changed_at_its_end_alone_is_copied(tmp_path: Path) -> None:
    shot = Shot(tmp_path, new=CONTENT[:-1] + b"y")

    assert not shot.bring().is_shared
    assert shot.after.read_bytes() == CONTENT[:-1] + b"y"


def test_a_manifests_word_is_not_enough(tmp_path: Path) -> None:
    """The old file was damaged since: what the manifest says of it would be right, and its bytes are not."""
    shot = Shot(tmp_path)
    shot.before.chmod(0o644)
    shot.before.write_bytes(CONTENT[:-1] + b"!")
    shot.before.chmod(0o444)

    assert not shot.bring().is_shared
    assert shot.after.read_bytes() == CONTENT


def test_an_old_file_that_can_still_be_written_is_not_linked(tmp_path: Path) -> None:
    shot = Shot(tmp_path, mode=0o664)

    assert not shot.bring().is_shared
    assert not is_linked(shot)


def test_an_old_file_of_another_algorithm_is_digested_again(tmp_path: Path) -> None:
    shot = Shot(tmp_path)
    shot.known = ManifestFile(
        name=shot.before.name,
        size=len(CONTENT),
        digest="of-blake3",
        algorithm="blake3",
        representation="exr",
        frame=1001,
    )

    assert shot.bring().is_shared


def test_an_old_file_that_is_gone_or_unreadable_is_no_error(tmp_path: Path) -> None:
    shot = Shot(tmp_path)
    shot.before.unlink()

    assert not shot.bring().is_shared
    assert shot.after.read_bytes() == CONTENT


def test_an_old_file_that_breaks_while_it_is_read_is_no_error(tmp_path: Path) -> None:
    shot = Shot(tmp_path)
    disk = FaultyDisk(inner=NoReflinks(), faults=[Fault("readinto", "*/v001/*", errno.EIO, times=9)])

    assert not shot.bring(disk).is_shared
    assert shot.after.read_bytes() == CONTENT


def test_an_old_file_that_is_a_link_is_not_shared(tmp_path: Path) -> None:
    shot = Shot(tmp_path)
    elsewhere = tmp_path / "elsewhere.exr"
    shot.before.rename(elsewhere)
    shot.before.symlink_to(elsewhere)

    assert not shot.bring().is_shared
    assert not shot.after.is_symlink()


def test_an_old_file_replaced_in_the_moment_of_linking_is_not_shared(tmp_path: Path) -> None:
    shot = Shot(tmp_path)

    def replace(operation: str, path: Path) -> None:
        if operation == "link":
            other = tmp_path / "other"
            other.write_bytes(b"z" * len(CONTENT))
            other.replace(shot.before)

    assert not shot.bring(FaultyDisk(inner=NoReflinks(), before=replace)).is_shared
    assert shot.after.read_bytes() == CONTENT


def test_sharing_leaves_the_old_version_as_it_was(tmp_path: Path) -> None:
    shot = Shot(tmp_path)
    before = shot.before.stat()

    shot.bring()
    SafeDisk().remove_tree(shot.new)

    after = shot.before.stat()
    assert (after.st_mode, after.st_mtime_ns, after.st_nlink) == (before.st_mode, before.st_mtime_ns, 1)
    assert shot.before.read_bytes() == CONTENT


def test_twins_are_the_same_representation_frame_and_view(key: ProductKey, tmp_path: Path) -> None:
    shot = Shot(tmp_path)
    from datetime import UTC, datetime

    manifest = Manifest(
        key=key,
        number=1,
        run="r",
        algorithm="blake2b",
        digest="",
        files=(shot.known,),
        representations=(),
        comment="",
        author=User(login="artist"),
        created=datetime(2026, 1, 1, tzinfo=UTC),
        origin="cli",
        facts={},
    )

    assert twins(manifest) == {("exr", 1001, ""): shot.known}
    assert twins(None) == {}
