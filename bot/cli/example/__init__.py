"""The press release that the sandbox plays with. Its people and places are made up; its photo is drawn by `draw.py`."""

from pathlib import Path

_HERE = Path(__file__).parent
TEXT = _HERE / "release.txt"
PHOTO = _HERE / "two-crews.jpg"
ALT_TEXT = (
    "A red fire engine and a police car stand side by side in front of an open workshop; "
    "the green and gold county flag flies above them."
)
CREDIT = "Northshire PCC"
CAMERA = "Canary 7Q3"
OWNER = "Taken by a private person"
CANARIES = (CAMERA.encode(), OWNER.encode())
"""Bytes in the photo's Exif, beside its place on the map, that no reader may ever get."""
