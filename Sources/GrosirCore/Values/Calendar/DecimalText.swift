/// Numbers as the fixed-width decimal digits of dates and times.
enum DecimalText {
  /// The digits, with zeros in front up to a width; a longer number keeps all its digits.
  ///
  /// - Precondition: the number is not negative.
  static func padded(_ number: Int, width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
