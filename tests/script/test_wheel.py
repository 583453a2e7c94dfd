"""The wheel alone is enough: an empty environment, no clone, and `junheng demo` works."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def test_demo_from_the_wheel(tmp_path):
    subprocess.run([ROOT / "script" / "build"], check=True, stdout=subprocess.DEVNULL)
    (wheel,) = (ROOT / "dist").glob("junheng-*.whl")
    uv = ROOT / ".tools" / "bin" / "uv"
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, tmp_path / "env"], check=True)
    subprocess.run([uv, "pip", "install", "--quiet", "--python", tmp_path / "env" / "bin" / "python", wheel], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [tmp_path / "env" / "bin" / "junheng", "demo", "--check", "--port", str(port), "--home", tmp_path / "home"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUNHENG_", "DJANGO_"))}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^200 (\S+)$", done.stdout, re.MULTILINE) == ["/", "/monitor/", "/monitor/california/"]
