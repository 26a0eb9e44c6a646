"""Decisions in the words of a page."""

from donghanh.web.decisions.presenters.choose import choose_page
from donghanh.web.decisions.presenters.lists import EMPTY, signed_lines, waiting
from donghanh.web.decisions.presenters.pages import draft_page, file_name, first_words, signed_page, told, words_of
from donghanh.web.decisions.presenters.review import review
from donghanh.web.decisions.presenters.words import NAMES

__all__ = [
    "EMPTY",
    "NAMES",
    "choose_page",
    "draft_page",
    "file_name",
    "first_words",
    "review",
    "signed_lines",
    "signed_page",
    "told",
    "waiting",
    "words_of",
]
