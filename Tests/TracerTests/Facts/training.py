"""Training on a small table in PyTorch, epoch by epoch: standardized, in mini-batches, every optimizer.

Reads the folder data beside this file and writes training.json. Run once: python3 training.py
"""

import json
import pathlib

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent
EPOCHS, BATCH = 5, 4

table = np.loadtxt(HERE / "data" / "table.csv", delimiter=",", skiprows=1)
parts = np.random.RandomState(5).permutation(23)
train, test = table[parts[:18]], table[parts[18:]]
mean, deviation = train[:, :4].mean(axis=0), train[:, :4].std(axis=0)

# What the targets are, the outputs, the loss, whether the outputs pass a sigmoid in it.
TASKS = {
    "classes": (3, lambda y: torch.tensor(y[:, 4]).long(), torch.nn.CrossEntropyLoss()),
    "numbers": (1, lambda y: torch.tensor(y[:, 4:5]), torch.nn.MSELoss()),
    "yes or no": (1, lambda y: torch.tensor((y[:, 4:5] > 0) * 1.0), torch.nn.BCEWithLogitsLoss()),
}
OPTIMIZERS = {
    "gradient-descent:lr=0.1": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum:lr=0.05:momentum=0.8": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8),
    "nesterov:lr=0.05:momentum=0.8":
        lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, nesterov=True),
    "adagrad:lr=0.1": lambda p: torch.optim.Adagrad(p, lr=0.1),
    "rmsprop:lr=0.01": lambda p: torch.optim.RMSprop(p, lr=0.01),
    "adam:lr=0.02": lambda p: torch.optim.Adam(p, lr=0.02),
    "adam:lr=0.02:weight_decay=0.1": lambda p: torch.optim.Adam(p, lr=0.02, weight_decay=0.1),
    "adamw:lr=0.02:weight_decay=0.1": lambda p: torch.optim.AdamW(p, lr=0.02, weight_decay=0.1),
    "adadelta:lr=2": lambda p: torch.optim.Adadelta(p, lr=2),
    "nesterov:lr=0.05:momentum=0.8:weight_decay=0.1": lambda p: torch.optim.SGD(
        p, lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.1),
}
schedulers = torch.optim.lr_scheduler
SCHEDULES = {
    "step:2:0.5": lambda o: schedulers.StepLR(o, 2, 0.5),
    "exponential:0.8": lambda o: schedulers.ExponentialLR(o, 0.8),
    "cosine:5": lambda o: schedulers.CosineAnnealingLR(o, 5),
}


def layer(random, inputs, outputs):
    limit = np.sqrt(6 / (inputs + outputs))
    linear = torch.nn.Linear(inputs, outputs)
    with torch.no_grad():
        linear.weight.copy_(torch.tensor(random.uniform(-limit, limit, (inputs, outputs)).T))
        linear.bias.zero_()
    return linear


runs = []
for task, (outputs, targets, loss) in TASKS.items():
    x, t = torch.tensor((train[:, :4] - mean) / deviation), targets(train)
    x_test, t_test = torch.tensor((test[:, :4] - mean) / deviation), targets(test)

    def right(net, x, t):
        if task == "numbers":
            return 1 - float(((net(x) - t) ** 2).sum() / ((t - t.mean()) ** 2).sum())
        answers = net(x).argmax(dim=1) if outputs > 1 else (net(x) > 0) * 1.0
        return float((answers == t).double().mean())

    settings = [(words, make, None) for words, make in OPTIMIZERS.items()]
    settings += [("adam:lr=0.02", OPTIMIZERS["adam:lr=0.02"], name) for name in SCHEDULES]
    for words, make, schedule in settings:
        random = np.random.RandomState(3)
        net = torch.nn.Sequential(layer(random, 4, 5), torch.nn.Tanh(), layer(random, 5, outputs))
        optimizer = make(net.parameters())
        scheduler = SCHEDULES[schedule](optimizer) if schedule else None
        epochs = []
        for _ in range(EPOCHS):
            order, total = random.permutation(18), 0.0
            for start in range(0, 18, BATCH):
                batch = order[start:start + BATCH]
                optimizer.zero_grad()
                error = loss(net(x[batch]), t[batch])
                error.backward()
                total += float(error.detach()) * len(batch)
                optimizer.step()
            if scheduler:
                scheduler.step()
            with torch.no_grad():
                epochs.append([
                    total / 18, right(net, x, t), float(loss(net(x_test), t_test)),
                    right(net, x_test, t_test)])
        runs.append({"task": task, "optimizer": words, "schedule": schedule, "epochs": epochs})

(HERE / "training.json").write_text(json.dumps(runs, indent=1))
