// PostgreSQL's client library as Swift sees it.
#ifndef GROSIR_CPOSTGRES_SHIM_H
#define GROSIR_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

/// The fields of an error, which the library's header names by characters.
enum {
  GROSIR_PG_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED,
  GROSIR_PG_STATE = PG_DIAG_SQLSTATE,
  GROSIR_PG_MESSAGE = PG_DIAG_MESSAGE_PRIMARY,
  GROSIR_PG_TABLE = PG_DIAG_TABLE_NAME,
  GROSIR_PG_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME
};

/// Says nothing: the library would print what a server remarks to the standard error output.
static inline void grosir_pg_ignore(void *nothing, const char *message) {
  (void)nothing;
  (void)message;
}

/// Lets nothing that the server remarks be printed.
static inline void grosir_pg_be_silent(PGconn *connection) {
  PQsetNoticeProcessor(connection, grosir_pg_ignore, 0);
}

#endif
