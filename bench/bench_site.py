"""The embedded site at work: opening, finding among many rows, bulk creates, by both doors. Prints a table of medians.

Run: python bench/bench_site.py [ROWS]        (1 000 000 rows take a few minutes to make)
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shotgun_api3 import Shotgun

from studio_tools.site import EMBEDDED_URL, InProcessTransport, Site, open_site, serve

BATCH = 2000
KEY = {"script_name": "bench", "api_key": "bench"}


class Client(InProcessTransport, Shotgun):
    """The client in process."""


def median(act: Callable[[], object], *, times: int) -> float:
    """The median time of one call, in seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def create(project: Any, first: int, count: int) -> list[dict[str, Any]]:
    """Requests that make shots."""
    return [
        {
            "request_type": "create",
            "entity_type": "Shot",
            "data": {"project": project, "code": f"sh{at:07d}", "sg_cut_in": at % 5000},
        }
        for at in range(first, first + count)
    ]


def fill(site: Site, sg: Any, project: Any, rows: int) -> float:
    """Make *rows* shots; answer the median rate of a batch, in rows a second."""
    rates = []
    for first in range(0, rows, BATCH):
        requests = create(project, first, BATCH)
        began = time.perf_counter()
        sg.batch(requests)
        rates.append(BATCH / (time.perf_counter() - began))
    return statistics.median(rates)


def served(site: Site) -> tuple[str, Callable[[], None]]:
    """Serve the site; answer the address and what ends it."""
    urls: list[str] = []
    ready, stop = threading.Event(), threading.Event()

    def listening(url: str) -> None:
        urls.append(url)
        ready.set()

    thread = threading.Thread(target=lambda: serve(site, port=0, on_listening=listening, stop=stop))
    thread.start()
    ready.wait()

    def end() -> None:
        stop.set()
        thread.join()

    return urls[0], end


def questions(sg: Any, project: Any, some: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """What is asked of the site, by how the table names it."""
    name = some["code"]
    return {
        "find_one by id": lambda: sg.find_one("Shot", [["id", "is", some["id"]]], ["code", "project"]),
        "find_one by code": lambda: sg.find_one("Shot", [["code", "is", name]], ["code", "project"]),
        "find_one by project and code": lambda: sg.find_one(
            "Shot", [["project", "is", project], ["code", "is", name]], ["code", "project"]
        ),
        "find 500 by project": lambda: sg.find("Shot", [["project", "is", project]], ["code"], limit=500),
        "update one field": lambda: sg.update("Shot", some["id"], {"sg_cut_in": time.perf_counter_ns() % 10**9}),
        "create one": lambda: sg.create("Shot", {"project": project, "code": "one"}),
    }


def main(rows: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.db"
        with open_site(path) as site:
            site.add_script("bench", "bench")
            sg: Any = Client(EMBEDDED_URL, site_app=site.app(), **KEY)
            project = sg.create("Project", {"name": "Bench"})
            rate = fill(site, sg, project, rows)
            some = sg.find_one("Shot", [["code", "is", f"sh{rows // 2:07d}"]], ["code"])
            print(f"{rows} shots, {sg.summarize('EventLogEntry', [], [{'field': 'id', 'type': 'record_count'}])}")
            print(f"{'bulk create (batch of 2000)':34} {rate:10.0f} rows/s")
            table = {name: median(act, times=60) for name, act in questions(sg, project, some).items()}
            url, end = served(site)
            remote: Any = Shotgun(url, **KEY)
            over_http = {name: median(act, times=60) for name, act in questions(remote, project, some).items()}
            end()
        opening = median(lambda: open_site(path).close(), times=15)
    print(f"{'open an existing site':34} {opening * 1e3:10.2f} ms")
    print(f"{'':34} {'in process':>13} {'over HTTP':>13}")
    for name, seconds in table.items():
        print(f"{name:34} {seconds * 1e3:10.2f} ms {over_http[name] * 1e3:10.2f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
