#ifndef GROSIR_C_RIVALS_H
#define GROSIR_C_RIVALS_H

#include <stddef.h>
#include <stdint.h>

#include "postgres_loop.h"
#include "sqlite_loop.h"

/// The field of variants as a whole: bundles needed, and positions and caps of the two tightest variants.
struct c_field {
  int64_t bundles_needed;
  int64_t tightest, rank;
  int64_t next_tightest, next_rank;
};

/// The snapshot as the library computes it, in C with SSE2 intrinsics.
///
/// `lanes` holds three columns of `stride` numbers (units per bundle, tolerance + 1/2, 1 / units per bundle), `counts`
/// three more (ordered, held, on hand); one column, `units`, is written. Returns 0 when a number is too large.
int c_refresh(
  const float *lanes, const int32_t *counts, size_t stride, int64_t committed, int64_t capacity, int64_t most_bundles,
  int32_t *units, struct c_field *field);

/// Copies bytes where no compiler can see that nobody reads them.
void c_copy(void *target, const void *source, size_t bytes);

/// How many bytes are allocated now, by whatever allocated them.
size_t c_allocated_bytes(void);

#endif
