#include "CRivals.h"

#include <emmintrin.h>
#include <limits.h>
#include <math.h>
#include <string.h>

// The same algorithm, chunks and arithmetic as AllocationLanes in Swift; see there for why it is exact.

enum { bound = 1 << 19, position_bits = 9, most_keyed_vectors = 128, chunk = 8 };
enum { uncapped = 1 << 20, offset = (1 << 19) + (1 << 14), first_uncapped = (uncapped + offset) << position_bits };

static const float magic = 12582912.0f;
static const int32_t magic_bits = 0x4B400000;

static inline __m128 exchange_halves(__m128 x) { return _mm_shuffle_ps(x, x, _MM_SHUFFLE(1, 0, 3, 2)); }
static inline __m128 exchange_neighbours(__m128 x) { return _mm_shuffle_ps(x, x, _MM_SHUFFLE(2, 3, 0, 1)); }

static inline float largest(__m128 x) {
  x = _mm_max_ps(x, exchange_halves(x));
  return _mm_cvtss_f32(_mm_max_ps(x, exchange_neighbours(x)));
}

static inline float smallest(__m128 x) {
  x = _mm_min_ps(x, exchange_halves(x));
  return _mm_cvtss_f32(_mm_min_ps(x, exchange_neighbours(x)));
}

static inline int32_t bits(float x) {
  int32_t result;
  memcpy(&result, &x, sizeof result);
  return result;
}

static inline int64_t needed_bundles(float x) { return bits(x + 0.5f + magic) - magic_bits; }

struct columns {
  const float *share, *tolerance, *reciprocal;
  const int32_t *ordered, *held, *on_hand;
  size_t vectors;
};

static inline __m128i ints(const int32_t *column, size_t vector) {
  return _mm_loadu_si128((const __m128i *)(column + 4 * vector));
}

static inline __m128 floats(const float *column, size_t vector) { return _mm_loadu_ps(column + 4 * vector); }

static inline void merge(__m128 *least, __m128 *second, __m128 other_least, __m128 other_second) {
  __m128 larger = _mm_max_ps(*least, other_least);
  *least = _mm_min_ps(*least, other_least);
  *second = _mm_min_ps(_mm_min_ps(larger, *second), other_second);
}

static inline void decode(float ordering, int64_t *position, int64_t *rank) {
  int32_t key = bits(ordering);
  *position = key < first_uncapped ? key & ((1 << position_bits) - 1) : -1;
  *rank = key < first_uncapped ? (key >> position_bits) - offset : 0;
}

static inline int keyed_field(const struct columns *c, struct c_field *field) {
  __m128 needed = _mm_setzero_ps(), least = _mm_set1_ps(INFINITY), second = least;
  __m128i magnitude = _mm_setzero_si128();
  __m128i positions = _mm_add_epi32(
    _mm_setr_epi32(0, 1, 2, 3), _mm_set1_epi32((int32_t)((uint32_t)(offset - magic_bits) << position_bits)));
  for (size_t v = 0; v < c->vectors; v++) {
    __m128i orders = ints(c->ordered, v), stock = ints(c->on_hand, v);
    magnitude = _mm_or_si128(magnitude, _mm_or_si128(orders, stock));
    __m128 firm = _mm_cvtepi32_ps(_mm_sub_epi32(_mm_sub_epi32(orders, ints(c->held, v)), stock));
    __m128 per_bundle = floats(c->reciprocal, v);
    needed = _mm_max_ps(_mm_mul_ps(_mm_sub_ps(firm, _mm_set1_ps(0.5f)), per_bundle), needed);
    __m128 caps = _mm_sub_ps(_mm_mul_ps(_mm_add_ps(firm, floats(c->tolerance, v)), per_bundle), _mm_set1_ps(0.5f));
    caps = _mm_add_ps(caps, _mm_set1_ps(magic));
    __m128 keys = _mm_castsi128_ps(_mm_add_epi32(_mm_slli_epi32(_mm_castps_si128(caps), position_bits), positions));
    second = _mm_min_ps(_mm_max_ps(keys, least), second);
    least = _mm_min_ps(keys, least);
    positions = _mm_add_epi32(positions, _mm_set1_epi32(4));
  }
  if (_mm_movemask_epi8(_mm_cmpgt_epi32(magnitude, _mm_set1_epi32(bound - 1)))) return 0;
  merge(&least, &second, exchange_halves(least), exchange_halves(second));
  merge(&least, &second, exchange_neighbours(least), exchange_neighbours(second));
  field->bundles_needed = needed_bundles(largest(needed));
  decode(_mm_cvtss_f32(least), &field->tightest, &field->rank);
  decode(_mm_cvtss_f32(second), &field->next_tightest, &field->next_rank);
  return 1;
}

