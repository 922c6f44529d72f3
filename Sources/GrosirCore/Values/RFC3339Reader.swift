/// Reads the parts of an RFC 3339 text one after another, a byte of look-ahead at a time.
struct RFC3339Reader {
  private var bytes: String.UTF8View.Iterator
  /// The byte to be read next; nil at the end of the text.
  private var next: UInt8?
  /// How many bytes have been read.
  private var position = 0

  init(_ text: String) {
    bytes = text.utf8.makeIterator()
    next = bytes.next()
  }

  /// Reads `YYYY-MM-DD`.
  mutating func readDate() throws(RFC3339Error) -> LocalDate {
    let year = try readNumber(digits: 4)
    try readSeparator("-")
    let month = try readNumber(digits: 2, in: 1...12, else: .monthOutOfRange)
    try readSeparator("-")
    let start = position
    let day = try readNumber(digits: 2)
    guard let date = LocalDate(year: year, month: month, day: day) else {
      throw RFC3339Error(.dayOutOfRange, at: start)
    }
    return date
  }

  /// Reads `HH:MM:SS`, and a fraction of the second where there is one.
  mutating func readTime() throws(RFC3339Error) -> LocalTime {
    let hour = try readNumber(digits: 2, in: 0...23, else: .hourOutOfRange)
    try readSeparator(":")
    let minute = try readNumber(digits: 2, in: 0...59, else: .minuteOutOfRange)
    try readSeparator(":")
    let start = position
    let second = try readNumber(digits: 2, in: 0...60, else: .secondOutOfRange)
    guard second < 60 else { throw RFC3339Error(.leapSecond, at: start) }
    let millisecond = try readFraction()
    return LocalTime(uncheckedHour: hour, minute: minute, second: second, millisecond: millisecond)
  }

  /// Reads `Z`, or an offset such as `+07:00`.
  mutating func readOffset() throws(RFC3339Error) -> UTCOffset {
    if skip("Z") || skip("z") { return .utc }
    let isBehind = skip("-")
    guard isBehind || skip("+") else { throw RFC3339Error(.expectedSeparator, at: position) }
    let start = position
    let hours = try readNumber(digits: 2, in: 0...23, else: .offsetOutOfRange)
    try readSeparator(":")
    let minutes = try readNumber(digits: 2, in: 0...59, else: .offsetOutOfRange)
    let total = hours * 60 + minutes
    guard let offset = UTCOffset(minutes: isBehind ? -total : total) else {
      throw RFC3339Error(.offsetOutOfRange, at: start)
    }
    return offset
  }

  /// Reads one given character, in either of two forms.
  mutating func readSeparator(_ separator: Unicode.Scalar, or other: Unicode.Scalar? = nil) throws(RFC3339Error) {
    if skip(separator) { return }
    if let other, skip(other) { return }
    throw RFC3339Error(.expectedSeparator, at: position)
  }

  /// Reads the end of the text.
  func readEnd() throws(RFC3339Error) {
    guard next == nil else { throw RFC3339Error(.trailingText, at: position) }
  }

  /// Reads `.` and one to nine digits as milliseconds; nothing at all is none.
  private mutating func readFraction() throws(RFC3339Error) -> Int {
    guard skip(".") else { return 0 }
    var milliseconds = try readDigit() * 100
    var weight = 10
    var digits = 1
    while let next, RFC3339Reader.isDigit(next) {
      let digit = try readDigit()
      digits += 1
      guard digits <= 9, digits <= 3 || digit == 0 else { throw RFC3339Error(.tooPrecise, at: position - 1) }
      milliseconds += digit * weight
      weight /= 10
    }
    return milliseconds
  }

  private mutating func readNumber(
    digits: Int, in range: ClosedRange<Int>, else reason: RFC3339Error.Reason
  ) throws(RFC3339Error) -> Int {
    let start = position
    let number = try readNumber(digits: digits)
    guard range ~= number else { throw RFC3339Error(reason, at: start) }
    return number
  }

  private mutating func readNumber(digits: Int) throws(RFC3339Error) -> Int {
    var number = 0
    for _ in 0..<digits { number = number * 10 + (try readDigit()) }
    return number
  }

  private mutating func readDigit() throws(RFC3339Error) -> Int {
    guard let byte = next, RFC3339Reader.isDigit(byte) else { throw RFC3339Error(.expectedDigit, at: position) }
    advance()
    return Int(byte - UInt8(ascii: "0"))
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    advance()
    return true
  }

  private mutating func advance() {
    next = bytes.next()
    position += 1
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}
