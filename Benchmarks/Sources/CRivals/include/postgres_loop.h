// Rivals of a store in PostgreSQL; see postgres_loop.c and postgres_hot.c.
#ifndef POSTGRES_LOOP_H
#define POSTGRES_LOOP_H

/// What a loop does.
enum postgres_work { POSTGRES_RESERVE, POSTGRES_JOIN };

struct postgres_loop;

/// Connects to a database in which a store has done the work of the numbers below `variants`, one of each variant; NULL
/// if it cannot.
struct postgres_loop *postgres_loop_open(const char *address, enum postgres_work work, int variants);

/// Does the work of so many numbers from one on, each in a transaction of its own; 0 if anything fails.
int postgres_loop_run(struct postgres_loop *loop, long from, long count);

/// What the last failure was.
const char *postgres_loop_failure(struct postgres_loop *loop);

/// Closes it.
void postgres_loop_close(struct postgres_loop *loop);

struct postgres_hot;

/// Makes tables of its own in a database and connects as many callers; NULL if it cannot.
struct postgres_hot *postgres_hot_open(const char *address, int callers);

/// All callers together reserve so many units of one stock, from a number on; 0 if anything fails.
int postgres_hot_run(struct postgres_hot *hot, long from, long count);

/// Closes it.
void postgres_hot_close(struct postgres_hot *hot);

/// What came of a statement: the first column of all rows, line by line, or what the failure was.
struct postgres_answer {
  int is_done;
  char *text;
};

/// Runs a statement on a connection of its own; the text is the caller's to free.
struct postgres_answer postgres_ask(const char *address, const char *statement);

#endif
