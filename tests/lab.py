"""A JupyterLab of one's own, which leaves the user's settings alone."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

_LISTENS = re.compile(r"(http://127\.0\.0\.1:\d+/lab)\?token=")
TOKEN = "token"


@contextmanager
def jupyter_lab(folder):
    """Its address, while it shows the notebooks of a folder."""
    places = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    own = {place: str(folder / ".jupyter" / place.lower()) for place in places}
    for place in own.values():
        Path(place).mkdir(parents=True)
    options = ("--no-browser", "--port=0", "--allow-root", "--LabApp.news_url=''")
    lab = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options, f"--IdentityProvider.token={TOKEN}"],
        cwd=folder,
        env={**os.environ, **own, "PYTHONWARNINGS": ""},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        listens = next(filter(None, map(_LISTENS.search, lab.stderr)))
        rest = Thread(target=lab.stderr.read, daemon=True)  # a full pipe would stop it
        rest.start()
        yield listens[1]
    finally:
        lab.terminate()
        lab.wait(60)
        rest.join()
        lab.stderr.close()
