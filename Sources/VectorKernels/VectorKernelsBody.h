// The kernels for one instruction set: included once for each, inside the pragma that allows it,
// with ISA, VECTOR_BYTES and TILE_ROWS defined.

#define NAME(name) PASTE(name, ISA)
#define TYPED(name) NAME(PASTE(name, REAL))
#define REAL float
#include "VectorKernelsProduct.h"
#undef REAL
#define REAL double
#include "VectorKernelsProduct.h"
#undef REAL
#undef TYPED

typedef float NAME(floats) __attribute__((vector_size(VECTOR_BYTES), aligned(4)));
typedef int32_t NAME(ints) __attribute__((vector_size(VECTOR_BYTES), aligned(4)));

// e^x = 2^n · e^r with n = x / ln 2 rounded and |r| ≤ ln 2 / 2; coefficients as in Cephes' expf.
// Adding 1.5 · 2^23 rounds to an integer and leaves it in the low bits. 2^n is multiplied in two
// halves, so that results which are subnormal or overflow come out right; NaN stays NaN.
ALWAYS NAME(floats) NAME(exp_vector)(NAME(floats) x) {
  const NAME(floats) zero = {0}, magic = 12582912.0f - zero, low = -104.0f - zero, high = 89.0f - zero;
  x = (NAME(floats))(((NAME(ints))low & (x < low)) | ((NAME(ints))x & ~(x < low)));
  x = (NAME(floats))(((NAME(ints))high & (x > high)) | ((NAME(ints))x & ~(x > high)));
  NAME(floats) shifted = x * (1.44269504f - zero) + magic;
  NAME(floats) n = shifted - magic;
  NAME(floats) r = x - n * (0.693359375f - zero);
  r = r - n * (-2.12194440e-4f - zero);
  NAME(floats) p = 1.9875691500e-4f - zero;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r;
  p = p + 1.0f;
  NAME(ints) exponent = (NAME(ints))shifted - (NAME(ints))magic;
  NAME(ints) half = exponent >> 1;
  return p * (NAME(floats))((half + 127) << 23) * (NAME(floats))((exponent - half + 127) << 23);
}

static void NAME(exp_float)(size_t count, const float *x, float *y) {
  const size_t lanes = VECTOR_BYTES / sizeof(float);
  size_t i = 0;
  for (; i + lanes <= count; i += lanes)
    *(NAME(floats) *)(y + i) = NAME(exp_vector)(*(const NAME(floats) *)(x + i));
  if (i < count) {
    NAME(floats) rest = {0};
    memcpy(&rest, x + i, (count - i) * sizeof(float));
    rest = NAME(exp_vector)(rest);
    memcpy(y + i, &rest, (count - i) * sizeof(float));
  }
}

#define STRING_(x) #x
#define STRING(x) STRING_(x)
static const vector_kernels NAME(kernels) = {STRING(ISA), NAME(product_float), NAME(product_double), NAME(exp_float)};

#undef STRING
#undef STRING_
#undef NAME
#undef ISA
#undef VECTOR_BYTES
#undef TILE_ROWS
