internal import CSQLite
internal import GrosirSQL

extension SQLFailure {
  /// What a result code of SQLite means, and what to do about it.
  init(_ code: Int32, of handle: OpaquePointer?, _ path: String) {
    let said = unsafe handle.flatMap { unsafe sqlite3_errmsg($0) }.map { unsafe String(cString: $0) }
    let message = "\(path): \(said ?? "SQLite gave no reason") (\(code))"
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
      self.init(.busy, "\(message); another program holds the file: end what it does there, or try again later")
    case SQLITE_FULL: self.init(.full, "\(message); make room on the disk, then give the command again")
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      self.init(.readOnly, "\(message); let this user write the file and the directory it is in")
    case SQLITE_IOERR, SQLITE_NOMEM:
      self.init(.inputOutput, "\(message); look after the disk, then give the command again")
    case SQLITE_CORRUPT:
      self.init(.corrupt, "\(message); stop using the file, keep a copy of it, and go on with a backup")
    case SQLITE_NOTADB: self.init(.notADatabase, "\(message); name another file, this one is not a store's")
    case SQLITE_CANTOPEN:
      self.init(.cannotOpen, "\(message); see that the directory is there, and that this user may write in it")
    case SQLITE_CONSTRAINT, SQLITE_MISMATCH: self.init(.constraint, message)
    case SQLITE_TOOBIG: self.init(.tooLarge, message)
    case SQLITE_SCHEMA: self.init(.schema, message)
    default: self.init(.other, message)
    }
  }
}
