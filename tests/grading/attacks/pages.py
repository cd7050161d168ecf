"""Attacks on whoever opens the page: script, style and loading in outputs, text, attachments and metadata.

Each would set `window.owned`, load from the test's listener, or hide the page.
"""

from __future__ import annotations

import nbformat

from tests.grading.attacks import ASSIGNMENT, Target, attack, code_attack
from tests.grading.attacks.folders import wrong
from tests.grading.attacks.marks import WRONG

RUN = "window.owned=1"
SHOW = "from IPython.display import display, HTML, Javascript, SVG, Markdown, Latex\n"

code_attack("script-in-html", WRONG + SHOW + f"HTML('<script>{RUN}</script><b>bold</b>')")
code_attack("handler-in-html", WRONG + SHOW + f'HTML(\'<img src=x onerror="{RUN}"><svg onload="{RUN}"></svg>\')')
code_attack("frame-in-html", WRONG + SHOW + f"HTML('<iframe srcdoc=\"<script>parent.{RUN}</script>\"></iframe>')")
code_attack(
    "style-in-html", WRONG + SHOW + "HTML('<style>body{display:none}</style><p style=\"position:fixed\">5/5</p>')"
)
code_attack("form-in-html", WRONG + SHOW + "HTML('<form action=http://127.0.0.1:{port}/><input autofocus></form>')")
code_attack("javascript-output", WRONG + SHOW + f"Javascript('{RUN}')")
code_attack(
    "svg-output", WRONG + SHOW + f"SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"><script>{RUN}</script></svg>')"
)
code_attack("markdown-output", WRONG + SHOW + f"Markdown('<script>{RUN}</script>')")
code_attack("latex-output", WRONG + SHOW + f"Latex(r'$\\href{{javascript:{RUN}}}{{x}}$')")
code_attack(
    "picture-that-is-none",
    WRONG + SHOW + f"display({{'image/png': '\"><script>{RUN}</script>'}}, raw=True)",
)
code_attack(
    "isolated-page",
    WRONG
    + SHOW
    + f"display({{'text/html': '<script>{RUN}</script>'}}, metadata={{'text/html': {{'isolated': True}}}}, raw=True)",
)
code_attack("script-in-an-error", WRONG + f"raise Exception('<script>{RUN}</script>')")
code_attack("script-in-a-stream", WRONG + f"print('<script>{RUN}</script>\\x1b]8;;javascript:{RUN}\\x07x')")
code_attack("script-in-the-source", WRONG + f"# </pre><script>{RUN}</script>")


def _with_markdown(target: Target, student: str, text: str, **more: object) -> None:
    path, book = wrong(target, student)
    cell = nbformat.v4.new_markdown_cell(text.replace("{port}", str(target.port)))
    cell.update(more)
    book.cells.append(cell)
    nbformat.write(book, path)


@attack()
def script_in_text(target: Target, student: str) -> None:
    _with_markdown(target, student, f"Hello <script>{RUN}</script><img src=x onerror={RUN}>")


@attack()
def script_in_a_diagram(target: Target, student: str) -> None:
    _with_markdown(target, student, f"```mermaid\n</pre><script>{RUN}</script>\n```")


@attack()
def links_that_run(target: Target, student: str) -> None:
    _with_markdown(
        target,
        student,
        f"[a](javascript:{RUN}) [b](&#106;avascript:{RUN}) [c][d]\n\n[d]: java\tscript:{RUN}\n\n<javascript:{RUN}>",
    )


@attack()
def picture_from_elsewhere(target: Target, student: str) -> None:
    _with_markdown(
        target, student, "![x](http://127.0.0.1:{port}/spy.png) ![y][z]\n\n[z]: http://127.0.0.1:{port}/z.png"
    )


@attack()
def answer_text_with_script(target: Target, student: str) -> None:
    target.room.hand_in(student, ASSIGNMENT, {"answer": WRONG, "why": f"<script>{RUN}</script> because"})


@attack()
def raw_cell(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    book.cells.append(nbformat.v4.new_raw_cell(f"<script>{RUN}</script>", metadata={"raw_mimetype": "text/html"}))
    nbformat.write(book, path)


@attack()
def attachments_with_paths_and_scripts(target: Target, student: str) -> None:
    files = {
        "../../owned.png": {"image/png": "aGVsbG8="},
        "x.svg": {"image/svg+xml": f"<svg><script>{RUN}</script></svg>"},
        "y.png": {"image/png": f'"><script>{RUN}</script>'},
    }
    text = "![a](attachment:../../owned.png) ![b](attachment:x.svg) ![c](attachment:y.png) ![d](attachment:none.png)"
    _with_markdown(target, student, text, attachments=nbformat.from_dict(files))


@attack()
def metadata_with_scripts(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    state = {"state": {"a": {"x": f"</script><script>{RUN}</script>"}}, "version_major": 2, "version_minor": 0}
    book.metadata.widgets = {"application/vnd.jupyter.widget-state+json": state}
    book.metadata.title = f"</title><script>{RUN}</script>"
    for cell in book.cells:
        cell.metadata.tags = [f'"><script>{RUN}</script>']
        cell.id = f'"><script>{RUN}</script>'[:64]
    path.write_text(nbformat.v4.writes_json(book))  # type: ignore[attr-defined]  # a Path, typed as PathLike


code_attack("html-nested-without-end", WRONG + SHOW + "HTML('<div>' * 60_000)")
code_attack(
    "picture-that-is-a-drawing-with-script",
    WRONG
    + SHOW
    + f"""
import base64
drawing = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script></svg>')
display({{'image/png': drawing.decode(), 'image/svg+xml': drawing.decode()}}, raw=True)""",
)
code_attack(
    "outputs-of-widgets",
    WRONG
    + SHOW
    + f"""
state = {{"version_major": 2, "version_minor": 0, "state": {{"a": {{"state": {{"value": "<script>{RUN}</script>"}}}}}}}}
display({{"application/vnd.jupyter.widget-view+json": {{"model_id": "a"}}, "application/javascript": "{RUN}",
         "application/vnd.jupyter.widget-state+json": state, "text/html; charset=utf-8": "<script>{RUN}</script>"}},
        raw=True)""",
)
code_attack("hidden-tests-that-never-end", WRONG + "### BEGIN HIDDEN TESTS\n" * 20_000)


@attack(tame=False)
def links_without_end(target: Target, student: str) -> None:
    _with_markdown(target, student, "](" * 60_000)


@attack(tame=False)
def heading_of_spaces(target: Target, student: str) -> None:
    _with_markdown(target, student, "# a" + " " * 200_000 + "b")
