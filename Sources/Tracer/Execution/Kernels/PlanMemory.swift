import Foundation
import VectorKernels

/// Rows of numbers in a plan's memory; every row is filled up with zeros to whole cache lines, so
/// that loops run over whole vectors.
///
/// The zeros stay zeros: whatever writes a row leaves them so.
struct Buffer: Hashable, Sendable {
  /// Its place in the memory's list.
  let number: Int
  let rows: Int
  let columns: Int
  /// Numbers from one row to the next.
  let stride: Int
  /// Whether a row holds one column of the tensor, as the inputs of a batch do.
  let isTransposed: Bool

  /// A matrix, or for a tensor of fewer axes a row, or for one of more all but the last axis as rows.
  fileprivate init(number: Int, shape: Shape, isTransposed: Bool, line: Int) {
    let columns = shape.extents.last ?? 1
    let rows = shape.extents.dropLast().reduce(1, *)
    self.number = number
    self.rows = isTransposed ? columns : rows
    self.columns = isTransposed ? rows : columns
    self.isTransposed = isTransposed
    stride = (self.columns + line - 1) / line * line
  }

  var count: Int { rows * stride }
}

/// The numbers of a plan's buffers.
///
/// Sendable without the compiler's proof: threads write rows of their own, and meet before they read
/// each other's.
final class PlanMemory<Scalar: Real>: @unchecked Sendable {
  private(set) var buffers: [Buffer] = []
  private(set) var bases: [UnsafeMutablePointer<Scalar>] = []
  private var own: [Allocation<Scalar>] = []

  /// Adds a buffer of zeros, or one that lies where another memory has it.
  func add(_ shape: Shape, isTransposed: Bool = false, at place: Allocation<Scalar>? = nil)
    -> Buffer
  {
    let buffer = Buffer(
      number: buffers.count, shape: shape, isTransposed: isTransposed,
      line: 64 / MemoryLayout<Scalar>.stride)
    let place = place ?? Allocation(count: buffer.count)
    buffers.append(buffer)
    bases.append(place.base)
    own.append(place)
    return buffer
  }

  /// The numbers of a buffer, to share with another memory.
  func allocation(of buffer: Buffer) -> Allocation<Scalar> { own[buffer.number] }

  func elements(of buffer: Buffer) -> [Scalar] {
    Self.elements(of: buffer, at: bases[buffer.number])
  }

  /// The elements of a buffer's tensor that lies elsewhere.
  static func elements(of buffer: Buffer, at base: UnsafePointer<Scalar>) -> [Scalar] {
    var elements: [Scalar] = []
    elements.reserveCapacity(buffer.rows * buffer.columns)
    if buffer.isTransposed {
      for n in 0..<buffer.columns {
        for p in 0..<buffer.rows { elements.append(base[p * buffer.stride + n]) }
      }
    } else {
      for row in 0..<buffer.rows {
        elements += UnsafeBufferPointer(start: base + row * buffer.stride, count: buffer.columns)
      }
    }
    return elements
  }

  /// Sets a buffer to a tensor's elements, in row-major order.
  func set(_ buffer: Buffer, to elements: [Scalar]) {
    precondition(elements.count == buffer.rows * buffer.columns, "the shapes do not fit")
    let base = bases[buffer.number]
    elements.withUnsafeBufferPointer { elements in
      guard let source = elements.baseAddress else { return }
      if buffer.isTransposed {
        for n in 0..<buffer.columns {
          for p in 0..<buffer.rows { base[p * buffer.stride + n] = source[n * buffer.rows + p] }
        }
      } else {
        for row in 0..<buffer.rows {
          (base + row * buffer.stride).update(
            from: source + row * buffer.columns, count: buffer.columns)
        }
      }
    }
  }
}

/// Zeros on the heap, at the start of a cache line.
final class Allocation<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(count: Int) {
    self.count = count
    let bytes = Swift.max(count, 1) * MemoryLayout<Element>.stride
    // Large pages make the first touch of a long record cheap, where the system has them.
    let page = 1 << 21
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: bytes >= page ? page : 64)
    #if os(Linux)
      if bytes >= page { madvise(memory, bytes, MADV_HUGEPAGE) }
    #endif
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    base = memory.bindMemory(to: Element.self, capacity: Swift.max(count, 1))
  }

  deinit { base.deallocate() }
}

/// Which inputs of the samples of a batch are not 0: for each 64 samples a mask for each input.
final class Masks: Sendable {
  let words: Allocation<UInt64>
  let inputs: Int

  init(inputs: Int, samples: Int) {
    self.inputs = inputs
    words = Allocation(count: (samples + 63) / 64 * inputs)
  }

  /// Looks at some inputs, which lie with a row for each.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func look<Scalar: Real>(at x: Buffer, _ inputs: Range<Int>, _ base: UnsafePointer<Scalar>) {
    for input in inputs {
      for sample in 0..<x.columns {
        let bit: UInt64 = base[input * x.stride + sample] == 0 ? 0 : 1
        let place = sample / 64 * self.inputs + input
        if sample % 64 == 0 { words.base[place] = 0 }
        words.base[place] |= bit << UInt64(sample % 64)
      }
    }
  }
}
