"""The inner wall: what a forked worker does to itself before it runs a learner's first line.

bubblewrap builds the outer wall around the warm process (no network, no home, no course, a read-only system). It cannot
wrap a process that is already running, so each fork shuts itself in a second time: namespaces and an empty
folder of its own, hard limits, no capabilities, and no way to start a process. Linux's own calls, through ctypes.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER = 0x00020000, 0x08000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_BIND, MS_REC = 1, 2, 4, 0x1000, 0x4000
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAPBSET_DROP = 4, 22, 38, 47, 24
PR_CAP_AMBIENT_CLEAR_ALL, SECCOMP_MODE_FILTER = 4, 2
SUBMISSION = "/submission"
COURSE = str(Path(__file__).parent.parent)

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Bounds:
    """What one worker may use. Sizes in bytes, CPU in seconds."""

    memory: int = 1024 * 1024 * 1024  # on top of what the imports use
    disk: int = 64 * 1024 * 1024
    cpu: int = 60
    open_files: int = 128


def new_namespaces() -> None:
    """A user, mount, process, IPC and network namespace of our own; the next fork is process 1 in it.

    bubblewrap's network reaches nowhere, but all workers of a run share it: two of them could meet there.
    """
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def own_folders(bounds: Bounds) -> None:
    """An empty folder for the work and one for temporary files, both in memory; nothing else can be written.

    A Python that is installed below /tmp (a course that was cloned there) is put back where the new /tmp covers it.
    """
    below = {os.path.realpath(folder) for folder in (sys.prefix, sys.base_prefix, COURSE)}
    kept = [(os.open(folder, os.O_PATH), folder) for folder in sorted(below) if folder.startswith("/tmp/")]
    _mount(SUBMISSION, f"size={bounds.disk},nr_inodes=4096")
    _mount("/tmp", f"size={bounds.disk // 4},nr_inodes=1024")
    for handle, folder in kept:
        os.makedirs(folder, exist_ok=True)  # one may lie in the other
        _call(
            "mount", f"/proc/self/fd/{handle}".encode(), folder.encode(), None, ctypes.c_ulong(MS_BIND | MS_REC), None
        )
        os.close(handle)
    for covered in ("/proc", "/dev/shm"):
        _mount(covered, "size=4k,nr_inodes=2", MS_RDONLY)
    os.chdir(SUBMISSION)


def set_limits(bounds: Bounds) -> None:
    """Hard limits; as no process can be started, a limit for one process is the limit for the submission."""
    with open("/proc/self/statm") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    for limit, value in (
        (resource.RLIMIT_AS, used + bounds.memory),
        (resource.RLIMIT_CPU, bounds.cpu),
        (resource.RLIMIT_FSIZE, bounds.disk),
        (resource.RLIMIT_NOFILE, bounds.open_files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def drop_powers() -> None:
    """No capability, no new one, no forbidden call, from here to the end of the process."""
    for capability in range(64):
        _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # fails past the last one
    _libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    header = ctypes.create_string_buffer(struct.pack("=II", 0x20080522, 0))
    nothing = ctypes.create_string_buffer(bytes(24))
    _call("capset", header, nothing)
    _prctl(PR_SET_DUMPABLE, 0)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    forbid_processes()


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def _prctl(option: int, value: int) -> None:
    _call("prctl", option, ctypes.c_ulong(value), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0))


def _mount(path: str, options: str, flags: int = 0) -> None:
    _call("mount", b"tmpfs", path.encode(), b"tmpfs", ctypes.c_ulong(flags | MS_NOSUID | MS_NODEV), options.encode())


# Calls by architecture: AUDIT_ARCH, clone, clone3, socket, and all that is refused outright.
_ARCHITECTURES: dict[str, tuple[int, int, int, int, tuple[int, ...]]] = {
    # fork, vfork, execve, ptrace, mount, umount2, pivot_root, unshare, setns, execveat, bpf, process_vm_*, userfaultfd,
    # keyctl family, perf_event_open, io_uring family, open_by_handle_at
    "x86_64": (
        0xC000003E,
        56,
        435,
        41,
        (57, 58, 59, 101, 165, 166, 155, 272, 308, 322, 321, 310, 311, 323, 248, 249, 250, 298, 425, 426, 427, 304),
    ),
    "aarch64": (
        0xC00000B7,
        220,
        435,
        198,
        (221, 117, 40, 39, 41, 97, 268, 281, 280, 270, 271, 282, 217, 218, 219, 241, 425, 426, 427, 265),
    ),
}
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_EPERM, _ENOSYS, _CLONE_THREAD = 1, 38, 0x00010000
_X32 = 0x40000000
_FAMILIES = (1, 2, 10)  # within the machine, and the two of the internet


def can_forbid_processes() -> bool:
    return platform.machine() in _ARCHITECTURES


def forbid_processes() -> None:
    """A seccomp filter: threads yes, processes no; nor what looks into other processes, nor uncommon networks."""
    architecture, clone, clone3, socket, refused = _ARCHITECTURES[platform.machine()]
    load, jump_eq, jump_ge, jump_set, back = 0x20, 0x15, 0x35, 0x45, 0x06
    program = [
        (load, 0, 0, 4),
        (jump_eq, 1, 0, architecture),
        (back, 0, 0, _KILL),
        (load, 0, 0, 0),
        (jump_ge, 0, 1, _X32),
        (back, 0, 0, _ERRNO | _EPERM),
    ]
    for number in refused:
        program += [(jump_eq, 0, 1, number), (back, 0, 0, _ERRNO | _EPERM)]
    program += [
        (jump_eq, 0, 1, clone3),
        (back, 0, 0, _ERRNO | _ENOSYS),  # glibc then uses clone, whose flags can be seen
        (jump_eq, 0, 4, clone),
        (load, 0, 0, 16),
        (jump_set, 1, 0, _CLONE_THREAD),
        (back, 0, 0, _ERRNO | _EPERM),
        (back, 0, 0, _ALLOW),
        (jump_eq, 0, 5, socket),
        (load, 0, 0, 16),  # its family: those that the network namespace shuts in, and no other
        *((jump_eq, 3 - number, 0, family) for number, family in enumerate(_FAMILIES)),
        (back, 0, 0, _ERRNO | _EPERM),
        (back, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    filter_ = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(code)))
    _call("prctl", PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), filter_, ctypes.c_ulong(0), ctypes.c_ulong(0))
