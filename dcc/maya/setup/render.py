"""What a show asks of a scene that is rendered: renderer, names, place, range, layers, AOVs, denoiser. Told, then set.

The size of pictures is the shot's (`shot`). Imports without Maya; the scene is asked when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from studio_tools.host.setting_up import Difference, unlike
from studio_tools.model import Entity

if TYPE_CHECKING:
    from studio_tools.config import ShowSettings

PADDING = 4
IMAGE_RULE = "image-rule"
"""The key of the difference that is the project's, not the scene's: it is no part of undo."""
NAMED = {
    "animation": (1, "pictures are numbered"),
    "putFrameBeforeExt": (1, "number before the ending"),
    "periodInExt": (1, "dot before the number"),
    "extensionPadding": (PADDING, "digits of the number"),
    "byFrameStep": (1, "each frame"),
    "modifyExtension": (0, "frames keep their numbers"),
}
"""What pictures need to be told apart by their frame: setting, value, and what it means."""


def differences(shot: Entity, show: ShowSettings) -> tuple[Difference, ...]:
    """What of the render settings is not as *shot* and *show* ask. Changes nothing."""
    return (*_names(show), *_place(show), *_range(shot), *_layers(show), *_aovs(show), *_denoiser(show))


def _place(show: ShowSettings) -> Iterator[Difference]:
    from dcc.maya.scene import rendering

    label = "place of the project's pictures"
    found, wanted = rendering.image_rule().rstrip("/"), show.image_rule.rstrip("/")
    yield from unlike(IMAGE_RULE, label, found, wanted, _set_place)


def _set_place(place: str) -> None:
    from dcc.maya.host.faults import told
    from dcc.maya.scene import rendering

    with told(f"the place of pictures cannot be {place}"):
        rendering.set_image_rule(place)


def _names(show: ShowSettings) -> Iterator[Difference]:
    from dcc.maya.scene import rendering

    wanted = {
        "currentRenderer": (show.renderer, "renderer"),
        "imageFilePrefix": (show.render_prefix, "name of pictures"),
    }
    for attribute, (text, label) in wanted.items():
        found = rendering.text(attribute)
        if text and found != text:
            yield _difference("render-names", label, found, text, _set_text(attribute, text))
    for attribute, (number, label) in NAMED.items():
        now = rendering.number(attribute)
        if now != number:
            yield _difference("render-names", label, f"{now:g}", str(number), _set_number(attribute, number))


def _range(shot: Entity) -> Iterator[Difference]:
    from dcc.maya.scene import rendering

    if shot.cut is None:
        return
    for attribute, wanted in (("startFrame", shot.cut.full.first), ("endFrame", shot.cut.full.last)):
        now = rendering.number(attribute)
        if now != wanted:
            label = "first rendered frame" if attribute == "startFrame" else "last rendered frame"
            yield _difference("render-range", label, f"{now:g}", str(wanted), _set_number(attribute, wanted))


def _layers(show: ShowSettings) -> Iterator[Difference]:
    from dcc.maya.scene import rendering

    known = rendering.layers()
    for name in show.render_layers:
        if name not in known:
            yield _difference("render-layers", "render layer", "", name, _make_layer(name))
        elif not known[name]:
            yield _difference("render-layers", f"render layer {name}", "switched off", "switched on", _switch_on(name))


def _aovs(show: ShowSettings) -> Iterator[Difference]:
    from dcc.maya.scene import rendering

    known = rendering.aovs()
    for name in show.aovs:
        if name not in known:
            yield _difference("aovs", "AOV", "", name, _make_aov(name))


def _denoiser(show: ShowSettings) -> Iterator[Difference]:
    from dcc.maya.scene import rendering

    wanted = "" if show.denoiser == "none" else show.denoiser
    found = rendering.denoisers() if show.denoiser else []
    if show.denoiser and found != [wanted] * bool(wanted):
        yield _difference("denoiser", "denoiser", ", ".join(found), show.denoiser, _set_denoiser(wanted))


def _set_denoiser(wanted: str) -> Callable[[], None]:
    from dcc.maya.host.faults import told
    from dcc.maya.scene import rendering

    def mend() -> None:
        with told(f"the denoiser {wanted or 'none'} cannot be set"):
            rendering.set_denoiser(wanted)

    return mend


def _difference(key: str, label: str, found: str, wanted: str, mend: Callable[[], None]) -> Difference:
    return Difference(key=key, label=label, found=found, wanted=wanted, mend=mend)


def _set_text(attribute: str, value: str) -> Callable[[], None]:
    from dcc.maya.scene import rendering

    return lambda: rendering.set_text(attribute, value)


def _set_number(attribute: str, value: float) -> Callable[[], None]:
    from dcc.maya.scene import rendering

    return lambda: rendering.set_number(attribute, value)


def _make_layer(name: str) -> Callable[[], None]:
    from dcc.maya.scene import rendering

    def make() -> None:
        rendering.make_layer(name)

    return make


def _switch_on(name: str) -> Callable[[], None]:
    from dcc.maya.scene import rendering

    return lambda: rendering.render_layer(name, is_on=True)


def _make_aov(name: str) -> Callable[[], None]:
    from dcc.maya.host.faults import told
    from dcc.maya.scene import rendering

    def make() -> None:
        with told(f"the AOV {name} cannot be made"):
            rendering.make_aov(name)

    return make
