// Files that fail on purpose: a layer between SQLite and the file system, for one test at a time.
#ifndef GROSIR_FAULTY_FILES_H
#define GROSIR_FAULTY_FILES_H

/// How an operation fails.
enum faulty_kind {
  /// The file system reports an error, and nothing was done.
  faulty_error = 0,
  /// A write stops in the middle, and an error is reported.
  faulty_torn = 1,
  /// The disk is full.
  faulty_full = 2
};

/// Puts the layer between SQLite and the file system; 0 if it cannot.
int faulty_files_install(void);

/// Takes the layer away from files that are opened from now on.
void faulty_files_remove(void);

/// Lets files that are opened from now on only be read, whoever asks: not even root may write them. With 0 no more.
void faulty_files_protect(int protects);

/// Lets the operation of a number, from 1, fail, and all behind it until `faulty_files_heal`; counting begins anew.
///
/// Files are opened, read, written, cut, flushed and deleted.
void faulty_files_arm(long number, enum faulty_kind kind);

/// Lets everything succeed again; returns how many operations there were since they were counted.
long faulty_files_heal(void);

/// How many of them would have written, cut, flushed or deleted a file, and not only opened or read it.
long faulty_files_changes(void);

#endif
