"""Every error that a person may meet, in one tree.

* StudioError
  + UsageError                input-invalid        2    the command was given something it cannot take
  + ConfigError               config-invalid      10
    - HomeMissing             home-missing        10
  + ContextError              context-unknown     11    an address, user or task nobody knows
  + PathError                 path-unparsable     12
    - PathIncomplete          path-incomplete     12
  + PluginError               plugin-broken       13
  + SourceError               source-missing      14    what was to be published is not there or cannot be read
    - SourceChanged           source-changed      15    it changed while it was read
  + PublishError
    - Blocked                 publish-blocked     20    carries the findings
    - StepCrashed             step-crashed        21
    - VersionInUse            version-in-use      22
    - ClaimLost               claim-lost          23    somebody else holds the run now
    - VersionUnknown          version-unknown     24
    - OutOfUse                version-retracted   26    carries the reason and what to use instead
  + TrackerError
    - TrackerUnavailable      tracker-unavailable 75    retryable
    - TrackerDenied           tracker-denied      31
    - TrackerRefused          tracker-refused     32
  + StorageError              storage-failed      40
    - NoSpace                 storage-full        41
    - Tampered                digest-mismatch     42
    - ReadOnlyStorage         storage-read-only   43
    - OutsideRoot             path-outside-root   44
    - TransferFailed          transfer-failed     75    retryable
  + HostError
    - SceneUnsaved            scene-unsaved       51
    - NotCapable              host-incapable      52
  + MediaError                media-failed        60
  + SiteError                 site-failed         70    the embedded site cannot start or run
  + Cancelled                 cancelled          130

The code is the docs page, the metric's tag and the rule's key; the exit status is what a shell sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class StudioError(Exception):
    """What happened, in the artist's words, and what to do next.

    *details* are plain JSON values for programs; they must never hold a secret.
    """

    code: ClassVar[str] = "studio-error"
    default_hint: ClassVar[str] = ""
    retryable: ClassVar[bool] = False
    exit_code: ClassVar[int] = 9

    def __init__(self, message: str, *, hint: str = "", details: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or self.default_hint
        self.details: dict[str, object] = dict(details or {})

    def __str__(self) -> str:
        return self.message

    def as_json(self) -> dict[str, object]:
        """The error as the CLI answers it: code, message, hint, details."""
        return {"code": self.code, "message": self.message, "hint": self.hint, "details": self.details}


class UsageError(StudioError):
    code = "input-invalid"
    default_hint = "See the command's --help."
    exit_code = 2


class ConfigError(StudioError):
    code = "config-invalid"
    default_hint = "Correct the named line, then try `studio config check`."
    exit_code = 10


class HomeMissing(ConfigError):
    code = "home-missing"
    default_hint = "Make one with `studio init DIR --project CODE`, or name one with --home or STUDIO_TOOLS_HOME."


class ContextError(StudioError):
    code = "context-unknown"
    default_hint = "Check the spelling, or make it with `studio create`."
    exit_code = 11


class PathError(StudioError):
    code = "path-unparsable"
    default_hint = "The path does not follow the template that is configured for it."
    exit_code = 12


class PathIncomplete(PathError):
    code = "path-incomplete"
    default_hint = "Give the fields that are named."


class PluginError(StudioError):
    code = "plugin-broken"
    default_hint = "Run `studio doctor` to see where it comes from."
    exit_code = 13


class SourceError(StudioError):
    code = "source-missing"
    default_hint = "Check the path and that you may read it."
    exit_code = 14


class SourceChanged(SourceError):
    code = "source-changed"
    default_hint = "Wait until whatever writes the files has finished, then publish again."
    exit_code = 15


class PublishError(StudioError):
    code = "publish-failed"
    exit_code = 25


class Blocked(PublishError):
    code = "publish-blocked"
    default_hint = "Mend what is named, or pass --accept-warnings where only warnings are left."
    exit_code = 20


class StepCrashed(PublishError):
    code = "step-crashed"
    default_hint = "This is a fault of the step, not of your files: show it to a pipeline TD."
    exit_code = 21


class VersionInUse(PublishError):
    code = "version-in-use"
    default_hint = "See `studio where-used`; --force retracts it all the same."
    exit_code = 22


class ClaimLost(PublishError):
    code = "claim-lost"
    default_hint = "Somebody else finishes this publish; see `studio versions --all`."
    exit_code = 23


class VersionUnknown(PublishError):
    code = "version-unknown"
    default_hint = "List what there is with `studio versions`."
    exit_code = 24


class OutOfUse(PublishError):
    code = "version-retracted"
    default_hint = "Use another version, or force it if you must."
    exit_code = 26


class TrackerError(StudioError):
    code = "tracker-failed"
    exit_code = 30


class TrackerUnavailable(TrackerError):
    code = "tracker-unavailable"
    default_hint = "Nothing is lost: publishes wait and `studio resume` registers them when the site is back."
    retryable = True
    exit_code = 75


class TrackerDenied(TrackerError):
    code = "tracker-denied"
    default_hint = "Check the script name and key, and what they may do on the site."
    exit_code = 31


class TrackerRefused(TrackerError):
    code = "tracker-refused"
    default_hint = "The site does not accept this; its own words are in the details."
    exit_code = 32


class StorageError(StudioError):
    code = "storage-failed"
    default_hint = "Run `studio doctor` to test the storage."
    exit_code = 40


class NoSpace(StorageError):
    code = "storage-full"
    default_hint = "Free some space, then publish again; nothing was left behind."
    exit_code = 41


class Tampered(StorageError):
    code = "digest-mismatch"
    default_hint = "See which files differ with `studio verify`."
    exit_code = 42


class ReadOnlyStorage(StorageError):
    code = "storage-read-only"
    default_hint = "Ask for write permission on the storage, or point storage.root elsewhere."
    exit_code = 43


class OutsideRoot(StorageError):
    code = "path-outside-root"
    default_hint = "Paths must stay below the storage root, also after following links."
    exit_code = 44


class TransferFailed(StorageError):
    code = "transfer-failed"
    default_hint = "Try again; what was copied so far has been removed."
    retryable = True
    exit_code = 75


class HostError(StudioError):
    code = "host-failed"
    exit_code = 50


class SceneUnsaved(HostError):
    code = "scene-unsaved"
    default_hint = "Save the scene first."
    exit_code = 51


class NotCapable(HostError):
    code = "host-incapable"
    default_hint = "This application cannot do that; use another one."
    exit_code = 52


class MediaError(StudioError):
    code = "media-failed"
    default_hint = "The file may be damaged; render or export it again."
    exit_code = 60


class SiteError(StudioError):
    code = "site-failed"
    default_hint = "Run `studio doctor`; another program may hold the port or the database."
    exit_code = 70


class Cancelled(StudioError):
    code = "cancelled"
    default_hint = "Nothing was published."
    exit_code = 130
