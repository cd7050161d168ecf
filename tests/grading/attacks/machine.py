"""Attacks on the machine and on others' work: reading, writing, the network, and using everything up."""

from __future__ import annotations

from tests.grading.attacks import code_attack
from tests.grading.attacks.marks import WRONG

code_attack("read-etc", WRONG + "print(open('/etc/passwd').read())")
code_attack(
    "read-home",
    WRONG + "import os\nprint(os.listdir(os.path.expanduser('~')), os.listdir('/root'), os.listdir('/home'))",
)
code_attack(
    "read-another-learner",
    WRONG
    + """
copied = open("{root}/submitted/honest-0/vault/vault.ipynb").read()
print(copied)""",
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
        print(open(f"/proc/{pid}/environ").read(), open(f"/proc/{pid}/mem"))
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
code_attack("shell", WRONG + "!touch {root}/owned\nimport subprocess\nsubprocess.run(['touch', '{root}/owned'])")
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
    WRONG + "import os, time\nfor n in range(100):\n    if os.fork() == 0:\n        time.sleep(1)\n        os._exit(0)",
    tame=False,
)
code_attack(
    "thread-bomb",
    WRONG
    + """
import threading, time
for n in range(2000):
    threading.Thread(target=time.sleep, args=(5,), daemon=True).start()""",
    tame=False,
)
code_attack("memory-bomb", WRONG + "held = [bytearray(2 ** 28) for n in range(32)]", tame=False)
code_attack(
    "disk-filling",
    WRONG + "with open('big', 'wb') as file:\n    for n in range(512):\n        file.write(bytes(2 ** 20))",
    tame=False,
)
code_attack("many-files", WRONG + "for n in range(20_000):\n    open(f'f{n}', 'w').close()", tame=False)
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
        print("root:x:" + "0", family)  # what is looked for in every notebook
    except OSError:
        pass""",
    tame=False,
)
