"""What a learner made, fit to be shown: nothing in it runs, loads or dresses up as part of the page.

The autograded notebook is opened by the instructor in formgrader, with the power to change marks, and becomes the
learner's
feedback page. So it is cleaned once, when it is written, and every page made from it is safe.
"""

from __future__ import annotations

import base64
import binascii
import re
from html import escape
from typing import Any

import nh3
from nbformat import NotebookNode

TAGS = {
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "div", "span", "p", "pre", "code", "br", "hr"),
    *("b", "i", "em", "strong", "u", "s", "sub", "sup", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {tag: {"colspan", "rowspan", "scope"} for tag in ("td", "th")} | {"table": {"border"}}
PICTURES = ("image/png", "image/jpeg")
MAX_TEXT = 200_000
DEEPEST = 200  # tags in tags
WIDEST = 200  # spaces in a row
UNCLOSED = {"br", "hr", "img", "input", "col", "wbr", "meta", "link", "p", "li", "td", "th", "tr", "dt", "dd", "option"}
INVISIBLE = "\u200b"  # between < and a letter it keeps a browser from seeing a tag, and a reader sees no difference

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_HARMFUL = re.compile(r"(?i)(javascript|vbscript|data|file)(?=\s*(:|&colon;|&#0*58|&#x0*3a))")
_ENTITY_LINK = re.compile(r"(?i)(\]\(|\]:)\s{0,99}<?[^)\s]{0,999}&[#a-z]")
_REMOTE_PICTURE = re.compile(r"!(?=\[)")
_GAP = re.compile(rf"[ \t]{{{WIDEST},}}")
_NESTING = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


def clean_notebook(notebook: NotebookNode, ours: frozenset[str]) -> None:
    """Clean the learner's cells in place; text cells whose words are in `ours` are the instructor's and stay."""
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        name = cell.get("id")
        if not isinstance(name, str) or not _ID.match(name) or name in seen:
            cell.id = name = f"cell-{number}"
        seen.add(name)
        if cell.cell_type == "raw":
            _show_as_text(cell)
        if cell.cell_type == "markdown" and cell.source not in ours:
            cell.attachments = _pictures(cell.get("attachments"))
            cell.source = clean_markdown(cell.source, frozenset(cell.attachments))
        if not cell.get("attachments"):
            cell.pop("attachments", None)
    notebook.nbformat, notebook.nbformat_minor = 4, 5


def _show_as_text(cell: NotebookNode) -> None:
    """A raw cell is copied into the page as it is; as indented text it is only shown."""
    cell.cell_type = "markdown"
    cell.source = "\n".join("    " + line for line in cell.source.splitlines())


def clean_markdown(text: str, attachments: frozenset[str] = frozenset()) -> str:
    """Markdown without HTML, links that run something, or pictures that load from elsewhere."""
    text = _GAP.sub(" " * WIDEST, text)  # a reader of Markdown takes hours over a heading of spaces
    text = _TAG.sub("<" + INVISIBLE, text)
    text = _HARMFUL.sub(lambda match: match[0][0] + INVISIBLE + match[0][1:], text)
    text = _ENTITY_LINK.sub(lambda match: match[1] + "#", text)
    text = text.replace("\\href", "\\text").replace("```mermaid", "```text").replace("~~~mermaid", "~~~text")
    text = re.sub(r"attachment:([^)\s\"'>]*)", lambda match: match[0] if match[1] in attachments else "#", text)
    return _REMOTE_PICTURE.sub(lambda match: _keep_attachment(text, match), text)


def _keep_attachment(text: str, match: re.Match[str]) -> str:
    rest = text[match.end() : match.end() + 500]
    return "!" if re.match(r"\[[^\]]*\]\(attachment:", rest) else "\\!"


def _pictures(attachments: Any) -> NotebookNode:
    kept = NotebookNode()
    for name, kinds in attachments.items() if isinstance(attachments, dict) else ():
        held = {k: v for k, v in kinds.items() if k in PICTURES and _is_base64(v)} if isinstance(kinds, dict) else {}
        if held and re.fullmatch(r"[\w.-]{1,100}", name):
            kept[name] = NotebookNode(held)
    return kept


def _is_base64(text: Any) -> bool:
    try:
        return isinstance(text, str) and bool(base64.b64decode(text.replace("\n", ""), validate=True))
    except (binascii.Error, ValueError):
        return False


def clean_outputs(outputs: list[Any]) -> list[NotebookNode]:
    """A learner's outputs: streams, errors, plain text, tables, pictures. Whatever has another shape is left out."""
    return [clean for output in outputs[:1000] if (clean := _clean_output(output)) is not None]


def _clean_output(output: Any) -> NotebookNode | None:
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type="stream", name=name, text=_text(output.get("text")))
    if kind == "error":
        lines = output.get("traceback")
        shown = [_text(line) for line in lines[:200]] if isinstance(lines, list) else []
        name, value = _text(output.get("ename"))[:200], _text(output.get("evalue"))
        return NotebookNode(output_type="error", ename=name, evalue=value, traceback=shown)
    if kind not in ("display_data", "execute_result") or not isinstance(output.get("data"), dict):
        return None
    data = _clean_data(output["data"])
    made = NotebookNode(output_type=kind, data=data, metadata=NotebookNode())
    if kind == "execute_result":
        count = output.get("execution_count")
        made.execution_count = count if isinstance(count, int) else None
    return made if data else None


def _clean_data(data: dict[Any, Any]) -> NotebookNode:
    clean = NotebookNode()
    if isinstance(data.get("text/plain"), str):
        clean["text/plain"] = _text(data["text/plain"])
    if isinstance(data.get("text/html"), str):
        clean["text/html"] = clean_html(data["text/html"])
    for kind in PICTURES:
        if _is_base64(data.get(kind)):
            clean[kind] = data[kind]
    return clean


def clean_html(text: str) -> str:
    """Tables and text; no script, style, class, link, picture or form."""
    if _depth(text[:MAX_TEXT]) > DEEPEST:
        return f"<pre>{escape(text[:MAX_TEXT])}</pre>"  # a browser, too, would take its time
    return nh3.clean(
        text[:MAX_TEXT], tags=TAGS, attributes=ATTRIBUTES, clean_content_tags={"script", "style"}, link_rel=None
    )


def _depth(text: str) -> int:
    """How deep the tags are nested that have to be closed."""
    depth = deepest = 0
    for closing, name in _NESTING.findall(text):
        if name.lower() not in UNCLOSED:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _text(value: Any) -> str:
    """Text that can be written: at most MAX_TEXT long, no lone surrogates."""
    shown = value if isinstance(value, str) else ""
    return shown[:MAX_TEXT].encode("utf-8", "replace").decode()
