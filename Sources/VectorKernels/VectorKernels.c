#include "VectorKernels.h"

#include <math.h>
#include <string.h>

#define PASTE_(a, b) a##_##b
#define PASTE(a, b) PASTE_(a, b)
#define STRING_(x) #x
#define STRING(x) STRING_(x)
#define ALWAYS static inline __attribute__((always_inline))

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,fma"))), apply_to = function)
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

#if defined(__x86_64__)
#define HAS_AVX512                                                                     \
  (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&          \
   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&         \
   __builtin_cpu_supports("fma"))
#define HAS_AVX2 (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
#define OPTIONAL(real)                                                                 \
  if (HAS_AVX512) found[count++] = &PASTE(PASTE(kernels, real), avx512);               \
  if (HAS_AVX2) found[count++] = &PASTE(PASTE(kernels, real), avx2);
#else
#define OPTIONAL(real)
#endif

#define CHOOSE(real)                                                                   \
  const vector_kernels *_Nullable PASTE(vector_kernels, real)(size_t index) {          \
    const vector_kernels *found[3];                                                    \
    size_t count = 0;                                                                  \
    OPTIONAL(real)                                                                     \
    found[count++] = &PASTE(PASTE(kernels, real), baseline);                           \
    return index < count ? found[index] : NULL;                                        \
  }
CHOOSE(float)
CHOOSE(double)
