from common import ADAM, BATCH, HIDDEN, LOSS, RATE, data, parameters, serve
import numpy as np

X, T = data()
if LOSS == "softmax":
    T = np.eye(10, dtype=X.dtype)[T]
P, ORDER = parameters()
M, V = [np.zeros_like(p) for p in P], [np.zeros_like(p) for p in P]
COUNT = 0

VALUE = {"sigmoid": lambda z: 1 / (1 + np.exp(-z)), "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[HIDDEN]
SLOPE = {"sigmoid": lambda h: h * (1 - h), "tanh": lambda h: 1 - h * h, "relu": lambda h: h > 0}[HIDDEN]


def update(i, g):
    if not ADAM:
        P[i] -= RATE * g
        return
    M[i] += 0.1 * (g - M[i])
    V[i] += 0.001 * (g * g - V[i])
    P[i] -= RATE / (1 - 0.9**COUNT) * M[i] / (np.sqrt(V[i] / (1 - 0.999**COUNT)) + 1e-8)


def run(steps):
    global COUNT
    for step in range(steps):
        COUNT += 1
        chosen = ORDER[step * BATCH : (step + 1) * BATCH]
        t, outs = T[chosen], [X[chosen]]
        for i in range(0, len(P) - 2, 2):
            outs.append(VALUE(outs[-1] @ P[i] + P[i + 1]))
        z = outs[-1] @ P[-2] + P[-1]
        if LOSS == "softmax":
            e = np.exp(z - z.max(1, keepdims=True))
            y = e / e.sum(1, keepdims=True)
            loss = -np.log((y * t).sum(1)).mean()
        else:
            y = 1 / (1 + np.exp(-z))
            loss = (np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))).mean()
        d = (y - t) / BATCH
        for i in range(len(P) - 2, -1, -2):
            h = outs.pop()
            gw, gb = h.T @ d, d.sum(0)
            if i:
                d = d @ P[i].T * SLOPE(h)
            update(i, gw)
            update(i + 1, gb)
    return loss


serve(run)
