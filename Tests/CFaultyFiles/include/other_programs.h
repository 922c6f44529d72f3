// What others do with SQLite's files while a store uses them: a program that holds a file, and one that listens.
#ifndef GROSIR_OTHER_PROGRAMS_H
#define GROSIR_OTHER_PROGRAMS_H

/// Opens a file as any program would, and runs statements on it; NULL if that fails.
void *other_program_opens(const char *path, const char *statements);

/// Ends what `other_program_opens` began.
void other_program_closes(void *program);

/// Keeps the text of every statement that is run on connections that are opened from now on, each once.
void statements_listen(void);

/// Stops, and forgets what was kept.
void statements_forget(void);

/// How many statements were kept.
int statements_count(void);

/// The text of a statement that was kept, from 0; it is there until `statements_forget`.
const char *statements_text(int number);

#endif
