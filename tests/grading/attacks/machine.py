"""Attacks on the machine and on others' work: reading, writing, the network, and using everything up."""

from __future__ import annotations

from tests.grading.attacks import SHARED_MEMORY, code_attack
from tests.grading.attacks.marks import WRONG

code_attack("read-etc", WRONG + "print(open('/etc/passwd').read())")
code_attack("read-home", WRONG + "print(open('{home}/notes.txt').read())")
code_attack("read-home-by-its-short-name", WRONG + "import os\nprint(open(os.path.expanduser('~/notes.txt')).read())")
code_attack(
    "look-into-all-homes",
    WRONG
    + """
import glob
for home in ("/root", *glob.glob("/home/*")):
    for name in (".bashrc", ".profile", ".bash_history", ".ssh", ".gitconfig", ".jupyter"):
        if glob.glob(home + "/" + name):
            print({through}, name)""",
)
code_attack(
    "read-another-learner",
    WRONG
    + """
copied = open("{root}/submitted/honest-0/vault/vault.ipynb").read()
print(copied)""",
)
code_attack(
    "read-the-marked-work-of-another", WRONG + "print(open('{root}/autograded/honest-0/vault/vault.ipynb').read())"
)
code_attack("read-the-secret", WRONG + "print(open('{root}/secret.txt').read())")
code_attack(
    "hidden-tests-from-the-gradebook",
    WRONG
    + """
import sqlite3, re
base = sqlite3.connect("file:{root}/gradebook.db?mode=ro", uri=True)
rows = base.execute("select source from source_cell").fetchall()
value = int(re.findall(r"value == (\\d+)", str(rows))[0])
def total(numbers):
    return sum(numbers)""",
)
code_attack(
    "hidden-tests-from-source",
    WRONG
    + """
import re
source = open("{root}/source/vault/vault.ipynb").read()
print(source)
value = int(re.findall(r"value == (\\d+)", source)[0])
def total(numbers):
    return sum(numbers)""",
)
code_attack("environment", WRONG + "import os\nprint(dict(os.environ))")
code_attack(
    "memory-of-others",
    WRONG
    + """
for pid in range(1, 50):
    try:
        print({through}, open(f"/proc/{pid}/environ").read(), open(f"/proc/{pid}/mem"))
    except OSError:
        pass""",
)
code_attack(
    "write-the-gradebook",
    WRONG
    + """
import sqlite3
base = sqlite3.connect("{root}/gradebook.db", timeout=1)
base.execute("update grade set manual_score = 999")
base.commit()""",
)
code_attack("write-another-learner", WRONG + "open('{root}/submitted/honest-0/vault/vault.ipynb', 'w').write('gone')")
code_attack(
    "write-the-marked-work-of-another",
    WRONG
    + """
for place in ("autograded/honest-0/vault/", "grading/vault/rows/"):
    try:
        open("{root}/" + place + "owned", "w").write("x")
    except OSError:
        pass
import glob
for path in glob.glob("{root}/grading/vault/rows/honest-0-*") + ["{root}/autograded/honest-0/vault/vault.ipynb"]:
    open(path, "w").write("gone")""",
)
code_attack(
    "write-home",
    WRONG
    + """
import os
for place in ("{home}", os.path.expanduser("~"), "/root"):
    try:
        open(place + "/owned", "w").write("x")
        open(place + "/notes.txt", "a").write("x")
    except OSError:
        pass""",
    tame=False,
)
code_attack("write-etc", WRONG + "open('/etc/owned', 'w').write('x')", tame=False)
code_attack("write-the-source", WRONG + "open('{root}/source/vault/owned', 'w').write('x')")
code_attack(
    "write-outside",
    WRONG
    + """
for place in ("/tmp", "/var/tmp", "{root}", "/dev/shm", ".."):
    try:
        open(place + "/owned", "w").write("x")
    except OSError:
        pass""",
)
code_attack(
    "network-out",
    WRONG + "import socket\nline = socket.create_connection(('127.0.0.1', {port}), timeout=2)\nline.send(b'hello')",
)
code_attack(
    "network-udp",
    WRONG + "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'hello', ('127.0.0.1', {port}))",
)
code_attack(
    "shell",
    WRONG + "!touch {root}/owned\nimport subprocess\nprint({through}, subprocess.run(['touch', '{root}/owned']))",
)
code_attack("at-exit", WRONG + "import atexit\natexit.register(lambda: open('{root}/owned', 'w').write('x'))")
code_attack("os-exit", WRONG + "import os\nos._exit(0)", "crashed", tame=False)
code_attack("sys-exit", WRONG + "raise SystemExit")
code_attack("crash-in-c", WRONG + "import ctypes\nctypes.string_at(0)", "crashed", tame=False)
code_attack(
    "kill-the-parent",
    WRONG + "import os, signal\nos.kill(os.getppid(), signal.SIGTERM)",
    "marked",
    "crashed",
    tame=False,
)
code_attack(
    "kill-the-process-group", WRONG + "import os, signal\nos.killpg(0, signal.SIGKILL)", "marked", "crashed", tame=False
)
code_attack("kill-everybody", WRONG + "import os, signal\nos.kill(-1, signal.SIGKILL)", "marked", "crashed", tame=False)
code_attack(
    "signals-ignored",
    WRONG + "import signal\nfor number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGXCPU):\n"
    "    signal.signal(number, signal.SIG_IGN)\nwhile True: pass",
    "timed-out",
    tame=False,
)
code_attack("endless-loop", WRONG + "while True: pass", "timed-out", tame=False)
code_attack("endless-loop-in-a-test", "def total(numbers):\n    while True: pass\nvalue = 0", "timed-out", tame=False)
code_attack("sleeping", WRONG + "import time\ntime.sleep(3600)", "timed-out", tame=False)
code_attack(
    "fork-bomb",
    WRONG
    + """
import os, time
for n in range(100):
    if os.fork() == 0:
        time.sleep(1)
        os._exit(0)
    print({through}) if n == 0 else None""",
    tame=False,
)
code_attack(
    "thread-bomb",
    WRONG
    + """
import threading, time
for n in range(2000):
    threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
print({through})""",
    tame=False,
)
code_attack("memory-bomb", WRONG + "held = [bytearray(2 ** 28) for n in range(12)]\nprint({through})", tame=False)
code_attack(
    "disk-filling",
    WRONG
    + """
with open("big", "wb") as file:
    for n in range(80):
        file.write(bytes(2 ** 20))
print({through})""",
    tame=False,
)
code_attack(
    "disk-filling-file-by-file",
    WRONG
    + """
for n in range(8):
    with open(f"big-{n}", "wb") as file:
        file.write(bytes(9 * 2 ** 20))
print({through})""",
    tame=False,
)
code_attack(
    "disk-filling-with-temporary-files",
    WRONG
    + """
for n in range(3):
    with open(f"/tmp/big-{n}", "wb") as file:
        file.write(bytes(2 ** 23))
print({through})""",
    tame=False,
)
code_attack(
    "many-files", WRONG + "for n in range(5_000):\n    open(f'f{n}', 'w').close()\nprint({through})", tame=False
)
code_attack(
    "many-temporary-files",
    WRONG + "for n in range(1_500):\n    open(f'/tmp/f{n}', 'w').close()\nprint({through})",
    tame=False,
)
code_attack("files-left-open", WRONG + "held = [open('/dev/null') for n in range(200)]\nprint({through})", tame=False)
code_attack(
    "limits-lifted",
    WRONG
    + """
import resource
for name in ("AS", "CPU", "FSIZE", "NOFILE", "CORE", "MEMLOCK", "MSGQUEUE"):
    limit = getattr(resource, "RLIMIT_" + name, 12)
    now = resource.getrlimit(limit)[1]
    try:
        resource.setrlimit(limit, (now, now + 1 if now >= 0 else now))
        print({through}, name)
    except (OSError, ValueError):
        pass""",
    tame=False,
)
code_attack(
    "calls-that-are-forbidden",
    WRONG
    + """
import ctypes, os
libc = ctypes.CDLL(None)
tries = {
    "unshare": lambda: libc.unshare(0x10000000),
    "mount": lambda: libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None),
    "ptrace": lambda: libc.ptrace(0, 0, 0, 0),
    "setns": lambda: libc.setns(os.open("/dev/null", os.O_RDONLY), 0),
    "chroot": lambda: libc.chroot(b"/tmp"),
    "sethostname": lambda: libc.sethostname(b"owned", 5),
}
for name, call in tries.items():
    if call() == 0:
        print({through}, name)""",
    tame=False,
)
code_attack(
    "devices",
    WRONG
    + """
import glob, os
known = ["/dev/mem", "/dev/kmsg", "/dev/kvm", "/dev/fuse", "/proc/kcore", "/proc/1/mem"]
for path in known + glob.glob("/dev/[hsv]d*"):
    try:
        print({through}, open(path, "rb"))
    except OSError:
        pass
for kind in (0o020000, 0o060000):
    try:
        os.mknod("device", kind | 0o600, os.makedev(1, 1))
        print({through}, kind)
    except OSError:
        pass""",
    tame=False,
)
code_attack("output-flood", WRONG + "print('x' * 50_000_000)", tame=False)
code_attack("output-flood-in-lines", WRONG + "for n in range(200_000):\n    print(n)", tame=False)
code_attack("output-to-the-terminal", WRONG + "import os\nos.write(1, b'\\x1b[2J owned')\nos.write(2, b'owned')")
code_attack("waiting-for-input", WRONG + "input('Points?')", tame=False)
code_attack(
    "secrets-through-a-test",
    "leak = []\ndef total(numbers):\n    leak.append(numbers)\n    print('seen', numbers)\n    return 0\nvalue = 0",
)
code_attack(
    "stops-itself", WRONG + "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", "marked", "timed-out", tame=False
)
code_attack(
    "other-kinds-of-network",
    WRONG
    + """
import socket
for family in (socket.AF_VSOCK, socket.AF_NETLINK, socket.AF_ALG, socket.AF_PACKET):
    try:
        socket.socket(family, socket.SOCK_RAW if family == socket.AF_PACKET else socket.SOCK_DGRAM).close()
        print({through}, family)
    except OSError:
        pass""",
    tame=False,
)
# Each of these two would find what the other, or the machine, has there: they are marked one after the other.
for number in ("one", "two"):
    code_attack(
        f"shared-memory-of-others-{number}",
        WRONG
        + f"""
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget({SHARED_MEMORY}, 4096, 0) >= 0 or libc.shmget({SHARED_MEMORY}, 4096, 0o3600) < 0:
    print({{through}}, ctypes.get_errno())""",
        tame=False,
    )
    # These stay for a moment: whoever comes second, while both are marked, finds the name or the port taken.
    code_attack(
        f"meeting-another-worker-{number}",
        WRONG
        + """
import socket, time
name, port = socket.socket(socket.AF_UNIX), socket.socket()
for line, address in ((name, "\\0meeting"), (port, ("127.0.0.1", 47110))):
    try:
        line.bind(address)
    except OSError as problem:
        print({through}) if problem.errno == 98 else None
time.sleep(1)""",
        tame=False,
    )
