/// The training of the network of digits as a program in NumPy, for those who teach with it.
///
/// It draws the same weights and the same order from the same seed, so that its numbers are those
/// of a run in double precision to all digits but the last few.
package enum NumPyProgram {
  /// One epoch of 784-100-10: sigmoid, Xavier, batches of 32, learning rate 0.1, seed 0.
  ///
  /// Its arguments are the folder with the files of MNIST and, if wanted, a file of weights that
  /// `backprop train mnist --precision double --save` wrote, with which it compares its own.
  package static let digits = """
    # python3 mnist.py FOLDER_OF_MNIST [WEIGHTS.safetensors]
    import gzip, sys
    import numpy as np

    def read(name, header):
        with gzip.open(f"{sys.argv[1]}/{name}-ubyte.gz") as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)

    images, labels = read("train-images-idx3", 16).reshape(-1, 784), read("train-labels-idx1", 8)
    random, alpha = np.random.RandomState(0), 0.1
    l1, l2 = np.sqrt(6 / 884), np.sqrt(6 / 110)
    W1, b1 = random.uniform(-l1, l1, (784, 100)), np.zeros(100)
    W2, b2 = random.uniform(-l2, l2, (100, 10)), np.zeros(10)
    order = random.permutation(60000)

    for start in range(0, 60000, 32):
        batch = order[start:start + 32]
        x, target = images[batch] / 255, np.eye(10)[labels[batch]]
        net_h = x @ W1 + b1
        out_h = 1 / (1 + np.exp(-net_h))
        net_o = out_h @ W2 + b2
        y = np.exp(net_o) / np.exp(net_o).sum(axis=1, keepdims=True)
        E = -np.log(y[target == 1]).mean()
        delta_o = (y - target) / len(batch)
        delta_h = delta_o @ W2.T * out_h * (1 - out_h)
        W2, b2 = W2 - alpha * (out_h.T @ delta_o), b2 - alpha * delta_o.sum(axis=0)
        W1, b1 = W1 - alpha * (x.T @ delta_h), b1 - alpha * delta_h.sum(axis=0)

    print("error of the last batch:", E)
    if len(sys.argv) > 2:
        from safetensors.numpy import load_file
        saved = load_file(sys.argv[2])
        for name, ours in dict(W1=W1, b1=b1, W2=W2, b2=b2).items():
            print(name, "differs by at most", abs(saved[name] - ours).max())

    """
}
