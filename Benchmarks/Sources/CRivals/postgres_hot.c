// What people write without a store: the row is locked, then changed, and a reservation and an event are added, in six
// journeys to the server; so many callers at once, each with a connection. It writes two rows and changes one, in
// tables of its own with no index but the primary keys: no record of the command, no lines, no subjects of the event.
#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "postgres_loop.h"

struct caller {
  PGconn *connection;
  pthread_t thread;
  long from, to, step;
  int is_done;
};

struct postgres_hot {
  int callers;
  struct caller caller[];
};

static const char *const tables =
    "CREATE TABLE IF NOT EXISTS hot_stock (variant text PRIMARY KEY, on_hand bigint NOT NULL, "
    "reserved bigint NOT NULL) WITH (fillfactor = 50); "
    "CREATE TABLE IF NOT EXISTS hot_reservation (id text PRIMARY KEY, variant text NOT NULL, units bigint NOT NULL, "
    "state text NOT NULL, made_at bigint NOT NULL, expires_at bigint NOT NULL); "
    "CREATE TABLE IF NOT EXISTS hot_event (number bigserial PRIMARY KEY, name text NOT NULL, data text NOT NULL); "
    "INSERT INTO hot_stock VALUES ('M', 900000000, 0) ON CONFLICT DO NOTHING";

static const struct {
  const char *name, *text;
} statements[] = {
    {"look", "SELECT on_hand, reserved FROM hot_stock WHERE variant = 'M' FOR UPDATE"},
    {"change", "UPDATE hot_stock SET reserved = reserved + 1 WHERE variant = 'M'"},
    {"reserve", "INSERT INTO hot_reservation VALUES ($1, 'M', 1, 'reserved', 1735689600000, 1735690500000)"},
    {"tell", "INSERT INTO hot_event (name, data) VALUES ('stockReserved', $1)"},
};

enum { STATEMENTS = sizeof statements / sizeof *statements };

static int take(PGresult *result, ExecStatusType wanted) {
  int is_done = PQresultStatus(result) == wanted;
  PQclear(result);
  return is_done;
}

static int begin(PGconn *connection, int is_first) {
  if (PQstatus(connection) != CONNECTION_OK) return 0;
  if (!take(PQexec(connection, "SET client_min_messages = error"), PGRES_COMMAND_OK)) return 0;
  if (is_first && !take(PQexec(connection, tables), PGRES_COMMAND_OK)) return 0;
  for (int i = 0; i < STATEMENTS; i++)
    if (!take(PQprepare(connection, statements[i].name, statements[i].text, 0, NULL), PGRES_COMMAND_OK)) return 0;
  return 1;
}

struct postgres_hot *postgres_hot_open(const char *address, int callers) {
  struct postgres_hot *hot = calloc(1, sizeof *hot + callers * sizeof *hot->caller);
  if (!hot) return NULL;
  for (hot->callers = 0; hot->callers < callers;) {
    struct caller *caller = &hot->caller[hot->callers++];
    caller->connection = PQconnectdb(address);
    if (begin(caller->connection, hot->callers == 1)) continue;
    postgres_hot_close(hot);
    return NULL;
  }
  return hot;
}

static int run(PGconn *connection, const char *name, const char *value, ExecStatusType wanted) {
  const char *values[] = {value};
  return take(PQexecPrepared(connection, name, value != NULL, values, NULL, NULL, 0), wanted);
}

static int reserve(PGconn *connection, long number) {
  char order[40], data[160];
  snprintf(order, sizeof order, "order-%010ld", number);
  snprintf(data, sizeof data, "{\"order\":\"%s\",\"lines\":[{\"variant\":\"M\",\"units\":1}]}", order);
  return take(PQexec(connection, "BEGIN"), PGRES_COMMAND_OK) && run(connection, "look", NULL, PGRES_TUPLES_OK) &&
         run(connection, "change", NULL, PGRES_COMMAND_OK) && run(connection, "reserve", order, PGRES_COMMAND_OK) &&
         run(connection, "tell", data, PGRES_COMMAND_OK) && take(PQexec(connection, "COMMIT"), PGRES_COMMAND_OK);
}

static void *work(void *given) {
  struct caller *caller = given;
  caller->is_done = 1;
  for (long number = caller->from; caller->is_done && number < caller->to; number += caller->step)
    caller->is_done = reserve(caller->connection, number);
  return NULL;
}

int postgres_hot_run(struct postgres_hot *hot, long from, long count) {
  int is_done = 1, started = 0;
  for (; is_done && started < hot->callers; started += is_done) {
    struct caller *caller = &hot->caller[started];
    caller->from = from + started, caller->to = from + count, caller->step = hot->callers;
    is_done = !pthread_create(&caller->thread, NULL, work, caller);
  }
  for (int i = 0; i < started; i++) {
    pthread_join(hot->caller[i].thread, NULL);
    is_done = is_done && hot->caller[i].is_done;
  }
  return is_done;
}

void postgres_hot_close(struct postgres_hot *hot) {
  for (int i = 0; i < hot->callers; i++) PQfinish(hot->caller[i].connection);
  free(hot);
}

struct postgres_answer postgres_ask(const char *address, const char *statement) {
  struct postgres_answer answer = {0, NULL};
  PGconn *connection = PQconnectdb(address);
  PGresult *result = PQstatus(connection) == CONNECTION_OK ? PQexec(connection, statement) : NULL;
  ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
    size_t length = 1;
    for (int row = 0; row < PQntuples(result); row++) length += PQgetlength(result, row, 0) + 1;
    char *end = answer.text = malloc(length);
    for (int row = 0; end && row < PQntuples(result); row++)
      end += sprintf(end, row ? "\n%s" : "%s", PQgetvalue(result, row, 0));
    if (end) answer.is_done = 1, *end = 0;
  } else {
    answer.text = strdup(PQerrorMessage(connection));
  }
  PQclear(result), PQfinish(connection);
  return answer;
}
