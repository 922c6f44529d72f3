// The loop that one would write by hand: all that a command changes in a store's database, by one statement that is
// prepared once. It knows beforehand what it will write, asks nothing and decides nothing.
#include "postgres_loop.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "numbered_text.h"

enum { MOST_VALUES = 24, TYPE_OF_INTEGERS = 20 };

/// A value that is the number itself, or which variant it is.
#define NUMBER "number"
#define POSITION "position"

#define OF_COMMAND(column, name) "SELECT " column " FROM commands WHERE command = '" name "-' || $1"
#define OF_EVENT(column, name) "SELECT " column " FROM events WHERE command = '" name "-' || $1"
#define OF_SUBJECT(kind, name)                                                                              \
  "SELECT s.subject FROM events e JOIN event_subjects s ON s.tenant = e.tenant AND s.number = e.number "    \
  "WHERE s.kind = '" kind "' AND e.command = '" name "-' || $1"
#define OF_HOLDER(column) "SELECT " column " FROM reservations WHERE holder = 'order-' || $1"
#define OF_LINE(column) "SELECT " column " FROM reservation_lines WHERE holder = 'order-' || $1"
#define OF_PARTICIPANT(column) "SELECT " column " FROM participants WHERE participant = 'participant-' || $1"
#define OF_EFFECT(column) "SELECT " column " FROM effects WHERE effect_key LIKE '%participant-' || $1"

/// What both begin with; the values from $1 to $9 are those of OF_BOTH.
#define WRITE_BOTH                                                                                                 \
  "WITH tenant AS (UPDATE tenants SET turn = turn + 1, events = events + 1 WHERE tenant = 'tenant' "               \
  "RETURNING events), "                                                                                            \
  "command AS (INSERT INTO commands (tenant, command, name, actor, given_at, seed, answer, refusal, version, "     \
  "content, receipt) VALUES ('tenant', $1::text, $2::text, $3::text, $4::bigint, $5::bigint, 'accepted', NULL, 1, " \
  "$6::text, $7::text)), "                                                                                         \
  "event AS (INSERT INTO events (tenant, number, name, happened_at, command, actor, given_at, seed, data) "        \
  "SELECT 'tenant', events, $8::text, $4::bigint, $1::text, $3::text, $4::bigint, $5::bigint, $9::text "           \
  "FROM tenant RETURNING number), "

#define OF_BOTH(name)                                                                                            \
  OF_COMMAND("command", name), OF_COMMAND("name", name), OF_COMMAND("actor", name), OF_COMMAND("given_at", name), \
      NUMBER, OF_COMMAND("content", name), OF_COMMAND("receipt", name), OF_EVENT("name", name),                  \
      OF_EVENT("data", name)

struct plan {
  const char *text;
  const char *values[MOST_VALUES];
};

static const struct plan reserving = {
    WRITE_BOTH
    "stock AS (UPDATE stocks SET reserved = reserved + 1, last_instant = $4::bigint WHERE tenant = 'tenant' "
    "AND owner = $10::text AND location = $11::text AND variant = $12::text AND on_hand - reserved >= 1 "
    "RETURNING variant), "
    "reservation AS (INSERT INTO reservations (tenant, holder_kind, holder, order_id, session, lines, made_at, "
    "last_instant, expires_at, state, release_reason) SELECT 'tenant', 'order', $13::text, $13::text, NULL, $14::text, "
    "$4::bigint, $4::bigint, $15::bigint, 'reserved', NULL FROM stock), "
    "line AS (INSERT INTO reservation_lines (tenant, holder_kind, holder, position, owner, location, variant, units, "
    "is_open, expires_at) SELECT 'tenant', 'order', $13::text, 0, $10::text, $11::text, variant, 1, 1, $15::bigint "
    "FROM stock) "
    "INSERT INTO event_subjects (tenant, kind, subject, number) "
    "SELECT 'tenant', s.kind, s.subject, event.number FROM stock, event, "
    "(VALUES ('order', $16::text), ('stock', $17::text)) s (kind, subject)",
    {OF_BOTH("reserve"), OF_LINE("owner"), OF_LINE("location"), OF_LINE("variant"), OF_HOLDER("holder"),
     OF_HOLDER("lines"), OF_HOLDER("expires_at"), OF_SUBJECT("order", "reserve"), OF_SUBJECT("stock", "reserve")}};

