"""What kills the process that works on it: functions that other processes import, and that import little."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

from sijill.portion import Part, Placed, Task, read_portion

DEADLY = "نص مميت"


def deadly(task: Task) -> Part:
    """Reads a portion as ever, and kills its process where a deadly text is not set aside."""
    if any(DEADLY in p.document.text and p.where not in task.aside for p in task.portion.placed):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_portion(task)


def deadly_trial(placed: Sequence[Placed]) -> int:
    """The number of documents, where none of them kills."""
    if any(DEADLY in p.document.text for p in placed):
        os.kill(os.getpid(), signal.SIGKILL)
    return len(placed)
