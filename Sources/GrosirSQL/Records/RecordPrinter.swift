import GrosirCore

/// Puts records one behind another as text, in bytes that are grown before each part is put, and checked no more.
@safe
struct RecordPrinter: ~Copyable {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0

  /// The longest part that is no text: an amount's name, its digits and its currency's name.
  private static let longest = 64

  init(capacity: Int) {
    unsafe bytes = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { unsafe bytes.deallocate() }

  /// What was put.
  var text: String { unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self) }

  /// Makes room for so many bytes more.
  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(by: more) }
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + more)
    unsafe larger.update(from: bytes, count: count)
    unsafe bytes.deallocate()
    unsafe bytes = larger
    capacity = capacity * 2 + more
  }

  // MARK: Parts

  mutating func put(_ record: borrowing Record) {
    reserve(RecordPrinter.longest)
    switch record {
    case .null: put(word: "null")
    case .flag(let flag): if flag { put(word: "true") } else { put(word: "false") }
    case .integer(let integer): put(integer)
    case .text(let text): putText(text)
    case .instant(let instant): putInstant(instant)
    case .money(let money):
      put(word: "{\"\\u0061mount\":")
      put(money.amount)
      put(word: ",\"currency\":")
      putText(money.currency.code)
      put(UInt8(ascii: "}"))
    case .list(let records):
      put(UInt8(ascii: "["))
      for place in records.indices {
        if place > 0 { putChecked(Byte.comma) }
        put(records[place])
      }
      putChecked(UInt8(ascii: "]"))
    case .fields(let fields):
      put(UInt8(ascii: "{"))
      for place in fields.indices {
        if place > 0 { putChecked(Byte.comma) }
        putText(fields[place].name)
        putChecked(Byte.colon)
        put(fields[place].value)
      }
      putChecked(UInt8(ascii: "}"))
    }
  }

  /// A byte for which there is room.
  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    unsafe bytes[count] = byte
    count += 1
  }

  @inline(__always)
  private mutating func putChecked(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  /// A word for which there is room.
  @inline(__always)
  private mutating func put(word: StaticString) {
    unsafe (bytes + count).update(from: word.utf8Start, count: word.utf8CodeUnitCount)
    count += word.utf8CodeUnitCount
  }

  private mutating func put(_ integer: Int64) {
    if integer < 0 { put(Byte.minus) }
    var rest = integer.magnitude
    let digits = RecordPrinter.digits(rest)
    for place in stride(from: count + digits - 1, through: count, by: -1) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      unsafe bytes[place] = Byte.zero + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    count += digits
  }

  /// How many digits a number has.
  private static func digits(_ number: UInt64) -> Int {
    var (digits, limit) = (1, UInt64(10))
    while number >= limit, digits < 20 {
      digits += 1
      limit = digits < 20 ? limit * 10 : .max
    }
    return digits
  }

  private mutating func putInstant(_ instant: Instant) {
    put(Byte.quote)
    let length = unsafe instant.writeRFC3339(to: bytes + count)
    // The `T` always stands behind a date of ten characters; five more go before it.
    unsafe (bytes + count + 15).update(from: bytes + count + 10, count: length - 10)
    unsafe (bytes + count + 10).update(from: Byte.mark.utf8Start, count: 6)
    count += length + 5
    put(Byte.quote)
  }

  // MARK: Texts

  private mutating func putText(_ text: borrowing String) {
    let put: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe putText($0) }
    if put == nil { unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe putText($0) } }
  }

  private mutating func putText(_ text: UnsafeBufferPointer<UInt8>) {
    // No byte becomes more than six.
    reserve(text.count * 6 + 2)
    put(Byte.quote)
    if unsafe RecordPrinter.isPlain(text) {
      if let start = text.baseAddress { unsafe (bytes + count).update(from: start, count: text.count) }
      count += text.count
    } else {
      for place in text.indices { unsafe putEscaped(text[place]) }
    }
    put(Byte.quote)
  }

  /// Whether no byte of a text has to be escaped; eight of them at a time, the last ones perhaps twice.
  private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 8, let start = unsafe UnsafeRawPointer(text.baseAddress) else {
      return unsafe text.allSatisfy { $0 >= 0x20 && $0 != Byte.quote && $0 != Byte.backslash }
    }
    let last = text.count - 8
    for place in stride(from: 0, to: last, by: 8)
    where unsafe !isPlain(start.loadUnaligned(fromByteOffset: place, as: UInt64.self)) { return false }
    return unsafe isPlain(start.loadUnaligned(fromByteOffset: last, as: UInt64.self))
  }

  /// Whether none of eight bytes has to be escaped.
  @inline(__always)
  private static func isPlain(_ eight: UInt64) -> Bool {
    // Taking n from a byte below it sets its highest bit, which `~` leaves of bytes that had none. A borrow may set
    // that of the next byte too, but only behind one that is found rightly.
    let (ones, high) = (UInt64(0x0101_0101_0101_0101), UInt64(0x8080_8080_8080_8080))
    let quotes = eight ^ (ones &* UInt64(Byte.quote))
    let backslashes = eight ^ (ones &* UInt64(Byte.backslash))
    let controls = (eight &- ones &* 0x20) & ~eight
    return (controls | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)) & high == 0
  }

  private mutating func putEscaped(_ byte: UInt8) {
    switch byte {
    case Byte.quote, Byte.backslash:
      put(Byte.backslash)
      put(byte)
    case ..<0x20:
      put(word: "\\u00")
      put(Byte.hexadecimal[Int(byte >> 4)])
      put(Byte.hexadecimal[Int(byte & 15)])
    default: put(byte)
    }
  }
}
