internal import GrosirCore

/// One pass over the bytes of a document, before the decoder sees them.
///
/// It finds what the decoder lets pass: a name that occurs twice in an object, too much depth, integers written as
/// `1.0` or `1e3`, malformed numbers where nobody asks for them, a comma before a closing bracket, a byte-order mark,
/// UTF-16. It says where a fault is, which the decoder does not, and writes down the ``JSONOutline`` on the way.
/// Whether strings are UTF-8 with surrogates in pairs is left to the decoder.
///
/// It stands on its own feet with any bytes whatever: it never traps, keeps its own stack, and looks at each byte a
/// bounded number of times.
struct JSONScan {
  let bytes: [UInt8]
  let limits: JSONLimits
  var offset = 0

  /// What stands where; complete when ``run()`` returns.
  private(set) var outline = JSONOutline()

  /// One for every name that its object already has.
  private(set) var duplicates: [Violation] = []

  /// How many more there were than are worth listing.
  private(set) var furtherDuplicates = 0

  private var frames: [Frame] = []
  private var expected = Expected.value

  init(_ bytes: [UInt8], limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// Scans the whole document.
  ///
  /// - Throws: the first fault that makes going on pointless: wrong syntax, or a limit passed.
  mutating func run() throws(JSONFault) {
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
      throw malformed("begins with a byte-order mark; send UTF-8 without one")
    }
    while true {
      skipSpace()
      guard offset < bytes.count else { break }
      try takeToken(bytes[offset])
    }
    guard expected == .end else { throw malformed("ends where \(expected.words) should follow") }
  }

  private mutating func takeToken(_ byte: UInt8) throws(JSONFault) {
    switch (expected, byte) {
    case (.firstName, JSONByte.closeObject), (.commaOrBrace, JSONByte.closeObject): close()
    case (.firstElement, JSONByte.closeArray), (.commaOrBracket, JSONByte.closeArray): close()
    case (.firstName, JSONByte.quote), (.name, JSONByte.quote): try takeName()
    case (.colon, JSONByte.colon): advance(to: .value)
    case (.commaOrBrace, JSONByte.comma): advance(to: .name)
    case (.commaOrBracket, JSONByte.comma): advance(to: .value)
    case (.value, _), (.firstElement, _): try takeValue(byte)
    default: throw unexpected()
    }
  }

  private mutating func advance(to next: Expected) {
    offset += 1
    expected = next
  }
}

// MARK: - Values

extension JSONScan {
  private mutating func takeValue(_ byte: UInt8) throws(JSONFault) {
    beginElement()
    switch byte {
    case JSONByte.openObject: try open(.object, then: .firstName)
    case JSONByte.openArray: try open(.array, then: .firstElement)
    case JSONByte.quote:
      outline.nodes.append(JSONOutline.Node(kind: .string, offset: offset, count: 0))
      _ = try takeString()
      expected = afterValue
    default:
      try takeWord()
      expected = afterValue
    }
  }

  /// Counts the value that begins here in the object or list it stands in.
  private mutating func beginElement() {
    guard let last = frames.indices.last else { return }
    outline.nodes[frames[last].node].count += 1
    if frames[last].kind == .array {
      frames[last].step = .index(outline.nodes[frames[last].node].count - 1)
    }
  }

  private mutating func open(_ kind: JSONOutline.Kind, then next: Expected) throws(JSONFault) {
    guard frames.count < limits.depth else {
      let message = "is nested more than \(limits.depth) deep"
      throw JSONFault(violation: Violation(path, .tooLarge, message))
    }
    frames.append(Frame(kind: kind, node: outline.nodes.count))
    outline.nodes.append(JSONOutline.Node(kind: kind, offset: offset, count: 0))
    advance(to: next)
  }

  private mutating func close() {
    frames.removeLast()
    advance(to: afterValue)
  }

  private mutating func takeWord() throws(JSONFault) {
    let start = offset
    while offset < bytes.count, !JSONByte.endsWord(bytes[offset]) { offset += 1 }
    let word = bytes[start..<offset]
    let kind: JSONOutline.Kind
    switch NumberForm(word) {
    case .integer?: kind = .integer
    case .longInteger?, .fraction?: kind = .number
    case nil where word.elementsEqual("null".utf8): kind = .null
    case nil where word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8): kind = .bool
    case nil:
      offset = start
      throw unexpected()
    }
    outline.nodes.append(JSONOutline.Node(kind: kind, offset: start, count: kind == .number ? word.count : 0))
  }

  private var afterValue: Expected {
    switch frames.last?.kind {
    case .object?: .commaOrBrace
    case nil: .end
    default: .commaOrBracket
    }
  }
}

// MARK: - Names

extension JSONScan {
  private mutating func takeName() throws(JSONFault) {
    let literal = try takeString()
    guard literal.count <= limits.nameLength else {
      let message = "has a member whose name is longer than \(limits.nameLength) bytes"
      throw JSONFault(violation: Violation(path(of: frames.dropLast()), .tooLarge, message))
    }
    let name = JSONScan.unescaped(literal)
    outline.names.append(name)
    let last = frames.count - 1
    frames[last].step = .name(name)
    if !frames[last].names.insert(name).inserted { noteDuplicate() }
    expected = .colon
  }

  private mutating func noteDuplicate() {
    guard duplicates.count < InvalidDocument.maximumCount else {
      furtherDuplicates += 1
      return
    }
    duplicates.append(Violation(path, .duplicate, "occurs more than once in its object"))
  }

  private var path: FieldPath { path(of: frames[...]) }

  private func path(of frames: ArraySlice<Frame>) -> FieldPath {
    FieldPath(frames.lazy.compactMap(\.step))
  }
}

// MARK: - State

extension JSONScan {
  /// An object or a list that is not closed yet.
  private struct Frame {
    let kind: JSONOutline.Kind
    let node: Int
    /// The way to the member or element that is being read.
    var step: PathStep?
    /// The names so far.
    ///
    /// Compared as Swift compares strings, as the decoder does: two names that differ only in how accents are
    /// composed are one name twice, as they are to whoever reads them.
    var names: Set<String> = []
  }

  /// What may come next.
  private enum Expected {
    case value, firstElement, firstName, name, colon, commaOrBrace, commaOrBracket, end

    var words: String {
      switch self {
      case .value: "a value"
      case .firstElement: "a value or ]"
      case .firstName: "a name in quotes or }"
      case .name: "a name in quotes"
      case .colon: "a colon"
      case .commaOrBrace: "a comma or }"
      case .commaOrBracket: "a comma or ]"
      case .end: "nothing"
      }
    }
  }

  private func unexpected() -> JSONFault {
    let place = expected == .end ? "goes on after its end" : "needs \(expected.words)"
    return malformed("\(place), but there is \(JSONFault.excerpt(of: bytes, at: offset))")
  }

  /// A fault of syntax at the current byte.
  func malformed(_ problem: String) -> JSONFault {
    JSONFault(malformed: problem, bytes: bytes, offset: offset)
  }
}
