internal import CPostgres

/// The client library's end of a connection, which goes with this.
@safe
final class PostgresHandle {
  let pointer: OpaquePointer

  /// Takes it over.
  init(_ pointer: OpaquePointer) {
    unsafe self.pointer = pointer
    unsafe grosir_pg_be_silent(pointer)
  }

  deinit { unsafe PQfinish(pointer) }

  /// Whether it is connected, as far as the library knows.
  var isOpen: Bool { unsafe PQstatus(pointer) == CONNECTION_OK }

  /// What the library said last, in one line.
  var message: String {
    let said = unsafe String(cString: PQerrorMessage(pointer))
    return said.split(separator: "\n").map { $0.drop { $0 == "\t" || $0 == " " } }.joined(separator: " ")
  }
}

/// Texts as the client library takes them: zero at the end of each, and nothing behind the last.
@safe
final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>
  private let count: Int

  init(_ texts: [String]) {
    count = texts.count
    unsafe pointers = .allocate(capacity: texts.count + 1)
    for (place, text) in texts.enumerated() {
      let bytes = text.utf8CString
      let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
      _ = unsafe copy.initialize(from: bytes)
      unsafe (pointers + place).initialize(to: UnsafePointer(copy.baseAddress))
    }
    unsafe (pointers + count).initialize(to: nil)
  }

  deinit {
    for place in 0..<count { unsafe pointers[place]?.deallocate() }
    unsafe pointers.deallocate()
  }
}
