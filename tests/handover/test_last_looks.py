"""Pictures that an application made are looked into by its worker, before anything is filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from studio_tools.config import load_without_home
from studio_tools.errors import PublishError
from studio_tools.host import Output
from studio_tools.jobs import Flow, Job, Outcome, perform, run
from studio_tools.model import ProductKey
from studio_tools.publish.finishing import adopt, finish
from studio_tools.publish.items import Artifact, PublishReport, RunState, SourceFile
from studio_tools.publish.last_look import last_look
from studio_tools.publish.order import read_order
from studio_tools.publish.resume import resume

PLATE = Output(id="plate", label="Plate", kind="plate")


def carried_out(house: Any, *outputs: Output, **notes: str) -> tuple[PublishReport, list[str]]:
    """Be the worker of a publish; what it reports, and the steps of its jobs."""
    waiting, order = house.ordered(host=house.host(*(outputs or (PLATE,)), **notes))
    known, steps = read_order(order), []
    with closing(adopt(house.session, known)) as claim:
        report = run(finish(house.session, known, claim), observe=lambda job, outcome: steps.append(job.step))
    house.end_lazy()
    waiting.end()
    return report, steps


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ({"bad": "1003"}, "plate.1003.exr has pixels that are no numbers or infinite"),
        ({"cut": "1005"}, "plate.1005.exr is broken: "),
    ],
    ids=["no number", "broken"],
)
def test_a_picture_of_no_use_undoes_the_publish(house: Any, notes: dict[str, str], said: str) -> None:
    report, steps = carried_out(house, **notes)

    assert report.state is RunState.FAILED
    assert isinstance(report.error, PublishError)
    assert report.error.message.startswith(said)
    assert "fill.begin" not in steps
    assert set(house.states().values()) == {"ABANDONED"}
    assert house.rows() == []
    house.judge()


def test_the_host_that_looks_on_hears_of_it(house: Any) -> None:
    report = house.publish(host=house.host(PLATE, bad="1001"))

    assert report.state is RunState.FAILED
    assert report.error.message == "plate.1001.exr has pixels that are no numbers or infinite"
    assert set(house.states().values()) == {"ABANDONED"}
    house.judge()


def test_one_product_that_is_of_no_use_keeps_the_others_back(house: Any) -> None:
    report, _ = carried_out(house, PLATE, Output(id="a", label="A", kind="other"), bad="1001")

    assert report.state is RunState.FAILED
    assert house.rows() == []
    house.judge()


def test_good_pictures_are_published_and_few_of_them_looked_into(house: Any) -> None:
    report, steps = carried_out(house)

    assert report.state is RunState.PUBLISHED
    assert steps.count("fill.look") == 3
    assert steps.index("fill.look") < steps.index("fill.begin")
    house.judge()


@pytest.mark.parametrize(
    ("settings", "bad", "looks"),
    [
        ({"checks__deep_frames": "0"}, "1001", 0),
        ({"checks__deep_frames": "3"}, "1002", 3),
        ({"checks__deep_frames": "99"}, "", 5),
        ({"checks__pixels": "warning"}, "1001", 3),
        ({"checks__pixels": "warning", "checks__unreadable": "off"}, "1001", 0),
    ],
    ids=["none asked for", "one that is not looked into", "all", "only a warning", "nothing that stops"],
)
def test_the_show_says_how_many_and_how_bad(
    make_house: Callable[..., Any], settings: dict[str, str], bad: str, looks: int
) -> None:
    report, steps = carried_out(make_house(**settings), bad=bad)
    assert (report.state, steps.count("fill.look")) == (RunState.PUBLISHED, looks)


def test_a_show_that_lets_broken_frames_pass_has_them_published(make_house: Callable[..., Any]) -> None:
    report, steps = carried_out(make_house(checks__unreadable="warning"), cut="1005")
    assert (report.state, steps.count("fill.look")) == (RunState.PUBLISHED, 3)


def test_without_a_worker_we_look_ourselves(make_house: Callable[..., Any]) -> None:
    house = make_house(host__worker="never")

    report = house.publish(host=house.host(PLATE, cut="1005"))

    assert report.state is RunState.FAILED
    assert report.error.message.startswith("plate.1005.exr is broken: ")
    assert set(house.states().values()) == {"ABANDONED"}
    house.judge()


def test_who_ends_it_in_a_look_cancelled_it(house: Any) -> None:
    _, order = house.ordered(host=house.host(PLATE))
    known = read_order(order)
    with closing(adopt(house.session, known)) as claim:
        flow = finish(house.session, known, claim)
        job = next(flow)
        while job.step != "fill.look":
            job = flow.send(perform(job))
        flow.close()
        record = claim.runs.load(claim.run)

    assert record is not None
    assert (record.state.value, record.reason) == ("ABANDONED", "cancelled")


def test_kinds_whose_recipe_does_not_ask_are_not_looked_into(house: Any) -> None:
    report, steps = carried_out(house, Output(id="a", label="A", kind="other"))
    assert (report.state, steps.count("fill.look")) == (RunState.PUBLISHED, 0)


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
def test_a_worker_that_dies_at_a_look_leaves_nothing(house: Any, is_after: bool) -> None:
    waiting, order = house.ordered(host=house.host(PLATE))
    assert house.dies(order, at="fill.look", is_after=is_after)

    run(resume(house.session))

    assert set(house.states().values()) == {"ABANDONED"}
    house.end_lazy()
    assert waiting.end().state is RunState.FAILED
    house.judge()


@pytest.mark.parametrize(
    ("host", "kind", "looks"),
    [
        ("nuke", "render", 3),
        ("nuke", "comp", 3),
        ("nuke", "precomp", 3),
        ("nuke", "plate", 3),
        ("nuke", "review", 0),
        ("maya", "review", 0),
        ("ours", "comp", 0),
        ("headless", "comp", 3),
    ],
)
def test_what_ships_looks_into_frames_that_others_work_on(tmp_path: Path, host: str, kind: str, looks: int) -> None:
    files = tuple(
        SourceFile(path=tmp_path / f"a.{frame}.exr", size=1, modified=1, frame=frame) for frame in range(1001, 1011)
    )
    form = Artifact(item="a", representation="exr", extension="exr", files=files)
    flow = last_look(load_without_home({}), host, {ProductKey("demo", "sq010/sh0010", kind): (form,)})

    assert len(list(jobs_of(flow))) == looks


def jobs_of(flow: Flow[None]) -> Iterator[Job]:
    """The jobs of a flow, none of them done: each is answered as if all were well."""
    job = next(flow, None)
    while job is not None:
        yield job
        try:
            job = flow.send(Outcome())
        except StopIteration:
            return
