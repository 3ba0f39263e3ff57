"""Networks of short decimals, every number of a step by hand, and what mistakes make of it.

Nothing here comes from the program: its own formulas, its own mistakes. Writes worksheets.json beside
this file: model files, and for each result the right number and those of the mistakes.
Run once: python3 worksheets.py
"""

import json
import math
import pathlib
import random

random.seed(20261126)

ACTIVATIONS = {
    "sigmoid": (lambda x: 1 / (1 + math.exp(-x)), lambda x, y: y * (1 - y)),
    "tanh": (math.tanh, lambda x, y: 1 - y * y),
    "relu": (lambda x: max(0.0, x), lambda x, y: 1.0 if x > 0 else 0.0),
    "identity": (lambda x: x, lambda x, y: 1.0),
}
KINDS = [
    ("2-2-2", [2, 2, 2], ["sigmoid", "sigmoid"], False),
    ("biases", [2, 2, 2], ["sigmoid", "sigmoid"], True),
    ("3-2-1", [3, 2, 1], ["tanh", "identity"], False),
    ("softmax", [2, 2, 3], ["sigmoid", "softmax"], False),
    ("relu", [2, 2, 1], ["relu", "sigmoid"], True),
    ("deep", [2, 2, 2, 1], ["tanh", "sigmoid", "sigmoid"], False),
]


def number(low, high):
    return random.choice([n for n in range(low, high + 1) if n]) / 20


def network(sizes, activations, has_bias):
    layers = []
    for before, units, activation in zip(sizes, sizes[1:], activations):
        layer = {
            "weights": [[number(-19, 19) for _ in range(before)] for _ in range(units)],
            "activation": activation,
        }
        if has_bias:
            layer["bias"] = [number(-10, 10) for _ in range(units)]
        layers.append(layer)
    is_softmax = activations[-1] == "softmax"
    targets = [number(1, 19) for _ in range(sizes[-1])]
    if is_softmax:
        targets = [0] * sizes[-1]
        targets[random.randrange(sizes[-1])] = 1
    return {
        "format": "backprop-model", "version": 1, "name": "fact", "digits": 4,
        "inputs": [number(1, 18) for _ in range(sizes[0])], "targets": targets, "layers": layers,
        "loss": "softmax-cross-entropy" if is_softmax else "half-squared-error",
        "optimizer": {"kind": "gradient-descent", "lr": random.choice([0.1, 0.2, 0.25, 0.4, 0.8])},
    }


def without(items):
    return [items[:k] + items[k + 1:] for k in range(len(items))]


