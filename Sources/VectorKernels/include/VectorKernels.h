#ifndef VECTOR_KERNELS_H
#define VECTOR_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What `elementwise` does with each number, or with each pair.
typedef enum {
  vector_copy, vector_negate, vector_abs, vector_sign, vector_step, vector_sqrt, vector_exp, vector_tanh,
  vector_add, vector_subtract, vector_multiply, vector_divide, vector_max, vector_min,
} vector_operation;

/// The kernels for one instruction set and one precision, whose numbers are `float` or `double`.
///
/// Every sum is taken from its first term to its last, whatever the shape: work cut into blocks of
/// rows or columns has the bits of the whole. Nothing overlaps unless it is said.
typedef struct {
  /// The instruction set, as a person calls it.
  const char *_Nonnull name;

  /// C ← scale · A·B, or C ← C + scale · A·B.
  /// - Parameters:
  ///   - rows: Rows of A and C.
  ///   - columns: Columns of B and C.
  ///   - depth: Columns of A, rows of B.
  ///   - a: A(m, k) is `a[m * a_row + k * a_column]`, so that a transposed matrix needs no copy.
  ///   - b: B(k, n) is `b[k * b_row + n]`.
  ///   - c: C(m, n) is `c[m * c_row + n]`.
  void (*_Nonnull product)(size_t rows, size_t columns, size_t depth, const void *_Nonnull a,
                           size_t a_row, size_t a_column, const void *_Nonnull b, size_t b_row,
                           void *_Nonnull c, size_t c_row, double scale, bool accumulate);

  /// C ← C + Xᵀ·B, where only the terms are added whose bit is set: net inputs of up to 64 samples.
  /// - Parameters:
  ///   - depth: Rows of X and B, and how many masks there are; bit n of a mask stands for X(k, n).
  ///   - among: The rows of C that are meant, a bit each.
  ///   - columns: Columns of B and C, whole vectors.
  ///   - x: X(k, n) is `x[k * x_row + n]`.
  void (*_Nonnull sparse_forward)(size_t depth, size_t columns, const uint64_t *_Nonnull masks,
                                  uint64_t among, const void *_Nonnull x, size_t x_row,
                                  const void *_Nonnull b, size_t b_row, void *_Nonnull c, size_t c_row);

  /// C ← C + X·B, where only the terms are added whose bit is set: gradients of weights.
  /// - Parameters:
  ///   - rows: Rows of X and C, and how many masks there are; bit k of a mask stands for X(m, k).
  ///   - columns: Columns of B and C, whole vectors.
  void (*_Nonnull sparse_backward)(size_t rows, size_t columns, const uint64_t *_Nonnull masks,
                                   uint64_t among, const void *_Nonnull x, size_t x_row,
                                   const void *_Nonnull b, size_t b_row, void *_Nonnull c, size_t c_row);

  /// y[i] ← f(a[i], b[i]) for `count` numbers, whole vectors; y may be a or b, and b is not read by
  /// operations of one number. The exponential function and tanh are within 2 units in the last
  /// place.
  void (*_Nonnull elementwise)(vector_operation operation, size_t count, const void *_Nonnull a,
                               const void *_Nonnull b, void *_Nonnull y);

  /// The softmax of each row, e^(x − m) / Σ e^(x − m) with m the row's largest x, and the logarithm
  /// of Σ e^x.
  /// - Parameters:
  ///   - columns: How many numbers of a row count; those that fill up its vectors become 0.
  ///   - row: Numbers from one row to the next, whole vectors.
  ///   - logarithms: One for each row.
  void (*_Nonnull softmax)(size_t rows, size_t columns, size_t row, const void *_Nonnull x,
                           void *_Nonnull y, void *_Nonnull logarithms);

  /// Bytes of `count` samples, scaled, with a row for each input: x[p * x_row + n] ← scale · byte,
  /// and bit n of masks[p] says whether it is not 0.
  /// - Parameters:
  ///   - samples: Where each sample's bytes begin, up to 64.
  ///   - inputs: How many bytes each sample has.
  ///   - bytes: Room for 64 bytes.
  void (*_Nonnull gather)(size_t count, const uint8_t *_Nonnull const *_Nonnull samples, size_t inputs,
                          double scale, void *_Nonnull x, size_t x_row, uint64_t *_Nonnull masks);
} vector_kernels;

/// The kernels in single precision that this machine can run, the fastest first; null past the last.
const vector_kernels *_Nullable vector_kernels_float(size_t index);

/// The kernels in double precision that this machine can run, the fastest first; null past the last.
const vector_kernels *_Nullable vector_kernels_double(size_t index);

#endif
