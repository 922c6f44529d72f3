// The loop that one would write by hand: what a command changes in a store's file, by statements that are prepared
// once, so many commands in a transaction. It knows beforehand what it will write, reads nothing and decides nothing.
#include "sqlite_loop.h"

#include <stdlib.h>

#include "sqlite_text.h"

enum { MOST_STATEMENTS = 8, MOST_VALUES = 11 };

/// What is bound: what a query finds for a command that the store has run, with the number of another one; or these.
#define NUMBER "number"
#define POSITION "position"
#define EVENT "event"
#define EFFECT "effect"

#define OF_COMMAND(column, name) "SELECT " column " FROM commands WHERE command = '" name "-' || $1"
#define OF_EVENT(column, name) "SELECT " column " FROM events WHERE command = '" name "-' || $1"
#define OF_SUBJECT(kind, name)                                                          \
  "SELECT s.subject FROM events e JOIN event_subjects s ON s.number = e.number "        \
  "WHERE s.kind = '" kind "' AND e.command = '" name "-' || $1"
#define OF_HOLDER(column) "SELECT " column " FROM reservations WHERE holder = 'order-' || $1"
#define OF_LINE(column) "SELECT " column " FROM reservation_lines WHERE holder = 'order-' || $1"
#define OF_PARTICIPANT(column) "SELECT " column " FROM participants WHERE participant = 'participant-' || $1"
#define OF_EFFECT(column) "SELECT " column " FROM effects WHERE effect_key LIKE '%participant-' || $1"

struct plan {
  const char *text;
  const char *values[MOST_VALUES];
};

#define ADD_COMMAND(name)                                                                                    \
  {                                                                                                          \
    "INSERT INTO commands (tenant, command, name, actor, given_at, seed, answer, refusal, version, content, " \
    "receipt) VALUES ('tenant', $1, $2, $3, $4, $5, 'accepted', NULL, 1, $6, $7)",                           \
    {                                                                                                        \
      OF_COMMAND("command", name), OF_COMMAND("name", name), OF_COMMAND("actor", name),                      \
          OF_COMMAND("given_at", name), NUMBER, OF_COMMAND("content", name), OF_COMMAND("receipt", name)     \
    }                                                                                                        \
  }
#define ADD_EVENT(name)                                                                                      \
  {                                                                                                          \
    "INSERT INTO events (tenant, number, name, happened_at, command, actor, given_at, seed, data) "          \
    "VALUES ('tenant', $1, $2, $3, $4, $5, $6, $7, $8)",                                                     \
    {                                                                                                        \
      EVENT, OF_EVENT("name", name), OF_EVENT("happened_at", name), OF_EVENT("command", name),               \
          OF_EVENT("actor", name), OF_EVENT("given_at", name), NUMBER, OF_EVENT("data", name)                \
    }                                                                                                        \
  }
#define ADD_SUBJECT(kind, name)                                                                        \
  {                                                                                                    \
    "INSERT INTO event_subjects (tenant, kind, subject, number) VALUES ('tenant', '" kind "', $1, $2)", \
    { OF_SUBJECT(kind, name), EVENT }                                                                  \
  }

static const struct plan reserving[MOST_STATEMENTS] = {
    {"UPDATE stocks SET reserved = reserved + 1, last_instant = $1 WHERE tenant = 'tenant' AND owner = $2 "
     "AND location = $3 AND variant = $4 AND on_hand - reserved >= 1",
     {OF_HOLDER("made_at"), OF_LINE("owner"), OF_LINE("location"), OF_LINE("variant")}},
    {"INSERT INTO reservations (tenant, holder_kind, holder, order_id, session, lines, made_at, last_instant, "
     "expires_at, state, release_reason) VALUES ('tenant', 'order', $1, $2, NULL, $3, $4, $5, $6, 'reserved', NULL)",
     {OF_HOLDER("holder"), OF_HOLDER("order_id"), OF_HOLDER("lines"), OF_HOLDER("made_at"),
      OF_HOLDER("last_instant"), OF_HOLDER("expires_at")}},
    {"INSERT INTO reservation_lines (tenant, holder_kind, holder, position, owner, location, variant, units, is_open, "
     "expires_at) VALUES ('tenant', 'order', $1, 0, $2, $3, $4, 1, 1, $5)",
     {OF_LINE("holder"), OF_LINE("owner"), OF_LINE("location"), OF_LINE("variant"), OF_LINE("expires_at")}},
    ADD_COMMAND("reserve"),
    ADD_EVENT("reserve"),
    ADD_SUBJECT("order", "reserve"),
    ADD_SUBJECT("stock", "reserve"),
};

