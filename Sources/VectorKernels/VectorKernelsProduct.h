// Matrix products for one instruction set and precision: included with REAL and TYPED defined.

typedef REAL TYPED(vector) __attribute__((vector_size(VECTOR_BYTES), aligned(sizeof(REAL))));

// One tile of C, `rows` × `vectors`, held in registers over the whole depth. Both extents are
// constants where this is inlined.
ALWAYS void TYPED(tile)(const int rows, const int vectors, size_t depth, const REAL *a,
                        size_t a_row, size_t a_column, const REAL *b, size_t b_row, REAL *c,
                        size_t c_row, REAL scale, bool accumulate) {
  enum { lanes = VECTOR_BYTES / sizeof(REAL) };
  const TYPED(vector) zero = {0};
  TYPED(vector) sum[TILE_ROWS][2];
#pragma clang loop unroll(full)
  for (int m = 0; m < rows; m++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[m][v] = zero;
  for (size_t k = 0; k < depth; k++) {
    TYPED(vector) row[2];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++)
      row[v] = *(const TYPED(vector) *)(b + k * b_row + v * lanes);
#pragma clang loop unroll(full)
    for (int m = 0; m < rows; m++) {
      // Subtracting zero folds into a broadcast; adding it would not, for the sake of -0.
      TYPED(vector) factor = a[m * a_row + k * a_column] - zero;
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sum[m][v] = factor * row[v] + sum[m][v];
    }
  }
#pragma clang loop unroll(full)
  for (int m = 0; m < rows; m++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      TYPED(vector) *target = (TYPED(vector) *)(c + m * c_row + v * lanes);
      *target = accumulate ? sum[m][v] * scale + *target : sum[m][v] * scale;
    }
}

// A panel of C, as wide as `vectors`, by tiles of TILE_ROWS, 4, 2 and 1 rows.
ALWAYS void TYPED(panel)(const int vectors, size_t rows, size_t depth, const REAL *a, size_t a_row,
                         size_t a_column, const REAL *b, size_t b_row, REAL *c, size_t c_row,
                         REAL scale, bool accumulate) {
  size_t m = 0;
#define TILES(height)                                                                             \
  for (; m + height <= rows; m += height)                                                         \
    TYPED(tile)(height, vectors, depth, a + m * a_row, a_row, a_column, b, b_row, c + m * c_row,  \
                c_row, scale, accumulate);
  TILES(TILE_ROWS)
  TILES(4)
  TILES(2)
  TILES(1)
#undef TILES
}

static void TYPED(product)(size_t rows, size_t columns, size_t depth, const void *a_, size_t a_row,
                           size_t a_column, const void *b_, size_t b_row, void *c_, size_t c_row,
                           double scale_, bool accumulate) {
  // A panel of B, two vectors wide and this deep, stays in the first-level cache.
  enum { lanes = VECTOR_BYTES / sizeof(REAL), block = 256 };
  const REAL *a = a_, *b = b_, scale = (REAL)scale_;
  REAL *c = c_;
  size_t k = 0;
  do {
    size_t deep = depth - k < block ? depth - k : block, n = 0;
    bool add = accumulate || k > 0;
    for (; n + 2 * lanes <= columns; n += 2 * lanes)
      TYPED(panel)(2, rows, deep, a + k * a_column, a_row, a_column, b + k * b_row + n, b_row,
                   c + n, c_row, scale, add);
    for (; n + lanes <= columns; n += lanes)
      TYPED(panel)(1, rows, deep, a + k * a_column, a_row, a_column, b + k * b_row + n, b_row,
                   c + n, c_row, scale, add);
    if (n < columns) {
      // The last columns do not fill a vector: they are copied to where they do.
      size_t width = (columns - n) * sizeof(REAL);
      REAL edge[block][lanes], result[TILE_ROWS][lanes];
      memset(edge, 0, deep * sizeof edge[0]);
      memset(result, 0, sizeof result);
      for (size_t i = 0; i < deep; i++) memcpy(edge[i], b + (k + i) * b_row + n, width);
      for (size_t m = 0; m < rows; m += TILE_ROWS) {
        size_t high = rows - m < TILE_ROWS ? rows - m : TILE_ROWS;
        if (add)
          for (size_t i = 0; i < high; i++) memcpy(result[i], c + (m + i) * c_row + n, width);
        TYPED(panel)(1, high, deep, a + m * a_row + k * a_column, a_row, a_column, edge[0], lanes,
                     result[0], lanes, scale, add);
        for (size_t i = 0; i < high; i++) memcpy(c + (m + i) * c_row + n, result[i], width);
      }
    }
    k += deep;
  } while (k < depth);
}

