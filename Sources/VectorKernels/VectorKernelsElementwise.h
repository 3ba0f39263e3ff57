// Functions of single numbers, softmax, and the gathering of bytes, for one instruction set and
// precision; follows VectorKernelsProduct.h.

typedef INTEGER TYPED(integers) __attribute__((vector_size(VECTOR_BYTES), aligned(sizeof(REAL))));

ALWAYS TYPED(vector) TYPED(choose)(TYPED(integers) condition, TYPED(vector) yes, TYPED(vector) no) {
  return (TYPED(vector))((condition & (TYPED(integers))yes) | (~condition & (TYPED(integers))no));
}

// e^r − 1, and 2^n in two halves, so that results which are subnormal or overflow come out right;
// NaN stays NaN.
ALWAYS TYPED(vector) TYPED(reduced)(TYPED(vector) x, TYPED(vector) scale[2]) {
  static const REAL terms[] = TERMS;
  const TYPED(vector) zero = {0}, magic = MAGIC - zero, low = LOWEST - zero, high = HIGHEST - zero;
  x = TYPED(choose)(x < low, low, x);
  x = TYPED(choose)(x > high, high, x);
  TYPED(vector) shifted = x * ((REAL)1.44269504088896341 - zero) + magic;
  TYPED(vector) n = shifted - magic;
  TYPED(vector) r = x - n * (LN2_HIGH - zero);
  r = r - n * (LN2_LOW - zero);
  TYPED(vector) p = terms[0] - zero;
#pragma clang loop unroll(full)
  for (size_t i = 1; i < sizeof terms / sizeof *terms; i++) p = p * r + (terms[i] - zero);
  TYPED(integers) exponent = (TYPED(integers))shifted - (TYPED(integers))magic, half = exponent >> 1;
  scale[0] = (TYPED(vector))((half + BIAS) << MANTISSA);
  scale[1] = (TYPED(vector))((exponent - half + BIAS) << MANTISSA);
  return p * (r * r) + r;
}

ALWAYS TYPED(vector) TYPED(exponential)(TYPED(vector) x) {
  TYPED(vector) scale[2], power = TYPED(reduced)(x, scale);
  return (power + 1) * scale[0] * scale[1];
}

// (e^2|x| − 1) / (e^2|x| + 1) with the sign of x, exact to the last digits also where x is small.
ALWAYS TYPED(vector) TYPED(hyperbolic)(TYPED(vector) x) {
  const TYPED(vector) zero = {0}, limit = (REAL)22 - zero;
  const TYPED(integers) sign = (TYPED(integers))(-zero);
  TYPED(vector) size = (TYPED(vector))((TYPED(integers))x & ~sign), scale[2];
  size = TYPED(choose)(size > limit, limit, size);
  TYPED(vector) power = TYPED(reduced)(2 * size, scale), whole = scale[0] * scale[1];
  TYPED(vector) less = power * whole + (whole - 1);
  return (TYPED(vector))((TYPED(integers))(less / (less + 2)) | ((TYPED(integers))x & sign));
}

static void TYPED(elementwise)(vector_operation operation, size_t count, const void *a_,
                               const void *b_, void *y_) {
  const TYPED(vector) zero = {0}, one = zero + 1;
  const TYPED(integers) sign = (TYPED(integers))(-zero);
  const TYPED(vector) *a = a_, *b = b_;
  TYPED(vector) *y = y_;
  count = count * sizeof(REAL) / VECTOR_BYTES;
#define EACH(f)                               \
  for (size_t i = 0; i < count; i++) y[i] = f; \
  break;
  switch (operation) {
  case vector_copy: EACH(a[i])
  case vector_negate: EACH(-a[i])
  case vector_abs: EACH((TYPED(vector))((TYPED(integers))a[i] & ~sign))
  case vector_sign:
    EACH(TYPED(choose)(a[i] > zero, one, TYPED(choose)(a[i] < zero, -one, a[i])))
  case vector_step: EACH(TYPED(choose)(a[i] > zero, one, zero))
  case vector_sqrt: EACH(__builtin_elementwise_sqrt(a[i]))
  case vector_exp: EACH(TYPED(exponential)(a[i]))
  case vector_tanh: EACH(TYPED(hyperbolic)(a[i]))
  case vector_add: EACH(a[i] + b[i])
  case vector_subtract: EACH(a[i] - b[i])
  case vector_multiply: EACH(a[i] * b[i])
  case vector_divide: EACH(a[i] / b[i])
  case vector_max: EACH(TYPED(choose)((a[i] > b[i]) | (a[i] != a[i]), a[i], b[i]))
  case vector_min: EACH(TYPED(choose)((a[i] < b[i]) | (a[i] != a[i]), a[i], b[i]))
  }
#undef EACH
}

