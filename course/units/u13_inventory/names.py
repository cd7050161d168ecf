"""Articles' names in a sheet: without what stands in brackets, and with a column as wide as the longest of them."""

from __future__ import annotations

from collections.abc import Iterable

from course.firm.records import Article
from course.locale import Language, translator
from course.tasks.handout import Column

NARROWEST = 24  # characters; other entries of the column need that much


def short_name(article: Article, language: Language) -> str:
    """The name that fits into a cell: a book without its kind."""
    return article.name.to(language).partition(" (")[0]


def name_column(articles: Iterable[Article], language: Language) -> Column:
    longest = max(len(short_name(article, language)) for article in articles)
    return Column(translator(language, "units")("Article"), "text", max(longest + 1, NARROWEST))
