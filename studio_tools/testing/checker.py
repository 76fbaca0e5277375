"""An independent judge of storage and site: it reads the disk and the site's rows, and knows nothing of how they came.

It judges the five invariants of the publish, and shares no code with storage, on purpose.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIELDS = ("code", "name", "version_number", "entity", "path", "sg_status_list", "upstream_published_files")
"""What the judge wants to know of each PublishedFile."""

_FOLDER = re.compile(r"v[0-9]{3,}")
_COMMITTED = {"COMMITTED", "SEALED"}


def _hash(algorithm: str) -> Any:
    if algorithm == "blake3":
        import blake3

        return blake3.blake3()
    return hashlib.blake2b(digest_size=32) if algorithm == "blake2b" else hashlib.new(algorithm)


def digest_of(path: Path, algorithm: str) -> str:
    """The digest of a file, by the judge's own reading."""
    whole = _hash(algorithm)
    whole.update(path.read_bytes())
    return str(whole.hexdigest())


@dataclass(slots=True)
class Checker:
    """Judges one storage root, and remembers what it saw, so that nothing may change behind its back."""

    root: Path
    visible: str = "cmpt"
    """The status that makes a record visible."""
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Address of every version ever met: its run and its digest."""

    def judge(self, rows: Sequence[Mapping[str, Any]], *, is_resumed: bool = True) -> list[str]:
        """Every violation, in words; *is_resumed* also asks that nothing unfinished is left."""
        return [
            *self._records_have_files(rows),
            *self._folders_are_whole(is_resumed),
            *self._numbers_are_unique(rows),
            *self._all_or_none(is_resumed),
            *(self._links_are_complete(rows) if is_resumed else ()),
            *(self._nothing_is_left() if is_resumed else ()),
        ]

    # 1. a visible record implies all its files, with the right digests

    def _records_have_files(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        for row in rows:
            if row["sg_status_list"] != self.visible:
                continue
            who = f"record {row['id']} ({row['code']})"
            folder = Path(row["path"]["local_path"]).parent
            manifest = _json(folder / "publish.json")
            if manifest is None or manifest.get("state") != "complete":
                yield f"{who} is visible and has no complete folder"
                continue
            record = self._newest(manifest["run"])
            if record is None or record["state"] not in _COMMITTED:
                yield f"{who} is visible and its run is not committed"
            elif manifest["address"] in {gone["address"] for gone in record["retractions"] if gone["told"]}:
                yield f"{who} is visible though the tracker was told that it is retracted"
            yield from (f"{who}: {wrong}" for wrong in _wrong_files(folder, manifest))
            if row["version_number"] != manifest["number"]:
                yield f"{who} carries another number than its folder"

    # 2. a version folder holds nothing that its manifest does not name

    def _folders_are_whole(self, is_resumed: bool) -> Iterator[str]:
        for folder in self.version_folders():
            manifest = _json(folder / "publish.json")
            if manifest is None:
                yield f"{folder} has no manifest"
            elif manifest.get("state") != "complete":
                if is_resumed:
                    yield f"{folder} was left reserved"
            else:
                record = self._newest(manifest["run"])
                if record is not None and record["state"] in _COMMITTED:
                    yield from self._committed_folder(folder, manifest)
                elif is_resumed:
                    yield f"{folder} was left filled"

    def _committed_folder(self, folder: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
        names = {file["name"] for file in manifest["files"]} | {"publish.json"}
        there = {path.name for path in folder.iterdir()}
        if surplus := there - names:
            yield f"{folder} holds {sorted(surplus)}, which its manifest does not name"
        yield from (f"{folder}: {wrong}" for wrong in _wrong_files(folder, manifest))
        before = self.seen.setdefault(manifest["address"], (manifest["run"], manifest["digest"]))
        if before != (manifest["run"], manifest["digest"]):
            yield f"{manifest['address']} is not what it was"

    # 3. a number is never used twice

    def _numbers_are_unique(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        runs: dict[str, set[str]] = defaultdict(set)
        for record in self.records():
            for product in record["products"]:
                if product["number"] is not None:
                    runs[_address(product)].add(record["run"])
        for folder in self.version_folders():
            manifest = _json(folder / "publish.json")
            if manifest and manifest.get("state") == "complete":
                runs[manifest["address"]].add(manifest["run"])
        for address, run in self.seen.items():
            runs[address].add(run[0])
        for address, users in runs.items():
            if len(users) > 1:
                yield f"{address} was given to {sorted(users)}"
        counted: dict[tuple[object, ...], int] = defaultdict(int)
        for row in rows:
            counted[row["entity"]["id"], row["name"], row["version_number"], row["code"]] += 1
        for which, count in counted.items():
            if count > 1:
                yield f"the site has {count} records of {which}"

    # 5. of a publish of several products all versions exist or none

    def _all_or_none(self, is_resumed: bool) -> Iterator[str]:
        for record in self.records():
            folders = [self.root / product["folder"] for product in record["products"] if product["folder"]]
            there = [folder for folder in folders if folder.is_dir()]
            if record["state"] in _COMMITTED and len(there) != len(record["products"]):
                yield f"run {record['run']} is committed and has {len(there)} of {len(record['products'])} versions"
            if record["state"] == "ABANDONED" and is_resumed:
                yield from (f"run {record['run']} is abandoned and left {folder}" for folder in there)

    # a visible record is linked to all that it was made from, as far as that is registered

    def _links_are_complete(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        registered = {
            _address(product): product["representations"]
            for record in self.records()
            if record["state"] == "SEALED"
            for product in record["products"]
        }
        for row in rows:
            manifest = _json(Path(row["path"]["local_path"]).parent / "publish.json")
            if row["sg_status_list"] != self.visible or manifest is None:
                continue
            linked = {link["id"] for link in row["upstream_published_files"] or ()}
            for stamp in manifest.get("upstream", ()):
                address = _address({"key": stamp, "number": stamp["number"]})
                forms = registered.get(address, ())
                wanted = {form["record"] for form in forms if stamp["representation"] in {"", form["name"]}}
                if not wanted <= linked:
                    yield f"record {row['id']} ({row['code']}) is not linked to {address}, which is registered"

    # and nothing unfinished is left

    def _nothing_is_left(self) -> Iterator[str]:
        for project in sorted(path for path in self.root.iterdir() if path.is_dir()):
            studio = project / ".studio"
            if (studio / "staging").is_dir():
                yield from (f"left in staging: {path.name}" for path in (studio / "staging").iterdir())
            beats = {path.name for path in (studio / "beats").iterdir()} if (studio / "beats").is_dir() else set()
            for record in self.records():
                is_open = record["doubtful"] or record["unlinked"] or record["state"] not in {"SEALED", "ABANDONED"}
                is_open = is_open or record["undone"] != (record["state"] == "ABANDONED")
                is_open = is_open or any(not gone["told"] for gone in record["retractions"])
                if record["project"] == project.name and bool(is_open) != (record["run"] in beats):
                    yield f"run {record['run']} is {record['state']}, and its beat says otherwise"
                if record["state"] in {"OPEN", "RESERVED", "FILLED"}:
                    yield f"run {record['run']} was left {record['state']}"
            names = {record["run"] for record in self.records()}
            yield from (f"a beat without a run: {name}" for name in beats - names)
        for path in self.root.rglob("*"):
            if path.is_file() and ".studio" not in path.parts and not _FOLDER.fullmatch(path.parent.name):
                yield f"{path} lies outside of any version folder"

    # -- reading

    def version_folders(self) -> list[Path]:
        """Every folder that looks like a version's."""
        found = (path for path in self.root.rglob("v*") if path.is_dir() and ".studio" not in path.parts)
        return sorted(path for path in found if _FOLDER.fullmatch(path.name))

    def records(self) -> list[dict[str, Any]]:
        """The newest generation of every run's record."""
        found = []
        for runs in self.root.glob("*/.studio/runs"):
            for run in sorted(runs.iterdir()):
                newest = max((path for path in run.iterdir() if path.name.isdecimal()), default=None)
                record = _json(newest / "record.json") if newest else None
                found += [record] if record else []
        return found

    def _newest(self, run: str) -> dict[str, Any] | None:
        return next((record for record in self.records() if record["run"] == run), None)

    def snapshot(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, object]:
        """All that counts on disk and site, to compare before and after what should change nothing."""
        files = {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and path.name != "clock" and ("beats" not in path.parts and "runs" not in path.parts)
        }
        counted = ("run", "state", "products", "retractions", "comment")
        records = {record["run"]: {name: record[name] for name in counted} for record in self.records()}
        return {"files": files, "records": records, "rows": sorted(map(repr, rows))}


def published_files(client: Any) -> list[dict[str, Any]]:
    """The rows to judge by, through an API3 client."""
    found: list[dict[str, Any]] = client.find("PublishedFile", [], list(FIELDS))
    return found


def _address(product: Mapping[str, Any]) -> str:
    key = product["key"]
    return f"{key['project']}/{key['entity']}:{key['kind']}.{key['variant']}@v{product['number']:03}"


def _json(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found


def _wrong_files(folder: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    for file in manifest["files"]:
        path = folder / file["name"]
        if not path.is_file():
            yield f"{file['name']} is missing"
        elif path.stat().st_size != file["size"] or digest_of(path, file["algorithm"]) != file["digest"]:
            yield f"{file['name']} is not what was published"
