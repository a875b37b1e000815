"""The service, with a knife in it: `python -m tests.crash.victim FOLDER STOP NTH` kills itself at the NTH such stop.

STOP may be `never`, or `random` with NTH milliseconds. It is the real service: the knife is the watch port.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from intake.app import App
from intake.logs import set_up
from intake.settings import load
from routing.station import Stop


def main() -> None:
    folder, stop, nth = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    left, lock = nth, threading.Lock()

    def watch(reached: Stop, _row: int) -> None:
        nonlocal left
        with lock:
            left -= reached == stop
            if reached == stop and left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    set_up(quiet=True)
    app = App(load(folder / "desk.toml"), watch=watch).open()
    signal.signal(signal.SIGTERM, lambda *_: app.stop())

    def ready() -> None:
        if stop == "random":
            timer = threading.Timer(nth / 1000, os.kill, (os.getpid(), signal.SIGKILL))
            timer.daemon = True
            timer.start()

    app.serve(ready=ready)
    app.close()


if __name__ == "__main__":
    main()
