// The loop that one would write by hand against a store's tables; see sqlite_loop.c.
#ifndef SQLITE_LOOP_H
#define SQLITE_LOOP_H

struct sqlite_loop;

/// Opens a file that a store has made and in which it has reserved once; NULL if it cannot.
struct sqlite_loop *sqlite_loop_open(const char *path);

/// Reserves so often, so many times in each transaction; 0 if anything fails.
int sqlite_loop_reserve(struct sqlite_loop *loop, long count, long together);

/// Closes it.
void sqlite_loop_close(struct sqlite_loop *loop);

#endif
