import GrosirJSON
import GrosirTesting

/// Random trees and texts, with a liking for what is awkward.
enum RandomDocuments {
  static func value(_ choices: Choices, depth: Int = 5) -> JSONValue {
    switch choices.integer(in: 0...(depth > 0 ? 9 : 5)) {
    case 0: return .null
    case 1: return .bool(choices.boolean())
    case 2, 3: return .integer(integer(choices))
    case 4: return number(choices)
    case 5: return .string(string(choices))
    case 6, 7: return .array(choices.list(0...5) { value($0, depth: depth - 1) })
    default:
      var object = JSONObject()
      choices.steps(0...5) { choices in
        let name = string(choices)
        if object[name] == nil { object.append(name, value(choices, depth: depth - 1)) }
      }
      return .object(object)
    }
  }

  static func integer(_ choices: Choices) -> Int64 {
    choices.boolean() ? choices.boundaryInteger(in: .min ... .max) : choices.integer(in: -1_000...1_000)
  }

  static func number(_ choices: Choices) -> JSONValue {
    let texts = [
      "1.5", "1e3", "1.0", "-0.0", "99999999999999999999", "-9223372036854775809", "1E+400", "0e0", "0.000e-7",
      String(repeating: "7", count: 40),
    ]
    return NumberLiteral(choices.element(of: texts)).map(JSONValue.number) ?? .null
  }

  static func string(_ choices: Choices) -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "b", "S", "M", "\"", "\\", "/", "\u{0}", "\u{1F}", "\n", "\t", "\u{8}", "\u{C}", "\r", "\u{7F}", "é", "e",
      "\u{301}", "\u{2028}", "\u{FEFF}", "😀", "\u{FFFD}", "{", "}", "[", "]", ",", ":", " ", "\u{D7FF}", "\u{10FFFF}",
    ]
    var text = String.UnicodeScalarView()
    text.append(contentsOf: choices.list(0...6) { $0.element(of: scalars) })
    return String(text)
  }

  /// One to three changes of single bytes, of short pieces, or of something that is often confused.
  static func mutate(_ bytes: [UInt8], _ choices: Choices) -> [UInt8] {
    let pieces = [
      ",", ":", "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "\\u0061", "01", "-", ".", "e", "1.0",
      "NaN",
      "Infinity", "//", "/**/", "null", "true", " ", "\u{0}", "\u{FEFF}", "'", "+1", "\u{C}", "\u{A0}",
      "{\"a\":1,\"a\":2}",
      ",}", ",]", "é", "e\u{301}", "99999999999999999999", "-0",
    ]
    var bytes = bytes
    choices.steps(1...3) { choices in
      let position = choices.integer(in: 0...bytes.count)
      let end = min(bytes.count, position + choices.integer(in: 1...4))
      switch choices.integer(in: 0...4) {
      case 0: bytes.insert(choices.integer(in: 0...255), at: position)
      case 1: bytes.removeSubrange(position..<end)
      case 2: bytes.replaceSubrange(position..<end, with: [choices.integer(in: 0...255)])
      case 3: bytes.insert(contentsOf: bytes[position..<end], at: choices.integer(in: 0...bytes.count))
      default: bytes.insert(contentsOf: choices.element(of: pieces).utf8, at: position)
      }
    }
    return bytes
  }
}
