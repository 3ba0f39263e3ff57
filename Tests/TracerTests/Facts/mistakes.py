"""Answer sheets of small sigmoid networks with one mistake each, carried on, in plain Python.

Every sheet is calculated as a student does it, each line from the rounded numbers of the lines
before it. Writes mistakes.json beside this file. Run once: python3 mistakes.py
"""

import json
import math
import pathlib
import random

DIGITS = 5
random.seed(20240607)


def rounded(x, digits=DIGITS):
    return "0" if x == 0 else f"{x:.{digits - 1 - math.floor(math.log10(abs(x)))}f}" \
        if abs(x) > 1e-4 else f"{x:.{digits - 1}e}"


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


class Net:
    """Inputs i, hidden units h, output units o; one weight for each pair, one bias a layer."""

    def __init__(self):
        def number(low, high):
            return random.randint(low, high) / 100
        self.inputs, self.hidden, self.outputs = (random.randint(2, 3) for _ in range(3))
        self.i = [number(10, 99) for _ in range(self.inputs)]
        self.t = [number(1, 99) for _ in range(self.outputs)]
        self.w1 = [[number(-99, 99) or 0.5 for _ in self.i] for _ in range(self.hidden)]
        self.w2 = [[number(-99, 99) or 0.5 for _ in range(self.hidden)] for _ in self.t]
        self.b = [number(10, 60), number(-60, -10)]
        self.rate = number(20, 90)

    def weight(self, layer, unit, source):
        first = self.hidden * self.inputs
        return f"w{unit * self.inputs + source + 1}" if layer == 1 \
            else f"w{first + unit * self.hidden + source + 1}"


