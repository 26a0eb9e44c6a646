"""Pages of people: read the input, one call below, show."""

from donghanh.web.people.views.changing import address, correct, end_number, papers
from donghanh.web.people.views.file import access_log, person, reveal
from donghanh.web.people.views.living import household
from donghanh.web.people.views.merging import merge, merges
from donghanh.web.people.views.reading import reason
from donghanh.web.people.views.registering import new
from donghanh.web.people.views.searching import people_list, search
from donghanh.web.people.views.unsealing import unseal, unsealings

__all__ = [
    "access_log",
    "address",
    "correct",
    "end_number",
    "household",
    "merge",
    "merges",
    "new",
    "papers",
    "people_list",
    "person",
    "reason",
    "reveal",
    "search",
    "unseal",
    "unsealings",
]
