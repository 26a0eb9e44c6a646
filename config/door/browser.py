"""Chromium and a Times-metric face for the tests: from apt when it may, otherwise the one command is said."""

from __future__ import annotations

import os
import shutil
import subprocess

from config.door.trouble import log_file, say

WANTED = {"chromium": "/usr/bin/chromium", "fonts-liberation2": "/usr/share/fonts/truetype/liberation2"}
PLACES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Path of a Chromium on this machine, or an empty text."""
    return os.environ.get("CHROMIUM") or next((path for name in PLACES if (path := shutil.which(name))), "")


def provide() -> None:
    """Install what is missing as root on Debian; elsewhere say the command once. Never stops the tests."""
    missing = [package for package, path in WANTED.items() if not os.path.exists(path) and not (package == "chromium" and chromium())]
    if not missing or not shutil.which("apt-get"):
        if "chromium" in missing:
            say("Không có Chromium: các hành trình trên trình duyệt bị bỏ qua. Cài Chromium hoặc đặt biến CHROMIUM tới nó rồi chạy lại.")
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        say(f"Thiếu {', '.join(missing)} cho các hành trình trên trình duyệt. Cài bằng một lệnh: sudo {' '.join(command)}")
        return
    say(f"Đang cài {', '.join(missing)} bằng apt…")
    log = log_file("apt")
    with log.open("w", encoding="utf-8") as out:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": subprocess.STDOUT, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        done = subprocess.run(command, **quiet).returncode == 0
        if not done:  # an image without package lists needs them first
            subprocess.run(["apt-get", "update"], **quiet)
            done = subprocess.run(command, **quiet).returncode == 0
    if not done:
        say(f"apt không cài được {', '.join(missing)}; chạy tay: {' '.join(command)}. Chi tiết: {log}")
