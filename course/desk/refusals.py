"""Why a file could not be written, in words that help a learner."""

from __future__ import annotations

import errno

from course.locale import Language, translator

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


def why_not_saved(error: Exception, language: Language, file: str) -> str:
    """One or two sentences: what happened, what is safe, what to do."""
    _ = translator(language, "desk")
    number = error.errno if isinstance(error, OSError) else None
    if number in FULL:
        reason = _("There is no room left on the disk, so {file} could not be written.")
        advice = _("Delete something you no longer need, or ask your instructor, then press “Save again”.")
    elif number in FORBIDDEN:
        reason = _("This folder is read-only, so {file} could not be written.")
        advice = _("Open the notebook from a folder of your own, or ask your instructor, then press “Save again”.")
    else:
        reason = _("{file} could not be written ({error}).").replace("{error}", str(error) or type(error).__name__)
        advice = _("Press “Save again”. If that does not help, ask your instructor.")
    safe = _("What was saved before is still there, and what you typed stays on this page.")
    return f"{reason} {safe} {advice}".replace("{file}", file)
