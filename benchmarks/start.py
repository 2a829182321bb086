"""Time to the first painted window, beside a bare QtWidgets window in the same run (wanted: at most 1.5 times)."""

import os
import statistics
import subprocess
import sys
import time

RUNS = 7
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QTimer.singleShot(0, QApplication.quit)
app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1024, 560)
window.show()
app.exec()
"""
OURS = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import main_window
first = main_window.MainWindow.paintEvent
def painted(self, event):
    first(self, event)
    print("painted", flush=True)
    QTimer.singleShot(0, QApplication.quit)
main_window.MainWindow.paintEvent = painted
from ui.app import main
main(["--vault", "nowhere"])
"""


def seconds(code: str) -> float:
    """From the start of the process to the word `painted` on its output."""
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"painted"
        took = time.perf_counter() - begun
        process.stdout.read()
    return took


def main() -> None:
    """Print both medians and their ratio, the runs taken in turn."""
    times: dict[str, list[float]] = {BARE: [], OURS: []}
    for code in (BARE, OURS):
        seconds(code)
    for _ in range(RUNS):
        for code, found in times.items():
            found.append(seconds(code))
    bare, ours = (statistics.median(times[code]) * 1000 for code in (BARE, OURS))
    print(f"start: bare window {bare:.0f} ms, ours {ours:.0f} ms, ratio {ours / bare:.2f} (wanted at most 1.50)")


if __name__ == "__main__":
    main()
