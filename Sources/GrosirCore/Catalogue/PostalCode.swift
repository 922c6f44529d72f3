/// A postal code: 3–10 capital letters and digits, with single spaces or hyphens between them (SPEC §2.1).
///
/// Indonesia's have five digits; others look different, and which country's rule would apply is not known here.
///
///     PostalCode("13910")
public struct PostalCode: Sendable, Hashable {
  /// The code.
  public let text: String

  /// Creates a code, or nil if it does not have the form of one.
  public init?(_ text: String) {
    guard 3...10 ~= text.utf8.count else { return nil }
    // Before the first character and after the last there must be none that separates, as after one that does.
    var separated = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): separated = false
      case UInt8(ascii: " "), UInt8(ascii: "-"):
        guard !separated else { return nil }
        separated = true
      default: return nil
      }
    }
    guard !separated else { return nil }
    self.text = text
  }
}

extension PostalCode: CustomStringConvertible {
  /// The code.
  public var description: String { text }
}
