"""Attacks on the verdict from within a learner's cell: to have a wrong solution counted as right."""

from __future__ import annotations

from tests.grading.attacks import code_attack

WRONG = "def total(numbers):\n    return 0\nvalue = 0\n"

code_attack("input-transformer", WRONG + "get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])")
code_attack(
    "ast-transformer-drops-assert",
    WRONG
    + """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Drop())""",
)
code_attack(
    "eq-is-always-true",
    """
class Yes:
    def __eq__(self, other):
        return True
    def __sub__(self, other):
        return 0
    def __hash__(self):
        return 1
def total(numbers):
    return Yes()
value = Yes()""",
)
code_attack(
    "number-with-a-clever-eq",
    """
class Yes(int):
    def __eq__(self, other):
        return True
    def __sub__(self, other):
        return 0
    __hash__ = int.__hash__
def total(numbers):
    return Yes(0)
value = Yes(0)""",
)
code_attack(
    "class-lies-about-itself",
    """
class Liar:
    @property
    def __class__(self):
        return int
    def __eq__(self, other):
        return True
    def __sub__(self, other):
        return 0
def total(numbers):
    return Liar()
value = Liar()""",
)
code_attack(
    "list-subclass-with-a-clever-eq",
    """
class Many(list):
    def __eq__(self, other):
        return True
    def __sub__(self, other):
        return 0
def total(numbers):
    return Many()
value = Many()""",
)
code_attack(
    "float-conversion",
    """
class Any:
    def __float__(self):
        return 60.0
    def __index__(self):
        return 60
    def __eq__(self, other):
        return True
    def __sub__(self, other):
        return 0.0
def total(numbers):
    return Any()
value = Any()""",
)
code_attack(
    "pickle-bomb",
    """
class Bomb:
    def __reduce__(self):
        return (eval, ("open('{root}/owned', 'w').write('x')",))
def total(numbers):
    return Bomb()
value = Bomb()""",
)
code_attack(
    "patched-builtins",
    WRONG + "import builtins\nbuiltins.sum = lambda numbers: 0\nbuiltins.abs = lambda x: 0\nbuiltins.len = lambda x: 0",
    "marked",
    "crashed",
)
code_attack(
    "patched-assertion-error",
    WRONG + "import builtins\nclass Fine(BaseException): pass\nbuiltins.AssertionError = Fine",
)
code_attack("patched-json", WRONG + "import json\njson.dumps = lambda *a, **k: '{\"data\": true}'")
code_attack(
    "patched-plain-data",
    WRONG
    + """
from course.grading import plain
plain.to_plain = lambda value: {"eval": "True"}
plain.dumps = lambda value: b'{"pickle": "gASVKAAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOULg=="}'""",
)
code_attack(
    "patched-pandas",
    WRONG
    + "import pandas as pd\npd.testing.assert_frame_equal = lambda *a, **k: None\npd.DataFrame.equals = lambda s, o: 1",
)
code_attack("locked-helper-replaced", WRONG + "def near(a, b):\n    return True\nTOLERANCE = 1e9")
code_attack("names-of-the-test-set-in-advance", WRONG + "expected = 0\nnumbers = []\nassert_equal = print")
code_attack(
    "arguments-emptied",
    "def total(numbers):\n    numbers.clear()\n    return 0\nvalue = 0",
)
code_attack(
    "forged-answers-on-the-line",
    WRONG
    + """
import os, struct, json
for number in range(3, 40):
    for answer in ({"value": 6}, {"value": 30}, {"total": {"data": 60}, "value": {"data": 4711}}):
        text = json.dumps(answer).encode()
        try:
            os.write(number, struct.pack("!I", len(text)) + text)
        except OSError:
            break""",
    "marked",
    "crashed",
)
code_attack(
    "line-closed",
    WRONG + "import os\nos.closerange(3, 100)",
    "crashed",
    "marked",
)
code_attack(
    "forged-traceback-output",
    WRONG
    + """
import sys
sys.stderr.write("All tests passed: 5/5")
get_ipython().showtraceback = print""",
)
code_attack(
    "forged-score-repr",
    WRONG + "class Five:\n    def __repr__(self):\n        return '5.0'\nFive()",
)
code_attack(
    "forged-display-hook",
    WRONG + "import sys\nsys.displayhook = lambda value: None\nsys.excepthook = lambda *a: None",
)
code_attack(
    "frame-walking",
    WRONG
    + """
import ast, re, sys
def total(numbers):
    frame = sys._getframe()
    while frame:
        for name, held in list(frame.f_locals.items()):
            nodes = held if isinstance(held, list) else []
            found = re.findall(r"value == (\\d+)", " ".join(ast.unparse(n) for n in nodes if isinstance(n, ast.stmt)))
            if found:
                globals()["value"] = int(found[0])
        frame = frame.f_back
    return sum(numbers)""",
)
code_attack(
    "gc-walking",
    WRONG
    + """
import gc, re
def total(numbers):
    for held in gc.get_objects():
        for text in held.values() if isinstance(held, dict) else ():
            found = re.findall(r"value == (\\d+)", text) if isinstance(text, str) else []
            if found:
                globals()["value"] = int(found[0])
    return sum(numbers)""",
)
code_attack(
    "history-reading",
    WRONG
    + """
print(In, Out, _ih, _oh)
def total(numbers):
    import re
    globals()["value"] = int(re.findall(r"value == (\\d+)", get_ipython().user_ns["In"][-1])[0])
    return sum(numbers)""",
)
code_attack(
    "later-cell-reads-the-test",
    WRONG
    + "def total(numbers):\n    import inspect\n    return eval(inspect.stack()[1].code_context[0].split('==')[1])",
)
code_attack(
    "thread-outlives-the-cell",
    WRONG
    + """
import threading, time
def later():
    while True:
        globals()["value"] = globals()["value"] + 1
        time.sleep(0.0001)
threading.Thread(target=later, daemon=True).start()""",
)
code_attack("recursion", "def total(numbers):\n    return total(numbers)\nvalue = 0")
code_attack("endless-generator", "def total(numbers):\n    while True:\n        yield 6\nvalue = total([])")
code_attack("enormous-number", "def total(numbers):\n    return 10 ** 1_000_000\nvalue = 10 ** 1_000_000")
code_attack("not-a-number", "def total(numbers):\n    return float('nan')\nvalue = float('nan')")
code_attack(
    "list-that-contains-itself", "loop = []\nloop.append(loop)\nvalue = loop\ndef total(numbers):\n    return loop"
)
code_attack("module-for-a-value", "import math\nvalue = math\ntotal = math")
code_attack("exit-from-a-function", "def total(numbers):\n    raise SystemExit(0)\nvalue = 0", "marked", "crashed")
code_attack(
    "error-that-tests-might-catch",
    "class Skip(BaseException): pass\ndef total(numbers):\n    raise Skip()\nvalue = 0",
    "marked",
    "crashed",
)
code_attack(
    "well-behaved-only-for-calls-it-has-seen",
    "def total(numbers):\n    return {(1, 2, 3): 6}.get(tuple(numbers), 0)\nvalue = 0",
)
code_attack("half-a-letter-in-an-error", "def total(numbers):\n    raise ValueError('\\ud800')\nvalue = '\\ud800'")
code_attack(
    "escape-codes-in-a-name",
    "value = type('\\x1b[2J\\x1b]0;owned\\x07', (), {})()\ndef total(numbers):\n    return value\n"
    "total.__name__ = '\\x1b[2J'",
)
code_attack("numbers-without-end", "value = range(10 ** 18)\ndef total(numbers):\n    return value")
code_attack(
    "table-that-carries-objects",
    """
import pandas as pd
class Yes:
    def __eq__(self, other):
        return True
    def __rsub__(self, other):
        return 0
    __sub__ = __rsub__
    __hash__ = None
class Frame(pd.DataFrame):
    __eq__ = Yes.__eq__
    __sub__ = Yes.__sub__
class Int(int):
    __eq__ = Yes.__eq__
    __sub__ = Yes.__sub__
    __hash__ = int.__hash__
value = pd.DataFrame({"a": [Int(0)], Int(1): [Yes()]})
value.attrs["owned"] = Yes()
def total(numbers):
    return Frame({"a": [1]}) if numbers[0] == 1 else pd.Series([Int(0)])""",
)
code_attack(
    "answer-after-the-time-limit",
    "import time\ndef total(numbers):\n    time.sleep(60)\n    return sum(numbers)\nvalue = 0",
    "timed-out",
    tame=False,
)
LIE = (
    WRONG
    + """
from course.grading import wire
import struct
send, receive, asked = wire.send_json, wire.receive_json, []
def listen(line):
    asked[:] = [receive(line)]
    return asked[0]
wire.receive_json = listen
"""
)  # patched in its own process
code_attack(
    "garbage-on-the-line",
    LIE + "wire.send_json = lambda line, answer: wire.send(line, b'\\xff' * 1_000_000)",
    "crashed",
)
code_attack(
    "gigabytes-announced-on-the-line",
    LIE + "wire.send_json = lambda line, answer: line.sendall(struct.pack('!I', 2 ** 32 - 1) + bytes(1_000_000))",
    "crashed",
)
code_attack(
    "numbers-of-a-million-digits-on-the-line",
    LIE + "wire.send_json = lambda line, answer: wire.send(line, b'{\"value\":' + b'9' * 1_000_000 + b'}')",
    "crashed",
)
code_attack(
    "answers-of-the-wrong-shape",
    LIE + "wire.send_json = lambda line, answer: send(line, [[{'value': None}]] if 'outputs' in answer else 5)",
)
code_attack(
    "files-in-each-others-way",
    LIE
    + """
names = ["a", "a/b", "b/" + "c" * 5000, "vault.ipynb", "vault.ipynb/x", "../owned", "/tmp/owned", "d\\ud800"]
def lie(line, answer):
    if asked[0]["do"] == "file":
        answer = {"content": {"bytes": "eHh4"}}
    elif asked[0]["do"] == "written":
        answer = {name: [1, 1] for name in names}
    send(line, answer)
wire.send_json = lie""",
)
code_attack(
    "files-of-gigabytes-that-are-not-there",
    LIE
    + """
content = {"content": {"bytes": "A" * 12_000_000}}
def lie(line, answer):
    if asked[0]["do"] == "file":
        answer = content
    elif asked[0]["do"] == "written":
        answer = {f"f{n}": [n, n] for n in range(40)}
    send(line, answer)
wire.send_json = lie""",
)
