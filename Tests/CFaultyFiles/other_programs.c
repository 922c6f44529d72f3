#include "other_programs.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

void *other_program_opens(const char *path, const char *statements) {
  sqlite3 *connection = NULL;
  if (sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_exec(connection, statements, NULL, NULL, NULL) != SQLITE_OK) {
    sqlite3_close(connection);
    return NULL;
  }
  return connection;
}

void other_program_closes(void *program) { sqlite3_close(program); }

// Texts by number, and numbers by hash: each statement is run many times.
enum { most = 1024 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *texts[most];
static int count, places[4 * most];

static unsigned hash(const char *text) {
  unsigned hash = 2166136261u;
  for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 16777619u;
  return hash;
}

static void keep(const char *text) {
  unsigned place = hash(text) % (4 * most);
  pthread_mutex_lock(&lock);
  while (places[place] && strcmp(texts[places[place] - 1], text) != 0) place = (place + 1) % (4 * most);
  if (!places[place] && count < most) {
    texts[count] = strdup(text);
    places[place] = ++count;
  }
  pthread_mutex_unlock(&lock);
}

static int hear(unsigned type, void *context, void *statement, void *text) {
  const char *words = sqlite3_sql(statement);
  (void)type, (void)context, (void)text;
  if (words) keep(words);
  return 0;
}

static int listen_to(sqlite3 *connection) { return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, hear, NULL); }

void statements_listen(void) { sqlite3_auto_extension((void (*)(void))listen_to); }

void statements_forget(void) {
  sqlite3_cancel_auto_extension((void (*)(void))listen_to);
  pthread_mutex_lock(&lock);
  while (count > 0) free(texts[--count]);
  memset(places, 0, sizeof places);
  pthread_mutex_unlock(&lock);
}

int statements_count(void) {
  pthread_mutex_lock(&lock);
  int known = count;
  pthread_mutex_unlock(&lock);
  return known;
}

const char *statements_text(int number) { return number >= 0 && number < statements_count() ? texts[number] : NULL; }
