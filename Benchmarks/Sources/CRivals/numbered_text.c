#include "numbered_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// What a piece ends with: the number with ten digits or as it is, or how often its variant had its turn, before or
/// after.
enum end { TEN, ALL, BEFORE, AFTER, NOTHING };

static int add(struct numbered *text, int start, int end, enum end with) {
  if (text->pieces == MOST_PIECES) return 0;
  text->piece[text->pieces++] = (struct piece){start, end - start, with};
  return 1;
}

static int is_digit(const char *text, int place) { return place >= 0 && text[place] >= '0' && text[place] <= '9'; }

/// How long what stands at a place is, up to where the number begins; -1 if there is no number.
static int before_number(const char *sample, int place, long long number, enum end *with, int *digits) {
  char ten[24], all[40];
  snprintf(ten, sizeof ten, "%010lld", number);
  *digits = snprintf(all, sizeof all, "\"number\":%lld", number) - 9;
  if (!strncmp(sample + place, all, 9 + *digits) && !is_digit(sample, place + 9 + *digits)) return *with = ALL, 9;
  *digits = 10;
  int is_alone = !is_digit(sample, place - 1) && !is_digit(sample, place + 10);
  if (is_alone && !strncmp(sample + place, ten, 10)) return *with = TEN, 0;
  *digits = 1;
  if (!strncmp(sample + place, "\"reserved\":0}", 13)) return *with = BEFORE, 11;
  if (!strncmp(sample + place, "\"reserved\":1}", 13)) return *with = AFTER, 11;
  return -1;
}

/// Ends the pieces, and makes room for what is filled in.
static int finish(struct numbered *text, int start, int length) {
  text->filled = malloc(length + 24 * text->pieces + 1);
  return text->filled && add(text, start, length, NOTHING);
}

int numbered_take(struct numbered *text, const char *sample, long long number) {
  if (!(text->sample = strdup(sample))) return 0;
  int start = 0, length = (int)strlen(sample);
  for (int place = 0; place < length;) {
    enum end with;
    int digits, first = before_number(sample, place, number, &with, &digits);
    if (first < 0) {
      place++;
      continue;
    }
    if (!add(text, start, place + first, with)) return 0;
    start = place += first + digits;
  }
  return finish(text, start, length);
}

int numbered_take_fixed(struct numbered *text, const char *sample) {
  return (text->sample = strdup(sample)) && finish(text, 0, (int)strlen(sample));
}

/// Writes a number with so many digits at least; returns where it ends.
static char *write(char *end, long long number, int least) {
  char digits[24], *const after = digits + sizeof digits, *first = after;
  do *--first = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  while (after - first < least) *--first = '0';
  memcpy(end, first, after - first);
  return end + (after - first);
}

int numbered_fill(const struct numbered *text, long long number, int variants) {
  char *end = text->filled;
  for (int i = 0; i < text->pieces; i++) {
    const struct piece *piece = &text->piece[i];
    memcpy(end, text->sample + piece->start, piece->length), end += piece->length;
    switch (piece->with) {
      case TEN: end = write(end, number, 10); break;
      case ALL: end = write(end, number, 1); break;
      case BEFORE: end = write(end, number / variants, 1); break;
      case AFTER: end = write(end, number / variants + 1, 1); break;
    }
  }
  *end = 0;
  return (int)(end - text->filled);
}

void numbered_free(struct numbered *text) { free(text->sample), free(text->filled); }
