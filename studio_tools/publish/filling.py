"""Filling reserved versions: names by template, files brought in, the manifest written, folders closed, the commit.

Not here: how bytes are copied (storage.transfer), what happens after the commit (register).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from studio_tools.errors import PublishError, ReadOnlyStorage, StorageError, StudioError
from studio_tools.events import TransferFinished
from studio_tools.frames import FrameRange
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.model import ProductKey, Representation
from studio_tools.publish.items import Artifact, SourceFile
from studio_tools.session import Session
from studio_tools.storage import digests
from studio_tools.storage.claims import Claim
from studio_tools.storage.door import ANY_WRITE, OPEN_FOLDER, SEALED_FILE, SEALED_FOLDER
from studio_tools.storage.layout import MANIFEST, PART, Names
from studio_tools.storage.leftovers import seal_folder_of_another
from studio_tools.storage.manifest import Manifest, read_manifest
from studio_tools.storage.records import ProductRecord, RecordState, RunRecord
from studio_tools.storage.sharing import Sharing, twins
from studio_tools.storage.transfer import Landed, Piece, Progress, Transfer

_FILES_A_JOB = 32
_LEAST_DIGITS = 4
_MOST_TIDYING = 8


def frame_digits(artifact: Artifact) -> int:
    """How wide frame numbers are written: four digits, or more where the source had more."""
    return max(_LEAST_DIGITS, artifact.pattern.width if artifact.pattern else 0)


def named_files(
    names: Names, key: ProductKey, number: int, artifacts: tuple[Artifact, ...]
) -> Iterator[tuple[Artifact, SourceFile, str]]:
    """Every file of a version with the name it gets. Raises PublishError where two would get the same."""
    taken = {MANIFEST}
    for artifact in artifacts:
        digits = frame_digits(artifact)
        for file in artifact.files:
            frame = "" if file.frame is None else f"{file.frame:0{digits}d}"
            name = names.file_name(key, number, ending=artifact.extension, frame=frame, view=file.view)
            if name in taken:
                raise PublishError(f"two files of {key.address(number)} would be called {name}")
            taken.add(name)
            yield artifact, file, name


class Filling:
    """The versions of one run while they are filled."""

    def __init__(self, session: Session, claim: Claim) -> None:
        self._session = session
        self._storage = session.storage
        self._claim = claim
        self._transfer: Transfer | None = None
        self._filled: dict[ProductKey, Manifest] = {}
        self._open: list[str] = []
        """Addresses of versions whose folders only another user could close."""

    def fill(self, artifacts: Mapping[ProductKey, tuple[Artifact, ...]]) -> Flow[None]:
        """Bring in the files of every product, and write that the run is FILLED."""
        for product in self._claim.record.products:
            made = artifacts.get(product.key, ())
            if not any(artifact.files for artifact in made):
                raise PublishError(f"{product.address} would be empty")
            yield from self._bring(product, made)
        (yield Job(Phase.FILL, "fill.record", self._claim.run, self._record)).get()
        (yield Job(Phase.FILL, "fill.protect", self._claim.run, self.protect)).get()

    def _bring(self, product: ProductRecord, artifacts: tuple[Artifact, ...]) -> Flow[None]:
        name, started, error = product.key.name, time.perf_counter(), ""
        try:
            (yield Job(Phase.FILL, "fill.begin", name, partial(self._begin, product, artifacts))).get()
            while not self._moving.is_done:
                (yield Job(Phase.FILL, "fill.copy", name, self._work)).get()
            (yield Job(Phase.FILL, "fill.manifest", name, partial(self._finish, product, artifacts))).get()
        except StudioError as wrong:
            error = wrong.code
            raise
        except BaseException as wrong:
            error = type(wrong).__name__
            raise
        finally:
            self._tell(product.key.kind, time.perf_counter() - started, error)
            self.close()

    @property
    def _moving(self) -> Transfer:
        if self._transfer is None:
            raise PublishError("the transfer was not begun")
        return self._transfer

    def _work(self) -> Progress:
        """Move some more files, and give a sign of life."""
        return self._moving.work(_FILES_A_JOB)

    def _begin(self, product: ProductRecord, artifacts: tuple[Artifact, ...]) -> None:
        folder, number = self._folder(product), _number(product)
        settings, algorithm = self._storage.settings, self._storage.algorithm
        previous, previous_folder = self._previous(product.key)
        known = twins(previous)
        pieces = [
            Piece(
                source=file.path,
                size=file.size,
                modified=file.modified,
                folder=folder,
                name=name,
                representation=artifact.representation,
                frame=file.frame,
                view=file.view,
                previous=known.get((artifact.representation, file.frame, file.view)),
                previous_folder=previous_folder,
            )
            for artifact, file, name in named_files(self._storage.layout.names, product.key, number, artifacts)
        ]
        stop = threading.Event()
        share = Sharing(self._storage.disk, algorithm, stop) if known else None
        self._transfer = Transfer(
            self._storage.disk, pieces, algorithm=algorithm, workers=settings.workers, share=share, stop=stop
        )

    def _folder(self, product: ProductRecord) -> Path:
        return self._storage.root.local(self._storage.layout.version_folder(product.key, _number(product)))

    def _previous(self, key: ProductKey) -> tuple[Manifest | None, Path | None]:
        if not self._storage.settings.share_identical:
            return None, None
        latest = self._storage.catalog.latest(key)
        if latest is None:
            return None, None
        try:
            return self._storage.catalog.manifest(latest), self._storage.folder(latest)
        except StorageError:
            return None, None  # damaged: nothing of it may be shared

    def _finish(self, product: ProductRecord, artifacts: tuple[Artifact, ...]) -> None:
        """Write the manifest: from here on the folder is complete and never changes again."""
        folder = self._folder(product)
        manifest = self._manifest(product, artifacts, self._moving.landed)
        self._tidy(folder, {file.name for file in manifest.files} | {MANIFEST})
        part = folder / (MANIFEST + PART)
        self._storage.disk.write_json(part, manifest.as_json(), mode=SEALED_FILE)
        self._storage.disk.rename(part, folder / MANIFEST)
        self._storage.disk.sync_folder(folder)
        self._filled[product.key] = manifest

    def _tidy(self, folder: Path, known: set[str]) -> None:
        """Remove what others (a file browser's thumbnails) dropped into the folder while it was open to the group."""
        for entry in self._storage.disk.scandir(folder):
            path = folder / entry.name
            if entry.name not in known and entry.is_folder:
                self._storage.disk.remove_tree(path)
            elif entry.name not in known:
                self._storage.disk.unlink(path)

    def _manifest(self, product: ProductRecord, artifacts: tuple[Artifact, ...], landed: list[Landed]) -> Manifest:
        record, number = self._claim.record, _number(product)
        files = tuple(sorted((one.file for one in landed), key=lambda file: file.name))
        return Manifest(
            key=product.key,
            number=number,
            run=record.run,
            algorithm=self._storage.algorithm,
            digest=digests.of_version((file.digest for file in files), self._storage.algorithm),
            files=files,
            representations=tuple(self._representation(product, artifact) for artifact in artifacts),
            comment=record.comment,
            author=record.author,
            created=record.created,
            origin=record.origin,
            task=record.task,
            upstream=product.upstream,
            facts=product.facts,
            cut=product.cut,
        )

    def _representation(self, product: ProductRecord, artifact: Artifact) -> Representation:
        number = _number(product)
        frames = [file.frame for file in artifact.files if file.frame is not None]
        name = self._storage.layout.names.file_name(
            product.key,
            number,
            ending=artifact.extension,
            frame=f"%0{frame_digits(artifact)}d" if frames else "",
            view="%V" if any(file.view for file in artifact.files) else "",
        )
        return Representation(
            name=artifact.representation,
            path=self._storage.layout.version_folder(product.key, number) / name,
            frames=artifact.frames or (FrameRange.of(frames) if frames else None),
            files=len(artifact.files),
            size=sum(file.size for file in artifact.files),
        )

    def _record(self) -> None:
        def filled(record: RunRecord) -> RunRecord:
            for key, manifest in self._filled.items():
                product = record.product(key)
                if product is not None:
                    complete = replace(product, representations=manifest.representations, digest=manifest.digest)
                    record = record.with_product(complete)
            return replace(record, state=RecordState.FILLED)

        self._claim.advance(filled)

    def protect(self) -> None:
        """Make the folders read-only: the last act before the commit, so that others could clean up until now.

        Repeatable. Raises Tampered, StorageError.
        """
        self._open.clear()
        for product in self._claim.record.products:
            if product.folder is not None:
                self._protect(product, self._storage.root.local(product.folder))

    def _protect(self, product: ProductRecord, folder: Path) -> None:
        """Close a folder, then look into it: what came in while other products were filled is removed."""
        disk, known = self._storage.disk, self._known(product, folder)
        for _ in range(_MOST_TIDYING):
            self._close(product, folder, known)
            if all(entry.name in known for entry in disk.scandir(folder)):
                return
            self._reopen(folder)
            self._tidy(folder, known)
        raise StorageError(
            f"something keeps writing into the folder of {product.address}",
            hint="Close the file browsers and programs that show it, and try again.",
            details={"path": str(folder)},
        )

    def _close(self, product: ProductRecord, folder: Path, known: set[str]) -> None:
        """Close a folder; another user's, which nobody else may close, is made ours for that."""
        disk = self._storage.disk
        try:
            disk.chmod(folder, SEALED_FOLDER)
        except ReadOnlyStorage:
            found = disk.stat(folder)
            if found is None or not found.mode & ANY_WRITE:
                return
            self._tidy(folder, known)
            if not seal_folder_of_another(disk, folder, known, bench=self._claim.bench):
                self._open.append(product.address)

    def _reopen(self, folder: Path) -> None:
        with suppress(ReadOnlyStorage):  # another user's, and closed: nothing can get in
            self._storage.disk.chmod(folder, OPEN_FOLDER)

    def _known(self, product: ProductRecord, folder: Path) -> set[str]:
        """The names a filled folder may hold; whoever resumes the run learns them from the manifest."""
        manifest = self._filled.get(product.key) or read_manifest(
            self._storage.disk, folder, address=product.key.address(_number(product))
        )
        return {file.name for file in manifest.files} | {MANIFEST}

    def commit(self) -> None:
        """The one moment in which all versions of the run begin to exist. Raises ClaimLost, StorageError."""
        now = self._session.now()
        notes = tuple(
            f"{address}: its folder is another user's and could not be made read-only" for address in self._open
        )
        self._claim.advance(
            lambda record: replace(
                record, state=RecordState.COMMITTED, committed=now, notes=tuple(dict.fromkeys(record.notes + notes))
            )
        )

    def _tell(self, kind: str, seconds: float, error: str) -> None:
        landed = self._transfer.landed if self._transfer else []
        self._session.events(
            TransferFinished(
                run=self._claim.run,
                seconds=seconds,
                error=error,
                kind=kind,
                files=len(landed),
                size=sum(one.file.size for one in landed),
                shared=sum(one.is_shared for one in landed),
            )
        )

    def close(self) -> None:
        """Stop the transfer. Repeatable."""
        if self._transfer is not None:
            self._transfer.close()
            self._transfer = None


def _number(product: ProductRecord) -> int:
    if product.number is None:
        raise PublishError(f"{product.address} was not reserved")
    return product.number