static inline float whole_below(float x) {
  if (!(x < INFINITY)) return x;
  float truncated = (float)(int32_t)x;
  return truncated > x ? truncated - 1 : truncated;
}

static inline __m128 caps_of(const struct columns *c, size_t v) {
  __m128i firm = _mm_sub_epi32(_mm_sub_epi32(ints(c->ordered, v), ints(c->held, v)), ints(c->on_hand, v));
  return _mm_mul_ps(_mm_add_ps(_mm_cvtepi32_ps(firm), floats(c->tolerance, v)), floats(c->reciprocal, v));
}

static int64_t position_of(const struct columns *c, float rank, size_t start, int64_t besides) {
  for (size_t v = start; v < c->vectors && v < start + chunk; v++) {
    __m128 caps = caps_of(c, v);
    int hits = _mm_movemask_ps(_mm_cmplt_ps(caps, _mm_set1_ps(rank + 1)));
    for (int lane = 0; hits >> lane; lane++) {
      if (hits >> lane & 1 && (int64_t)(4 * v) + lane != besides) return (int64_t)(4 * v) + lane;
    }
  }
  return -1;
}

static float smallest_besides(const struct columns *c, size_t start, int64_t besides) {
  __m128 least = _mm_set1_ps(INFINITY);
  for (size_t v = start; v < c->vectors && v < start + chunk; v++) {
    __m128i is_excluded = _mm_cmpeq_epi32(_mm_setr_epi32(0, 1, 2, 3), _mm_set1_epi32((int32_t)(besides - 4 * (int64_t)v)));
    __m128 mask = _mm_castsi128_ps(is_excluded);
    __m128 caps = _mm_or_ps(_mm_andnot_ps(mask, caps_of(c, v)), _mm_and_ps(mask, _mm_set1_ps(INFINITY)));
    least = _mm_min_ps(caps, least);
  }
  return whole_below(smallest(least));
}

struct chunks {
  float first, second;
  size_t first_start, second_start;
};

static void two_tightest(const struct columns *c, const struct chunks *lowest, struct c_field *field) {
  field->tightest = field->next_tightest = -1;
  field->rank = field->next_rank = 0;
  if (!(lowest->first < uncapped)) return;
  field->tightest = position_of(c, lowest->first, lowest->first_start, -1);
  field->rank = (int64_t)lowest->first;
  float runner_up = smallest_besides(c, lowest->first_start, field->tightest);
  int is_elsewhere =
    lowest->second < runner_up || (lowest->second == runner_up && lowest->second_start < lowest->first_start);
  float rank = is_elsewhere ? lowest->second : runner_up;
  if (!(rank < uncapped)) return;
  size_t start = is_elsewhere ? lowest->second_start : lowest->first_start;
  field->next_tightest = position_of(c, rank, start, field->tightest);
  field->next_rank = (int64_t)rank;
}

static void add_chunk(struct chunks *lowest, size_t start, float least) {
  if (least < lowest->first) {
    lowest->second = lowest->first;
    lowest->second_start = lowest->first_start;
    lowest->first = least;
    lowest->first_start = start;
  } else if (least < lowest->second) {
    lowest->second = least;
    lowest->second_start = start;
  }
}

