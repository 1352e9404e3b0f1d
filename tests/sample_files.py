"""Folders of images, sounds and texts, for tests of what lies in files."""

import struct
from pathlib import Path

import numpy as np
from PIL import Image


def painted(height=24, width=31, channels=3, seed=0):
    """Returns pixels, smooth with some noise, as photographs are."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[:height, :width]
    waves = [np.sin(columns / 9 + k) + np.cos(rows / 7 - k) for k in range(channels)]
    noise = rng.normal(0, 20, (height, width, channels))
    return (128 + 60 * np.stack(waves, -1) + noise).clip(0, 255).astype("uint8")


def write_image(path: Path, pixels=None, mode=None, **options):
    """Writes an image in the format that its name says."""
    pixels = painted() if pixels is None else pixels
    image = Image.fromarray(pixels[..., 0] if pixels.shape[-1] == 1 else pixels)
    path.parent.mkdir(parents=True, exist_ok=True)
    (image.convert(mode) if mode else image).save(path, **options)
    return path


def write_wav(path: Path, sound, rate=8000, bits=16, is_float=False, channels=1):
    """Writes a WAV file out of values from -1 to 1, frame by frame."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = wav_values(np.asarray(sound, "float64"), bits, is_float)
    path.write_bytes(wav_bytes(data, rate, bits, is_float, channels))
    return path


def wav_values(sound, bits, is_float):
    """Returns values as the bytes of a WAV file's data."""
    if is_float:
        return sound.astype(f"<f{bits // 8}").tobytes()
    if bits == 8:
        return np.round(sound * 127 + 128).astype("u1").tobytes()
    whole = np.round(sound * (2 ** (bits - 1) - 1)).astype("<i8")
    return whole.view("u1").reshape(-1, 8)[:, : bits // 8].tobytes()


def wav_bytes(data, rate=8000, bits=16, is_float=False, channels=1, size=None):
    """Returns a WAV file with this data, which claims another size if one is given."""
    frame = channels * bits // 8
    form = struct.pack(
        "<HHIIHH", 3 if is_float else 1, channels, rate, rate * frame, frame, bits
    )
    size = len(data) if size is None else size
    note = b"LIST" + struct.pack("<I", 3) + b"abc\0"  # an odd chunk in between
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + note
    body += b"data" + struct.pack("<I", size) + data
    return b"RIFF" + struct.pack("<I", len(body) & 0xFFFFFFFF) + body


def image_folder(folder: Path, classes=("cat", "dog"), count=10, size=(8, 8)):
    """Writes a folder of PNG files, a sub-folder for each class; returns it.

    The images of a class are darker the earlier it comes.
    """
    for code, name in enumerate(classes):
        for number in range(count):
            pixels = painted(*size, seed=code * 1000 + number) // len(classes)
            pixels += np.uint8(code * 255 // len(classes))
            write_image(folder / name / f"{number:03}.png", pixels)
    return folder
