/// A seller's own code for a product or variant: 1–64 visible ASCII characters without spaces (SPEC §2.1).
///
/// It is printed on labels and typed by people, hence the narrow alphabet. It is not an identifier: those are never
/// given twice, while a code may pass from one product to its successor.
///
///     SKU("TSHIRT-001")
public struct SKU: Sendable, Hashable {
  /// The code.
  public let text: String

  /// The largest accepted length, in characters.
  public static var maximumLength: Int { 64 }

  /// Creates a code, or nil if it is empty, longer than 64 characters, or holds anything but visible ASCII.
  public init?(_ text: String) {
    guard 1...SKU.maximumLength ~= text.utf8.count else { return nil }
    guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
    self.text = text
  }
}

extension SKU: CustomStringConvertible {
  /// The code.
  public var description: String { text }
}
