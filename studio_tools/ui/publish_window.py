"""The plain window to publish: an address, a comment, what would happen, what the checks said, and the button."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from studio_tools.actions.beginning import Begun
from studio_tools.errors import StudioError
from studio_tools.jobs import Flow, Job
from studio_tools.publish.items import Finding, PublishReport, Severity
from studio_tools.publish.plan import Plan
from studio_tools.ui.driver import Driver
from studio_tools.ui.plain import main_window
from studio_tools.ui.publishing import Publishing, Row, rows

_COLOURS = {Severity.ERROR: "#d65f5f", Severity.WARNING: "#c98f2c", Severity.INFO: "#7f8c99"}


class PublishWindow(QtWidgets.QDialog):
    """One publish of the open scene. It closes when nothing runs, and asks a running one to undo itself before."""

    def __init__(self, publishing: Publishing, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self._publishing = publishing
        self._driver: Driver[Any] | None = None
        self._is_leaving = False
        self._rows: list[Row] = []
        self.held: PublishWindow | None = None
        """Itself while it is open, lest Python collects a window that nobody else holds."""
        self.setWindowTitle("Publish")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 560)
        self.address = QtWidgets.QLineEdit(publishing.proposal)
        self.address.setPlaceholderText("demo/sq010/sh0010")
        self.comment = QtWidgets.QPlainTextEdit()
        self.comment.setPlaceholderText("What is new; everybody reads it.")
        self.comment.setTabChangesFocus(True)
        self.comment.setMaximumHeight(72)
        self.accept_warnings = QtWidgets.QCheckBox("Publish although checks warn")
        self.text = QtWidgets.QPlainTextEdit()
        self.text.setReadOnly(True)
        self.findings = QtWidgets.QListWidget()
        self.findings.setWordWrap(True)
        self.findings.setSelectionMode(QtWidgets.QListWidget.SelectionMode.ExtendedSelection)
        self.state = QtWidgets.QLabel()
        self.mend_button = QtWidgets.QPushButton("Mend")
        self.mend_button.setToolTip("Mend what is selected in the list, or all that can be mended")
        self.plan_button = QtWidgets.QPushButton("Plan")
        self.publish_button = QtWidgets.QPushButton("Publish")
        self.publish_button.setDefault(True)
        self.close_button = QtWidgets.QPushButton("Close")
        self._lay_out()
        self._connect()
        self._refresh()

    def _lay_out(self) -> None:
        form = QtWidgets.QFormLayout()
        form.addRow("For", self.address)
        form.addRow("Comment", self.comment)
        form.addRow("", self.accept_warnings)
        buttons = QtWidgets.QHBoxLayout()
        buttons.addWidget(self.state, 1)
        for button in (self.mend_button, self.plan_button, self.publish_button, self.close_button):
            buttons.addWidget(button)
        layout = QtWidgets.QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(QtWidgets.QLabel("What happens"))
        layout.addWidget(self.text, 2)
        layout.addWidget(QtWidgets.QLabel("What the checks say (double-click selects)"))
        layout.addWidget(self.findings, 3)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.address.textChanged.connect(self._refresh)
        self.mend_button.clicked.connect(self.mend)
        self.plan_button.clicked.connect(self.plan)
        self.publish_button.clicked.connect(self.publish)
        self.close_button.clicked.connect(self.close)
        self.findings.itemActivated.connect(self._select)

    def _refresh(self) -> None:
        may = self._publishing.can_begin(self.address.text())
        self.plan_button.setEnabled(may)
        self.publish_button.setEnabled(may)
        self.mend_button.setEnabled(may and any(row.finding.fixable for row in self._rows))
        for entry in (self.address, self.accept_warnings):
            entry.setEnabled(not self._publishing.is_busy)
        self.comment.setReadOnly(self._publishing.is_busy)
        self.close_button.setText("Cancel" if self._publishing.is_busy else "Close")

    # -- what the buttons do

    def plan(self) -> None:
        """Find out what would happen."""
        self._drive(self._publishing.plan, self._planned)

    def publish(self) -> None:
        """Publish the scene."""
        self._drive(self._publishing.publish, self._published)

    def mend(self) -> None:
        """Mend what is selected, or else all that can be mended."""
        chosen = [self._rows[self.findings.row(item)] for item in self.findings.selectedItems()] or self._rows
        findings = [row.finding for row in chosen if row.finding.fixable]
        if findings:
            begin = partial(self._publishing.mend, findings=findings)
            self._drive(begin, partial(self._mended, findings), otherwise=self._rows)

    def _drive(
        self, begin: Callable[..., Flow[Any]], ended: Callable[[Any], None], *, otherwise: Sequence[Row] = ()
    ) -> None:
        """Begin a flow; *otherwise* is listed again where it breaks."""
        self._list([])
        try:
            flow = begin(
                self.address.text(), self.comment.toPlainText(), accept_warnings=self.accept_warnings.isChecked()
            )
        except StudioError as error:
            self._failed(error, otherwise)
            return
        self._driver = Driver(
            flow, ended=lambda report, error: self._ended(report, error, ended, otherwise), told=self._working
        )
        self._driver.start()
        self._refresh()

    def _working(self, job: Job) -> None:
        self.state.setText(f"{job.phase.value}: {job.item or job.step}")

    def _failed(self, error: Exception, otherwise: Sequence[Row]) -> None:
        self.text.setPlainText(self._publishing.failed(error))
        self._list(otherwise)
        self._refresh()

    def _ended(
        self, report: Any, error: Exception | None, tell: Callable[[Any], None], otherwise: Sequence[Row]
    ) -> None:
        if error is not None:
            self._failed(error, otherwise)
        else:
            tell(report)
        self.state.clear()
        self._refresh()
        if self._is_leaving:
            self.close()

    def _planned(self, plan: Plan) -> None:
        self.text.setPlainText(self._publishing.planned(plan))
        self._list(rows(plan.findings))

    def _published(self, report: PublishReport) -> None:
        self.text.setPlainText(self._publishing.ended(report))
        self._list(rows(report.findings))

    def _mended(self, asked: Sequence[Finding], left: tuple[Finding, ...]) -> None:
        self.text.setPlainText(self._publishing.mended(asked, left))
        self._list(rows(left))

    def _list(self, found: Sequence[Row]) -> None:
        self.findings.clear()
        self._rows = list(found)
        for row in found:
            item = QtWidgets.QListWidgetItem(f"{row.finding.severity.value}   {row.text}")
            item.setForeground(QtGui.QColor(_COLOURS[row.finding.severity]))
            self.findings.addItem(item)

    def _select(self, item: QtWidgets.QListWidgetItem) -> None:
        nodes = self._rows[self.findings.row(item)].finding.nodes
        if nodes:
            self._publishing.host.select(nodes)

    # -- leaving

    def reject(self) -> None:
        """Escape and the window's own cross."""
        self.close()

    def closeEvent(self, event: QtGui.QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close, or have what runs undo itself and close then."""
        if self._driver is not None and not self._driver.is_over:
            self._is_leaving = True
            self._driver.cancel()
            self.state.setText("cancelling …")
            event.ignore()
            return
        self._publishing.close()
        self.held = None
        event.accept()


def open_window(host: Begun, environ: Mapping[str, str]) -> PublishWindow:
    """Show the window before the host's own, and leave it open."""
    parent = main_window(host)
    window = PublishWindow(Publishing(host, environ), parent)
    window.held = window
    window.show()
    return window
