internal import CPostgres

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The client library's end of a connection, which goes with this.
@safe
final class PostgresHandle {
  let pointer: OpaquePointer

  /// What the server said when it ended the connection while nobody had asked it anything.
  private var lastWords: String?

  /// Takes it over.
  init(_ pointer: OpaquePointer) {
    unsafe self.pointer = pointer
    // The library would print what a server remarks. What it remarks at the end is kept, and nothing else.
    unsafe PQsetNoticeReceiver(
      pointer,
      { owner, result in
        guard let owner = unsafe owner, let result = unsafe result else { return }
        unsafe Unmanaged<PostgresHandle>.fromOpaque(owner).takeUnretainedValue().hear(result)
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { unsafe PQfinish(pointer) }

  /// How connecting ended.
  enum Connecting {
    case connected
    case refused
    case late
  }

  /// Connects, in steps that wait for the server, until an instant.
  func connect(until end: ContinuousClock.Instant) -> Connecting {
    // What a server says while one connects is only to be had as text; like this its SQLSTATE is in it.
    unsafe PQsetErrorVerbosity(pointer, PQERRORS_VERBOSE)
    defer { unsafe PQsetErrorVerbosity(pointer, PQERRORS_DEFAULT) }
    guard unsafe PQstatus(pointer) != CONNECTION_BAD else { return .refused }
    var step = PGRES_POLLING_WRITING
    while true {
      switch step {
      case PGRES_POLLING_OK: return .connected
      case PGRES_POLLING_READING: guard wait(Int16(POLLIN), until: end) else { return .late }
      case PGRES_POLLING_WRITING: guard wait(Int16(POLLOUT), until: end) else { return .late }
      default: return .refused
      }
      unsafe step = PQconnectPoll(pointer)
    }
  }

  /// Waits until the socket is ready; false if it is not in time.
  private func wait(_ events: Int16, until end: ContinuousClock.Instant) -> Bool {
    while true {
      let left = ContinuousClock.now.duration(to: end)
      guard left > .zero else { return false }
      var watched = unsafe pollfd(fd: PQsocket(pointer), events: events, revents: 0)
      let milliseconds = left / .milliseconds(1)
      let count = unsafe poll(&watched, 1, Int32(min(milliseconds + 1, 3_600_000)))
      // What fails here fails in the next step, and is told there.
      if count > 0 || (count < 0 && errno != EINTR) { return true }
    }
  }

  /// Whether it is connected, as far as the library knows.
  var isOpen: Bool { unsafe PQstatus(pointer) == CONNECTION_OK && lastWords == nil }

  /// Whether it was not let in because it had no password.
  var needsPassword: Bool { unsafe PQconnectionNeedsPassword(pointer) == 1 }

  private func hear(_ remark: OpaquePointer) {
    let field = { (name: Int32) in unsafe PQresultErrorField(remark, name).map { unsafe String(cString: $0) } }
    guard let severity = field(GROSIR_PG_SEVERITY), severity == "FATAL" || severity == "PANIC" else { return }
    lastWords = "\(field(GROSIR_PG_MESSAGE) ?? "no reason given") (SQLSTATE \(field(GROSIR_PG_STATE) ?? "unknown"))"
  }

  /// What the library said last, in one line.
  var message: String {
    if let lastWords { return lastWords }
    let said = unsafe String(cString: PQerrorMessage(pointer))
    let lines = said.split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") }
    return lines.map { $0.drop { $0 == "\t" || $0 == " " } }.joined(separator: " ")
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
