"""Formats and colour spaces, as knobs hold them."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.nukesim import NotSimulated, Session


def test_a_format_is_set_by_its_name_or_itself(nuke: ModuleType) -> None:
    knob = nuke.root()["format"]
    knob.setValue("HD_1080")

    assert (knob.value().width(), knob.value().height(), knob.value().name()) == (1920, 1080, "HD_1080")
    knob.setValue(nuke.addFormat("100 50 2 strip"))
    assert (knob.value().name(), knob.value().pixelAspect()) == ("strip", 2.0)
    with pytest.raises(ValueError, match="unknown format 'Nope'"):
        knob.setValue("Nope")


def test_a_format_without_a_name_has_none(nuke: ModuleType) -> None:
    made = nuke.addFormat("100 50 1")

    assert made.name() is None


def test_a_read_without_a_format_has_that_of_the_script(nuke: ModuleType) -> None:
    nuke.root()["format"].setValue("HD_720")

    assert nuke.nodes.Read().width() == 1280


def test_a_reformat_changes_what_comes_out(nuke: ModuleType) -> None:
    node = nuke.nodes.Reformat(inputs=[nuke.nodes.Constant(format="HD_720")], format="HD_1080")
    below = nuke.nodes.Grade(inputs=[node])

    assert below.width() == 1920
    node["disable"].setValue(True)
    assert below.width() == 1280


def test_colour_spaces_are_those_of_the_scripts_management(nuke: ModuleType) -> None:
    knob = nuke.nodes.Read(file="a.exr")["colorspace"]

    assert knob.value() == "default (linear)"
    assert nuke.getColorspaceList(knob)[:3] == ["default (linear)", "linear", "sRGB"]
    knob.setValue("sRGB")
    assert knob.value() == "sRGB"
    with pytest.raises(ValueError, match="ACEScg"):
        knob.setValue("ACEScg")
    knob.setValue("default")
    assert knob.value() == "default (linear)"


@pytest.mark.parametrize(("ending", "space"), [("exr", "linear"), ("png", "sRGB"), ("dpx", "Cineon"), ("tif", "sRGB")])
def test_the_usual_colour_space_depends_on_the_file(nuke: ModuleType, ending: str, space: str) -> None:
    assert nuke.nodes.Read(file=f"a.{ending}")["colorspace"].value() == f"default ({space})"


def test_an_unknown_ocio_configuration_must_be_handed_in(nuke: ModuleType, session: Session) -> None:
    nuke.root()["colorManagement"].setValue("OCIO")
    nuke.root()["OCIO_config"].setValue("aces_1.2")
    knob = nuke.nodes.Read(file="a.exr")["colorspace"]

    with pytest.raises(NotSimulated, match="hand them in"):
        knob.setValue("ACES - ACEScg")
    session.ocio = {"aces_1.2": ("ACES - ACEScg", "ACES - ACES2065-1")}
    knob.setValue("ACES - ACEScg")
    assert knob.getValue() == 1.0


def test_an_ocio_file_is_read(nuke: ModuleType, tmp_path: Path) -> None:
    config = tmp_path / "config.ocio"
    config.write_text(
        "ocio_profile_version: 2\ncolorspaces:\n  - !<ColorSpace>\n    name: ACEScg\n  - !<ColorSpace>\n    name: raw\n"
    )
    root = nuke.root()
    root["colorManagement"].setValue("OCIO")
    root["OCIO_config"].setValue("custom")
    root["customOCIOConfigPath"].setValue(config.as_posix())

    assert nuke.usingOcio()
    assert nuke.getColorspaceList(nuke.nodes.OCIOColorSpace()["in_colorspace"]) == ["ACEScg", "raw"]
