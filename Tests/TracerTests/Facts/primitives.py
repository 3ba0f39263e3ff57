"""Values and gradients of every primitive that PyTorch has, at drawn points and at kinks.

Writes primitives.json beside this file. Run once: python3 primitives.py
"""

import json
import pathlib

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(11)

ONE = {
    "Negation": torch.neg, "Exponential": torch.exp, "Sine": torch.sin, "Cosine": torch.cos,
    "Tanh": torch.tanh, "Sigmoid": torch.sigmoid, "Identity": lambda x: x * 1,
    "AbsoluteValue": torch.abs, "ReLU": F.relu, "LeakyReLU": F.leaky_relu,
    "Softplus": F.softplus, "Softmax": lambda x: F.softmax(x, dim=1), "Sum": torch.sum,
    "Mean": torch.mean, "RowSum": lambda x: x.sum(dim=1),
}
POSITIVE = {"Logarithm": torch.log, "SquareRoot": torch.sqrt}
TWO = {
    "Addition": torch.add, "Subtraction": torch.sub, "Multiplication": torch.mul,
    "Division": torch.div, "Maximum": torch.maximum, "Minimum": torch.minimum,
}
TARGETS = {  # of targets and outputs; gradients of the outputs only
    "HalfSquaredError": lambda t, o: 0.5 * F.mse_loss(o, t, reduction="none"),
    "SquaredError": lambda t, o: F.mse_loss(o, t, reduction="none"),
    "AbsoluteError": lambda t, o: F.l1_loss(o, t, reduction="none"),
    "BinaryCrossEntropy": lambda t, o: F.binary_cross_entropy(o, t, reduction="none"),
    "CrossEntropy": lambda t, o: -(t * o.log()).sum(dim=1),
    "SoftmaxCrossEntropy": lambda t, o: F.cross_entropy(o, t, reduction="none"),
}

facts = []


def record(name, function, *inputs, gradients=None):
    inputs = [x.clone().requires_grad_() for x in inputs]
    output = function(*inputs)
    upstream = torch.linspace(0.5, 1.5, output.numel()).reshape(output.shape)
    (output * upstream).sum().backward()
    wanted = range(len(inputs)) if gradients is None else gradients
    facts.append({
        "primitive": name,
        "shapes": [list(x.shape) for x in inputs],
        "inputs": [x.detach().flatten().tolist() for x in inputs],
        "output": output.detach().flatten().tolist(),
        "upstream": upstream.flatten().tolist(),
        "gradients": {str(i): inputs[i].grad.flatten().tolist() for i in wanted},
    })


for name, function in ONE.items():
    record(name, function, torch.randn(2, 3))
for name, function in POSITIVE.items():
    record(name, function, torch.rand(2, 3) + 0.1)
for name, function in TWO.items():
    record(name, function, torch.randn(2, 3), torch.randn(2, 3) + 3)
record("Power", torch.pow, torch.rand(2, 3) + 0.5, torch.randn(2, 3))
record("Affine", lambda x, w, b: x @ w + b, torch.randn(4, 3), torch.randn(3, 2), torch.randn(2))
for name, function in TARGETS.items():
    t = F.one_hot(torch.tensor([1, 0]), 3).double()
    record(name, function, t, torch.rand(2, 3) * 0.8 + 0.1, gradients=[1])
# The kinks.
zero, ties = torch.tensor([[0.0, -1.0, 2.0]]), torch.tensor([[0.0, 1.0, 2.0]])
for name in ("AbsoluteValue", "ReLU", "LeakyReLU"):
    record(name, ONE[name], zero)
for name in ("Maximum", "Minimum"):
    record(name, TWO[name], ties, torch.tensor([[0.0, 1.0, -2.0]]))
record("AbsoluteError", TARGETS["AbsoluteError"], ties, ties, gradients=[1])

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(
    json.dumps({"torch": torch.__version__, "facts": facts}).replace("}, {", "},\n{") + "\n"
)