def lines(net):
    """The lines of a full sheet: name, operands' names, rule, and mistakes by their names."""
    given = {}
    for k, x in enumerate(net.i):
        given[f"i{k + 1}"] = x
    for k, x in enumerate(net.t):
        given[f"target_o{k + 1}"] = x
    for layer, weights in ((1, net.w1), (2, net.w2)):
        for unit, row in enumerate(weights):
            for source, w in enumerate(row):
                given[net.weight(layer, unit, source)] = w
    given["b1"], given["b2"], given["alpha"] = net.b[0], net.b[1], net.rate
    sheet = []

    def add(name, rule, **mistakes):
        sheet.append((name, rule, {k.replace("_", "-"): m for k, m in mistakes.items()}))

    def forward(layer, units, sources, prefix, source):
        bias, other = f"b{layer}", f"b{3 - layer}"
        for u in range(units):
            ws = [net.weight(layer, u, s) for s in range(sources)]
            xs = [source(s) for s in range(sources)]
            n, o = f"net_{prefix}{u + 1}", f"out_{prefix}{u + 1}"

            def total(v, ws=ws, xs=xs):
                return sum(v[w] * v[x] for w, x in zip(ws, xs))
            mistakes = {
                "term-left-out": lambda v, f=total: f(v),
                "other-bias": lambda v, f=total, b=other: f(v) + v[b],
                "bias-in-every-product":
                    lambda v, f=total, b=bias, k=sources: f(v) + k * v[b],
                "sibling-swapped": lambda v, f=total, b=bias, a=ws, x=xs:
                    f(v) + v[b] + (v[a[1]] - v[a[0]]) * v[x[0]],
                "siblings-exchanged": lambda v, f=total, b=bias, a=ws, x=xs:
                    f(v) + v[b] + (v[a[1]] - v[a[0]]) * (v[x[0]] - v[x[1]]),
            }
            if units == sources:
                column = [net.weight(layer, s, u) for s in range(sources)]
                mistakes["weights-transposed"] = lambda v, c=column, x=xs, b=bias: \
                    sum(v[w] * v[y] for w, y in zip(c, x)) + v[b]
            sheet.append((n, lambda v, f=total, b=bias: f(v) + v[b], mistakes))
            sheet.append((o, lambda v, n=n: sigmoid(v[n]), {
                "inner-sign": lambda v, n=n: sigmoid(-v[n]),
                "decimal-power": lambda v, n=n: 1 / (1 + 10 ** -v[n]),
                "brackets-forgotten": lambda v, n=n: 1 / 1 + math.exp(-v[n]),
            }))

    forward(1, net.hidden, net.inputs, "h", lambda s: f"i{s + 1}")
    forward(2, net.outputs, net.hidden, "o", lambda s: f"out_h{s + 1}")
    errors = [f"E_o{k + 1}" for k in range(net.outputs)]
    for k, e in enumerate(errors):
        t, o = f"target_o{k + 1}", f"out_o{k + 1}"
        add(e, lambda v, t=t, o=o: 0.5 * (v[t] - v[o]) ** 2,
            half_dropped=lambda v, t=t, o=o: (v[t] - v[o]) ** 2,
            square_left_out=lambda v, t=t, o=o: 0.5 * (v[t] - v[o]))
    add("E_total", lambda v: sum(v[e] for e in errors),
        mean_for_sum=lambda v: sum(v[e] for e in errors) / len(errors),
        product_for_sum=lambda v: math.prod(v[e] for e in errors),
        term_left_out=lambda v: sum(v[e] for e in errors[1:]))

    def update(weight, gradient):
        add(f"{weight}+", lambda v, w=weight, g=gradient: v[w] - v["alpha"] * v[g],
            learning_rate_left_out=lambda v, w=weight, g=gradient: v[w] - v[g],
            learning_rate_twice=lambda v, w=weight, g=gradient: v[w] - v["alpha"] ** 2 * v[g],
            ascent=lambda v, w=weight, g=gradient: v[w] + v["alpha"] * v[g])

    for k in range(net.outputs):
        u = f"o{k + 1}"
        t, o, n = f"target_{u}", f"out_{u}", f"net_{u}"
        slope, activation, delta = f"dE/d{o}", f"d{o}/d{n}", f"dE/d{n}"
        add(slope, lambda v, t=t, o=o: -(v[t] - v[o]),
            sign=lambda v, t=t, o=o: v[t] - v[o],
            doubled=lambda v, t=t, o=o: -2 * (v[t] - v[o]),
            loss_for_slope=lambda v, e=f"E_{u}": v[e])
        add(activation, lambda v, o=o: v[o] * (1 - v[o]),
            slope_at_net=lambda v, n=n: v[n] * (1 - v[n]),
            activation_twice=lambda v, o=o: sigmoid(v[o]) * (1 - sigmoid(v[o])),
            slope_at_error=lambda v, s=slope: v[s] * (1 - v[s]))
        add(delta, lambda v, s=slope, a=activation: v[s] * v[a],
            activation_slope_left_out=lambda v, s=slope: v[s],
            factor_left_out=lambda v, a=activation: v[a],
            quotient_for_product=lambda v, s=slope, a=activation: v[s] / v[a],
            product_for_sum=lambda v, s=slope, a=activation: v[s] + v[a])
        for s in range(net.hidden):
            w, x = net.weight(2, k, s), f"out_h{s + 1}"
            add(f"dE/d{w}", lambda v, d=delta, x=x: v[d] * v[x],
                weight_for_input=lambda v, d=delta, w=w: v[d] * v[w],
                sibling_swapped=lambda v, d=delta, y=f"out_h{(s + 1) % net.hidden + 1}":
                    v[d] * v[y],
                half_kept=lambda v, d=delta, x=x: v[d] * v[x] / 2)
            update(w, f"dE/d{w}")
    for s in range(net.hidden):
        u = f"h{s + 1}"
        out, n = f"out_{u}", f"net_{u}"
        paths = [f"dE_o{k + 1}/d{out}" for k in range(net.outputs)]
        for k, path in enumerate(paths):
            d, w = f"dE/dnet_o{k + 1}", net.weight(2, k, s)
            add(path, lambda v, d=d, w=w: v[d] * v[w],
                slope_not_passed_on=lambda v, s=f"dE/dout_o{k + 1}", w=w: v[s] * v[w],
                weights_forgotten=lambda v, d=d: v[d],
                other_step=lambda v, d=d, w=w: v[d] * v[f"{w}+"],
                sibling_swapped=lambda v, d=d, w=net.weight(2, k, (s + 1) % net.hidden):
                    v[d] * v[w])
        add(f"dE/d{out}", lambda v, p=paths: sum(v[x] for x in p),
            term_left_out=lambda v, p=paths: sum(v[x] for x in p[1:]))
        slope, delta = f"d{out}/d{n}", f"dE/d{n}"
        add(slope, lambda v, o=out: v[o] * (1 - v[o]),
            slope_at_net=lambda v, n=n: v[n] * (1 - v[n]))
        add(delta, lambda v, p=f"dE/d{out}", a=slope: v[p] * v[a],
            activation_slope_left_out=lambda v, p=f"dE/d{out}": v[p])
        for k in range(net.inputs):
            w, x = net.weight(1, s, k), f"i{k + 1}"
            add(f"dE/d{w}", lambda v, d=delta, x=x: v[d] * v[x],
                weight_for_input=lambda v, d=delta, w=w: v[d] * v[w],
                sibling_swapped=lambda v, d=delta, y=f"i{(k + 1) % net.inputs + 1}": v[d] * v[y])
            update(w, f"dE/d{w}")
    return given, sheet


