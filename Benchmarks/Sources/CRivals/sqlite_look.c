// What is in a file, past whoever writes it.
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "sqlite_loop.h"

static long long first(sqlite3 *database, const char *query) {
  sqlite3_stmt *statement;
  long long number = -1;
  if (sqlite3_prepare_v2(database, query, -1, &statement, NULL) != SQLITE_OK) return -1;
  if (sqlite3_step(statement) == SQLITE_ROW) number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return number;
}

long long sqlite_number(const char *path, const char *query) {
  sqlite3 *database;
  int is_open = sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
  long long number = is_open ? first(database, query) : -1;
  sqlite3_close(database);
  return number;
}

/// Counts the rows of each table that the other file's has not, as far as the first table that has some.
static struct sqlite_missing missing(sqlite3 *database) {
  struct sqlite_missing found = {-1, ""};
  sqlite3_stmt *tables;
  if (sqlite3_prepare_v2(database, "SELECT name FROM main.sqlite_schema WHERE type = 'table'", -1, &tables, NULL))
    return found;
  for (found.rows = 0; found.rows == 0 && sqlite3_step(tables) == SQLITE_ROW;) {
    sqlite3_snprintf(sizeof found.table, found.table, "%s", sqlite3_column_text(tables, 0));
    char *query = sqlite3_mprintf(
        "SELECT count(*) FROM (SELECT * FROM main.\"%w\" EXCEPT SELECT * FROM other.\"%w\")", found.table, found.table);
    found.rows = first(database, query);
    sqlite3_free(query);
  }
  sqlite3_finalize(tables);
  return found;
}

struct sqlite_missing sqlite_rows_missing(const char *path, const char *other) {
  sqlite3 *database;
  struct sqlite_missing found = {-1, ""};
  if (sqlite3_open(path, &database) == SQLITE_OK) {
    char *attach = sqlite3_mprintf("ATTACH %Q AS other", other);
    if (sqlite3_exec(database, attach, NULL, NULL, NULL) == SQLITE_OK) found = missing(database);
    sqlite3_free(attach);
  }
  sqlite3_close(database);
  return found;
}

void c_forget_cached(const char *path) {
  int descriptor = open(path, O_RDONLY);
  if (descriptor < 0) return;
  fdatasync(descriptor);
  posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
  close(descriptor);
}
