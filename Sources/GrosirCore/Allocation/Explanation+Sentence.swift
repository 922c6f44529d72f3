extension Explanation {
  /// The explanation in one to three sentences.
  ///
  /// - Parameter name: how a variant is called; by default by its identifier.
  public func sentence(in language: Language, name: (VariantID) -> String = { $0.text }) -> String {
    switch language {
    case .english: sentence(in: English.self, name)
    case .indonesian: sentence(in: Indonesian.self, name)
    }
  }

  private func sentence<Words: Phrasebook>(in words: Words.Type, _ name: (VariantID) -> String) -> String {
    switch self {
    case .unlimited(let variant, let ordered):
      words.unlimited(name(variant), ordered: words.count(ordered))
    case .tolerance(let variant, let available, let bundles, let other, let tolerance, let unlock):
      words.opening(available, name(variant)) + " "
        + words.tolerance(of: name(other), units: words.count(tolerance), bundles: bundles) + " "
        + words.unlock(name(variant), after: words.list(unlock, name))
    case .capacity(let variant, let available, let bundles, let held):
      words.opening(available, name(variant)) + " " + words.capacity(name(variant), bundles: bundles, held: held)
    case .ahead(let variant, let available, let other, let unlock):
      words.opening(available, name(variant)) + " " + words.ahead(name(variant), of: name(other)) + " "
        + words.unlock(name(variant), after: words.list(unlock, name))
    case .progress(let variant, let available, let missing):
      words.opening(available, name(variant)) + " " + words.progress(missing: missing)
    case .stock(let variant, let available, let onHand, let ordered):
      words.opening(available, name(variant)) + " "
        + words.stock(name(variant), onHand: onHand, reserved: min(ordered, onHand))
    case .acceptedBasket(let bundles):
      words.accepted(bundles: bundles)
    case .refusedBasket(let bundles, let violations, let limit, let additions):
      words.refused(
        for: Explanation.reasons(of: violations, bundles: bundles, words, name),
        remedies: Explanation.remedies(limit, additions, words, name))
    }
  }

  private static func reasons<Words: Phrasebook>(
    of violations: [BasketViolation], bundles: Int, _ words: Words.Type, _ name: (VariantID) -> String
  ) -> [String] {
    var reasons: [String] = []
    var leftovers: [String] = []
    var shortages: [String] = []
    for violation in violations {
      switch violation {
      case .capacity(let needed):
        reasons.append(words.beyondCapacity(bundles: needed))
      case .tolerance(let variant, let excess, let tolerance):
        leftovers.append(words.leftover("\(words.count(excess)) \(name(variant))", accepted: words.count(tolerance)))
      case .unavailable(let variant, let asked, let available):
        shortages.append(words.shortage("\(words.count(asked)) \(name(variant))", available: words.count(available)))
      }
    }
    if !leftovers.isEmpty { reasons.append(words.leaves(words.list(leftovers), bundles: bundles)) }
    if !shortages.isEmpty { reasons.append(words.asks(for: words.list(shortages))) }
    return reasons
  }

  private static func remedies<Words: Phrasebook>(
    _ limit: UnlockHint?, _ additions: [UnlockHint], _ words: Words.Type, _ name: (VariantID) -> String
  ) -> [String] {
    var remedies = [words.takeFewer]
    if let limit {
      remedies = [limit.units == 0 ? words.takeAnother : words.take(atMost: words.list([limit], name))]
    }
    if !additions.isEmpty { remedies.append(words.add(words.list(additions, name))) }
    return remedies
  }
}

/// What an explanation needs to be said in one language.
///
/// Names, counts and lists come in already written.
protocol Phrasebook {
  static var thousandsSeparator: String { get }
  static var and: String { get }
  static var or: String { get }
  static func others(_ count: String) -> String

  static func opening(_ available: Int, _ variant: String) -> String
  static func unlock(_ variant: String, after units: String) -> String
  static func unlimited(_ variant: String, ordered: String) -> String
  static func tolerance(of other: String, units: String, bundles: Int) -> String
  static func capacity(_ variant: String, bundles: Int, held: Int) -> String
  static func ahead(_ variant: String, of other: String) -> String
  static func progress(missing: Int?) -> String
  static func stock(_ variant: String, onHand: Int, reserved: Int) -> String

  static func accepted(bundles: Int) -> String
  static func refused(for reasons: [String], remedies: [String]) -> String
  static func beyondCapacity(bundles: Int) -> String
  static func leaves(_ leftovers: String, bundles: Int) -> String
  static func leftover(_ units: String, accepted: String) -> String
  static func asks(for shortages: String) -> String
  static func shortage(_ units: String, available: String) -> String
  static var takeFewer: String { get }
  static var takeAnother: String { get }
  static func take(atMost units: String) -> String
  static func add(_ units: String) -> String
}

extension Phrasebook {
  /// A count with its thousands separated.
  static func count(_ number: Int) -> String {
    let digits = String(number.magnitude).utf8.map { $0 }
    var text = number < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += thousandsSeparator }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// `5 M and 4 L`.
  static func list(_ hints: [UnlockHint], _ name: (VariantID) -> String) -> String {
    list(hints.map { "\(count($0.units)) \(name($0.variant))" })
  }

  /// `a`, `a and b`, `a, b and c`; of many, the first four and how many others there are.
  static func list(_ items: [String]) -> String {
    var shown = items
    if items.count > 5 { shown = items.prefix(4) + [others(count(items.count - 4))] }
    return joined(shown, by: and)
  }

  static func joined(_ items: [String], by last: String) -> String {
    guard let end = items.last, let start = items.first, items.count > 1 else { return items.last ?? "" }
    return items.dropFirst().dropLast().reduce(start) { "\($0), \($1)" } + " \(last) \(end)"
  }
}