static const struct plan joining[MOST_STATEMENTS] = {
    {"UPDATE sessions SET committed = committed + $1, joined_count = joined_count + 1, last_instant = $2 "
     "WHERE tenant = 'tenant' AND session = $3",
     {OF_PARTICIPANT("total"), OF_PARTICIPANT("requested_at"), OF_PARTICIPANT("session")}},
    {"UPDATE session_variants SET ordered = ordered + 1, held = held + 1 "
     "WHERE tenant = 'tenant' AND session = $1 AND position = $2",
     {OF_PARTICIPANT("session"), POSITION}},
    {"INSERT INTO participants (tenant, participant, session, buyer, number, kind, lines, currency, total, "
     "requested_at, status, until, admitted, place, paid_at, payment, escrowed, credited, is_disputed, waits_since, "
     "waits_for) VALUES ('tenant', $1, $2, $3, $4, $5, $6, $7, $8, $9, 'awaitingPayment', $10, '[]', 0, NULL, NULL, "
     "0, 0, 0, NULL, NULL)",
     {OF_PARTICIPANT("participant"), OF_PARTICIPANT("session"), OF_PARTICIPANT("buyer"), NUMBER,
      OF_PARTICIPANT("kind"), OF_PARTICIPANT("lines"), OF_PARTICIPANT("currency"), OF_PARTICIPANT("total"),
      OF_PARTICIPANT("requested_at"), OF_PARTICIPANT("until")}},
    {"INSERT INTO buyers (tenant, buyer, session, open_holds, units) VALUES ('tenant', $1, $2, 1, 1)",
     {OF_PARTICIPANT("buyer"), OF_PARTICIPANT("session")}},
    ADD_COMMAND("join"),
    ADD_EVENT("join"),
    ADD_SUBJECT("session", "join"),
    {"INSERT INTO effects (number, tenant, effect_key, name, state, due_at, attempts, lease, holder, settled_at, "
     "reason, data) VALUES ($1, 'tenant', $2, $3, 'waiting', $4, 0, 0, NULL, NULL, NULL, $5)",
     {EFFECT, OF_EFFECT("effect_key"), OF_EFFECT("name"), OF_EFFECT("due_at"), OF_EFFECT("data")}},
};

enum kind { FOUND, IS_NUMBER, IS_POSITION, IS_EVENT, IS_EFFECT };

struct bound {
  enum kind kind;
  struct value value;
};

struct sqlite_loop {
  sqlite3 *database;
  int statements, variants;
  sqlite3_stmt *statement[MOST_STATEMENTS], *begin, *count, *commit;
  int values[MOST_STATEMENTS];
  /// By statement, variant and place.
  struct bound *bound[MOST_STATEMENTS];
  /// The numbers of the event and the effect of the work of number 0.
  long long first_event, first_effect;
};

