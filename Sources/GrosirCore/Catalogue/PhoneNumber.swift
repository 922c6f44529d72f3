/// A telephone number in the international form of ITU-T E.164 (SPEC §2.1).
///
/// A plus sign, a country code that does not begin with zero, and the subscriber's number: 7 to 15 digits in all, with
/// nothing between them. National forms such as `0812…` are refused rather than guessed at: a purchase order would go
/// to somebody else.
///
///     PhoneNumber("+6281234567890")
///     PhoneNumber("081234567890")      // nil
public struct PhoneNumber: Sendable, Hashable {
  /// The number with its plus sign.
  public let text: String

  /// Creates a number, or nil if it is not in the international form.
  public init?(_ text: String) {
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == UInt8(ascii: "+"), 7...15 ~= digits.count else { return nil }
    guard digits.first != UInt8(ascii: "0") else { return nil }
    guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    self.text = text
  }
}

extension PhoneNumber: CustomStringConvertible {
  /// The number with its plus sign.
  public var description: String { text }
}
