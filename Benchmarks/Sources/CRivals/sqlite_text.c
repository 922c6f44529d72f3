#include "sqlite_text.h"

#include <stdio.h>

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
    const char *sample = (const char *)sqlite3_column_text(statement, 0);
    is_found = value->is_integer || (sample && numbered_take(&value->text, sample, number));
  }
  sqlite3_finalize(statement);
  return is_found;
}

int value_bind(const struct value *value, long long number, int variants, sqlite3_stmt *statement, int place) {
  if (value->is_integer) return sqlite3_bind_int64(statement, place, value->integer) == SQLITE_OK;
  int length = numbered_fill(&value->text, number, variants);
  return sqlite3_bind_text(statement, place, value->text.filled, length, SQLITE_STATIC) == SQLITE_OK;
}

void value_free(struct value *value) { numbered_free(&value->text); }
