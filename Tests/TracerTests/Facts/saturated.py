"""Values and gradients where outputs round to 0 or 1, by mpmath with 1,000 digits.

Writes saturated.json beside this file. Run once: python3 saturated.py
"""

import json
import pathlib

from mpmath import exp, log, mp, mpf

mp.dps = 1000
facts = []


def record(primitive, shapes, inputs, output, upstream, gradients):
    facts.append({
        "primitive": primitive, "shapes": shapes, "inputs": inputs,
        "output": [float(y) for y in output], "upstream": upstream,
        "gradients": {str(i): [float(g) for g in gs] for i, gs in gradients.items()},
    })


def sigmoid(x):
    return 1 / (1 + exp(-mpf(x)))


NETS = [30.0, 34.0, 36.5, 37.0, 40.0, 800.0, -30.0, -40.0, -700.0, -800.0, 0.5, -3.0]
for target in (0.0, 1.0, 0.25):
    t, o = mpf(target), [sigmoid(x) for x in NETS]
    record(
        "SigmoidBinaryCrossEntropy", [[1, len(NETS)]] * 2, [[target] * len(NETS), NETS],
        [-(t * log(o) + (1 - t) * log(1 - o)) for o in o], [1.0] * len(NETS),
        {0: [log(1 - o) - log(o) for o in o], 1: [o - t for o in o]})

record(
    "Softplus", [[1, len(NETS)]], [NETS], [log(1 + exp(mpf(x))) for x in NETS],
    [1.0] * len(NETS), {0: [sigmoid(x) for x in NETS]})

for nets in ([1010.0, 1000.0, 990.0], [40.0, 0.0, -2.0], [800.0, -800.0, 0.0], [-690.0, 1.0, 2.0]):
    powers = [exp(mpf(x)) for x in nets]
    y = [p / sum(powers) for p in powers]
    for right in range(3):
        t = [float(k == right) for k in range(3)]
        record(
            "SoftmaxCrossEntropy", [[1, 3], [1, 3]], [t, nets], [-log(y[right])], [1.0],
            {0: [-log(y) for y in y], 1: [y - t for y, t in zip(y, t)]})

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"facts": facts}).replace("}, {", "},\n{") + "\n")