def calculated(given, sheet, planted=None, mistake=None, text=None):
    """The sheet as written, each line from the numbers written before it."""
    values, written = dict(given), {}
    for name, rule, mistakes in sheet:
        if name == planted and text is not None:
            written[name] = text
        else:
            written[name] = rounded((mistakes[mistake] if name == planted else rule)(values))
        values[name] = float(written[name])
    return values, written


def reach(values, written, rule):
    """How far the rounding of what is written may move a line."""
    base, total = rule(values), 0
    for name, text in written.items():
        unit = 10.0 ** (int(text.split("e")[1]) if "e" in text else 0)
        digits = text.split("e")[0]
        unit *= 10.0 ** -(len(digits.split(".")[1]) if "." in digits else 0)
        total += abs(rule({**values, name: values[name] + unit / 2}) - base)
    # Each operation may be rounded as well.
    return total + 4 * 0.5 * 10.0 ** (math.floor(math.log10(abs(base) or 1)) + 1 - DIGITS)


def numbers(text):
    """The mistakes with the number alone."""
    found = {}
    digits = [k for k, c in enumerate(text) if c.isdigit()]
    if "e" in text or len(text.replace("-", "").replace(".", "").lstrip("0")) < DIGITS:
        return found
    for a, b in zip(digits, digits[1:]):
        if text[a] != text[b] and "0" not in (text[a], text[b]):
            other = list(text)
            other[a], other[b] = text[b], text[a]
            found["digits-transposed"] = "".join(other)
    first = next(k for k in digits if text[k] != "0")
    middle = next(k for k in digits if k > first)
    found["digit-miscopied"] = \
        text[:middle] + str((int(text[middle]) + 3) % 10) + text[middle + 1:]
    found["decimal-point"] = rounded(float(text) * 10)
    return found


facts, count = [], {}
for _ in range(8):
    net = Net()
    given, sheet = lines(net)
    values, right = calculated(given, sheet)
    plantings = []
    for place, (name, rule, mistakes) in enumerate(sheet):
        results = {m: rounded(f(values)) for m, f in mistakes.items()}
        results |= numbers(right[name])
        for mistake, text in results.items():
            plantings.append((place, mistake, results))
    random.shuffle(plantings)
    # Of each mistake, those that were planted least so far.
    chosen = sorted(plantings, key=lambda p: count.get(p[1], 0))[:60]
    for place, mistake, results in chosen:
        count[mistake] = count.get(mistake, 0) + 1
    planted = []
    for place, mistake, results in sorted(chosen, key=lambda p: p[:2]):
        name, rule, _ = sheet[place]
        text = results[mistake]
        _, other = calculated(given, sheet, name, text=text)
        difference = abs(float(text) - rule(values))
        planted.append({
            "line": place, "mistake": mistake,
            "same": sorted(m for m, t in results.items() if t == text),
            "differs": difference > 1.2 * reach(values, right, rule),
            "from": " ".join(other[n] for n, _, _ in sheet[place:]),
        })
    facts.append({
        "inputs": net.i, "targets": net.t, "hidden": net.w1, "output": net.w2, "biases": net.b,
        "rate": net.rate, "names": [n for n, _, _ in sheet],
        "sheet": " ".join(right[n] for n, _, _ in sheet), "plantings": planted,
    })

target = pathlib.Path(__file__).with_name("mistakes.json")
target.write_text("[\n" + ",\n".join(json.dumps(f, separators=(",", ":")) for f in facts) + "\n]\n")
print(count)
