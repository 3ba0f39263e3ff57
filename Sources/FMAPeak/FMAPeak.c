#include "FMAPeak.h"

#include <time.h>

enum { chains = 12, rounds = 400000 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

// The empty statement keeps the compiler from calculating ahead. A register of the class w holds a
// vector on arm64, v on x86.
#if defined(__x86_64__)
#define IN_REGISTER "+v"
#else
#define IN_REGISTER "+w"
#endif

#define MEASURE(name, bytes)                                                              \
  static double name(void) {                                                              \
    typedef float vector __attribute__((vector_size(bytes)));                             \
    const vector zero = {0}, factor = 0.999f - zero, term = 1e-3f - zero;                 \
    vector sum[chains];                                                                   \
    for (int c = 0; c < chains; c++) sum[c] = (float)c - zero;                            \
    double start = now();                                                                 \
    for (int i = 0; i < rounds; i++) {                                                    \
      _Pragma("clang loop unroll(full)") for (int c = 0; c < chains; c++) {               \
        sum[c] = sum[c] * factor + term;                                                  \
        __asm__ volatile("" : IN_REGISTER(sum[c]));                                       \
      }                                                                                   \
    }                                                                                     \
    double seconds = now() - start;                                                       \
    return 2.0 * rounds * chains * (bytes / sizeof(float)) / seconds / 1e9;               \
  }

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
MEASURE(peak_avx512, 64)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
MEASURE(peak_avx2, 32)
#pragma clang attribute pop
#endif
MEASURE(peak_baseline, 16)

double fma_peak(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return peak_avx512();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return peak_avx2();
#endif
  return peak_baseline();
}
