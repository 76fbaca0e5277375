"""Who asks: scripts by key, people by password, either by a session token, and a script on behalf of a person."""

from __future__ import annotations

import hashlib
import hmac
import secrets as random
import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from studio_tools.site import secrets
from studio_tools.site.call import Actor
from studio_tools.site.faults import AuthFault, SiteFault
from studio_tools.site.store import Tables
from studio_tools.site.values import fold

SESSION_LIFETIME = timedelta(hours=24)
_REMEMBERED = 256
_NO = "Can't authenticate script '{}'"


class Authenticator:
    """Finds out who asks; remembers proven passwords for a while, since proving one is slow on purpose."""

    def __init__(self) -> None:
        self._salt = random.token_bytes(32)
        self._proven: OrderedDict[bytes, str] = OrderedDict()
        self._lock = threading.Lock()

    def actor(self, connection: Connection, tables: Tables, auth: object, now: datetime) -> Actor:
        """Who the credentials are of. Raises AuthFault."""
        if not isinstance(auth, Mapping):
            raise AuthFault("Authentication is missing.")
        if "session_token" in auth:
            actor = self._by_token(connection, tables, auth["session_token"], now)
        elif "script_name" in auth:
            actor = self._by_key(connection, tables, auth)
        elif "user_login" in auth:
            actor = self._by_password(connection, tables, auth)
        else:
            raise AuthFault("Authentication needs a script's name and key, a login and password, or a session token.")
        uuid = auth.get("session_uuid")
        actor = _with_uuid(actor, uuid if isinstance(uuid, str) else None)
        if auth.get("sudo_as_login"):
            return self._sudo(connection, tables, actor, str(auth["sudo_as_login"]))
        return actor

    def open_session(self, connection: Connection, tables: Tables, actor: Actor, now: datetime) -> str:
        """Make a session token for the actor; must run in a writing transaction."""
        token = random.token_hex(20)
        table = tables.session
        connection.execute(delete(table).where(table.c.expires_at < _text(now)))
        row = {"token_digest": secrets.token_digest(token), "user_type": actor.type, "user_id": actor.id}
        connection.execute(insert(table), [row | {"expires_at": _text(now + SESSION_LIFETIME)}])
        return token

    def _by_key(self, connection: Connection, tables: Tables, auth: Mapping[str, Any]) -> Actor:
        name, key = str(auth.get("script_name", "")), str(auth.get("script_key", ""))
        table = tables.entity("ApiUser")
        query = select(table.c.id, table.c.firstname, table.c.generate_event_log_entries)
        row = connection.execute(query.where(table.c.firstname__f == fold(name), table.c.retired.is_(False))).first()
        if row is None or not secrets.matches(connection, tables, "ApiUser", row[0], key):
            raise AuthFault(_NO.format(name))
        return Actor(type="ApiUser", id=row[0], name=row[1], logs_events=bool(row[2]))

    def _by_password(self, connection: Connection, tables: Tables, auth: Mapping[str, Any]) -> Actor:
        login, password = str(auth.get("user_login", "")), str(auth.get("user_password", ""))
        if auth.get("auth_token"):
            raise AuthFault("Two-factor authentication is not served by this site.")
        actor = _person(connection, tables, login)
        if actor is None or not self._proves(connection, tables, actor, password):
            raise AuthFault(f"Can't authenticate user '{login}'")
        return actor

    def _proves(self, connection: Connection, tables: Tables, actor: Actor, password: str) -> bool:
        kept = tables.secret
        digest = connection.execute(select(kept.c.digest).where(kept.c.entity_id == actor.id)).scalar()
        mark = hmac.new(self._salt, f"{actor.id}\n{password}".encode(), hashlib.sha256).digest()
        with self._lock:
            if digest is not None and self._proven.get(mark) == digest:
                return True
        if not secrets.matches(connection, tables, "HumanUser", actor.id, password):
            return False
        with self._lock:
            self._proven[mark] = str(digest)
            while len(self._proven) > _REMEMBERED:
                self._proven.popitem(last=False)
        return True

    def _by_token(self, connection: Connection, tables: Tables, token: object, now: datetime) -> Actor:
        table = tables.session
        query = select(table.c.user_type, table.c.user_id).where(
            table.c.token_digest == secrets.token_digest(str(token)), table.c.expires_at > _text(now)
        )
        row = connection.execute(query).first()
        actor = None if row is None else _by_id(connection, tables, row[0], row[1])
        if actor is None:
            raise AuthFault("The session token is unknown or has expired.")
        return actor

    def _sudo(self, connection: Connection, tables: Tables, actor: Actor, login: str) -> Actor:
        if actor.type != "ApiUser":
            raise SiteFault("The user does not have permission to 'sudo': only scripts may act for a person.")
        person = _person(connection, tables, login, for_sudo=True)
        if person is None:
            raise AuthFault(f"Can't act as '{login}': there is no such active person, or it is not allowed.")
        return Actor(
            type=person.type,
            id=person.id,
            name=person.name,
            logs_events=actor.logs_events,
            session_uuid=actor.session_uuid,
            sudo_by=(actor.id, actor.name),
        )


def _person(connection: Connection, tables: Tables, login: str, *, for_sudo: bool = False) -> Actor | None:
    table = tables.entity("HumanUser")
    query = select(table.c.id, table.c.name).where(
        table.c.login__f == fold(login), table.c.retired.is_(False), table.c.sg_status_list == "act"
    )
    if for_sudo:
        query = query.where(table.c.can_impersonate_this_user.is_(True))
    row = connection.execute(query).first() if login else None
    return None if row is None else Actor(type="HumanUser", id=row[0], name=row[1] or login)


def _by_id(connection: Connection, tables: Tables, type_: str, id_: int) -> Actor | None:
    table = tables.entity(type_)
    name = table.c.firstname if type_ == "ApiUser" else table.c.name
    logs = [table.c.generate_event_log_entries] if type_ == "ApiUser" else []
    query = select(name, *logs).where(table.c.id == id_, table.c.retired.is_(False))
    if type_ == "HumanUser":
        query = query.where(table.c.sg_status_list == "act")
    row = connection.execute(query).first()
    if row is None:
        return None
    return Actor(type=type_, id=id_, name=row[0] or "", logs_events=bool(row[1]) if logs else True)


def _with_uuid(actor: Actor, uuid: str | None) -> Actor:
    return Actor(type=actor.type, id=actor.id, name=actor.name, logs_events=actor.logs_events, session_uuid=uuid)


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
