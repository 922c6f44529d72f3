// Texts that differ by a number only: they are taken from rows of a store, so that they are its own to the byte.
#ifndef NUMBERED_TEXT_H
#define NUMBERED_TEXT_H

enum { MOST_PIECES = 12 };

/// A text in which a number stands at some places.
struct numbered {
  char *sample, *filled;
  int pieces;
  struct piece {
    int start, length, with;
  } piece[MOST_PIECES];
};

/// Takes the text of a number; 0 if it cannot.
int numbered_take(struct numbered *text, const char *sample, long long number);

/// Takes a text that is the same for all numbers; 0 if it cannot.
int numbered_take_fixed(struct numbered *text, const char *sample);

/// Fills in another number, of so many variants in turn; returns how long `filled` is then.
int numbered_fill(const struct numbered *text, long long number, int variants);

/// Gives back what it holds.
void numbered_free(struct numbered *text);

#endif
