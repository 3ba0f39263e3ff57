from common import ADAM, BATCH, HIDDEN, LOSS, RATE, THREADS, data, parameters, serve
import torch
import torch.nn.functional as F

if THREADS:
    torch.set_num_threads(THREADS)
X, T = (torch.from_numpy(array) for array in data())
START, ORDER = parameters()
P = [torch.from_numpy(a).requires_grad_() for a in START]
ORDER = torch.from_numpy(ORDER)
OPTIMIZER = (torch.optim.Adam if ADAM else torch.optim.SGD)(P, lr=RATE)
VALUE = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}[HIDDEN]
LOSS_OF = F.cross_entropy if LOSS == "softmax" else F.binary_cross_entropy_with_logits


def run(steps):
    for step in range(steps):
        chosen = ORDER[step * BATCH : (step + 1) * BATCH]
        h = X[chosen]
        for i in range(0, len(P) - 2, 2):
            h = VALUE(torch.addmm(P[i + 1], h, P[i]))
        loss = LOSS_OF(torch.addmm(P[-1], h, P[-2]), T[chosen])
        OPTIMIZER.zero_grad()
        loss.backward()
        OPTIMIZER.step()
    return loss.detach()


serve(run)
