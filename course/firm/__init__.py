"""The firm: a seed goes in, one consistent quarter of Tintenfass GmbH comes out.

Everything a learner reads and everything their work is marked against is made from the same frozen records, so the
two cannot disagree. No widgets, no files, no clock, no network.
"""

from course.firm.firm import Firm

__all__ = ["Firm"]
