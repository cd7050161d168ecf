"""Keys of the notebook, pressed in every widget: none gets there but Ctrl+S, whatever shortcuts JupyterLab has on.

The learners' settings switch single keys off, so that cells which stay as they were say nothing about the desk. Here
the page listens itself: beside the desks for every key, and with shortcuts of its own for those that would hurt.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk.browser import Notebook
from tests.desk.grid import Open
from tests.desk.test_form_browser import desk_cell

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

TASK = "from course import task\ntask('{}', 'en')"
VIEW = "from course import view\nview('{}', 'en')"
WIDGETS = {
    "form": desk_cell('"form", documents=PAPERS'),
    "quiz": desk_cell('"quiz"'),
    "match": desk_cell('"match"'),
    "match with lists": desk_cell('"match", layout=LONG_MATCH'),
    "order": desk_cell('"order"'),
    "journal": TASK.format("first-voucher"),
    "list": TASK.format("practice-sort"),
    "cards": TASK.format("first-cards"),
    "chart": TASK.format("practice-chart"),
    "learner's card": VIEW.format("learner-card"),
    "interest profile": VIEW.format("interest-profile"),
    "skills": VIEW.format("skills-before"),
}
PRESSED = ("Escape", "a", "Escape", "b", "x", "d", "d", "Escape", "Control+z", "m", "y", "z", "0", "0", "Shift+m")
SHORTCUTS = ("Escape", "A", "B", "X", "D", "D D", "Ctrl Z", "M", "Y", "Z", "0 0", "Shift M", "Q", "Ctrl S")

LISTEN = """shortcuts => {
  window.reached = [];
  const { jupyterapp } = window;
  const command = 'test:reached';
  const execute = ({ keys }) => { window.reached.push(`shortcut ${keys}`); };
  const hear = (event) => window.reached.push(`key ${event.key}`);
  const bind = (keys) => jupyterapp.commands.addKeyBinding({ command, args: { keys }, selector: '.jp-Notebook :focus',
    keys: /^(Ctrl|Shift) /.test(keys) ? [keys] : keys.split(' ') });
  const added = [jupyterapp.commands.addCommand(command, { execute }), ...shortcuts.map(bind)];
  document.querySelector('.jp-Notebook').addEventListener('keydown', hear);
  window.listenNoMore = () => added.forEach((one) => one.dispose());
}"""
HEARD = "() => window.reached.splice(0)"
# one place of each sort where the keyboard can be: a radio, a text field, a cell of the sheet, a tab, a button, a paper
PLACES = """desk => {
  const found = new Map();
  for (const place of desk.querySelectorAll('input, select, button, summary, a[href], [tabindex="0"]')) {
    if (place.tabIndex < 0 || place.disabled || !place.checkVisibility()) continue;
    const sort = [place.tagName, place.type, place.getAttribute('role'), place.className].join(' ');
    if (!found.has(sort)) found.set(sort, place);
  }
  return [...found.values()];
}"""
CELLS = "[...document.querySelectorAll('.jp-Notebook .jp-CodeCell')]"


@pytest.fixture
def every_widget(notebook: Open) -> Iterator[Notebook]:
    """All of them on one page, which listens."""
    book = notebook(*WIDGETS.values(), "after = 6 * 7")
    book.run_all()
    book.until("count => document.querySelectorAll('.bo-desk').length === count", len(WIDGETS))
    book.until("() => document.querySelector('.bo-chart-sheet table')")
    book.page.evaluate(LISTEN, list(SHORTCUTS))
    yield book
    book.page.evaluate("window.listenNoMore()")


def test_no_key_but_ctrl_s_reaches_the_notebook_from_any_widget(every_widget: Notebook) -> None:
    book = every_widget
    before = book.sources()
    reached = {name: press_everywhere(book, at) for at, name in enumerate(WIDGETS)}
    assert reached == {name: set() for name in WIDGETS}
    assert book.sources() == before
    assert book.page.locator(".jp-Dialog").count() == 0
    saving = {name: press_save(book, at) for at, name in enumerate(WIDGETS)}
    assert saving == {name: {"shortcut Ctrl S"} for name in WIDGETS}

    book.page.evaluate(f"() => {{ {CELLS}.at(-1).focus() }}")
    book.press("q")
    assert "shortcut Q" in book.page.evaluate(HEARD), "outside a widget a key does reach the notebook"


def press_everywhere(book: Notebook, at: int) -> set[str]:
    """What came through when every key was pressed in every sort of place of this desk."""
    places = book.page.locator(".bo-desk").nth(at).evaluate_handle(PLACES)
    count = int(places.evaluate("places => places.length"))
    assert count >= 2, "a field and a button at least"
    for number in range(count):
        places.evaluate("(places, number) => places[number].focus()", number)
        assert book.page.evaluate("document.activeElement.closest('.bo-desk') !== null")
        book.press(*PRESSED)
    return set(book.page.evaluate(HEARD))


def press_save(book: Notebook, at: int) -> set[str]:
    places = book.page.locator(".bo-desk").nth(at).evaluate_handle(PLACES)
    places.evaluate("places => places[0].focus()")
    book.press("Control+s")
    return set(book.page.evaluate(HEARD)) - {"key Control", "key s"}
