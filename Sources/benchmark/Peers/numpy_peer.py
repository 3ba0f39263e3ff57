from common import BATCH, RATE, data, parameters, serve
import numpy as np

X, LABELS = data()
T = np.eye(10, dtype=X.dtype)[LABELS]
(W1, B1, W2, B2), ORDER = parameters()


def run(steps):
    global W1, B1, W2, B2
    for step in range(steps):
        chosen = ORDER[step * BATCH : (step + 1) * BATCH]
        x, t = X[chosen], T[chosen]
        h = 1 / (1 + np.exp(-(x @ W1 + B1)))
        z = h @ W2 + B2
        e = np.exp(z - z.max(1, keepdims=True))
        y = e / e.sum(1, keepdims=True)
        loss = -np.log((y * t).sum(1)).mean()
        d = (y - t) / BATCH
        dh = d @ W2.T * h * (1 - h)
        W2 -= RATE * (h.T @ d)
        B2 -= RATE * d.sum(0)
        W1 -= RATE * (x.T @ dh)
        B1 -= RATE * dh.sum(0)
    return loss


serve(run)
