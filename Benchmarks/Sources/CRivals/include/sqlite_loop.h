// The loop that one would write by hand against a store's tables; see sqlite_loop.c.
#ifndef SQLITE_LOOP_H
#define SQLITE_LOOP_H

/// What a loop does.
enum sqlite_work { SQLITE_RESERVE, SQLITE_JOIN };

struct sqlite_loop;

/// Opens a file that a store has made and closed, and in which it has done the work of the numbers below `variants`,
/// one of each variant; NULL if it cannot.
struct sqlite_loop *sqlite_loop_open(const char *path, enum sqlite_work work, int variants);

/// Does the work of so many numbers from one on, so many in each transaction; 0 if anything fails.
int sqlite_loop_run(struct sqlite_loop *loop, long from, long count, long together);

/// What the last failure was.
const char *sqlite_loop_failure(struct sqlite_loop *loop);

/// Closes it.
void sqlite_loop_close(struct sqlite_loop *loop);

/// The number that a query of a file finds first; -1 if it cannot.
long long sqlite_number(const char *path, const char *query);

/// Rows of a table; -1 if it cannot be told.
struct sqlite_missing {
  long long rows;
  char table[64];
};

/// How many rows of the first table with such rows one file has and another one has not.
struct sqlite_missing sqlite_rows_missing(const char *path, const char *other);

/// Makes the system forget what it has read of a file.
void c_forget_cached(const char *path);

#endif
