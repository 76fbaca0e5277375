"""Every setting there is, with a sentence about each; the values that ship with the package are in `defaults.toml`.

`Settings` is frozen and complete: whoever is handed one never asks whether a key is there. Not here: where values come
from (layers), what a template or a recipe does (paths, publish).
"""

# ruff: noqa: RUF009  (setting() is dataclasses.field() with a sentence)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from studio_tools.config.secret import Secret
from studio_tools.config.structure import Bytes

Severity = Literal["error", "warning", "info", "off"]
EMBEDDED = "embedded"


def setting(doc: str, *, least: float | None = None, most: float | None = None) -> Any:
    """Declare one setting: what it is for, and between which numbers it must lie."""
    return field(metadata={"doc": doc, "least": least, "most": most})


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageSettings:
    root: Path = setting("Folder that holds every published file; a relative one lies in the home.")
    group: str = setting("Group that may clean up unfinished versions; empty leaves the folder's own.")
    digest: Literal["auto", "blake3", "blake2b"] = setting(
        "How content is identified; auto is blake3, or blake2b where no compiled blake3 may go."
    )
    workers: int = setting("Files copied at once; 0 is one for each processor.", least=0, most=256)
    lease_seconds: float = setting(
        "How long an unfinished publish stays its owner's without a sign of life, in seconds.", least=1
    )
    share_identical: bool = setting(
        "Whether frames that did not change since the last version share its bytes on disk."
    )
    free_space_reserve: Bytes = setting("Space that a publish must leave free on the storage.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerSettings:
    site: str = setting("The ShotGrid site's URL, or `embedded` for the one in the home.")
    script_name: str = setting("Name of the script user that signs in to the site.")
    script_key: Secret = setting("Key of the script user; better given by the environment than written in a file.")
    http_proxy: Secret = setting(
        "HTTP proxy through which the site is reached, as host:port or user:password@host:port; empty for none."
    )
    timeout: float = setting("How long the site may take to answer a call, in seconds.", least=0.1)
    upload_timeout: float = setting("How long the site may be silent during an upload, in seconds.", least=0.1)
    retries: int = setting("How often a call that may safely be repeated is tried again.", least=0, most=20)
    status_pending: str = setting("Status of a published file between its creation and its links.")
    status_published: str = setting("Status that makes a published file visible to everybody.")
    status_retracted: str = setting("Status of a version that was withdrawn.")
    file_types: Mapping[str, str] = setting(
        "Published file type by `kind/representation`; `*` stands for any kind or any representation."
    )

    @property
    def is_embedded(self) -> bool:
        return self.site == EMBEDDED

    def file_type(self, kind: str, representation: str) -> str:
        """The tracker's name for one representation of a kind; a representation says more than a kind."""
        for key in (f"{kind}/{representation}", f"*/{representation}", f"{kind}/*", "*/*"):
            if key in self.file_types:
                return self.file_types[key]
        return "File"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    host: str = setting("Address on which `studio site serve` listens.")
    port: int = setting("Port on which `studio site serve` listens; 0 picks a free one.", least=0, most=65535)
    thumbnail_delay: float = setting("How long the embedded site takes to show a thumbnail, in seconds.", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSettings:
    type: Literal["text", "number"] = setting("Whether the field is text or a whole number.")
    pattern: str = setting("Regular expression that text must match as a whole; empty for numbers.")
    example: str = setting("A value that people would recognise.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSettings:
    shot: str = setting("Folder of one version below a shot, relative to the storage root.")
    sequence: str = setting("Folder of one version below a sequence, relative to the storage root.")
    asset: str = setting("Folder of one version below an asset, relative to the storage root.")
    file: str = setting("Name of a single file in a version's folder.")
    frame: str = setting("Name of one frame of a sequence in a version's folder; the number is last before the ending.")
    scene: str = setting("Name of an artist's own scene, without its ending; where it lies is `launch.work`'s affair.")
    fields: Mapping[str, FieldSettings] = setting("The fields that templates may use, and what they may hold.")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSettings:
    label: str = setting("What people call this kind.")
    extensions: tuple[str, ...] = setting("File endings it takes, without the dot; `*` takes any.")
    frames: bool = setting("Whether its sequences are checked frame by frame against the shot's cut.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    holes: Severity = setting("How bad missing frames within a sequence are.")
    range: Severity = setting("How bad frames are that fall short of the cut and its handles.")
    surplus: Severity = setting("How bad frames outside the cut and its handles are.")
    unreadable: Severity = setting("How bad empty, truncated or unreadable files are.")
    format: Severity = setting("How bad it is when resolution, channels, compression or colour space change midway.")
    outliers: Severity = setting("How bad frames are whose size stands out.")
    outlier_ratio: float = setting(
        "A frame smaller than this part of its neighbours' size stands out.", least=0, most=1
    )
    stale: Severity = setting("How bad files are that are older than what they were made from.")
    stale_hours: float = setting("How much older a file may be before it counts as stale, in hours.", least=0)
    settle_seconds: float = setting(
        "A file that changed this recently may still be being written, in seconds.", least=0
    )
    duplicate: Severity = setting("How bad it is to publish the content of the previous version again.")
    naming: Severity = setting("How bad names are that do not follow the templates.")
    scene_missing: Severity = setting("How bad it is that a scene reads files that are not there.")
    scene_unpublished: Severity = setting("How bad it is that a scene reads files that were never published.")
    scene_outdated: Severity = setting("How bad it is that a scene reads a version that is not the newest.")
    scene_elsewhere: Severity = setting("How bad it is that a scene is another entity's than the one published for.")
    scene_name: Severity = setting("How bad it is that an artist's own scene is not called as `templates.scene` asks.")
    scene_outside: Severity = setting("How bad it is that a scene lies outside `launch.work` and is not published.")
    deep_frames: int = setting(
        "How many pictures of a sequence, evenly spread, have their pixels decoded; 0 looks at headers alone.",
        least=0,
    )
    deep_movies: bool = setting("Whether movies are decoded from end to end, which takes as long as it does.")
    pixels: Severity = setting("How bad pixels are that are no numbers or infinite, in the frames that are decoded.")
    data_window: Severity = setting("How bad data windows are that reach far beyond the picture, or lie outside of it.")
    overscan: float = setting(
        "How far a data window may reach beyond the picture on each side, as a part of the picture's size.", least=0
    )
    missing_channels: Severity = setting("How bad it is that frames lack a channel that their kind has to have.")
    channels: Mapping[str, str] = setting(
        "Channels and layers that frames have to have, by kind, as `rgba depth crypto.R`."
    )
    disabled: tuple[str, ...] = setting("Ids of optional checks that are switched off.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeSettings:
    hosts: tuple[str, ...] = setting("Applications from which this kind is published.")
    collect: tuple[str, ...] = setting("Steps that learn about what is published, in order.")
    validate: tuple[str, ...] = setting("Checks, in order.")
    extract: tuple[str, ...] = setting("Steps that make the files to be published, in order.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneRecipeSettings:
    collect: tuple[str, ...] = setting("Steps that learn about what is published from the open scene, in order.")
    validate: tuple[str, ...] = setting("Checks, in order.")
    extract: tuple[str, ...] = setting("Steps that make the files to be published, in order.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSettings:
    recipes: Mapping[str, SceneRecipeSettings] = setting("Which steps a kind runs through in this application.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSettings:
    path: str = setting(
        "Where frames are rendered to; `{folder}` and `{script}` are the open script's, `{kind}`, `{variant}`, `{ext}`."
    )
    file_type: str = setting("What Nuke calls the format, as `exr`.")
    channels: str = setting("Which channels are written, as `rgba`.")
    colorspace: str = setting("Colour space that is written; empty leaves what Nuke takes for the format.")
    datatype: str = setting("What Nuke calls the depth, as `16 bit half`; empty leaves what Nuke takes.")
    compression: str = setting("What Nuke calls the compression, as `Zip (1 scanline)`; empty leaves what Nuke takes.")
    knobs: Mapping[str, str] = setting('More knobs of the Write and what they must say, as `autocrop = "true"`.')
    display: str = setting("Display whose colours are baked into the frames, as `sRGB - Display`; empty bakes none.")
    view: str = setting("View of that display, as `ACES 1.0 - SDR Video`; empty leaves what Nuke takes.")
    burn_in: str = setting("Text in every frame, with the fields of a slate; empty for none.")
    slate: str = setting(
        "Text of a slate, one frame before the first, as `{entity} {product} {version}`; empty for none."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSettings:
    fps: str = setting("Frames a second of the show, as `24` or `24000/1001`; empty leaves each scene its own.")
    width: int = setting("Width of the show's pictures in pixels; 0 leaves each scene its own.", least=0)
    height: int = setting("Height of the show's pictures in pixels; 0 leaves each scene its own.", least=0)
    pixel_aspect: float = setting("Width of a pixel over its height; 0 leaves each scene its own.", least=0)
    colour_config: str = setting("OCIO configuration, as a path or a built-in one's name; empty asks for none.")
    working_space: str = setting("Colour space that is rendered and composited in; empty asks for none.")
    linear_unit: str = setting("Unit of length, as `cm`; empty leaves each scene its own.")
    angular_unit: Literal["", "deg", "rad"] = setting("Unit of angles; empty leaves each scene its own.")
    up_axis: str = setting("Which axis points up, `y` or `z`; empty leaves each scene its own.")
    plug_ins: tuple[str, ...] = setting("Plug-ins that scenes may take nodes from; none allows all.")
    renderer: str = setting("Renderer that scenes are set to, as `arnold`; empty leaves each scene its own.")
    render_prefix: str = setting("Name of rendered pictures with the renderer's own tokens; empty asks for none.")
    image_rule: str = setting(
        "Where a Maya project puts pictures, its file rule `images`, as `renders`; empty asks for none."
    )
    denoiser: Literal["", "none", "oidn", "optix", "noice"] = setting(
        "What takes noise out of Arnold's pictures: `none`, `oidn`, `optix` or `noice`; empty leaves each its own."
    )
    render_layers: tuple[str, ...] = setting("Render layers that a lighting scene has.")
    aovs: tuple[str, ...] = setting("AOVs that a lighting scene renders.")
    view: str = setting("What Nuke's viewers show pictures through, as `sRGB`; empty leaves each viewer its own.")
    gizmos: tuple[str, ...] = setting("Folders that a Nuke script's gizmos may lie in or below; none allows all.")
    outputs: tuple[str, ...] = setting("Kinds that a Nuke script has a Write for, as `comp`; none asks for none.")
    film_width: float = setting("Width of cameras' film in millimetres; 0 leaves each camera its own.", least=0)
    film_height: float = setting("Height of cameras' film in millimetres; 0 leaves each camera its own.", least=0)
    near_clip: float = setting("Where cameras begin to see, in the scene's unit; 0 leaves each its own.", least=0)
    far_clip: float = setting("Where cameras cease to see, in the scene's unit; 0 leaves each its own.", least=0)
    rig_controls_set: str = setting(
        "What the set of a rig's controls is called or ends in, as `hero_controls_SET`; empty asks for none."
    )
    rig_out_set: str = setting(
        "What the set of a rig's meshes that are cached is called or ends in; empty asks for none."
    )
    suffixes: Mapping[str, str] = setting(
        "Endings of names by Maya's node types, as `mesh = \"_GEO\"`; of a shape its transform's."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSettings:
    folders: tuple[Path, ...] = setting(
        "Folders with a studio's own steps, as Python files; relative ones lie in the home."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSettings:
    ffmpeg: str = setting(
        "The studio's own ffmpeg, as a path or a program's name; empty takes imageio-ffmpeg's, or the system's."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSettings:
    worker: Literal["auto", "never"] = setting(
        "Whether what Maya, Nuke and Blender extracted is published by a process of its own, or always within them."
    )
    worker_python: str = setting(
        "The Python with studio_tools that workers run in; STUDIO_TOOLS_PYTHON is stronger, empty is the running one."
    )
    worker_patience: float = setting(
        "How long a worker may take to begin before the application does its work, in seconds.", least=0
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSettings:
    label: str = setting("What people call this application.")
    executables: tuple[str, ...] = setting(
        "The studio's own installations, as paths or patterns of paths; they are tried before all others."
    )
    linux: tuple[str, ...] = setting("Where it usually lies on Linux, as patterns of paths.")
    macos: tuple[str, ...] = setting("Where it usually lies on macOS, as patterns of paths.")
    windows: tuple[str, ...] = setting("Where it usually lies on Windows, as patterns of paths.")
    variable: str = setting("Variable that names the folder of an installation; empty for none.")
    inside: tuple[str, ...] = setting("Where the program lies below that folder.")
    version: str = setting("Regular expression whose one group is the version, as the program's path spells it.")
    oldest: str = setting("The oldest version that is started; empty takes any.")
    startup: str = setting("Variable that is given our start-up folder for it; empty where we have none.")
    opens: tuple[str, ...] = setting("What stands on its command line before a scene to be opened.")
    suffixes: tuple[str, ...] = setting("What its scenes end in, without the dot; the first is what it saves as.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchSettings:
    work: Path = setting(
        "Folder of artists' own scenes, by project, entity and application below it; a relative one lies in the home."
    )
    bundle: str = setting("The bundle that applications are started with; empty takes what lies beside this command.")
    programs: Mapping[str, ProgramSettings] = setting("The applications that `studio launch` knows.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TelemetrySettings:
    enabled: bool = setting("Whether what ends is measured at all.")
    location: str = setting("Where measures go: `none`, `memory`, `udp`, `unix`, or spectator's own spelling.")
    tags: Mapping[str, str] = setting("Tags put on every measure, as the studio's site or the machine's role.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    storage: StorageSettings = setting("Where published files live.")
    tracker: TrackerSettings = setting("The ShotGrid site.")
    site: SiteSettings = setting("The embedded site, where it is served to others.")
    templates: TemplateSettings = setting("How published folders and files are named.")
    kinds: Mapping[str, KindSettings] = setting("The kinds of product there are.")
    checks: CheckSettings = setting("How strict publishing is.")
    recipes: Mapping[str, RecipeSettings] = setting("Which steps a kind runs through.")
    applications: Mapping[str, ApplicationSettings] = setting("What is published from open scenes, by application.")
    show: ShowSettings = setting("What every scene of the show agrees on.")
    writes: Mapping[str, WriteSettings] = setting("How what is rendered in Nuke is written, by kind.")
    steps: StepSettings = setting("Steps beside those that are installed.")
    media: MediaSettings = setting("The programs that look into movies.")
    host: HostSettings = setting("What applications leave to others.")
    launch: LaunchSettings = setting("How applications are found and started.")
    telemetry: TelemetrySettings = setting("Measures.")
