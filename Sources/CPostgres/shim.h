// PostgreSQL's client library as Swift sees it: what its header says with macros stands here as numbers.
#ifndef GROSIR_CPOSTGRES_SHIM_H
#define GROSIR_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

/// The fields of an error, which the library's header names by characters.
static const int GROSIR_PG_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int GROSIR_PG_STATE = PG_DIAG_SQLSTATE;
static const int GROSIR_PG_MESSAGE = PG_DIAG_MESSAGE_PRIMARY;
static const int GROSIR_PG_TABLE = PG_DIAG_TABLE_NAME;
static const int GROSIR_PG_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME;

#endif
