"""From text to notebooks: the author edits Markdown and `tasks.py`, never a notebook.

`pages` finds a course's Markdown files and reads them (`markdown`); `agreement` complains, all at once, where a page
disagrees with its translation or with its unit's tasks; `notebook` lays out the cells; `release` lets nbgrader make
the student version; `output` writes what has changed, or says what is stale. The same text gives the same bytes.
"""
