/// A currency, by the three capital letters of its ISO 4217 code (SPEC §2).
///
/// Only the form is checked, not whether the code is assigned: the list changes, and the parties who move money know
/// which currencies they serve. The smallest *charged* unit is what a ``Money`` counts; for the rupiah that is one
/// whole rupiah, although ISO 4217 still gives it two decimals.
///
///     Currency("IDR") == .idr    // true
///     Currency("idr")            // nil
public struct Currency: Sendable, Hashable {
  /// The letters as a number in base 26, most significant first; two bytes, and its order is the alphabetical one.
  private let packed: UInt16

  private init(packed: UInt16) {
    self.packed = packed
  }

  /// Creates a currency from its code, or nil if that is not exactly three letters from `A` to `Z`.
  public init?(_ code: String) {
    // Most money by far is of this one.
    if code == "IDR" {
      self = .idr
      return
    }
    guard code.utf8.count == 3 else { return nil }
    var packed: UInt16 = 0
    for letter in code.utf8 {
      guard Currency.firstLetter...Currency.lastLetter ~= letter else { return nil }
      packed = packed * 26 + UInt16(letter - Currency.firstLetter)
    }
    self.packed = packed
  }

  /// The Indonesian rupiah; amounts are whole rupiah.
  public static var idr: Currency { Currency(packed: (8 * 26 + 3) * 26 + 17) }

  /// The three letters.
  public var code: String {
    // Most money by far is of this one.
    if self == .idr { return "IDR" }
    let letters = [packed / 676, packed / 26 % 26, packed % 26]
    return String(decoding: letters.map { Currency.firstLetter + UInt8($0) }, as: UTF8.self)
  }

  private static var firstLetter: UInt8 { UInt8(ascii: "A") }
  private static var lastLetter: UInt8 { UInt8(ascii: "Z") }
}

extension Currency: Comparable {
  /// Alphabetical order of the codes.
  public static func < (left: Currency, right: Currency) -> Bool {
    left.packed < right.packed
  }
}

extension Currency: CustomStringConvertible {
  /// The three letters.
  public var description: String { code }
}