def calculated(net):
    """Every result: its right number, and the numbers of mistakes; `None` for a unit that is cut off."""
    found = []

    def tell(name, right, **mistakes):
        found.append([name, right, {k.replace("_", "-"): v for k, v in mistakes.items()}])

    layers, rate = net["layers"], net["optimizer"]["lr"]
    names = [[f"i{k + 1}" for k in range(len(net["inputs"]))]]
    hidden = 0
    for position, layer in enumerate(layers):
        count = len(layer["weights"])
        is_last = position == len(layers) - 1
        start = 0 if is_last else hidden
        names.append([f"{'o' if is_last else 'h'}{start + k + 1}" for k in range(count)])
        hidden += 0 if is_last else count
    values, nets, weight_names, first = [net["inputs"]], [], [], 1
    for layer, units in zip(layers, names[1:]):
        rows, xs = layer["weights"], values[-1]
        everything = [w for row in rows for w in row]
        weight_names.append([[f"w{first + u * len(xs) + k}" for k in range(len(xs))]
                             for u in range(len(units))])
        first += len(everything)
        sums = []
        for u, row in enumerate(rows):
            products = [w * x for w, x in zip(row, xs)]
            terms = products + ([layer["bias"][u]] if "bias" in layer else [])
            swapped = [sum(terms) + (other - w) * x for w, x in zip(row, xs)
                       for other in everything if other is not w]
            swapped += [sum(terms) + w * (other - x) for w, x in zip(row, xs)
                        for other in xs if other is not x]
            tell(f"net_{units[u]}", sum(terms), sign=[-sum(terms)],
                 term_left_out=[sum(t) for t in without(terms)], sibling_swapped=swapped)
            sums.append(sum(terms))
        nets.append(sums)
        if layer["activation"] == "softmax":
            powers = [math.exp(x) for x in sums]
            values.append([p / sum(powers) for p in powers])
            continue
        rule = ACTIVATIONS[layer["activation"]][0]
        values.append([rule(x) for x in sums])
        for unit, x, y in zip(units, sums, values[-1]):
            if layer["activation"] == "relu" and x <= 0:
                return None
            if layer["activation"] == "identity":
                continue
            mistakes = {"sign": [-y]}
            if layer["activation"] == "sigmoid":
                mistakes["decimal-power"] = [1 / (1 + 10 ** -x)]
            tell(f"out_{unit}", y, **mistakes)
    outs, targets = values[-1], net["targets"]
    is_softmax = layers[-1]["activation"] == "softmax"
    if not is_softmax:
        for unit, t, y in zip(names[-1], targets, outs):
            e = (t - y) ** 2 / 2
            if len(outs) > 1:
                tell(f"E_{unit}", e, half_dropped=[2 * e], square_left_out=[(t - y) / 2, t - y])
            tell(f"dE/dout_{unit}", y - t, sign=[t - y], doubled=[2 * (y - t)],
                 half_kept=[(y - t) / 2])
    backs = [y - t for t, y in zip(targets, outs)]
    for depth in reversed(range(len(layers))):
        layer, xs = layers[depth], values[depth]
        kind = layer["activation"]
        slopes = [1.0] * len(backs) if kind == "softmax" else [
            ACTIVATIONS[kind][1](x, y) for x, y in zip(nets[depth], values[depth + 1])]
        if kind == "sigmoid":
            for unit, x, y in zip(names[depth + 1], nets[depth], values[depth + 1]):
                again = 1 / (1 + math.exp(-y))
                tell(f"dout_{unit}/dnet_{unit}", y * (1 - y), slope_at_net=[x * (1 - x)],
                     activation_twice=[again * (1 - again)])
        for u, row in enumerate(layer["weights"]):
            for k, w in enumerate(row):
                name = weight_names[depth][u][k]
                g = backs[u] * slopes[u] * xs[k]
                mistakes = {"sign": [-g], "half-kept": [g / 2], "doubled": [2 * g],
                            "weight-for-input": [backs[u] * slopes[u] * w],
                            "factor-left-out": [backs[u] * slopes[u]]}
                # What comes back along a single path is written as its factors, not as one.
                is_one = depth == len(layers) - 1 or len(layers[depth + 1]["weights"]) > 1
                if is_one:
                    mistakes["factor-left-out"].append(slopes[u] * xs[k])
                if kind in ("sigmoid", "tanh"):
                    mistakes["activation-slope-left-out"] = [backs[u] * xs[k]]
                tell(f"dE/d{name}", g, **mistakes)
                tell(f"{name}+", w - rate * g, learning_rate_left_out=[w - g],
                     learning_rate_twice=[w - rate * rate * g], ascent=[w + rate * g])
        deltas = [b * s for b, s in zip(backs, slopes)]
        backs = [sum(d * row[k] for d, row in zip(deltas, layer["weights"]))
                 for k in range(len(xs))]
        if depth and len(deltas) > 1:
            for k, unit in enumerate(names[depth]):
                parts = [d * row[k] for d, row in zip(deltas, layer["weights"])]
                tell(f"dE/dout_{unit}", sum(parts),
                     term_left_out=[sum(p) for p in without(parts)])
    return found


nets = []
for kind, sizes, activations, has_bias in KINDS:
    count = 0
    while count < 3:
        net = network(sizes, activations, has_bias)
        found = calculated(net)
        if found:
            nets.append({
                "kind": kind, "model": net,
                "results": [{"name": n, "right": r, "mistakes": m} for n, r, m in found]})
            count += 1
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text("[\n" + ",\n".join(json.dumps(n, separators=(",", ":")) for n in nets) + "\n]\n")