static void TYPED(softmax)(size_t rows, size_t columns, size_t row, const void *x_, void *y_,
                           void *logarithms_) {
  const REAL *x = x_;
  REAL *y = y_, *logarithms = logarithms_;
  const TYPED(vector) zero = {0};
  for (size_t m = 0; m < rows; m++, x += row, y += row) {
    REAL top = x[0], sum = 0;
    for (size_t n = 1; n < columns; n++) top = x[n] > top ? x[n] : top;
    for (size_t n = 0; n < row; n += VECTOR_BYTES / sizeof(REAL))
      *(TYPED(vector) *)(y + n) = TYPED(exponential)(*(const TYPED(vector) *)(x + n) - (top - zero));
    for (size_t n = 0; n < columns; n++) sum += y[n];
    for (size_t n = 0; n < columns; n++) y[n] /= sum;
    for (size_t n = columns; n < row; n++) y[n] = 0;
    logarithms[m] = top + (REAL)log((double)sum);
  }
}

// Eight by eight bytes at a time: rows of a word each, least significant byte first, are transposed
// by exchanging ever smaller blocks between words that are 4, 2 and 1 apart.
static void TYPED(gather)(size_t count, const uint8_t *const *samples, size_t inputs, double scale,
                          void *x_, size_t x_row, uint64_t *masks) {
  REAL *x = x_;
  for (size_t p = 0; p < inputs; p += 8) {
    size_t width = inputs - p < 8 ? inputs - p : 8;
    uint8_t bytes[8][64] = {{0}};
    for (size_t n = 0; n < count; n += 8) {
      uint64_t words[8] = {0};
      for (size_t i = 0; i < 8 && n + i < count; i++) memcpy(&words[i], samples[n + i] + p, width);
      for (int step = 4; step; step /= 2) {
        const uint64_t mask = ~(uint64_t)0 / ((1ull << 8 * step) + 1);
        for (int i = 0; i < 8; i++)
          if (!(i & step)) {
            uint64_t difference = (words[i] >> 8 * step ^ words[i + step]) & mask;
            words[i + step] ^= difference;
            words[i] ^= difference << 8 * step;
          }
      }
      for (size_t i = 0; i < 8; i++) memcpy(&bytes[i][n], &words[i], 8);
    }
    for (size_t i = 0; i < width; i++) {
      uint64_t mask = 0;
      REAL *row = x + (p + i) * x_row;
      for (size_t n = 0; n < count; n += 8) {
        // The top bit of each byte that is not 0, and then these bits side by side.
        const uint64_t low = ~(uint64_t)0 / 255 * 127;
        uint64_t word;
        memcpy(&word, &bytes[i][n], 8);
        word = ((((word & low) + low) | word) & ~low) >> 7;
        mask |= (word * 0x0102040810204080 >> 56) << n;
      }
      masks[p + i] = mask;
      for (size_t n = 0; n < count; n++) row[n] = (REAL)scale * bytes[i][n];
    }
  }
}

static const vector_kernels TYPED(kernels) = {
    STRING(ISA),         TYPED(product), TYPED(sparse_forward), TYPED(sparse_backward),
    TYPED(elementwise), TYPED(softmax), TYPED(gather)};
