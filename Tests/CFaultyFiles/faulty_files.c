#include "faulty_files.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <string.h>

static sqlite3_vfs *real, layer;
static atomic_long operations, changes, first_fault;
static atomic_int fault_kind, is_protected;

/// A file of the layer, and behind it the real one.
struct faulty_file {
  sqlite3_file base;
  sqlite3_file *real;
};

static sqlite3_file *inner(sqlite3_file *file) { return ((struct faulty_file *)file)->real; }

/// Counts an operation; whether it is to fail.
static int fails(void) {
  long number = atomic_fetch_add(&operations, 1) + 1, fault = atomic_load(&first_fault);
  return fault > 0 && number >= fault;
}

/// The same of what changes a file, or takes it away.
static int fails_to_change(void) {
  atomic_fetch_add(&changes, 1);
  return fails();
}

static int code(int error) { return atomic_load(&fault_kind) == faulty_full ? SQLITE_FULL : error; }

static int close_file(sqlite3_file *file) { return inner(file)->pMethods->xClose(inner(file)); }

static int read_file(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  if (fails()) return SQLITE_IOERR_READ;
  return inner(file)->pMethods->xRead(inner(file), bytes, count, offset);
}

static int write_file(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  if (!fails_to_change()) return inner(file)->pMethods->xWrite(inner(file), bytes, count, offset);
  if (atomic_load(&fault_kind) == faulty_torn)
    inner(file)->pMethods->xWrite(inner(file), bytes, count / 2, offset);
  return code(SQLITE_IOERR_WRITE);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
  if (fails_to_change()) return SQLITE_IOERR_TRUNCATE;
  return inner(file)->pMethods->xTruncate(inner(file), size);
}

static int sync_file(sqlite3_file *file, int flags) {
  if (fails_to_change()) return SQLITE_IOERR_FSYNC;
  return inner(file)->pMethods->xSync(inner(file), flags);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  return inner(file)->pMethods->xFileSize(inner(file), size);
}

static int lock_file(sqlite3_file *file, int lock) { return inner(file)->pMethods->xLock(inner(file), lock); }

static int unlock_file(sqlite3_file *file, int lock) { return inner(file)->pMethods->xUnlock(inner(file), lock); }

static int check_lock(sqlite3_file *file, int *result) {
  return inner(file)->pMethods->xCheckReservedLock(inner(file), result);
}

static int control_file(sqlite3_file *file, int operation, void *argument) {
  return inner(file)->pMethods->xFileControl(inner(file), operation, argument);
}

static int sector_size(sqlite3_file *file) { return inner(file)->pMethods->xSectorSize(inner(file)); }

static int characteristics(sqlite3_file *file) {
  return inner(file)->pMethods->xDeviceCharacteristics(inner(file));
}

static int map_shared(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  return inner(file)->pMethods->xShmMap(inner(file), page, size, extend, memory);
}

static int lock_shared(sqlite3_file *file, int offset, int count, int flags) {
  return inner(file)->pMethods->xShmLock(inner(file), offset, count, flags);
}

static void barrier(sqlite3_file *file) { inner(file)->pMethods->xShmBarrier(inner(file)); }

static int unmap_shared(sqlite3_file *file, int remove) {
  return inner(file)->pMethods->xShmUnmap(inner(file), remove);
}

static const sqlite3_io_methods methods = {
    2,          close_file,   read_file,    write_file,  truncate_file,   sync_file,  file_size,   lock_file,   unlock_file,
    check_lock, control_file, sector_size, characteristics, map_shared, lock_shared, barrier,     unmap_shared,
};

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *result) {
  struct faulty_file *opened = (struct faulty_file *)file;
  (void)vfs;
  opened->real = (sqlite3_file *)(opened + 1);
  opened->base.pMethods = NULL;
  // As the system's own layer does where the file may not be written.
  if (atomic_load(&is_protected) && flags & SQLITE_OPEN_MAIN_DB && flags & SQLITE_OPEN_READWRITE)
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  if (fails()) return code(SQLITE_CANTOPEN);
  int answer = real->xOpen(real, name, opened->real, flags, result);
  if (answer == SQLITE_OK) opened->base.pMethods = &methods;
  return answer;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs;
  if (fails_to_change()) return SQLITE_IOERR_DELETE;
  return real->xDelete(real, name, sync);
}

int faulty_files_install(void) {
  if (!real) {
    real = sqlite3_vfs_find(NULL);
    if (!real) return 0;
    layer = *real;
    layer.zName = "grosir-faulty";
    layer.szOsFile = (int)sizeof(struct faulty_file) + real->szOsFile;
    layer.xOpen = open_file;
    layer.xDelete = delete_file;
  }
  faulty_files_heal();
  return sqlite3_vfs_register(&layer, 1) == SQLITE_OK;
}

void faulty_files_remove(void) {
  faulty_files_protect(0);
  if (real) sqlite3_vfs_register(real, 1);
}

void faulty_files_protect(int protects) { atomic_store(&is_protected, protects); }

void faulty_files_arm(long number, enum faulty_kind kind) {
  atomic_store(&operations, 0);
  atomic_store(&changes, 0);
  atomic_store(&fault_kind, kind);
  atomic_store(&first_fault, number);
}

long faulty_files_heal(void) {
  atomic_store(&first_fault, 0);
  return atomic_load(&operations);
}

long faulty_files_changes(void) { return atomic_load(&changes); }