static sqlite3_stmt *prepare(struct sqlite_loop *loop, const char *text) {
  sqlite3_stmt *statement = NULL;
  sqlite3_prepare_v3(loop->database, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  return statement;
}

static enum kind kind_of(const char *source) {
  static const char *const names[] = {NULL, NUMBER, POSITION, EVENT, EFFECT};
  for (int kind = IS_NUMBER; kind <= IS_EFFECT; kind++)
    if (!sqlite3_stricmp(source, names[kind])) return kind;
  return FOUND;
}

static int take(struct sqlite_loop *loop, int place, const struct plan *plan) {
  loop->statement[place] = prepare(loop, plan->text);
  if (!loop->statement[place]) return 0;
  int count = loop->values[place] = sqlite3_bind_parameter_count(loop->statement[place]);
  loop->bound[place] = calloc((size_t)count * loop->variants, sizeof *loop->bound[place]);
  for (int i = 0; loop->bound[place] && i < count * loop->variants; i++) {
    struct bound *bound = &loop->bound[place][i];
    bound->kind = kind_of(plan->values[i % count]);
    if (bound->kind == FOUND && !value_take(&bound->value, loop->database, plan->values[i % count], i / count))
      return 0;
  }
  return loop->bound[place] != NULL;
}

struct sqlite_loop *sqlite_loop_open(const char *path, enum sqlite_work work, int variants) {
  struct sqlite_loop *loop = calloc(1, sizeof *loop);
  if (!loop) return NULL;
  loop->variants = variants;
  int is_ready = sqlite3_open(path, &loop->database) == SQLITE_OK &&
                 sqlite3_exec(loop->database,
                              "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; "
                              "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY",
                              NULL, NULL, NULL) == SQLITE_OK;
  const struct plan *plans = work == SQLITE_JOIN ? joining : reserving;
  for (int i = 0; is_ready && i < MOST_STATEMENTS && plans[i].text; i++, loop->statements++)
    is_ready = take(loop, i, &plans[i]);
  loop->begin = prepare(loop, "BEGIN IMMEDIATE"), loop->commit = prepare(loop, "COMMIT");
  loop->count = prepare(loop, "UPDATE tenants SET events = events + $1 WHERE tenant = 'tenant'");
  if (is_ready && loop->begin && loop->commit && loop->count) return loop;
  sqlite_loop_close(loop);
  return NULL;
}

static int run(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  return code == SQLITE_DONE;
}

static int work(struct sqlite_loop *loop, long long number) {
  for (int i = 0; i < loop->statements; i++) {
    sqlite3_stmt *statement = loop->statement[i];
    const struct bound *bound = loop->bound[i] + number % loop->variants * loop->values[i];
    for (int place = 1; place <= loop->values[i]; place++, bound++) switch (bound->kind) {
        case FOUND:
          if (!value_bind(&bound->value, number, loop->variants, statement, place)) return 0;
          break;
        case IS_NUMBER: sqlite3_bind_int64(statement, place, number); break;
        case IS_POSITION: sqlite3_bind_int64(statement, place, number % loop->variants); break;
        case IS_EVENT: sqlite3_bind_int64(statement, place, loop->first_event + number); break;
        case IS_EFFECT: sqlite3_bind_int64(statement, place, loop->first_effect + number); break;
      }
    if (!run(statement) || sqlite3_changes(loop->database) != 1) return 0;
  }
  return 1;
}

/// Finds out which numbers come next.
static void begin(struct sqlite_loop *loop, long from) {
  const char *path = sqlite3_db_filename(loop->database, "main");
  loop->first_event = sqlite_number(path, "SELECT max(number) + 1 FROM events") - from;
  loop->first_effect = sqlite_number(path, "SELECT ifnull(max(number), 0) + 1 FROM effects") - from;
}

int sqlite_loop_run(struct sqlite_loop *loop, long from, long count, long together) {
  if (!loop->first_event) begin(loop, from);
  for (long done = 0; done < count;) {
    long next = done + together < count ? done + together : count;
    if (!run(loop->begin)) return 0;
    sqlite3_bind_int64(loop->count, 1, next - done);
    for (; done < next; done++)
      if (!work(loop, from + done)) return 0;
    if (!run(loop->count) || !run(loop->commit)) return 0;
  }
  return 1;
}

const char *sqlite_loop_failure(struct sqlite_loop *loop) { return sqlite3_errmsg(loop->database); }

void sqlite_loop_close(struct sqlite_loop *loop) {
  for (int i = 0; i < MOST_STATEMENTS; i++) {
    sqlite3_finalize(loop->statement[i]);
    for (int j = 0; loop->bound[i] && j < loop->values[i] * loop->variants; j++) value_free(&loop->bound[i][j].value);
    free(loop->bound[i]);
  }
  sqlite3_finalize(loop->begin), sqlite3_finalize(loop->count), sqlite3_finalize(loop->commit);
  sqlite3_close(loop->database), free(loop);
}
