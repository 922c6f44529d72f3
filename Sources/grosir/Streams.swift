import Glibc
import GrosirJSON

/// Reads files and standard input, never more than a document may have.
enum FileInput {
  /// The bytes of a file, or of standard input for `-`; at most one byte more than a document may have, so that what is
  /// too large is refused as such.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    if path == "-" { return try read(STDIN_FILENO, named: "standard input") }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .misuse("\"\(path)\" cannot be opened: \(systemError())", command: nil) }
    defer { close(descriptor) }
    return try read(descriptor, named: "\"\(path)\"")
  }

  private static func read(_ descriptor: Int32, named name: String) throws(Failure) -> [UInt8] {
    let limit = JSONLimits.standard.size + 1
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = unsafe buffer.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, limit - bytes.count))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .misuse("\(name) cannot be read: \(systemError())", command: nil) }
      if count == 0 { break }
      bytes += buffer.prefix(count)
    }
    return bytes
  }
}

/// Writes to standard output and standard error.
enum FileOutput {
  /// Writes all of the text; gives the reason if it cannot.
  static func write(_ text: String, to descriptor: Int32) -> String? {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return systemError() }
      bytes = bytes.dropFirst(count)
    }
    return nil
  }
}

/// Why the last call to the system failed, in its words.
private func systemError() -> String { unsafe String(cString: strerror(errno)) }

/// The environment's variables.
enum Environment {
  /// A variable's value.
  static subscript(name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
