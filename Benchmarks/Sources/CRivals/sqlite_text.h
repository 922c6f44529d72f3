// Values of SQLite that differ by a number only.
#ifndef SQLITE_TEXT_H
#define SQLITE_TEXT_H

#include <sqlite3.h>

#include "numbered_text.h"

/// An integer, or a text in which a number stands at some places.
struct value {
  int is_integer;
  long long integer;
  struct numbered text;
};

/// Takes the value that a query finds, of a number; 0 if there is none.
int value_take(struct value *value, sqlite3 *database, const char *query, long long number);

/// Binds the value of another number, of so many variants in turn; 0 if it cannot.
int value_bind(const struct value *value, long long number, int variants, sqlite3_stmt *statement, int place);

/// Gives back what it holds.
void value_free(struct value *value);

#endif
