"""Questions and messages as small Qt windows before a host's own; the text can be selected and copied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtGui, QtWidgets

if TYPE_CHECKING:
    from studio_tools.host import Window


class Plain:
    """A face of plain dialogs, in front of a host's main window."""

    def __init__(self, host: Window) -> None:
        self._host = host

    def tell(self, title: str, text: str) -> None:
        """Show a text until it is closed."""
        _run(self._shown(title, text, QtWidgets.QDialogButtonBox.StandardButton.Close))

    def ask(self, title: str, question: str, proposal: str = "") -> str | None:
        """Ask for a line of text; None where the person would rather not."""
        dialog = QtWidgets.QInputDialog(self._parent())
        dialog.setWindowTitle(title)
        dialog.setLabelText(question)
        dialog.setTextValue(proposal)
        return dialog.textValue().strip() or None if _run(dialog) else None

    def confirm(self, title: str, question: str, *, yes: str) -> bool:
        """Ask whether to go on; *yes* is what the button says."""
        dialog = self._shown(title, question, QtWidgets.QDialogButtonBox.StandardButton.Cancel)
        box = dialog.findChild(QtWidgets.QDialogButtonBox)
        assert isinstance(box, QtWidgets.QDialogButtonBox)  # noqa: S101 - it was put there
        box.addButton(yes, QtWidgets.QDialogButtonBox.ButtonRole.AcceptRole)
        return _run(dialog)

    def choose_file(self, title: str, proposal: str) -> str | None:
        """Ask where to save; None where the person would rather not."""
        dialog = QtWidgets.QFileDialog(self._parent())
        dialog.setWindowTitle(title)
        dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QtWidgets.QFileDialog.Option.DontConfirmOverwrite, False)
        dialog.setDirectory(str(_nearest(Path(proposal).parent)))
        dialog.selectFile(proposal)
        return dialog.selectedFiles()[0] if _run(dialog) else None

    def _shown(self, title: str, text: str, button: QtWidgets.QDialogButtonBox.StandardButton) -> QtWidgets.QDialog:
        dialog = QtWidgets.QDialog(self._parent())
        dialog.setWindowTitle(title)
        dialog.resize(640, 320)
        words = QtWidgets.QPlainTextEdit(text, dialog)
        words.setReadOnly(True)
        words.setFont(QtGui.QFontDatabase.systemFont(QtGui.QFontDatabase.SystemFont.FixedFont))
        box = QtWidgets.QDialogButtonBox(button, dialog)
        box.accepted.connect(dialog.accept)
        box.rejected.connect(dialog.reject)
        layout = QtWidgets.QVBoxLayout(dialog)
        layout.addWidget(words)
        layout.addWidget(box)
        return dialog

    def _parent(self) -> QtWidgets.QWidget | None:
        return main_window(self._host)


def main_window(host: Window) -> QtWidgets.QWidget | None:
    """The host's main window as Qt knows it; None where it has none."""
    found = host.main()
    return found if isinstance(found, QtWidgets.QWidget) else None


def _run(dialog: QtWidgets.QDialog) -> bool:
    """Show it until it is closed; the host's window, which owns it, is not to keep it for ever."""
    answer = bool(dialog.exec())
    dialog.deleteLater()
    return answer


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), Path.cwd())
