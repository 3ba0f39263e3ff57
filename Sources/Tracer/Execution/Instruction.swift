/// One call of a kernel over a plan's buffers.
enum Instruction {
  /// Every row of `into` becomes the bias: one number a unit, or one for all of them.
  case spread(bias: Buffer, into: Buffer)
  /// A product of matrices.
  case product(Product)
  /// `program` over all numbers of `target`'s shape; `fills` says whether the columns that fill up
  /// rows have to be set back to 0.
  case map(program: Int, like: Buffer, targets: [Buffer])
  /// The softmax of each row, and the logarithm of the sum of its exponentials.
  case softmax(of: Buffer, into: Buffer, logarithms: Buffer)
  /// −Σ t·ln softmax(x) of each row.
  case crossEntropy(target: Buffer, net: Buffer, logarithms: Buffer, into: Buffer)
  /// (y·Σ t − t) · scale of each row, from the softmax y.
  case crossEntropyGradient(value: Buffer, target: Buffer, scale: Double, into: Buffer)
  /// y·(g − Σ g·y) of each row, from the softmax y.
  case softmaxGradient(value: Buffer, upstream: Buffer, into: Buffer)
  /// The sum of each row, times a number.
  case rowSums(of: Buffer, into: Buffer, scale: Double)
  /// The sum of all numbers, times a number.
  case total(of: Buffer, into: Buffer, scale: Double)
  case transpose(Buffer, into: Buffer)
  /// Every number becomes 0.
  case clear(Buffer)
  /// A primitive's own kernel on tensors, for what has no instruction of its own.
  case rule(Int, into: Buffer)
}

/// C ← scale · A·B, or C ← C + scale · A·B.
struct Product {
  let a: Buffer
  /// Whether A's columns are the rows of the product.
  var isTransposed = false
  let b: Buffer
  let c: Buffer
  var scale = 1.0
  let isAccumulating: Bool
  /// Whether the terms are skipped in which A is 0, by the masks of the batch.
  var isSparse = false

  /// How many products are summed.
  var depth: Int { b.rows }
}
