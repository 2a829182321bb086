"""Time to the first painted window in Russian, beside a bare QtWidgets window in the same run (wanted: 1.5 times)."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from monitorapp.settings import Settings, write_settings

RUNS = 9
BARE = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.process_time(), flush=True)
        QTimer.singleShot(0, QApplication.quit)
app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1024, 560)
window.show()
app.exec()
"""
OURS = """
import time
from ui import app
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.main_window import MainWindow
first = MainWindow.paintEvent
def painted(self, event):
    first(self, event)
    print(time.process_time(), flush=True)
    QTimer.singleShot(0, QApplication.quit)
MainWindow.paintEvent = painted
app.main([])
"""


def start(code: str, home: str) -> tuple[float, float]:
    """Seconds of work and seconds by the clock until the paint; byte code is kept, as in an installation."""
    environment = {**os.environ, "PYTHONPATH": os.getcwd(), "PYTHONPYCACHEPREFIX": f"{home}/code"}
    environment |= {"HOME": home, "XDG_CONFIG_HOME": home, "APPDATA": home, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        worked = float(process.stdout.readline())
        took = time.perf_counter() - begun
        process.stdout.read()
    return worked, took


def main() -> None:
    """Print both medians, the runs taken in turn; the ratio is that of the work, which a busy machine changes least."""
    times: dict[str, list[tuple[float, float]]] = {BARE: [], OURS: []}
    with tempfile.TemporaryDirectory() as home:
        write_settings(Path(home) / "monitorapp.json", Settings(language="ru"))
        for code in times:
            start(code, home)
        for _ in range(RUNS):
            for code, found in times.items():
                found.append(start(code, home))
    bare, ours = ([statistics.median(one) * 1000 for one in zip(*times[code], strict=True)] for code in (BARE, OURS))
    print(f"start: bare window {bare[0]:.0f} ms of work ({bare[1]:.0f} ms by the clock), ", end="")
    print(f"ours {ours[0]:.0f} ({ours[1]:.0f}), ratio {ours[0] / bare[0]:.2f} (wanted at most 1.50)")


if __name__ == "__main__":
    main()
