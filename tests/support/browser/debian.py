"""Debian's packages, installed where that is ours to do: by apt, as root or without a question."""

from __future__ import annotations

import os
import shutil
import subprocess


def apt_install(*packages: str) -> bool:
    """Whether the packages are installed now."""
    if not shutil.which("apt-get") or not (may := _as_root()):
        return False
    print(f"Installing {', '.join(packages)} with apt-get", flush=True)
    apt = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]):
        if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode:
            return False
    return True


def _as_root() -> list[str] | None:
    """What goes before a command that root must run; None where it cannot be."""
    if os.geteuid() == 0:
        return ["env"]
    sudo = shutil.which("sudo")
    if not sudo:
        return None
    asked = subprocess.run([sudo, "-n", "true"], capture_output=True, stdin=subprocess.DEVNULL)
    return [sudo, "-n"] if asked.returncode == 0 else None
