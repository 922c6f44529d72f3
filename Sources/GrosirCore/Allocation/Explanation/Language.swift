/// A language in which the engine explains itself; the raw values are its codes.
public enum Language: String, Sendable, Hashable, CaseIterable {
  /// English.
  case english = "en"
  /// Indonesian.
  case indonesian = "id"
}

extension Language {
  /// A count as people write it, its thousands separated: `1,250` in English, `1.250` in Indonesian.
  public func grouped(_ number: some BinaryInteger) -> String {
    let digits = String(number.magnitude).utf8.map { $0 }
    var text = number < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += self == .english ? "," : "." }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }
}
