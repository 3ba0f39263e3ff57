"""One table in every format, and the samples that NumPy draws for the built-in data sets.

Writes the files of the folder data beside this file. Run once: python3 data.py
"""

import json
import pathlib

import numpy as np



def save_safetensors(tensors, file):
    header, data = {}, b""
    for name, (dtype, array) in tensors.items():
        header[name] = {"dtype": dtype, "shape": list(array.shape),
                        "data_offsets": [len(data), len(data) + array.nbytes]}
        data += array.tobytes()
    text = json.dumps(header).encode()
    file.write_bytes(len(text).to_bytes(8, "little") + text + data)


FOLDER = pathlib.Path(__file__).parent / "data"

random = np.random.RandomState(11)
X = random.uniform(-3, 7, (23, 4))
X[3, 2] = 1e-17
X[5, 0] = -12345678.9
y = random.randint(0, 3, 23)

table = np.column_stack([X, y])
np.save(FOLDER / "table.npy", table)
np.save(FOLDER / "fortran.npy", np.asfortranarray(table))
np.save(FOLDER / "big-endian.npy", table.astype(">f8"))
np.savez(FOLDER / "stored.npz", X=X, y=y)
np.savez_compressed(FOLDER / "deflated.npz", X=X, y=y.astype(np.uint8))
save_safetensors({"X": ("F64", X), "y": ("I64", y.astype(np.int64))}, FOLDER / "table.safetensors")
with open(FOLDER / "table.csv", "w") as file:
    file.write("a,b,c,d,kind\n")
    for row, kind in zip(X, y):
        file.write(",".join(repr(float(v)) for v in row) + f",{kind}\n")
with open(FOLDER / "decimal-comma.csv", "w") as file:
    for row, kind in zip(X, y):
        file.write(";".join(repr(float(v)).replace(".", ",") for v in row) + f";{kind}\n")

types = {}
for name in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]:
    low = 0 if name[0] == "u" else -100
    column = np.linspace(low, 120, 12).reshape(6, 2).astype(name)
    np.save(FOLDER / f"{name}.npy", column)
    types[name] = [float(v) for v in column[:, 0]]

images = random.randint(0, 256, (5, 3, 4)).astype(np.uint8)
labels = np.array([0, 1, 1, 0, 1], np.uint8)
(FOLDER / "images.idx").write_bytes(
    bytes([0, 0, 8, 3, 0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0, 4]) + images.tobytes())
(FOLDER / "labels.idx").write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 5]) + labels.tobytes())


def moons(r, i, n, noise):
    t = np.pi * r.random_sample()
    x, y = (np.cos(t), np.sin(t)) if i % 2 == 0 else (1 - np.cos(t), 0.5 - np.sin(t))
    return x + noise * r.randn(), y + noise * r.randn()


def blobs(r, i, n, noise):
    a = 2 * np.pi * (i % 3) / 3
    return 2 * np.cos(a) + noise * r.randn(), 2 * np.sin(a) + noise * r.randn()


def spiral(r, i, n, noise):
    s = (i // 3) / (n / 3)
    a = 4 * s + 4 * (i % 3)
    return s * np.sin(a) + noise * r.randn(), s * np.cos(a) + noise * r.randn()


def line(r, i, n, noise):
    x = r.uniform(-1, 1)
    return x, 2 * x + 1 + noise * r.randn()


drawn = {}
for draw in [moons, blobs, spiral, line]:
    r = np.random.RandomState(3)
    drawn[draw.__name__] = [[float(v) for v in draw(r, i, 7, 0.25)] for i in range(7)]

(FOLDER / "figures.json").write_text(json.dumps({
    "X": X.flatten().tolist(), "y": y.tolist(), "types": types, "drawn": drawn,
    "images": images.flatten().tolist(),
    "mean": X.mean(axis=0).tolist(), "deviation": X.std(axis=0).tolist(),
    "permutation": np.random.RandomState(5).permutation(23).tolist(),
}))
