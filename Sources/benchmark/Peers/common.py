"""What all peers share: the work, its data in memory, and one answer for each line read.

Arguments: the work's name, the folder of MNIST's files, a precision, a number of threads (0: as the
library likes). A peer takes 100 steps from the beginning and prints `ready` and the loss of the last
one, so that nobody wins by doing less. For each line on standard input, a number of steps, so many
steps are taken and the milliseconds that a step took are printed.
"""

import gzip
import os
import sys
import time

WORK, FOLDER, PRECISION, THREADS = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
if THREADS:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(THREADS)

import numpy as np

# Sizes, hidden activation, loss, learning rate, batch; Adam where the name says so.
SIZES, HIDDEN, LOSS, RATE, BATCH = {
    "digits": ([784, 100, 10], "sigmoid", "softmax", 0.1, 32),
    "digits-adam": ([784, 128, 64, 10], "relu", "softmax", 0.001, 32),
    "plane": ([2, 16, 16, 1], "tanh", "binary", 0.1, 32),
    "xor": ([2, 2, 1], "sigmoid", "binary", 0.5, 4),
}[WORK]
ADAM = WORK.endswith("adam")


def read(name, header):
    with gzip.open(os.path.join(FOLDER, name)) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def data():
    """Inputs [samples, inputs], and labels, or for a single output a column of targets."""
    if WORK.startswith("digits"):
        images = read("train-images-idx3-ubyte.gz", 16).reshape(-1, 784)
        labels = read("train-labels-idx1-ubyte.gz", 8).astype(np.int64)
        return (images / 255).astype(PRECISION), labels
    if WORK == "xor":
        x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], PRECISION)
    else:
        x = np.random.RandomState(1).uniform(-1, 1, (2048, 2)).astype(PRECISION)
    return x, ((x > 0.25).sum(1, keepdims=True) == 1).astype(PRECISION)


def parameters():
    """Weights and biases in turn, and which sample comes when."""
    random = np.random.RandomState(0)
    start = []
    for inputs, units in zip(SIZES, SIZES[1:]):
        limit = (6 / (inputs + units)) ** 0.5
        start.append(random.uniform(-limit, limit, (inputs, units)).astype(PRECISION))
        start.append(np.zeros(units, PRECISION))
    count = {"xor": 4, "plane": 2048}.get(WORK, 60000)
    order = random.permutation(count)
    return start, np.tile(order, -(-BATCH * 1875 // count))


def serve(run):
    """`run(steps)` takes steps and returns the last loss, which proves that it has arrived."""
    print("ready", float(run(100)), flush=True)
    for line in sys.stdin:
        steps = int(line)
        start = time.perf_counter()
        loss = float(run(steps))
        elapsed = time.perf_counter() - start
        assert loss == loss
        print(elapsed * 1000 / steps, flush=True)
