"""Time and units: ranges, the current frame, rates, keys."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from studio_tools.testing.mayasim import building, defaults, naming, plugs
from studio_tools.testing.mayasim.commands.nodes import make
from studio_tools.testing.mayasim.commands.targets import given
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.model import Connection, Node, Plug
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session, Simulated, words

TIMES = {"minTime": "min", "maxTime": "max", "animationStartTime": "start", "animationEndTime": "end"}
PLAIN = {"by": 1.0, "playbackSpeed": 1.0, "maxPlaybackSpeed": 0.0, "loop": "continuous", "view": "active"}
CURVES = {"rotate": "animCurveTA", "translate": "animCurveTL"}
SECONDS = {"sec": Fraction(1), "min": Fraction(60), "millisec": Fraction(1, 1000), "hour": Fraction(3600)}


def rate(session: Session) -> Fraction:
    """Frames a second of the scene."""
    found = defaults.rate(session.scene.units["time"])
    assert found is not None
    return found


def moment(session: Session, value: object) -> float:
    """A time in the scene's frames: a number, or a text with a unit."""
    if isinstance(value, int | float):
        return float(value)
    text = str(value)
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = text[len(digits) :]
    if not unit:
        return float(digits)
    if unit in SECONDS:
        return float(Fraction(digits) * SECONDS[unit] * rate(session))
    other = defaults.rate(unit)
    if other is None:
        raise RuntimeError(f"Invalid time: {text}")
    return float(Fraction(digits) / other * rate(session))


def playback_options(session: Session, call: Call) -> object:
    """`playbackOptions`: four times that hold each other in order, as floats."""
    times = session.scene.times
    if call.is_query:
        return asked_option(session, call)
    for flag, key in TIMES.items():
        if flag in call.flags:
            set_time(session, key, moment(session, call.flags[flag]))
    for flag in PLAIN:
        if flag in call.flags:
            session.settings[f"playback.{flag}"] = call.flags[flag]
    return times["min"] if "minTime" in call.flags else None


def asked_option(session: Session, call: Call) -> object:
    """One of the options."""
    for flag, key in TIMES.items():
        if call.on(flag):
            return session.scene.times[key]
    for flag, default in PLAIN.items():
        if call.on(flag):
            return session.settings.get(f"playback.{flag}", default)
    if call.on("framesPerSecond"):
        return float(rate(session))
    raise RuntimeError("playbackOptions was asked nothing.")


def set_time(session: Session, key: str, value: float) -> None:
    """Set one time; the others give way so that start <= min <= max <= end."""
    journal, times = session.scene.journal, session.scene.times
    journal.put(times, key, value)
    order = ("start", "min", "max", "end")
    place = order.index(key)
    for earlier in order[:place]:
        if times[earlier] > value:
            journal.put(times, earlier, value)
    for later in order[place + 1 :]:
        if times[later] < value:
            journal.put(times, later, value)


def current_time(session: Session, call: Call) -> object:
    """`currentTime`: go to a frame, or ask which it is."""
    if call.is_query:
        return session.scene.times["current"]
    if not call.args:
        raise RuntimeError("currentTime needs a time.")
    value = moment(session, call.args[0])
    session.scene.journal.put(session.scene.times, "current", value)
    session.messages.happen("timeChanged")
    return value


def current_unit(session: Session, call: Call) -> object:
    """`currentUnit`: units of length, angle and time. Another rate moves keys and ranges unless told not to."""
    units = session.scene.units
    if call.is_query:
        return asked_unit(units, call)
    journal = session.scene.journal
    for unit, names in (("linear", defaults.LINEAR), ("angle", defaults.ANGULAR)):
        if unit in call.flags:
            word = call.text(unit)
            if word not in names and word not in names.values():
                raise RuntimeError(f"Invalid {unit} unit: {word}")
            journal.put(units, unit, names.get(word, word))
    if "time" in call.flags:
        found = defaults.time_unit(call.text("time"))
        if found is None:
            raise RuntimeError(f"Invalid time unit: {call.text('time')}")
        before = rate(session)
        journal.put(units, "time", found)
        if call.flags.get("updateAnimation", True):
            rescale(session, rate(session) / before)
    return None


def asked_unit(units: Mapping[str, str], call: Call) -> str:
    """A unit as Maya calls it: shortly, unless the full name is asked."""
    shorts = {long: word for word, long in {**defaults.LINEAR, **defaults.ANGULAR}.items()}
    for unit in ("linear", "angle", "time"):
        if call.on(unit):
            word = units[unit]
            return word if call.on("fullName") else shorts.get(word, word)
    raise RuntimeError("currentUnit was asked nothing.")


def rescale(session: Session, factor: Fraction) -> None:
    """Keep what happens at the same second."""
    scene = session.scene
    for key, value in list(scene.times.items()):
        scene.journal.put(scene.times, key, float(Fraction(value) * factor))
    for node in scene.all():
        keys = plugs.keys_of(node)
        if keys:
            moved = tuple((float(Fraction(time) * factor), value) for time, value in keys)
            write_keys(session, node, moved)


