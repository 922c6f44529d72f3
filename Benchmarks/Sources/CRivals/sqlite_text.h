// Values that differ by a number only: they are taken from rows of a store, so that they are its own to the byte.
#ifndef SQLITE_TEXT_H
#define SQLITE_TEXT_H

#include <sqlite3.h>

enum { MOST_PIECES = 12 };

/// An integer, or a text in which a number stands at some places.
struct value {
  int is_integer;
  long long integer;
  char *sample, *filled;
  int pieces;
  struct piece {
    int start, length, with;
  } piece[MOST_PIECES];
};

/// Takes the value that a query finds, of a number; 0 if there is none.
int value_take(struct value *value, sqlite3 *database, const char *query, long long number);

/// Binds the value of another number, of so many variants in turn; 0 if it cannot.
int value_bind(const struct value *value, long long number, int variants, sqlite3_stmt *statement, int place);

/// Gives back what it holds.
void value_free(struct value *value);

#endif
