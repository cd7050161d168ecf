"""Names in a sheet: articles without what stands in brackets, columns wide enough for the longest word of a heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from course.firm.records import Article
from course.locale import Language, translator
from course.tasks.handout import Column

EDGES = 3  # characters that a bold heading and the edges of its cell take besides
NARROWEST = 24  # characters; other entries of the column need that much
BESIDE_PAPERS = 18


def short_name(article: Article, language: Language) -> str:
    """The name that fits into a cell: a book without its kind."""
    return article.name.to(language).partition(" (")[0]


def name_column(articles: Iterable[Article], language: Language) -> Column:
    longest = max(len(short_name(article, language)) for article in articles)
    return Column(translator(language, "units")("Article"), "text", max(longest + 1, NARROWEST))


def narrow_name_column(language: Language) -> Column:
    """Beside papers, so that the last column is in sight; long names take a second line."""
    return Column(translator(language, "units")("Article"), "text", BESIDE_PAPERS)


def fitted(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns, none so narrow that a word of its heading would be broken."""
    return tuple(
        replace(one, width=max(one.width, *(len(word) + EDGES for word in one.label.split()))) for one in columns
    )
