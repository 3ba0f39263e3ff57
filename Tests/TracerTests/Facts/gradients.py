"""Gradients of small random networks as NumPy calculates them, right and with one bug each.

Knows nothing of the project's formulas. Writes gradients.json beside this file. Run once:
python3 gradients.py
"""

import json
import pathlib

import numpy as np

random = np.random.RandomState(20261126)
SIZES = [3, 4, 4, 3]

ACTIVATIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z, a: a * (1 - a), lambda z, a: z * (1 - z)),
    "tanh": (np.tanh, lambda z, a: 1 - a ** 2, lambda z, a: 1 - z ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0) * 1.0, None),
}


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def gradients(net, bug=""):
    act, slope, slope_at_net = ACTIVATIONS[net["activation"]]
    x, t, n = net["x"], net["t"], len(net["x"])
    W, b = net["W"], net["b"]
    if bug == "pixels":
        x = x * 255
    if bug == "labels":
        t = np.roll(t, 1, axis=1)
    if bug == "samples":
        t = np.roll(t, 1, axis=0)
    z, a = [None], [x]
    for layer in range(3):
        z.append(a[-1] @ W[layer] + b[layer])
        last = layer == 2
        a.append((softmax(z[-1]) if net["loss"] == "softmax" else 1 / (1 + np.exp(-z[-1])))
                 if last else act(z[-1]))
    y = a[3]
    factor = 1 if bug == "batch" else 1 / n ** 2 if bug == "batch-twice" else 1 / n
    if net["loss"] == "softmax":
        passed = delta = (y - t) * factor
        if bug == "diagonal":
            delta = -t / y * y * (1 - y) * factor
        if bug == "slope-again":
            delta = delta * y * (1 - y)
    else:
        passed = (y - t) * factor * (2 / 3 if net["loss"] == "mse" else 1)
        delta = passed if bug == "output-slope" else passed * y * (1 - y)
    if bug == "doubled":
        delta = delta * 2
    if bug == "halved":
        delta = delta / 2
    if bug == "sign":
        delta = -delta
    result = {}
    for layer in (2, 1, 0):
        name = layer + 1
        result[f"dW{name}"] = a[layer].T @ delta
        result[f"db{name}"] = delta.sum(axis=0)
        if bug == f"unsummed{name}":
            result[f"db{name}"] = delta
        if bug == f"one-sample{name}":
            result[f"db{name}"] = delta[0]
        if bug == f"transposed{name}":
            result[f"dW{name}"] = result[f"dW{name}"].T
        if bug == f"sign{name}":
            result[f"dW{name}"] = -result[f"dW{name}"]
        if layer == 0:
            break
        weights = W[layer]
        if bug == f"in-place{name}":
            weights = weights - net["rate"] * result[f"dW{name}"]
        if bug == f"weights-transposed{name}":
            weights = weights.T
        up = passed if bug == "not-carried" and layer == 2 else delta
        back = up @ weights.T
        s = slope(z[layer], a[layer])
        if bug == f"slope{layer}":
            s = 1
        if bug == f"slope-at-net{layer}" and slope_at_net:
            s = slope_at_net(z[layer], a[layer])
        if bug == f"mask{layer}":
            s = slope(z[3 - layer], a[3 - layer])
        if bug == f"upstream{layer}":
            back = 1
        delta = back * s
    return result


BUGS = ["", "doubled", "halved", "batch", "batch-twice", "sign", "sign2", "transposed2", "slope1",
        "slope2", "slope-at-net1", "slope-at-net2", "unsummed1", "unsummed3", "one-sample2", "pixels",
        "diagonal", "slope-again", "labels", "samples", "in-place3", "in-place2",
        "weights-transposed2", "mask1", "mask2", "upstream1", "upstream2", "output-slope",
        "not-carried"]


def plain(array):
    return {"shape": list(np.shape(array)), "elements": [float(f"{v:.12g}") for v in np.ravel(array)]}


cases = []
for activation in ACTIVATIONS:
    for loss in ("half", "mse", "softmax"):
        for count in (1, 5):
            t = random.uniform(0.05, 0.95, (count, 3))
            if loss == "softmax":
                t = np.eye(3)[random.randint(0, 3, count)]
            net = dict(activation=activation, loss=loss, rate=0.5,
                       x=random.uniform(0.1, 0.9, (count, 3)), t=t,
                       W=[random.randn(i, o) for i, o in zip(SIZES, SIZES[1:])],
                       b=[random.randn(o) * 0.3 for o in SIZES[1:]])
            # All draws are rounded, so that the file holds what was calculated with.
            net = {k: [np.round(a, 6) for a in v] if isinstance(v, list) else
                   np.round(v, 6) if isinstance(v, np.ndarray) else v for k, v in net.items()}
            right = gradients(net)
            found = {}
            for bug in BUGS:
                wrong = gradients(net, bug)
                if bug and all(np.size(wrong[k]) == np.size(right[k]) and
                               np.allclose(np.ravel(wrong[k]), np.ravel(right[k]), 1e-9, 1e-12)
                               for k in right):
                    continue
                # Only what the bug changes is kept beside the right gradients.
                found[bug] = {k: plain(v) for k, v in wrong.items()
                              if not bug or np.shape(v) != np.shape(right[k])
                              or not np.array_equal(v, right[k])}
            cases.append(dict(activation=activation, loss=loss, rate=net["rate"],
                              x=plain(net["x"]), t=plain(net["t"]),
                              W=[plain(w) for w in net["W"]], b=[plain(w) for w in net["b"]],
                              gradients=found))

path = pathlib.Path(__file__).with_name("gradients.json")
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
