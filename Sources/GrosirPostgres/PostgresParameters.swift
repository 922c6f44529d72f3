internal import GrosirSQL

/// What is bound to the placeholders of one statement, as the client library takes it: texts that end with a zero.
///
/// It is used again and again, so that binding allocates nothing once it has grown.
struct PostgresParameters {
  private var bytes: [UInt8] = []
  /// Where the text of each begins; nil for nothing.
  private var starts: [Int?] = []

  /// How many bytes there are.
  var size: Int { bytes.count }

  /// Begins anew.
  mutating func removeAll() {
    // What a huge statement took is given back.
    bytes.removeAll(keepingCapacity: bytes.count <= 1 << 20)
    starts.removeAll(keepingCapacity: true)
  }

  /// Adds a value.
  mutating func append(_ value: SQLValue) throws(SQLFailure) {
    switch value {
    case .null:
      starts.append(nil)
      return
    case .integer(let integer):
      starts.append(bytes.count)
      write(integer)
    case .text(let text):
      starts.append(bytes.count)
      try PostgresParameters.check(text)
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(0)
  }

  /// Adds an array of what some rows have in a column.
  mutating func append(column: Int, of rows: ArraySlice<[SQLValue]>) throws(SQLFailure) {
    starts.append(bytes.count)
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for row in rows {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      switch row[column] {
      case .null: bytes.append(contentsOf: "NULL".utf8)
      case .integer(let integer): write(integer)
      case .text(let text): try writeElement(text)
      }
    }
    bytes.append(UInt8(ascii: "}"))
    bytes.append(0)
  }

  /// Writes a text between quotation marks, without which it might be taken for a number, a NULL or a bracket.
  private mutating func writeElement(_ text: String) throws(SQLFailure) {
    try PostgresParameters.check(text)
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { letters in
      if unsafe letters.contains(where: { PostgresParameters.isEscaped($0) }) {
        for place in letters.indices {
          let letter = unsafe letters[place]
          if PostgresParameters.isEscaped(letter) { bytes.append(UInt8(ascii: "\\")) }
          bytes.append(letter)
        }
      } else {
        unsafe bytes.append(contentsOf: letters)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a backslash stands before a byte in an array.
  private static func isEscaped(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }

  private mutating func write(_ integer: Int64) {
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    let first = bytes.count
    var rest = integer.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[first...].reverse()
  }

  /// A text would be cut off there, and nobody be told.
  private static func check(_ text: String) throws(SQLFailure) {
    guard !text.utf8.contains(0) else {
      throw SQLFailure(.other, "PostgreSQL keeps no text with U+0000 in it; keep it in a document")
    }
  }

  /// Lends the texts out.
  func withPointers<Value>(_ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?) -> Value) -> Value {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: starts.count) { pointers in
        for (place, start) in starts.enumerated() {
          let text = unsafe start.flatMap { unsafe bytes.baseAddress?.advanced(by: $0) }
          unsafe pointers.initializeElement(at: place, to: text?.assumingMemoryBound(to: CChar.self))
        }
        return unsafe body(Int32(starts.count), UnsafePointer(pointers.baseAddress))
      }
    }
  }
}
