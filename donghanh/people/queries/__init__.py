"""All reading of the person registry; every answer is made of frozen rows and asks for access first."""

from donghanh.people.queries.duplicates import Candidate, Candidates, Elsewhere, possible_duplicates
from donghanh.people.queries.file import PersonFile, person_page
from donghanh.people.queries.letter import LetterPerson, letter_person
from donghanh.people.queries.lists import Listed, PersonReference, listing, records_of, reference, resolve, same_person
from donghanh.people.queries.lookup import Known, LookUp, look_up
from donghanh.people.queries.matching import Match, Wanted, known_numbers, match_many
from donghanh.people.queries.merging import MergeRow, Side, merge_desk, merge_sides
from donghanh.people.queries.reading import elsewhere_lately, read_lately
from donghanh.people.queries.roll import RollRow, roll
from donghanh.people.queries.searching import Found, Hit, numbers_in, search
from donghanh.people.queries.unsealing import UnsealingRow, unsealing_desk, unsealings_of

__all__ = [
    "Candidate",
    "Candidates",
    "Elsewhere",
    "Found",
    "Hit",
    "Known",
    "LetterPerson",
    "Listed",
    "LookUp",
    "Match",
    "MergeRow",
    "PersonFile",
    "PersonReference",
    "RollRow",
    "Side",
    "UnsealingRow",
    "Wanted",
    "elsewhere_lately",
    "known_numbers",
    "letter_person",
    "listing",
    "look_up",
    "match_many",
    "merge_desk",
    "merge_sides",
    "numbers_in",
    "person_page",
    "possible_duplicates",
    "read_lately",
    "records_of",
    "reference",
    "resolve",
    "roll",
    "same_person",
    "search",
    "unsealing_desk",
    "unsealings_of",
]
