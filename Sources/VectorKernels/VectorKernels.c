#include "VectorKernels.h"

#include <stdint.h>
#include <string.h>

#define PASTE_(a, b) a##_##b
#define PASTE(a, b) PASTE_(a, b)
#define ALWAYS static inline __attribute__((always_inline))

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,fma"))), apply_to = function)
#define ISA avx512
#define VECTOR_BYTES 64
#define TILE_ROWS 10
#include "VectorKernelsBody.h"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define ISA avx2
#define VECTOR_BYTES 32
#define TILE_ROWS 6
#include "VectorKernelsBody.h"
#pragma clang attribute pop
#endif

#define ISA baseline
#define VECTOR_BYTES 16
#define TILE_ROWS 6
#include "VectorKernelsBody.h"

const vector_kernels *_Nullable vector_kernels_at(size_t index) {
  const vector_kernels *found[3];
  size_t count = 0;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("fma"))
    found[count++] = &kernels_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    found[count++] = &kernels_avx2;
#endif
  found[count++] = &kernels_baseline;
  return index < count ? found[index] : NULL;
}
