extension JSONValue {
  /// How a document is laid out when printed.
  public enum Layout: Sendable, Hashable, CaseIterable {
    /// On one line, without spaces.
    case compact
    /// For people: indented by two spaces; objects and lists of plain values that fit in 100 columns on one line.
    case indented
  }

  /// The document as JSON text, without a newline at the end; members in their order.
  ///
  /// Parsing it gives the same tree again.
  ///
  /// - Complexity: O(n) in the length of the text.
  public func printed(_ layout: Layout = .compact) -> String {
    String(decoding: printedBytes(layout), as: UTF8.self)
  }

  /// The document as JSON text in UTF-8, without a newline at the end.
  ///
  /// - Complexity: O(n) in the length of the text.
  public func printedBytes(_ layout: Layout = .compact) -> [UInt8] {
    var printer = JSONPrinter()
    switch layout {
    case .compact: printer.printOneLine(self, separator: "")
    case .indented: printer.printIndented(self, depth: 0)
    }
    return printer.text
  }
}

/// JSON text in the making.
private struct JSONPrinter {
  var text: [UInt8] = []

  /// How many columns of one-line objects and lists, their indentation included, are still pleasant to read.
  static let width = 100

  mutating func printOneLine(_ value: JSONValue, separator: String) {
    switch value {
    case .null: put("null")
    case .bool(let bool): put(bool ? "true" : "false")
    case .integer(let integer): put(String(integer))
    case .number(let literal): put(literal.text)
    case .string(let string): putString(string)
    case .array(let elements):
      put("[")
      for (position, element) in elements.enumerated() {
        if position > 0 { put(",\(separator)") }
        printOneLine(element, separator: separator)
      }
      put("]")
    case .object(let object):
      put("{")
      for (position, member) in object.members.enumerated() {
        if position > 0 { put(",\(separator)") }
        putString(member.name)
        put(":\(separator)")
        printOneLine(member.value, separator: separator)
      }
      put("}")
    }
  }

  mutating func printIndented(_ value: JSONValue, depth: Int) {
    if value.isFlat, printIfShort(value) { return }
    switch value {
    case .array(let elements):
      put("[")
      for (position, element) in elements.enumerated() {
        breakLine(position, depth + 1)
        printIndented(element, depth: depth + 1)
      }
      breakLine(0, depth)
      put("]")
    case .object(let object):
      put("{")
      for (position, member) in object.members.enumerated() {
        breakLine(position, depth + 1)
        putString(member.name)
        put(": ")
        printIndented(member.value, depth: depth + 1)
      }
      breakLine(0, depth)
      put("}")
    default: printOneLine(value, separator: " ")
    }
  }

  /// Prints a value that holds no other objects or lists on this line, unless the line then gets too long.
  private mutating func printIfShort(_ value: JSONValue) -> Bool {
    let start = text.count
    printOneLine(value, separator: " ")
    guard value.isContainer else { return true }
    let line = text.lastIndex(of: JSONByte.newline).map { $0 + 1 } ?? 0
    let columns = text[line...].count { $0 & 0xC0 != 0x80 }
    if columns <= JSONPrinter.width { return true }
    text.removeSubrange(start...)
    return false
  }

  private mutating func breakLine(_ position: Int, _ depth: Int) {
    if position > 0 { text.append(JSONByte.comma) }
    text.append(JSONByte.newline)
    text.append(contentsOf: repeatElement(JSONByte.space, count: 2 * depth))
  }

  private mutating func put(_ string: String) {
    text.append(contentsOf: string.utf8)
  }
}

// MARK: - Strings

extension JSONPrinter {
  private mutating func putString(_ string: String) {
    text.append(JSONByte.quote)
    for byte in string.utf8 {
      switch byte {
      case JSONByte.quote, JSONByte.backslash: text.append(contentsOf: [JSONByte.backslash, byte])
      case 0x08: put("\\b")
      case 0x09: put("\\t")
      case 0x0A: put("\\n")
      case 0x0C: put("\\f")
      case 0x0D: put("\\r")
      case ..<0x20: put("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
      default: text.append(byte)
      }
    }
    text.append(JSONByte.quote)
  }
}

extension JSONValue {
  /// Whether it holds no object or list, except empty ones.
  fileprivate var isFlat: Bool {
    switch self {
    case .array(let elements): elements.allSatisfy { $0.isScalarOrEmpty }
    case .object(let object): object.members.allSatisfy { $0.value.isScalarOrEmpty }
    default: true
    }
  }

  private var isScalarOrEmpty: Bool {
    switch self {
    case .array(let elements): elements.isEmpty
    case .object(let object): object.members.isEmpty
    default: true
    }
  }

  fileprivate var isContainer: Bool {
    switch self {
    case .array(let elements): !elements.isEmpty
    case .object(let object): !object.members.isEmpty
    default: false
    }
  }
}
