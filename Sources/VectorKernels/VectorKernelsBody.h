// The kernels for one instruction set: included once for each, inside the pragma that allows it,
// with ISA, VECTOR_BYTES and TILE_ROWS defined.

#define TYPED(name) PASTE(PASTE(name, REAL), ISA)

// e^x = 2^n · e^r with n = x / ln 2 rounded and |r| ≤ ln 2 / 2. Adding 1.5 · 2^MANTISSA rounds to
// an integer and leaves it in the low bits.
#define REAL float
#define INTEGER int32_t
#define MANTISSA 23
#define BIAS 127
#define MAGIC 12582912.0f
#define LOWEST -104.0f
#define HIGHEST 89.0f
#define LN2_HIGH 0.693359375f
#define LN2_LOW -2.12194440e-4f
// As in Cephes' expf.
#define TERMS {1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, \
               1.6666665459e-1f, 5.0000001201e-1f}
#include "VectorKernelsProduct.h"
#include "VectorKernelsElementwise.h"
#undef REAL
#undef INTEGER
#undef MANTISSA
#undef BIAS
#undef MAGIC
#undef LOWEST
#undef HIGHEST
#undef LN2_HIGH
#undef LN2_LOW
#undef TERMS

#define REAL double
#define INTEGER int64_t
#define MANTISSA 52
#define BIAS 1023
#define MAGIC 6755399441055744.0
#define LOWEST -746.0
#define HIGHEST 710.0
#define LN2_HIGH 6.93147180369123816490e-01
#define LN2_LOW 1.90821492927058770002e-10
// The Taylor series, whose rest is below 2^-57 here.
#define TERMS {1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880,  \
               1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5}
#include "VectorKernelsProduct.h"
#include "VectorKernelsElementwise.h"
#undef REAL
#undef INTEGER
#undef MANTISSA
#undef BIAS
#undef MAGIC
#undef LOWEST
#undef HIGHEST
#undef LN2_HIGH
#undef LN2_LOW
#undef TERMS

#undef TYPED
#undef ISA
#undef VECTOR_BYTES
#undef TILE_ROWS
