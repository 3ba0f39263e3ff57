#ifndef FMA_PEAK_H
#define FMA_PEAK_H

/// What one core can do at most: billions of floating-point operations a second, a fused
/// multiply-add in single precision counted as two, on the widest vectors of the machine, measured
/// over some milliseconds of twelve independent chains in registers.
double fma_peak(void);

#endif
