"""Random lives of sequences, shots and assets, against a model in plain Python that keeps both ends of every link."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from shotgun_api3 import Fault, Shotgun

from studio_tools.site import EMBEDDED_URL, InProcessTransport, Site, open_site

Link = dict[str, Any]
NAMES = st.sampled_from(["a", "B", "É", "sh 10", "%"])


class Client(InProcessTransport, Shotgun):
    """The client on the machine's own site."""


class Lives(RuleBasedStateMachine):
    """What may happen to a few records, and what must then be true."""

    folder: ClassVar[Path]
    fresh: ClassVar[Path]
    runs: ClassVar[int] = 0

    sequences = Bundle("sequences")
    shots = Bundle("shots")
    assets = Bundle("assets")

    def __init__(self) -> None:
        super().__init__()
        type(self).runs += 1
        path = self.folder / f"{self.runs}.db"
        shutil.copy(self.fresh, path)
        self.site: Site = open_site(path)
        self.sg: Any = Client(EMBEDDED_URL, site_app=self.site.app(), script_name="tests", api_key="a key for tests")
        self.project: Link = self.sg.create("Project", {"name": "Lives"})
        self.codes: dict[int, str] = {}
        self.kinds: dict[int, str] = {}
        self.retired: set[int] = set()
        self.sequence_of: dict[int, int | None] = {}
        self.assets_of: dict[int, set[int]] = {}

    def teardown(self) -> None:
        self.site.close()

    def link(self, id_: int) -> Link:
        return {"type": self.kinds[id_], "id": id_}

    def live(self, ids: Any) -> list[int]:
        return sorted(id_ for id_ in ids if id_ not in self.retired)

    def born(self, kind: str, id_: int, code: str) -> int:
        self.kinds[id_], self.codes[id_] = kind, code
        return id_

    @initialize(target=sequences)
    def two_sequences(self) -> Any:
        ids = [self.sg.create("Sequence", {"project": self.project, "code": code})["id"] for code in ("sq1", "sq2")]
        return multiple(*(self.born("Sequence", id_, code) for id_, code in zip(ids, ("sq1", "sq2"), strict=True)))

    @initialize(target=assets)
    def three_assets(self) -> Any:
        made = self.sg.batch(
            [
                {"request_type": "create", "entity_type": "Asset", "data": {"project": self.project, "code": code}}
                for code in "xyz"
            ]
        )
        return multiple(*(self.born("Asset", one["id"], one["code"]) for one in made))

    @rule(target=shots, code=NAMES, sequence=sequences, cast=st.sets(assets, max_size=3))
    def create_a_shot(self, code: str, sequence: int, cast: set[int]) -> int:
        wanted, cast = sequence not in self.retired, set(self.live(cast))
        data = {"project": self.project, "code": code, "assets": [self.link(one) for one in cast]}
        if wanted:
            data["sg_sequence"] = self.link(sequence)
        id_ = self.born("Shot", self.sg.create("Shot", data)["id"], code)
        self.sequence_of[id_] = sequence if wanted else None
        self.assets_of[id_] = cast
        return id_

    @rule(shot=shots, code=NAMES)
    def rename(self, shot: int, code: str) -> None:
        if shot not in self.retired:
            self.sg.update("Shot", shot, {"code": code})
            self.codes[shot] = code

    @rule(shot=shots, sequence=sequences)
    def move(self, shot: int, sequence: int) -> None:
        if {shot, sequence} & self.retired:
            return
        self.sg.update("Shot", shot, {"sg_sequence": self.link(sequence)})
        self.sequence_of[shot] = sequence

    @rule(sequence=sequences, taken=st.sets(shots, max_size=3), mode=st.sampled_from(["set", "add", "remove"]))
    def give_a_sequence_shots(self, sequence: int, taken: set[int], mode: str) -> None:
        if sequence in self.retired:
            return
        taken = set(self.live(taken))
        modes = {"shots": mode}
        self.sg.update(
            "Sequence", sequence, {"shots": [self.link(one) for one in taken]}, multi_entity_update_modes=modes
        )
        for shot in self.live(self.sequence_of):
            mine = self.sequence_of[shot] == sequence
            if shot in taken and mode != "remove":
                self.sequence_of[shot] = sequence
            elif mine and ((shot in taken) if mode == "remove" else mode == "set"):
                self.sequence_of[shot] = None

    @rule(asset=assets, taken=st.sets(shots, max_size=3), mode=st.sampled_from(["set", "add", "remove"]))
    def cast_an_asset(self, asset: int, taken: set[int], mode: str) -> None:
        if asset in self.retired:
            return
        taken = set(self.live(taken))
        modes = {"shots": mode}
        self.sg.update("Asset", asset, {"shots": [self.link(one) for one in taken]}, multi_entity_update_modes=modes)
        for shot in self.live(self.assets_of):
            if shot in taken:
                (self.assets_of[shot].discard if mode == "remove" else self.assets_of[shot].add)(asset)
            elif mode == "set":
                self.assets_of[shot].discard(asset)

    @rule(record=st.one_of(sequences, shots, assets))
    def delete(self, record: int) -> None:
        assert self.sg.delete(self.kinds[record], record) is (record not in self.retired)
        self.retired.add(record)

    @rule(record=st.one_of(sequences, shots, assets))
    def revive(self, record: int) -> None:
        assert self.sg.revive(self.kinds[record], record) is (record in self.retired)
        self.retired.discard(record)

    @rule(shot=shots)
    def fail_in_the_middle(self, shot: int) -> None:
        if shot in self.retired:
            return
        requests = [
            {"request_type": "update", "entity_type": "Shot", "entity_id": shot, "data": {"code": "half done"}},
            {"request_type": "delete", "entity_type": "Shot", "entity_id": shot},
            {"request_type": "create", "entity_type": "Shot", "data": {"project": self.project, "nope": 1}},
        ]
        with pytest.raises(Fault):
            self.sg.batch(requests)

    @invariant()
    def shots_know_their_sequence_and_cast(self) -> None:
        rows = self.sg.find("Shot", [], ["code", "sg_sequence", "assets"])

        assert [row["id"] for row in rows] == self.live(self.sequence_of)
        for row in rows:
            sequence = self.sequence_of[row["id"]]
            shown = row["sg_sequence"] and row["sg_sequence"]["id"]
            assert row["code"] == self.codes[row["id"]]
            assert shown == (None if sequence in self.retired else sequence)
            assert sorted(one["id"] for one in row["assets"]) == self.live(self.assets_of[row["id"]])

    @invariant()
    def sequences_and_assets_know_their_shots(self) -> None:
        for row in self.sg.find("Sequence", [], ["shots"]):
            mine = [shot for shot, sequence in self.sequence_of.items() if sequence == row["id"]]
            assert sorted(one["id"] for one in row["shots"]) == self.live(mine)
            found = self.sg.find("Shot", [["sg_sequence", "is", {"type": "Sequence", "id": row["id"]}]])
            assert [one["id"] for one in found] == self.live(mine)
        for row in self.sg.find("Asset", [], ["shots"]):
            mine = [shot for shot, cast in self.assets_of.items() if row["id"] in cast]
            assert sorted(one["id"] for one in row["shots"]) == self.live(mine)
            found = self.sg.find("Shot", [["assets", "is_not", {"type": "Asset", "id": row["id"]}]])
            assert {one["id"] for one in found} == set(self.live(self.sequence_of)) - set(mine)

    @invariant()
    def every_change_of_a_shots_name_is_in_the_log(self) -> None:
        events = self.sg.find("EventLogEntry", [["event_type", "is", "Shotgun_Shot_Change"]], ["meta"])
        told: dict[int, str] = {}
        for event in events:
            if event["meta"]["attribute_name"] == "code":
                told[event["meta"]["entity_id"]] = event["meta"]["new_value"]

        assert told == {id_: self.codes[id_] for id_ in self.sequence_of}


@pytest.fixture
def stage(tmp_path: Path, fresh: Path) -> Iterator[None]:
    Lives.folder, Lives.fresh = tmp_path, fresh
    yield
    del Lives.folder, Lives.fresh


SHORT = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
LONG = settings(SHORT, max_examples=120, stateful_step_count=50)


def test_random_lives_keep_both_ends_of_every_link(stage: None) -> None:
    run_state_machine_as_test(Lives, settings=SHORT)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_long_random_lives_keep_both_ends_of_every_link(stage: None) -> None:
    run_state_machine_as_test(Lives, settings=LONG)
