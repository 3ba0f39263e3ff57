#ifndef VECTOR_KERNELS_H
#define VECTOR_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

/// A matrix product C ← scale · A·B, or C ← C + scale · A·B, in single precision.
///
/// Each element's products are summed from the first to the last, whatever the shape: a product cut
/// into blocks of rows or columns has the bits of the whole.
/// - Parameters:
///   - rows: Rows of A and C.
///   - columns: Columns of B and C.
///   - depth: Columns of A, rows of B.
///   - a: A(m, k) is `a[m * a_row + k * a_column]`, so that a transposed matrix needs no copy.
///   - b: B(k, n) is `b[k * b_row + n]`.
///   - c: C(m, n) is `c[m * c_row + n]`; overlaps neither A nor B.
///   - scale: Multiplies each element's sum.
///   - accumulate: Whether the product is added to C instead of replacing it.
typedef void (*vector_product_float)(size_t rows, size_t columns, size_t depth, const float *_Nonnull a,
                                     size_t a_row, size_t a_column, const float *_Nonnull b, size_t b_row,
                                     float *_Nonnull c, size_t c_row, float scale, bool accumulate);

/// The same matrix product in double precision.
typedef void (*vector_product_double)(size_t rows, size_t columns, size_t depth, const double *_Nonnull a,
                                      size_t a_row, size_t a_column, const double *_Nonnull b, size_t b_row,
                                      double *_Nonnull c, size_t c_row, double scale, bool accumulate);

/// y[i] ← e^x[i] for `count` numbers, within 2 units in the last place; `y` may be `x`.
typedef void (*vector_exp_float)(size_t count, const float *_Nonnull x, float *_Nonnull y);

/// The kernels for one instruction set.
typedef struct {
  /// The instruction set, as a person calls it.
  const char *_Nonnull name;
  /// The matrix product in single precision.
  vector_product_float _Nonnull product_float;
  /// The matrix product in double precision.
  vector_product_double _Nonnull product_double;
  /// The exponential function in single precision.
  vector_exp_float _Nonnull exp_float;
} vector_kernels;

/// The kernels that this machine can run, the fastest first; null past the last.
const vector_kernels *_Nullable vector_kernels_at(size_t index);

#endif
