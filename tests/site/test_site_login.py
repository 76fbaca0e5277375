"""Who may ask: keys, passwords, tokens, and a script on behalf of a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import AuthenticationFault, Fault

from studio_tools.site import Site

Link = dict[str, Any]


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"script_name": "tests", "api_key": "wrong"}, id="a wrong key"),
        pytest.param({"script_name": "nobody", "api_key": "a key for tests"}, id="an unknown script"),
        pytest.param({"login": "ann", "password": "wrong"}, id="a wrong password"),
        pytest.param({"login": "nobody", "password": "secret"}, id="an unknown person"),
        pytest.param({"login": "mute", "password": "None"}, id="a person without a password"),
        pytest.param({"session_token": "0" * 40}, id="an unknown token"),
    ],
)
def test_who_cannot_prove_it_is_refused(connect: Any, site: Site, how: Link) -> None:
    site.add_user("ann", "secret")
    site.add_user("mute")

    with pytest.raises(AuthenticationFault):
        connect(**how).find("Shot", [])


@pytest.mark.parametrize("method", ["find", "create", "get_session_token", "schema_read", "follow", "info"])
def test_every_method_but_info_asks_who_is_there(connect: Any, project: Link, method: str) -> None:
    stranger = connect(script_name="tests", api_key="wrong")
    arguments: dict[str, tuple[Any, ...]] = {
        "find": ("Shot", []),
        "create": ("Shot", {"project": project}),
        "follow": (project, project),
    }

    if method == "info":
        assert stranger.info()["version"][0] >= 8
        return
    with pytest.raises(AuthenticationFault):
        getattr(stranger, method)(*arguments.get(method, ()))


def test_a_person_logs_in_by_login_whatever_its_case_and_creates_as_themselves(
    connect: Any, site: Site, project: Link
) -> None:
    ann = site.add_user("ann", "secret", name="Ann Lee")
    sg = connect(login="ANN", password="secret")

    shot = sg.create("Shot", {"project": project, "code": "s"}, ["created_by"])

    assert shot["created_by"] == {"type": "HumanUser", "id": ann, "name": "Ann Lee"}
    assert sg.find_one("EventLogEntry", [["entity", "is", shot]], ["user"])["user"]["id"] == ann


def test_a_password_can_be_tried_and_changed(sg: Any, site: Site) -> None:
    site.add_user("ann", "old")
    assert sg.authenticate_human_user("ann", "old")["login"] == "ann"

    site.add_user("ann", "new")

    assert sg.authenticate_human_user("ann", "new")["login"] == "ann"
    with pytest.raises(AuthenticationFault):
        sg.authenticate_human_user("ann", "old")


def test_a_disabled_person_cannot_log_in(connect: Any, sg: Any, site: Site) -> None:
    ann = site.add_user("ann", "secret")
    person = connect(login="ann", password="secret")
    token = person.get_session_token()
    sg.update("HumanUser", ann, {"sg_status_list": "dis"})

    for how in ({"login": "ann", "password": "secret"}, {"session_token": token}):
        with pytest.raises(AuthenticationFault):
            connect(**how).find("Shot", [])


def test_a_deleted_script_cannot_log_in_any_more(connect: Any, sg: Any) -> None:
    made = sg.create("ApiUser", {"firstname": "farm", "salted_password": "k"})
    farm = connect(script_name="farm", api_key="k")
    assert farm.find("Shot", []) == []

    sg.delete("ApiUser", made["id"])

    with pytest.raises(AuthenticationFault):
        farm.find("Shot", [])


def test_a_session_token_stands_for_its_owner_until_it_expires(connect: Any, sg: Any, clock: Any) -> None:
    token = sg.get_session_token()
    by_token = connect(session_token=token)

    assert by_token.find("Shot", []) == []
    clock.pass_(hours=25)
    with pytest.raises(AuthenticationFault, match="expired"):
        by_token.find("Shot", [])


def test_a_script_may_act_for_a_person(connect: Any, site: Site, project: Link) -> None:
    ann = site.add_user("ann", name="Ann Lee")
    sg = connect(script_name="tests", api_key="a key for tests", sudo_as_login="ann")

    shot = sg.create("Shot", {"project": project, "code": "s"}, ["created_by"])

    assert shot["created_by"]["id"] == ann
    meta = sg.find_one("EventLogEntry", [["entity", "is", shot]], ["meta"])["meta"]
    assert meta["sudo_actual_user"]["name"] == "tests"


def test_only_scripts_may_act_for_others_and_only_for_those_who_are_there(connect: Any, site: Site) -> None:
    site.add_user("ann", "secret")
    site.add_user("bob", "secret")

    with pytest.raises(Fault, match=r"The user does not have permission to 'sudo':"):
        connect(login="ann", password="secret", sudo_as_login="bob").find("Shot", [])
    with pytest.raises(AuthenticationFault):
        connect(script_name="tests", api_key="a key for tests", sudo_as_login="eve").find("Shot", [])


def test_a_session_uuid_goes_into_the_events(sg: Any, project: Link) -> None:
    uuid = "5a1d49b0-0c69-11e5-9d0c-542696d17bd5"
    sg.set_session_uuid(uuid)

    shot = sg.create("Shot", {"project": project, "code": "s"})

    assert sg.find_one("EventLogEntry", [["entity", "is", shot], ["session_uuid", "is", uuid]]) is not None


def test_no_secret_lies_readable_in_the_database(site: Site, connect: Any) -> None:
    site.add_script("farm", "a farm's very own key")
    site.add_user("ann", "a person's very own password")
    token = connect(login="ann", password="a person's very own password").get_session_token()
    _, key = site.local_credentials()
    site.close()

    written = b"".join(one.read_bytes() for one in site.path.parent.glob("site.db*"))

    for secret in ("a farm's very own key", "a person's very own password", token, key):
        assert secret.encode() not in written


def test_the_homes_own_key_is_made_once_and_for_its_owner_only(site: Site, connect: Any) -> None:
    name, key = site.local_credentials()

    assert site.local_credentials() == (name, key)
    assert connect(script_name=name, api_key=key).find("Shot", []) == []
    assert (site.path.parent / "local.key").stat().st_mode & 0o077 == 0


def test_a_key_whose_script_was_never_written_is_made_good(site: Site, connect: Any) -> None:
    (site.path.parent / "local.key").write_text("left by a process that died")

    name, key = site.local_credentials()

    assert key == "left by a process that died"
    assert connect(script_name=name, api_key=key).find("Shot", []) == []


def test_a_script_that_is_added_twice_has_the_last_key(site: Site, connect: Any, tmp_path: Path) -> None:
    assert site.add_script("farm", "one") == site.add_script("FARM", "two")

    assert connect(script_name="farm", api_key="two").find("Shot", []) == []
    with pytest.raises(AuthenticationFault):
        connect(script_name="farm", api_key="one").find("Shot", [])
