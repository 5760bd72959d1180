"""Measures time and memory of commands."""

import ctypes
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field

# File actions that connect the standard streams to the null device.
NULL_STREAMS = [
    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
]
PR_SET_CHILD_SUBREAPER = 36


@dataclass
class Cost:
    """Times of a command, one per round, and its peak memory."""

    # Amount of input in the unit of the job.
    amount: float
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    # Peak memory in MB; 0 if unknown.
    peak: float = 0.0
    status: int = 0

    def run(self, command: list[str]) -> None:
        """Runs the command once and discards its output."""
        start = time.perf_counter()
        child = os.posix_spawnp(command[0], command, os.environ, file_actions=NULL_STREAMS)
        _, status, usage = os.wait4(child, 0)
        self.wall.append(time.perf_counter() - start)
        self.cpu.append(usage.ru_utime + usage.ru_stime)
        self.status = os.waitstatus_to_exitcode(status)

    def throughput(self) -> float:
        """Returns the amount of input per second, from the median wall time."""
        return self.amount / statistics.median(self.wall)

    def times(self, other: "Cost") -> float:
        """Returns the throughput divided by that of another command: the median over all rounds."""
        pairs = zip(self.wall, other.wall)
        return statistics.median(theirs / ours for ours, theirs in pairs) * self.amount / other.amount


def peak_memory(command: list[str]) -> float:
    """Returns the peak memory of a command in MB; 0 on systems other than Linux.

    The peak memory that Linux reports includes that of the process that started the program. Therefore, a small shell
    starts the program and exits, and this process waits for it as its subreaper.
    """
    if sys.platform != "linux":
        return 0.0
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    script = '"$@" >/dev/null 2>&1 & exec echo $!'
    started = subprocess.run(["sh", "-c", script, "sh", *command], capture_output=True, text=True)
    try:
        _, _, usage = os.wait4(int(started.stdout), 0)
    except (ChildProcessError, ValueError):
        return 0.0
    return usage.ru_maxrss / 1024


def output(command: list[str]) -> bytes:
    """Returns the output of a command, regardless of its exit status."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdout=subprocess.PIPE).stdout
