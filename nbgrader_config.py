"""The nbgrader course: its id, its folders, and the settings that keep a class's work safe.

Run nbgrader's commands, and JupyterLab with formgrader, in this folder. Where work is handed out and collected (the
exchange) is the machine's business: set BACKOFFICE_EXCHANGE to a folder that instructors and learners share.
"""

import os

from course.grading.feedback import FILTERS, TEMPLATES
from course.grading.keys import PREPROCESSORS

c = get_config()  # noqa: F821 - nbgrader gives a configuration file this name

c.CourseDirectory.course_id = "backoffice"
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
if exchange := os.environ.get("BACKOFFICE_EXCHANGE"):
    c.Exchange.root = exchange

# The learner's version of a task shows the task and nothing else: no stub, no NotImplementedError.
c.ClearSolutions.code_stub = {"python": ""}

# What "automate it" pages write for themselves when they run stays where it was written.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "journal.csv"]

# A page that hangs or floods its output costs its own marks, and does not hold up the class.
c.Execute.timeout = 60  # seconds for a cell
c.Execute.interrupt_on_timeout = True
c.Autograde.autograde_preprocessors = PREPROCESSORS  # nbgrader's own; the first has the keys of sealed assignments
c.LimitOutput.max_lines = 2000
c.LimitOutput.max_traceback = 50

# An honest submission is a notebook and a few small answer files. Sizes in kilobytes.
c.CourseDirectory.max_file_size = 10_000
c.CourseDirectory.max_dir_size = 30_000

# Where the keys of sealed assignments lie (docs/instructors-more.md). BACKOFFICE_KEYS names another folder.
c.ExecuteSealed.keys = os.path.join(c.CourseDirectory.root, "keys")

# The feedback page: in the learner's language, with their own work and the reasons, without code.
c.GenerateFeedback.HTMLExporter.template_name = "backoffice"
c.GenerateFeedback.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
c.GenerateFeedback.HTMLExporter.filters = FILTERS

# A desk's inner state is of no use in a graded notebook; its answer files and what it shows are kept.
c.Execute.store_widget_state = False
