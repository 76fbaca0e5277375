"""Settings: every key with a sentence (`schema`), read from layers (`load`), explained and checked.

Not here: recipes as steps (publish), the templates' own machinery (templates).
"""

from __future__ import annotations

from studio_tools.config.apart import MisshapenApplication
from studio_tools.config.home import HOME_VARIABLE, find_home, write_home
from studio_tools.config.layers import HOME_FILE, Problem, in_full
from studio_tools.config.load import (
    Explanation,
    LayerValue,
    Loaded,
    check,
    configured_projects,
    documented,
    load,
    load_without_home,
)
from studio_tools.config.paths import PublishTemplates, publish_templates, scene_template
from studio_tools.config.schema import (
    ApplicationSettings,
    CheckSettings,
    FieldSettings,
    HostSettings,
    KindSettings,
    LaunchSettings,
    MediaSettings,
    ProgramSettings,
    RecipeSettings,
    SceneRecipeSettings,
    Settings,
    Severity,
    ShowSettings,
    SiteSettings,
    StepSettings,
    StorageSettings,
    TelemetrySettings,
    TemplateSettings,
    TrackerSettings,
)
from studio_tools.config.secret import Secret

__all__ = [
    "HOME_FILE",
    "HOME_VARIABLE",
    "ApplicationSettings",
    "CheckSettings",
    "Explanation",
    "FieldSettings",
    "HostSettings",
    "KindSettings",
    "LaunchSettings",
    "LayerValue",
    "Loaded",
    "MediaSettings",
    "MisshapenApplication",
    "Problem",
    "ProgramSettings",
    "PublishTemplates",
    "RecipeSettings",
    "SceneRecipeSettings",
    "Secret",
    "Settings",
    "Severity",
    "ShowSettings",
    "SiteSettings",
    "StepSettings",
    "StorageSettings",
    "TelemetrySettings",
    "TemplateSettings",
    "TrackerSettings",
    "check",
    "configured_projects",
    "documented",
    "find_home",
    "in_full",
    "load",
    "load_without_home",
    "publish_templates",
    "scene_template",
    "write_home",
]
