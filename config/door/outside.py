"""The first half of ./dev, run by whatever Python there is: standard library only."""

from __future__ import annotations

import os

from config.door import environment
from config.door.trouble import ROOT, Trouble, guarded

HELP = """./dev LỆNH

  up [--port N]        mở cả tỉnh thử nghiệm trong trình duyệt; Ctrl-C để dừng, chạy lại vẫn còn dữ liệu
  test [đối số pytest] cài những gì bộ kiểm thử cần rồi chạy nó
  check | fix          kiểm tra khoá thư viện, định dạng, hợp đồng, kiểu, mẫu trang, bảng, tài liệu | sửa những gì máy sửa được
  bench [--json]       đo tốc độ cạnh mức sàn
  seed small|province|nation   dữ liệu giả theo cỡ
  docs                 viết lại docs/reference
  run LỆNH …           chạy một lệnh trong môi trường này, ví dụ: ./dev run donghanh law rules --on 2026-07-01 --json"""
COMMANDS = {"up": "run", "seed": "run", "run": "run", "test": "dev", "check": "dev", "fix": "dev", "bench": "dev", "docs": "dev"}
"""Command → the lock that it needs."""
PASSED_ON = ("run", "test")
"""Commands that hand what follows them on, --help too."""


def main(arguments: list[str]) -> int:
    """Make the environment ready, then hand over to it; the answer is the exit code."""
    asks = not arguments or arguments[0] == "help" or bool({"-h", "--help"} & set(arguments[:1] if arguments[0] in PASSED_ON else arguments))
    if asks:
        print(HELP)
        return 0 if arguments else 2
    return guarded(lambda: _enter(arguments))


def _enter(arguments: list[str]) -> int:
    command = arguments[0]
    if command not in COMMANDS:
        raise Trouble(f"Không có lệnh “{command}”. Các lệnh: {', '.join(COMMANDS)}. Xem ./dev --help.")
    python = environment.ensure(COMMANDS[command])
    os.execve(python, [str(python), "-m", "config.door.inside", *arguments], _surroundings(python))


def _surroundings(python) -> dict[str, str]:
    """The environment variables of everything that runs inside."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "__PYVENV_LAUNCHER__")}
    env["VIRTUAL_ENV"] = str(python.parent.parent)
    env["PATH"] = os.pathsep.join([str(python.parent), env.get("PATH", "")])
    env.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    env.setdefault("PYTHONUTF8", "1")
    env["PYTHONPATH"] = os.pathsep.join(p for p in [str(ROOT), env.get("PYTHONPATH", "")] if p)
    return env
