"""The site as a server: where it listens, how it ends, and that it is quick."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from shotgun_api3 import Fault, Shotgun

from studio_tools.errors import SiteError
from studio_tools.site import Site, serve

Link = dict[str, Any]

PROGRAM = """
import sys
from pathlib import Path
from studio_tools.site import open_site, serve
with open_site(Path(sys.argv[1])) as site:
    site.add_script("served", "k")
    serve(site, port=0, on_listening=lambda url: print(url, flush=True))
print("ended", flush=True)
"""


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.com"])  # noqa: S104
def test_it_listens_on_this_machine_only(site: Site, host: str) -> None:
    with pytest.raises(SiteError, match="this machine only") as raised:
        serve(site, host=host, port=0)

    assert "explicitly" in raised.value.hint


def test_a_port_that_is_taken_is_told(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SiteError, match=f"cannot listen on 127.0.0.1:{port}"):
            serve(site, port=port)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_it_says_when_it_listens_and_ends_cleanly(tmp_path: Path, sign: signal.Signals) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "site.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().strip()
        sg = Shotgun(url, script_name="served", api_key="k")
        made = sg.create("Project", {"name": "Demo"})
        sg.close()

        process.send_signal(sign)

        assert process.wait(20) == 0
        assert process.stdout.read() == "ended\n"
        assert process.stderr.read() == ""
    assert made["id"]


def test_a_base_path_and_upper_case_lead_to_the_same_site(connect: Any, site: Site) -> None:
    app = site.app()

    for path in ("/api3/json", "/studio/api3/json"):
        answer = app.handle("POST", f"http://site.invalid{path}", {}, b'{"method_name": "info", "params": []}')
        assert answer.status == 200
        assert b'"version"' in answer.body


def raw(url: str, method: str, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_addresses_that_lead_nowhere_say_so(url: str) -> None:
    assert raw(url, "GET", "/nowhere").status == 404
    assert raw(url, "DELETE", "/api3/json").status == 405
    assert raw(url, "GET", "/file_serve/attachment/999").status == 400


def test_an_answer_comes_in_one_piece_and_without_the_servers_name(url: str) -> None:
    body = b'{"method_name": "info", "params": []}'
    request = b"POST /api3/json HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        line.sendall(request)
        answer = line.recv(65536)

    assert b"server:" not in answer.lower()
    assert answer.startswith(b"HTTP/1.1 200 OK")


def test_calls_do_not_wait_for_acknowledgements(connect: Any, project: Link) -> None:
    sg = connect()
    taken = []
    for _ in range(15):
        began = time.perf_counter()
        sg.find_one("Project", [["id", "is", project["id"]]])
        taken.append(time.perf_counter() - began)

    assert min(taken) < 0.035, "the trap costs 40 ms a call"


def test_clients_in_many_threads_are_all_answered(connect: Any, project: Link) -> None:
    made: list[int] = []

    def work(number: int) -> None:
        sg = connect()
        made.extend(sg.create("Shot", {"project": project, "code": f"{number}.{at}"})["id"] for at in range(4))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(set(made)) == 24


def test_our_own_mistake_is_an_answer_and_no_broken_line(
    connect: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sg = connect()

    def mistaken(*_: Any) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("studio_tools.site.rpc.read", mistaken)

    with pytest.raises(Fault, match="The site made a mistake of its own: ZeroDivisionError") as raised:
        sg.find("Shot", [])

    assert "secret detail" not in str(raised.value)
    assert "a request failed" in caplog.text


def test_a_full_disk_is_a_fault_and_nothing_is_written(tmp_path: Path) -> None:
    program = """
import resource, sys
from pathlib import Path
from shotgun_api3 import Fault, Shotgun
from studio_tools.site import EMBEDDED_URL, InProcessTransport, open_site
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
class Client(InProcessTransport, Shotgun): pass
with open_site(Path(sys.argv[1])) as site:
    name, key = site.local_credentials()
    sg = Client(EMBEDDED_URL, site_app=site.app(), script_name=name, api_key=key)
    project = sg.create("Project", {"name": "Demo"})
    size = max(one.stat().st_size for one in Path(sys.argv[1]).parent.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 65536, resource.RLIM_INFINITY))
    many = [{"request_type": "create", "entity_type": "Shot", "data": {"project": project, "code": "x" * 500}}] * 2000
    try:
        sg.batch(many)
    except Fault as fault:
        print("fault:", fault)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print("left:", len(sg.find("Shot", [])))
"""
    command = [sys.executable, "-c", program, str(tmp_path / "site.db")]

    answer = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)

    assert "fault:" in answer.stdout, answer.stderr
    assert "left: 0" in answer.stdout
