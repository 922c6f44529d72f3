// SQLite as Swift sees it: what its header says with macros that Swift cannot read stands here as functions.
#ifndef GROSIR_CSQLITE_SHIM_H
#define GROSIR_CSQLITE_SHIM_H

#include <sqlite3.h>

/// Binds text that SQLite reads where it is: it must stay there until the place is bound again or the statement ends.
static inline int grosir_sqlite_bind_text(sqlite3_stmt *statement, int place, const char *text, long long length) {
  return sqlite3_bind_text64(statement, place, text, (sqlite3_uint64)length, SQLITE_STATIC, SQLITE_UTF8);
}

/// Whether an error while saving leaves open what has become of it: the disk did not say that it has everything.
static inline int grosir_sqlite_is_unsure(int code) { return (code & 0xFF) == SQLITE_IOERR; }

#endif
