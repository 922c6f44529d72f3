#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import GrosirSQL

/// The right to write a store's file, which one process has at a time, and in it one store.
///
/// It is a lock on a file of its own beside the store's, which the system takes back when the process ends, however it
/// does. The file stays; it is empty, and means nothing by itself.
final class WriterLock: Sendable {
  private let descriptor: Int32

  /// Takes the right, or says who must go first.
  init(path: String) throws(SQLFailure) {
    let name = path + "-writer"
    descriptor = unsafe open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw WriterLock.failure(name, errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      guard code == EWOULDBLOCK else { throw WriterLock.failure(name, code) }
      throw SQLFailure(.busy, "\(path): another store writes this file; use that one, or end it first")
    }
  }

  deinit { close(descriptor) }

  private static func failure(_ name: String, _ code: Int32) -> SQLFailure {
    switch code {
    case EACCES, EROFS, EPERM:
      SQLFailure(.readOnly, "\(name) cannot be written (error \(code)); let this user write the directory")
    case ENOENT, ENOTDIR:
      SQLFailure(.cannotOpen, "\(name) cannot be made (error \(code)); make the directory, or name another path")
    case ENOSPC, EDQUOT: SQLFailure(.full, "\(name) cannot be made (error \(code)); make room on the disk")
    default: SQLFailure(.cannotOpen, "\(name) cannot be opened (error \(code))")
    }
  }
}
