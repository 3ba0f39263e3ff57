"""Paths of optimizers over three surfaces: torch.optim where it has the rule, NumPy where not.

Writes optimizers.json beside this file. Run once: python3 optimizers.py
"""

import json
import pathlib

import numpy
import torch

torch.set_default_dtype(torch.float64)

SURFACES = {
    "valley": (lambda x, y: x**2 / 20 + y**2, (-7.0, 2.0)),
    "saddle": (lambda x, y: x**2 - y**2, (1.5, 0.01)),
    "beale": (
        lambda x, y: (1.5 - x + x * y) ** 2
        + (2.25 - x + x * y**2) ** 2
        + (2.625 - x + x * y**3) ** 2,
        (2.0, 0.2),
    ),
}
STEPS = 25


def with_torch(make):
    def run(surface, start):
        x, y = (torch.tensor(v, requires_grad=True) for v in start)
        optimizer = make([x, y])
        path = []
        for _ in range(STEPS):
            optimizer.zero_grad()
            surface(x, y).backward()
            optimizer.step()
            path.append([x.item(), y.item()])
        return path

    return run


def with_numpy(step):
    """step(parameters at which the gradient is taken, gradient function, state) -> parameters"""

    def run(surface, start):
        def gradient(point):
            x, y = (torch.tensor(float(v), requires_grad=True) for v in point)
            surface(x, y).backward()
            return numpy.array([x.grad.item(), y.grad.item()])

        point, state, path = numpy.array(start), {}, []
        for _ in range(STEPS):
            point = step(point, gradient, state)
            path.append(state.get("seen", point).tolist())
        return path

    return run


def textbook_momentum(w, gradient, state, lr=0.01, mu=0.9):
    state["v"] = mu * state.get("v", numpy.zeros(2)) - lr * gradient(w)
    return w + state["v"]


def nesterov_look_ahead(w, gradient, state, lr=0.01, mu=0.9):
    v = state.get("v", numpy.zeros(2))
    state["v"] = mu * v - lr * gradient(w + mu * v)
    w = w + state["v"]
    state["seen"] = w + mu * state["v"]
    return w


def adagrad_inside(w, gradient, state, lr=0.1, eps=1e-3):
    g = gradient(w)
    state["h"] = state.get("h", numpy.zeros(2)) + g * g
    return w - lr * g / numpy.sqrt(state["h"] + eps)


def rmsprop_inside(w, gradient, state, lr=0.05, alpha=0.9, eps=1e-3):
    g = gradient(w)
    state["h"] = alpha * state.get("h", numpy.zeros(2)) + (1 - alpha) * g * g
    return w - lr * g / numpy.sqrt(state["h"] + eps)


def adam_uncorrected(w, gradient, state, lr=0.1, betas=(0.9, 0.999), eps=1e-3):
    g, t = gradient(w), state.get("t", 0) + 1
    m = betas[0] * state.get("m", numpy.zeros(2)) + (1 - betas[0]) * g
    v = betas[1] * state.get("v_", numpy.zeros(2)) + (1 - betas[1]) * g * g
    state.update(t=t, m=m, v_=v)
    rate = lr * numpy.sqrt(1 - betas[1] ** t) / (1 - betas[0] ** t)
    return w - rate * m / (numpy.sqrt(v) + eps)


OPTIMIZERS = {
    "gradient-descent:lr=0.01": with_torch(lambda p: torch.optim.SGD(p, lr=0.01)),
    "momentum:lr=0.01:momentum=0.9": with_torch(
        lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9)
    ),
    "momentum:lr=0.01:momentum=0.9:form=textbook": with_numpy(textbook_momentum),
    "nesterov:lr=0.01:momentum=0.9": with_torch(
        lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True)
    ),
    "nesterov:lr=0.01:momentum=0.9:form=look-ahead": with_numpy(nesterov_look_ahead),
    "adagrad:lr=0.1": with_torch(lambda p: torch.optim.Adagrad(p, lr=0.1)),
    "adagrad:lr=0.1:eps=0.001:eps_place=inside": with_numpy(adagrad_inside),
    "rmsprop:lr=0.05:alpha=0.9": with_torch(
        lambda p: torch.optim.RMSprop(p, lr=0.05, alpha=0.9)
    ),
    "rmsprop:lr=0.05:alpha=0.9:eps=0.001:eps_place=inside": with_numpy(rmsprop_inside),
    "rmsprop": with_torch(lambda p: torch.optim.RMSprop(p)),
    "adagrad": with_torch(lambda p: torch.optim.Adagrad(p)),
    "adam": with_torch(lambda p: torch.optim.Adam(p)),
    "adam:lr=0.3": with_torch(lambda p: torch.optim.Adam(p, lr=0.3)),
    "adam:lr=0.1:betas=0.8/0.9:eps=0.001": with_torch(
        lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.8, 0.9), eps=1e-3)
    ),
    "adam:lr=0.1:eps=0.001:eps_place=uncorrected": with_numpy(adam_uncorrected),
    "adamw": with_torch(lambda p: torch.optim.AdamW(p)),
    "adamw:lr=0.1:betas=0.8/0.9:eps=0.001:weight_decay=0.2": with_torch(
        lambda p: torch.optim.AdamW(p, lr=0.1, betas=(0.8, 0.9), eps=1e-3, weight_decay=0.2)
    ),
    "adadelta": with_torch(lambda p: torch.optim.Adadelta(p)),
    "adadelta:lr=2:rho=0.8:eps=0.001": with_torch(
        lambda p: torch.optim.Adadelta(p, lr=2, rho=0.8, eps=1e-3)
    ),
    "adagrad:lr=0.1:initial_accumulator_value=0.5": with_torch(
        lambda p: torch.optim.Adagrad(p, lr=0.1, initial_accumulator_value=0.5)
    ),
    "adadelta:weight_decay=0.1": with_torch(lambda p: torch.optim.Adadelta(p, weight_decay=0.1)),
}

paths = [
    {"surface": name, "optimizer": optimizer, "start": list(start), "path": run(surface, start)}
    for name, (surface, start) in SURFACES.items()
    for optimizer, run in OPTIMIZERS.items()
]
text = json.dumps({"torch": torch.__version__, "paths": paths}, indent=None)
pathlib.Path(__file__).with_suffix(".json").write_text(text.replace("}, {", "},\n{") + "\n")
