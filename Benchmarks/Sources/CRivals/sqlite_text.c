#include "sqlite_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// What a piece ends with: the number with ten digits or as it is, or how often its variant had its turn, before or
/// after.
enum end { TEN, ALL, BEFORE, AFTER, NOTHING };

static int add(struct value *value, int start, int end, enum end with) {
  if (value->pieces == MOST_PIECES) return 0;
  value->piece[value->pieces++] = (struct piece){start, end - start, with};
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

/// Finds where the number stands.
static int split(struct value *value, long long number) {
  int start = 0, length = (int)strlen(value->sample);
  for (int place = 0; place < length;) {
    enum end with;
    int digits, first = before_number(value->sample, place, number, &with, &digits);
    if (first < 0) {
      place++;
      continue;
    }
    if (!add(value, start, place + first, with)) return 0;
    start = place += first + digits;
  }
  value->filled = malloc(length + 24 * value->pieces + 1);
  return value->filled && add(value, start, length, NOTHING);
}

int value_take(struct value *value, sqlite3 *database, const char *query, long long number) {
  sqlite3_stmt *statement;
  char ten[24];
  int is_found = 0;
  if (sqlite3_prepare_v2(database, query, -1, &statement, NULL) != SQLITE_OK) return 0;
  snprintf(ten, sizeof ten, "%010lld", number);
  sqlite3_bind_text(statement, 1, ten, -1, SQLITE_STATIC);
  if (sqlite3_step(statement) == SQLITE_ROW) {
    value->is_integer = sqlite3_column_type(statement, 0) == SQLITE_INTEGER;
    value->integer = sqlite3_column_int64(statement, 0);
    if (!value->is_integer) value->sample = strdup((const char *)sqlite3_column_text(statement, 0));
    is_found = value->is_integer || (value->sample && split(value, number));
  }
  sqlite3_finalize(statement);
  return is_found;
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

int value_bind(const struct value *value, long long number, int variants, sqlite3_stmt *statement, int place) {
  if (value->is_integer) return sqlite3_bind_int64(statement, place, value->integer) == SQLITE_OK;
  char *end = value->filled;
  for (int i = 0; i < value->pieces; i++) {
    const struct piece *piece = &value->piece[i];
    memcpy(end, value->sample + piece->start, piece->length), end += piece->length;
    switch (piece->with) {
      case TEN: end = write(end, number, 10); break;
      case ALL: end = write(end, number, 1); break;
      case BEFORE: end = write(end, number / variants, 1); break;
      case AFTER: end = write(end, number / variants + 1, 1); break;
    }
  }
  return sqlite3_bind_text(statement, place, value->filled, (int)(end - value->filled), SQLITE_STATIC) == SQLITE_OK;
}

void value_free(struct value *value) { free(value->sample), free(value->filled); }
