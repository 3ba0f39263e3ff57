from common import BATCH, RATE, THREADS, data, parameters, serve
import torch
import torch.nn.functional as F

if THREADS:
    torch.set_num_threads(THREADS)
X, LABELS = (torch.from_numpy(array) for array in data())
START, ORDER = parameters()
W1, B1, W2, B2 = PARAMETERS = [torch.from_numpy(a).requires_grad_() for a in START]
ORDER = torch.from_numpy(ORDER)
OPTIMIZER = torch.optim.SGD(PARAMETERS, lr=RATE)


def run(steps):
    for step in range(steps):
        chosen = ORDER[step * BATCH : (step + 1) * BATCH]
        h = torch.sigmoid(torch.addmm(B1, X[chosen], W1))
        loss = F.cross_entropy(torch.addmm(B2, h, W2), LABELS[chosen])
        OPTIMIZER.zero_grad()
        loss.backward()
        OPTIMIZER.step()
    return loss.detach()


serve(run)
