from common import ADAM, BATCH, HIDDEN, LOSS, RATE, data, parameters, serve
import jax
import jax.numpy as jnp

X, T = (jnp.asarray(array) for array in data())
START, ORDER = parameters()
P = [jnp.asarray(a) for a in START]
STATE = (P, [p * 0 for p in P], [p * 0 for p in P], jnp.zeros((), P[0].dtype))
ORDER = jnp.asarray(ORDER)
VALUE = {"sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "relu": jax.nn.relu}[HIDDEN]


def loss_of(p, h, t):
    for i in range(0, len(p) - 2, 2):
        h = VALUE(h @ p[i] + p[i + 1])
    z = h @ p[-2] + p[-1]
    if LOSS == "softmax":
        return -jnp.take_along_axis(jax.nn.log_softmax(z), t[:, None], 1).mean()
    return (jnp.maximum(z, 0) - z * t + jnp.log1p(jnp.exp(-jnp.abs(z)))).mean()


@jax.jit
def scan(state, batches, x, t):
    def step(state, chosen):
        p, m, v, n = state
        loss, g = jax.value_and_grad(loss_of)(p, x[chosen], t[chosen])
        if not ADAM:
            return ([w - RATE * d for w, d in zip(p, g)], m, v, n), loss
        n = n + 1
        m = [0.9 * a + 0.1 * d for a, d in zip(m, g)]
        v = [0.999 * a + 0.001 * d * d for a, d in zip(v, g)]
        p = [
            w - RATE * a / (1 - 0.9**n) / (jnp.sqrt(b / (1 - 0.999**n)) + 1e-8)
            for w, a, b in zip(p, m, v)
        ]
        return (p, m, v, n), loss

    return jax.lax.scan(step, state, batches)


def run(steps):
    global STATE
    STATE, losses = scan(STATE, ORDER[: steps * BATCH].reshape(steps, BATCH), X, T)
    return losses[-1].block_until_ready()


serve(run)