def write_keys(session: Session, curve: Node, keys: tuple[tuple[float, float], ...]) -> None:
    """Give a curve these keys."""
    scene = session.scene
    for path in [each for each in curve.plugs if each.startswith("keyTimeValue")]:
        scene.journal.drop(curve.plugs, path)
    scene.journal.put(curve.plugs, "keys", Plug(value=tuple(sorted(keys))))


def set_keyframe(session: Session, call: Call) -> object:
    """`setKeyframe`: a key on an attribute, at a time or now; the number of keys set."""
    paths = call.words("attribute")
    targets: list[tuple[Node, str]] = []
    for name in call.names or session.scene.selection:
        node_name, path = naming.split_plug(name)
        nodes = given(session, [node_name])
        targets += [(node, each) for node in nodes for each in ([path] if path else paths)]
    if not targets:
        raise RuntimeError("Nothing to set a key on was named.")
    times = call.flags.get("time", session.scene.times["current"])
    moments = times if isinstance(times, list | tuple) else [times]
    for node, path in targets:
        for each in moments:
            set_key(session, node, plugs.canonical(session.schema(), node, path), moment(session, each), call)
    return len(targets) * len(moments)


def set_key(session: Session, node: Node, path: str, time: float, call: Call) -> None:
    """Set one key; the first makes the curve."""
    scene = session.scene
    driver = scene.connections.get(node.serial, {}).get(path)
    value = call.flags.get("value")
    if value is None:
        value = plugs.get(session.schema(), scene, node, path)
    if not isinstance(value, int | float):
        raise NotSimulated(f"a key on {path}, which is no number")
    if driver is None:
        stem = path[:-1] if path[-1:] in "XYZ" else path
        curve = make(session, CURVES.get(stem, "animCurveTU"), f"{node.leaf}_{path}", None)
        building.connect(scene, Connection(curve, "output", node, path))
    else:
        curve = driver.source
    keys = {**dict(plugs.keys_of(curve)), time: float(value)}
    write_keys(session, curve, tuple(keys.items()))


def curves_of(session: Session, call: Call) -> list[Node]:
    """The curves of the attributes that a call names."""
    found: dict[Node, None] = {}
    paths = set(call.words("attribute"))
    for name in call.names or session.scene.selection:
        node_name, path = naming.split_plug(name)
        for node in given(session, [node_name]):
            wanted = {plugs.canonical(session.schema(), node, each) for each in ({path} if path else paths)}
            if session.schema().is_a(node.type, "animCurve"):
                found[node] = None
            for into, each in session.scene.connections.get(node.serial, {}).items():
                if session.schema().is_a(each.source.type, "animCurve") and (not wanted or into in wanted):
                    found[each.source] = None
    return list(found)


def in_range(session: Session, call: Call, time: float) -> bool:
    """Whether a key lies where the call looks."""
    if "time" not in call.flags:
        return True
    asked = call.flags["time"]
    pairs = asked if isinstance(asked, list) else [asked]
    ranges = [each if isinstance(each, list | tuple) else (each, each) for each in pairs]
    return any(moment(session, each[0]) <= time <= moment(session, each[-1]) for each in ranges)


def keyframe(session: Session, call: Call) -> object:
    """`keyframe` asks: times, values or number of keys; None when there are none."""
    if not call.is_query:
        raise NotSimulated("keyframe that changes keys")
    curves = curves_of(session, call)
    keys = [key for curve in curves for key in plugs.keys_of(curve) if in_range(session, call, key[0])]
    if call.on("name"):
        return [curve.name for curve in curves] or None
    if call.on("valueChange"):
        return [value for _, value in keys] or None
    if call.on("timeChange"):
        return [time for time, _ in keys] or None
    return len(keys)


def cut_key(session: Session, call: Call) -> object:
    """`cutKey`: take keys away, and curves that have none left; the number of keys taken."""
    count = 0
    for curve in curves_of(session, call):
        keys = plugs.keys_of(curve)
        left = tuple(key for key in keys if not in_range(session, call, key[0]))
        count += len(keys) - len(left)
        if left:
            write_keys(session, curve, left)
        else:
            building.remove_node(session.scene, curve)
    return count


COMMANDS: Mapping[str, Simulated] = {
    "playbackOptions": Simulated(call=playback_options, flags=frozenset({*TIMES, *PLAIN, "framesPerSecond"})),
    "currentTime": Simulated(call=current_time, flags=frozenset({"update"})),
    "currentUnit": Simulated(call=current_unit, flags=words("linear angle time fullName updateAnimation")),
    "setKeyframe": Simulated(call=set_keyframe, flags=words("attribute time value")),
    "keyframe": Simulated(call=keyframe, flags=words("attribute time timeChange valueChange keyframeCount name")),
    "cutKey": Simulated(call=cut_key, flags=words("attribute time clear")),
}
