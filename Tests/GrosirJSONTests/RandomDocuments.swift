import GrosirJSON

/// Random trees and texts, with a liking for what is awkward.
enum RandomDocuments {
  static func value(_ generator: inout SeededGenerator, depth: Int = 5) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2, 3: return .integer(integer(&generator))
    case 4: return number(&generator)
    case 5: return .string(string(&generator))
    case 6, 7:
      let count = Int.random(in: 0...5, using: &generator)
      return .array((0..<count).map { _ in value(&generator, depth: depth - 1) })
    default:
      let count = Int.random(in: 0...5, using: &generator)
      var object = JSONObject()
      for _ in 0..<count {
        let name = string(&generator)
        if object[name] == nil { object.append(name, value(&generator, depth: depth - 1)) }
      }
      return .object(object)
    }
  }

  static func integer(_ generator: inout SeededGenerator) -> Int64 {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: [0, 1, -1, .max, .min, .max - 1].randomElement(using: &generator) ?? 0
    case 1: Int64.random(in: .min ... .max, using: &generator)
    default: Int64.random(in: -1000...1000, using: &generator)
    }
  }

  static func number(_ generator: inout SeededGenerator) -> JSONValue {
    let texts = [
      "1.5", "1e3", "1.0", "-0.0", "99999999999999999999", "-9223372036854775809", "1E+400", "0e0", "0.000e-7",
      String(repeating: "7", count: 40),
    ]
    return texts.randomElement(using: &generator).flatMap(NumberLiteral.init).map(JSONValue.number) ?? .null
  }

  static func string(_ generator: inout SeededGenerator) -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "b", "S", "M", "\"", "\\", "/", "\u{0}", "\u{1F}", "\n", "\t", "\u{8}", "\u{C}", "\r", "\u{7F}", "é", "e",
      "\u{301}", "\u{2028}", "\u{FEFF}", "😀", "\u{FFFD}", "{", "}", "[", "]", ",", ":", " ", "\u{D7FF}", "\u{10FFFF}",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      text.append(scalars.randomElement(using: &generator) ?? "a")
    }
    return String(text)
  }

  /// One to three changes of single bytes, of short pieces, or of something that is often confused.
  static func mutate(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    let pieces = [
      ",", ":", "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "\\u0061", "01", "-", ".", "e", "1.0",
      "NaN",
      "Infinity", "//", "/**/", "null", "true", " ", "\u{0}", "\u{FEFF}", "'", "+1", "\u{C}", "\u{A0}",
      "{\"a\":1,\"a\":2}",
      ",}", ",]", "é", "e\u{301}", "99999999999999999999", "-0",
    ]
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let position = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, position + Int.random(in: 1...4, using: &generator))
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
      case 1: bytes.removeSubrange(position..<end)
      case 2: bytes.replaceSubrange(position..<end, with: [UInt8.random(in: 0...255, using: &generator)])
      case 3: bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0...bytes.count, using: &generator))
      default: bytes.insert(contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8, at: position)
      }
    }
    return bytes
  }
}
