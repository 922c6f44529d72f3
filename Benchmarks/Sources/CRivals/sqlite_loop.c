// The loop that one would write by hand: the rows of a reservation in a file that a store has made, by statements that
// are prepared once, so many in a transaction.
#include "sqlite_loop.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STOCK, RESERVATION, LINE, COMMAND, EVENT, SUBJECT, TENANT, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    "UPDATE stocks SET reserved = reserved + 1, last_instant = $1 "
    "WHERE tenant = $2 AND owner = $3 AND location = $4 AND variant = $5 AND on_hand - reserved >= 1",
    "INSERT INTO reservations (tenant, holder_kind, holder, order_id, session, lines, made_at, last_instant, "
    "expires_at, state, release_reason) VALUES ($1, 'order', $2, $2, NULL, $3, $4, $4, $5, 'reserved', NULL)",
    "INSERT INTO reservation_lines (tenant, holder_kind, holder, position, owner, location, variant, units, is_open, "
    "expires_at) VALUES ($1, 'order', $2, 0, $3, $4, $5, 1, 1, $6)",
    "INSERT INTO commands (tenant, command, name, actor, given_at, seed, answer, refusal, version, content, receipt) "
    "VALUES ($1, $2, 'reserveStock', 'shop', $3, $4, 'accepted', NULL, 1, $5, $6)",
    "INSERT INTO events (tenant, number, name, happened_at, command, actor, given_at, seed, data) "
    "VALUES ($1, $2, 'INVENTORY_RESERVED', $3, $4, 'shop', $3, $5, $6)",
    "INSERT INTO event_subjects (tenant, kind, subject, number) VALUES ($1, $2, $3, $4)",
    "UPDATE tenants SET events = $1 WHERE tenant = $2",
};

struct sqlite_loop {
  sqlite3 *database;
  sqlite3_stmt *statements[STATEMENTS];
  char *lines, *content, *receipt, *data, *owner, *location;
  long long number;
};

static char *one_text(sqlite3 *database, const char *query) {
  sqlite3_stmt *statement;
  char *text = NULL;
  if (sqlite3_prepare_v2(database, query, -1, &statement, NULL) != SQLITE_OK) return NULL;
  if (sqlite3_step(statement) == SQLITE_ROW) text = strdup((const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  return text;
}

struct sqlite_loop *sqlite_loop_open(const char *path) {
  struct sqlite_loop *loop = calloc(1, sizeof *loop);
  if (!loop || sqlite3_open(path, &loop->database) != SQLITE_OK) return NULL;
  sqlite3_exec(loop->database,
               "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; "
               "PRAGMA foreign_keys = ON",
               NULL, NULL, NULL);
  for (int i = 0; i < STATEMENTS; i++)
    if (sqlite3_prepare_v3(loop->database, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &loop->statements[i], NULL))
      return NULL;
  loop->lines = one_text(loop->database, "SELECT lines FROM reservations LIMIT 1");
  loop->content = one_text(loop->database, "SELECT content FROM commands WHERE name = 'reserveStock' LIMIT 1");
  loop->receipt = one_text(loop->database, "SELECT receipt FROM commands WHERE name = 'reserveStock' LIMIT 1");
  loop->data = one_text(loop->database, "SELECT data FROM events WHERE name = 'INVENTORY_RESERVED' LIMIT 1");
  loop->owner = one_text(loop->database, "SELECT owner FROM stocks LIMIT 1");
  loop->location = one_text(loop->database, "SELECT location FROM stocks LIMIT 1");
  loop->number = 1000000;
  if (!loop->lines || !loop->content || !loop->receipt || !loop->data || !loop->owner) return NULL;
  return loop;
}

static void text(sqlite3_stmt *statement, int place, const char *value) {
  sqlite3_bind_text(statement, place, value, -1, SQLITE_STATIC);
}

static int run(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  return code == SQLITE_DONE;
}

static int reserve(struct sqlite_loop *loop) {
  sqlite3_stmt **s = loop->statements;
  const char *variant = "M";
  char order[40], command[40], subject[400];
  long long number = ++loop->number, now = number / 16;
  snprintf(order, sizeof order, "raw-order-%010lld", number);
  snprintf(command, sizeof command, "raw-command-%010lld", number);
  snprintf(subject, sizeof subject, "%s/%s/%s", loop->owner, loop->location, variant);
  sqlite3_bind_int64(s[STOCK], 1, now);
  text(s[STOCK], 2, "tenant"), text(s[STOCK], 3, loop->owner), text(s[STOCK], 4, loop->location);
  text(s[STOCK], 5, variant);
  if (!run(s[STOCK]) || sqlite3_changes(loop->database) != 1) return 0;
  text(s[RESERVATION], 1, "tenant"), text(s[RESERVATION], 2, order), text(s[RESERVATION], 3, loop->lines);
  sqlite3_bind_int64(s[RESERVATION], 4, now), sqlite3_bind_int64(s[RESERVATION], 5, now + 900000);
  if (!run(s[RESERVATION])) return 0;
  text(s[LINE], 1, "tenant"), text(s[LINE], 2, order), text(s[LINE], 3, loop->owner);
  text(s[LINE], 4, loop->location), text(s[LINE], 5, variant), sqlite3_bind_int64(s[LINE], 6, now + 900000);
  if (!run(s[LINE])) return 0;
  text(s[COMMAND], 1, "tenant"), text(s[COMMAND], 2, command), sqlite3_bind_int64(s[COMMAND], 3, now);
  sqlite3_bind_int64(s[COMMAND], 4, number), text(s[COMMAND], 5, loop->content);
  text(s[COMMAND], 6, loop->receipt);
  if (!run(s[COMMAND])) return 0;
  text(s[EVENT], 1, "tenant"), sqlite3_bind_int64(s[EVENT], 2, number), sqlite3_bind_int64(s[EVENT], 3, now);
  text(s[EVENT], 4, command), sqlite3_bind_int64(s[EVENT], 5, number), text(s[EVENT], 6, loop->data);
  if (!run(s[EVENT])) return 0;
  text(s[SUBJECT], 1, "tenant"), text(s[SUBJECT], 2, "order"), text(s[SUBJECT], 3, order);
  sqlite3_bind_int64(s[SUBJECT], 4, number);
  if (!run(s[SUBJECT])) return 0;
  text(s[SUBJECT], 2, "stock"), text(s[SUBJECT], 3, subject);
  return run(s[SUBJECT]);
}

int sqlite_loop_reserve(struct sqlite_loop *loop, long count, long together) {
  for (long done = 0; done < count;) {
    if (sqlite3_exec(loop->database, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK) return 0;
    for (long i = 0; i < together && done < count; i++, done++)
      if (!reserve(loop)) return 0;
    sqlite3_bind_int64(loop->statements[TENANT], 1, loop->number), text(loop->statements[TENANT], 2, "tenant");
    if (!run(loop->statements[TENANT])) return 0;
    if (sqlite3_exec(loop->database, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) return 0;
  }
  return 1;
}

void sqlite_loop_close(struct sqlite_loop *loop) {
  for (int i = 0; i < STATEMENTS; i++) sqlite3_finalize(loop->statements[i]);
  sqlite3_close(loop->database);
  free(loop->lines), free(loop->content), free(loop->receipt), free(loop->data), free(loop->owner);
  free(loop->location), free(loop);
}
