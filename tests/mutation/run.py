"""The mutation run in a random order, so that it may be stopped at any time and what was run is a fair sample of all.

python tests/mutation/run.py WORD, in a clone made for it: the word decides the order, the same word the same order. What was found lies in
mutants/; python tests/mutation/record.py reads it. Of each mutant first those tests run that keep answers in full: they kill most, quickly.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from typing import Any

QUICK = ("said", "as_written", "faulty_rows", "papers_rules", "test_rules", "test_reference", "test_access", "test_answers", "test_working")


def place(word: str, mutant: str) -> str:
    """Where this mutant stands in the order of this word."""
    return hashlib.sha256(f"{word}{mutant}".encode()).hexdigest()


def run_tests(runner: Any, *, mutant_name: str | None, tests: Iterable[str]) -> int:
    """The quick tests of the mutant, then the others where it lives on."""
    from mutmut.runners.harness import change_cwd

    names = sorted(tests)
    quick = [name for name in names if any(word in name.partition("::")[0] for word in QUICK)]
    others = [name for name in names if name not in set(quick)]
    code = 0
    with change_cwd("mutants"):
        for part in [part for part in (quick, others) if part] or [[]]:
            code = code or int(runner.execute_pytest(runner._pytest_args_regular_run(part)))
    return code


def main(word: str, *names: str) -> None:
    """mutmut itself is imported here alone: it changes how processes are started."""
    import mutmut.__main__ as mutmut
    from mutmut.runners import harness

    harness.PytestRunner.run_tests = run_tests
    mutmut.estimated_worst_case_time = lambda name: place(word, name)
    mutmut._run(names, 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