static int chunked_field(const struct columns *c, struct c_field *field) {
  __m128 needed = _mm_setzero_ps();
  __m128i magnitude = _mm_setzero_si128();
  struct chunks lowest = {INFINITY, INFINITY, 0, 0};
  for (size_t start = 0; start < c->vectors; start += chunk) {
    size_t end = start + chunk < c->vectors ? start + chunk : c->vectors;
    __m128 least = _mm_set1_ps(INFINITY);
    for (size_t v = start; v < end; v++) {
      __m128i orders = ints(c->ordered, v), stock = ints(c->on_hand, v);
      magnitude = _mm_or_si128(magnitude, _mm_or_si128(orders, stock));
      __m128 firm = _mm_cvtepi32_ps(_mm_sub_epi32(_mm_sub_epi32(orders, ints(c->held, v)), stock));
      __m128 per_bundle = floats(c->reciprocal, v);
      needed = _mm_max_ps(_mm_mul_ps(_mm_sub_ps(firm, _mm_set1_ps(0.5f)), per_bundle), needed);
      least = _mm_min_ps(_mm_mul_ps(_mm_add_ps(firm, floats(c->tolerance, v)), per_bundle), least);
    }
    if (_mm_movemask_ps(_mm_cmplt_ps(least, _mm_set1_ps(lowest.second)))) {
      add_chunk(&lowest, start, whole_below(smallest(least)));
    }
  }
  if (_mm_movemask_epi8(_mm_cmpgt_epi32(magnitude, _mm_set1_epi32(bound - 1)))) return 0;
  two_tightest(c, &lowest, field);
  field->bundles_needed = needed_bundles(largest(needed));
  return 1;
}

static inline int64_t permitted(const struct c_field *field, int64_t tightest, int64_t rank, int64_t k, int64_t c) {
  int64_t limit = tightest >= 0 && rank < c ? rank : c;
  if (limit == INT64_MAX) return limit;
  int64_t least = field->bundles_needed > k ? field->bundles_needed : k;
  return limit > least ? limit : least;
}

int c_refresh(
  const float *lanes, const int32_t *counts, size_t stride, int64_t committed, int64_t capacity, int64_t most_bundles,
  int32_t *restrict units, struct c_field *restrict field
) {
  const struct columns c = {
    lanes, lanes + stride, lanes + 2 * stride, counts, counts + stride, counts + 2 * stride, stride / 4};
  if (!(c.vectors <= most_keyed_vectors ? keyed_field(&c, field) : chunked_field(&c, field))) return 0;
  int64_t others = permitted(field, field->tightest, field->rank, committed, capacity);
  if (others > most_bundles) return 0;
  __m128 bundles = _mm_set1_ps((float)others);
  for (size_t v = 0; v < c.vectors; v++) {
    __m128i stock = _mm_sub_epi32(ints(c.on_hand, v), ints(c.ordered, v));
    __m128 raised = _mm_castsi128_ps(_mm_add_epi32(stock, _mm_set1_epi32(magic_bits)));
    __m128 sum = _mm_max_ps(_mm_set1_ps(magic), _mm_add_ps(_mm_mul_ps(floats(c.share, v), bundles), raised));
    _mm_storeu_si128((__m128i *)(units + 4 * v), _mm_sub_epi32(_mm_castps_si128(sum), _mm_set1_epi32(magic_bits)));
  }
  if (field->tightest < 0) return 1;
  size_t v = (size_t)field->tightest;
  int64_t own = permitted(field, field->next_tightest, field->next_rank, committed, capacity), available = 1000000000;
  if (own != INT64_MAX) {
    available = own * (int64_t)c.share[v] + c.on_hand[v] - c.ordered[v];
    if (available < 0) available = 0;
    if (available > 1000000000) available = 1000000000;
  }
  units[v] = (int32_t)available;
  return 1;
}

void c_copy(void *target, const void *source, size_t bytes) { memcpy(target, source, bytes); }