static const struct plan joining = {
    WRITE_BOTH
    "session AS (UPDATE sessions SET committed = committed + $10::bigint, joined_count = joined_count + 1, "
    "last_instant = $4::bigint WHERE tenant = 'tenant' AND session = $11::text RETURNING session), "
    "variant AS (UPDATE session_variants SET ordered = ordered + 1, held = held + 1 "
    "WHERE tenant = 'tenant' AND session = $11::text AND position = $12::bigint), "
    "participant AS (INSERT INTO participants (tenant, participant, session, buyer, number, kind, lines, currency, "
    "total, requested_at, status, until, admitted, place, paid_at, payment, escrowed, credited, is_disputed, "
    "waits_since, waits_for) SELECT 'tenant', $13::text, session, $14::text, $5::bigint, $15::text, $16::text, "
    "$17::text, $10::bigint, $4::bigint, 'awaitingPayment', $18::bigint, '[]', 0, NULL, NULL, 0, 0, 0, NULL, NULL "
    "FROM session), "
    "buyer AS (INSERT INTO buyers (tenant, buyer, session, open_holds, units) SELECT 'tenant', $14::text, session, 1, "
    "1 FROM session), "
    "effect AS (INSERT INTO effects (tenant, effect_key, name, state, due_at, attempts, lease, data) "
    "VALUES ('tenant', $19::text, $21::text, 'waiting', $4::bigint, 0, 0, $20::text)) "
    "INSERT INTO event_subjects (tenant, kind, subject, number) "
    "SELECT 'tenant', 'session', session, event.number FROM session, event",
    {OF_BOTH("join"), OF_PARTICIPANT("total"), OF_PARTICIPANT("session"), POSITION, OF_PARTICIPANT("participant"),
     OF_PARTICIPANT("buyer"), OF_PARTICIPANT("kind"), OF_PARTICIPANT("lines"), OF_PARTICIPANT("currency"),
     OF_PARTICIPANT("until"), OF_EFFECT("effect_key"), OF_EFFECT("data"),
     OF_EFFECT("name")}};

struct postgres_loop {
  PGconn *connection;
  int values, variants, rows;
  const char *const *sources;
  /// By variant and place; nothing where the number itself is the value.
  struct numbered *texts;
};

static int is_own(const char *source) { return !strcmp(source, NUMBER) || !strcmp(source, POSITION); }

/// Takes the value that a query finds of the number of a variant.
static int take(struct postgres_loop *loop, int variant, int place) {
  char ten[24];
  const char *values[] = {ten}, *source = loop->sources[place];
  if (is_own(source)) return 1;
  snprintf(ten, sizeof ten, "%010d", variant);
  PGresult *result = PQexecParams(loop->connection, source, 1, NULL, values, NULL, NULL, 0);
  int is_found = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
  if (is_found) {
    struct numbered *text = &loop->texts[variant * loop->values + place];
    const char *sample = PQgetvalue(result, 0, 0);
    is_found = PQftype(result, 0) == TYPE_OF_INTEGERS ? numbered_take_fixed(text, sample)
                                                      : numbered_take(text, sample, variant);
  }
  PQclear(result);
  return is_found;
}

static int prepare(struct postgres_loop *loop, const char *text) {
  PGresult *result = PQprepare(loop->connection, "work", text, 0, NULL);
  int is_prepared = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  return is_prepared;
}

struct postgres_loop *postgres_loop_open(const char *address, enum postgres_work work, int variants) {
  struct postgres_loop *loop = calloc(1, sizeof *loop);
  if (!loop) return NULL;
  const struct plan *plan = work == POSTGRES_JOIN ? &joining : &reserving;
  loop->sources = plan->values, loop->variants = variants, loop->rows = work == POSTGRES_JOIN ? 1 : 2;
  while (loop->values < MOST_VALUES && plan->values[loop->values]) loop->values++;
  loop->texts = calloc((size_t)loop->values * variants, sizeof *loop->texts);
  loop->connection = PQconnectdb(address);
  int is_ready = loop->texts && PQstatus(loop->connection) == CONNECTION_OK && prepare(loop, plan->text);
  for (int i = 0; is_ready && i < variants * loop->values; i++)
    is_ready = take(loop, i / loop->values, i % loop->values);
  if (is_ready) return loop;
  postgres_loop_close(loop);
  return NULL;
}

static int work(struct postgres_loop *loop, long number) {
  char itself[24], position[24];
  const char *values[MOST_VALUES];
  int variant = (int)(number % loop->variants), lengths[MOST_VALUES] = {0};
  snprintf(itself, sizeof itself, "%ld", number);
  snprintf(position, sizeof position, "%d", variant);
  for (int place = 0; place < loop->values; place++) {
    const struct numbered *text = &loop->texts[variant * loop->values + place];
    values[place] = !text->filled ? (strcmp(loop->sources[place], NUMBER) ? position : itself) : text->filled;
    if (text->filled) numbered_fill(text, number, loop->variants);
  }
  PGresult *result = PQexecPrepared(loop->connection, "work", loop->values, values, lengths, NULL, 0);
  int is_done = PQresultStatus(result) == PGRES_COMMAND_OK && atoi(PQcmdTuples(result)) == loop->rows;
  PQclear(result);
  return is_done;
}

int postgres_loop_run(struct postgres_loop *loop, long from, long count) {
  for (long number = from; number < from + count; number++)
    if (!work(loop, number)) return 0;
  return 1;
}

const char *postgres_loop_failure(struct postgres_loop *loop) { return PQerrorMessage(loop->connection); }

void postgres_loop_close(struct postgres_loop *loop) {
  for (int i = 0; loop->texts && i < loop->values * loop->variants; i++) numbered_free(&loop->texts[i]);
  PQfinish(loop->connection);
  free(loop->texts), free(loop);
}
