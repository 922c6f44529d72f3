/// A way from the outermost value to one inside it, printed as `variants[2].tolerance`.
///
/// The empty path is the whole value.
public struct FieldPath: Sendable, Hashable, CustomStringConvertible {
  /// The path as text; empty for the whole value.
  public let description: String

  /// The path of the whole value.
  public static var root: FieldPath { FieldPath(description: "") }

  private init(description: String) {
    self.description = description
  }

  /// The path that was printed as this text.
  init(recorded text: String) {
    self.init(description: text)
  }

  /// The path of a field of the outermost value.
  public init(_ field: String) {
    self = FieldPath.root.field(field)
  }

  /// The path of a field of the value at this path; a name that is not a plain word is quoted: `basket["a.b"]`.
  public func field(_ name: String) -> FieldPath {
    guard FieldPath.isPlain(name) else {
      return FieldPath(description: "\(description)[\"\(FieldPath.escaped(name))\"]")
    }
    return FieldPath(description: description.isEmpty ? name : "\(description).\(name)")
  }

  /// The path of the element at a position, counted from zero, of the list at this path.
  public func index(_ position: Int) -> FieldPath {
    FieldPath(description: "\(description)[\(position)]")
  }

  /// The path inside the value at this path that another path is inside its own: `products[0]`, then `variants[2].id`.
  public func appending(_ inner: FieldPath) -> FieldPath {
    let separator = description.isEmpty || inner.description.isEmpty || inner.description.hasPrefix("[") ? "" : "."
    return FieldPath(description: description + separator + inner.description)
  }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  private static func escaped(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0:
        // A path is one line, in a log too.
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default:
        if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
