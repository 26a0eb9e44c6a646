"""One clear sentence instead of a traceback, for everything that can go wrong at the door."""

from __future__ import annotations

import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("DONGHANH_VAR", ROOT / "var"))
FULL = "Đĩa đã đầy. Giải phóng vài trăm MB rồi chạy lại lệnh này."


class Trouble(Exception):
    """Something the user can mend; the text is the whole message, in Vietnamese."""


def say(text: str) -> None:
    """Progress goes to standard error: standard output belongs to the command's own result."""
    print(text, file=sys.stderr, flush=True)


def log_file(name: str) -> Path:
    """A file under var/log for the full output of a step."""
    folder = VAR / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"


def sentence(error: BaseException) -> str:
    """The sentence for an error nobody turned into one before."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    if isinstance(error, OSError) and error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"Không ghi được vào {error.filename or ROOT}. Chuyển bản sao này tới thư mục bạn có quyền ghi rồi chạy lại."
    try:
        path = log_file("door")
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat()}\n{''.join(traceback.format_exception(error))}\n")
        where = f" Chi tiết: {path}"
    except OSError:
        where = ""
    return f"Không làm xong được lệnh này ({type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'không rõ'}).{where}"


def guarded(work: Callable[[], int]) -> int:
    """Run `work`; every error becomes one sentence on standard error and exit code 1; Ctrl-C is 130."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts its background jobs deaf to it
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return work()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output went away (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Trouble as trouble:
        say(str(trouble))
    except Exception as error:  # the door's last net: a person at the door gets a sentence, the log gets the rest
        say(sentence(error))
    return 1
