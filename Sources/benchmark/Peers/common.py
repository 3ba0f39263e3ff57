"""What all peers share: the digits in memory, and one answer for each line read.

Arguments: the folder of MNIST's files, a precision, a number of threads (0: as the library likes).
For each line on standard input, a number of steps, so many steps are taken and the milliseconds
that a step took are printed.
"""

import gzip
import os
import sys
import time

FOLDER, PRECISION, THREADS = sys.argv[1], sys.argv[2], int(sys.argv[3])
if THREADS:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(THREADS)

import numpy as np

BATCH, RATE = 32, 0.1


def read(name, header):
    with gzip.open(os.path.join(FOLDER, name)) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def data():
    images = read("train-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    labels = read("train-labels-idx1-ubyte.gz", 8).astype(np.int64)
    return (images / 255).astype(PRECISION), labels


def parameters():
    random = np.random.RandomState(0)
    l1, l2 = (6 / 884) ** 0.5, (6 / 110) ** 0.5
    return [
        random.uniform(-l1, l1, (784, 100)).astype(PRECISION),
        np.zeros(100, PRECISION),
        random.uniform(-l2, l2, (100, 10)).astype(PRECISION),
        np.zeros(10, PRECISION),
    ], random.permutation(60000)


def serve(run):
    """`run(steps)` takes steps and returns the last loss, which proves that it has arrived."""
    print("ready", flush=True)
    for line in sys.stdin:
        steps = int(line)
        start = time.perf_counter()
        loss = float(run(steps))
        elapsed = time.perf_counter() - start
        assert loss == loss
        print(elapsed * 1000 / steps, flush=True)