// Each row of B is held in registers while it is added to the rows of C whose bits are set.
ALWAYS void TYPED(spread)(const int vectors, size_t depth, const uint64_t *masks, uint64_t among,
                          const REAL *x, size_t x_row, const REAL *b, size_t b_row, REAL *c, size_t c_row) {
  enum { lanes = VECTOR_BYTES / sizeof(REAL) };
  const TYPED(vector) zero = {0};
  for (size_t k = 0; k < depth; k++, x += x_row, b += b_row) {
    uint64_t mask = masks[k] & among;
    if (!mask) continue;
    TYPED(vector) row[8];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) row[v] = *(const TYPED(vector) *)(b + v * lanes);
    for (; mask; mask &= mask - 1) {
      const size_t n = (size_t)__builtin_ctzll(mask);
      TYPED(vector) factor = x[n] - zero, *target = (TYPED(vector) *)(c + n * c_row);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) target[v] = factor * row[v] + target[v];
    }
  }
}

// Each row of C is held in registers while the rows of B whose bits are set are added to it.
ALWAYS void TYPED(collect)(const int vectors, size_t rows, const uint64_t *masks, uint64_t among,
                           const REAL *x, size_t x_row, const REAL *b, size_t b_row, REAL *c, size_t c_row) {
  const TYPED(vector) zero = {0};
  for (size_t m = 0; m < rows; m++, x += x_row, c += c_row) {
    uint64_t mask = masks[m] & among;
    if (!mask) continue;
    TYPED(vector) row[8], *target = (TYPED(vector) *)c;
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) row[v] = target[v];
    for (; mask; mask &= mask - 1) {
      const size_t k = (size_t)__builtin_ctzll(mask);
      const TYPED(vector) *source = (const TYPED(vector) *)(b + k * b_row);
      TYPED(vector) factor = x[k] - zero;
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) row[v] = factor * source[v] + row[v];
    }
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) target[v] = row[v];
  }
}

// Columns by eight vectors, and then by as many as are left.
#define WIDTH(kernel, vectors)                                                                      \
  TYPED(kernel)(vectors, count, masks, among, x, x_row, (const REAL *)b + n, b_row, (REAL *)c + n, c_row); \
  break;
#define SPARSE(name, kernel)                                                                        \
  static void TYPED(name)(size_t count, size_t columns, const uint64_t *masks, uint64_t among,      \
                          const void *x, size_t x_row, const void *b, size_t b_row, void *c,        \
                          size_t c_row) {                                                           \
    enum { lanes = VECTOR_BYTES / sizeof(REAL) };                                                   \
    for (size_t n = 0; n < columns; n += 8 * lanes)                                                 \
      switch ((columns - n) / lanes) {                                                              \
      case 1: WIDTH(kernel, 1)                                                                      \
      case 2: WIDTH(kernel, 2)                                                                      \
      case 3: WIDTH(kernel, 3)                                                                      \
      case 4: WIDTH(kernel, 4)                                                                      \
      case 5: WIDTH(kernel, 5)                                                                      \
      case 6: WIDTH(kernel, 6)                                                                      \
      case 7: WIDTH(kernel, 7)                                                                      \
      default: WIDTH(kernel, 8)                                                                     \
      }                                                                                             \
  }
SPARSE(sparse_forward, spread)
SPARSE(sparse_backward, collect)
#undef SPARSE
#undef WIDTH
