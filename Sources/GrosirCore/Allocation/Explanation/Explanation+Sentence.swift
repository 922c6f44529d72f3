extension Explanation {
  /// The explanation as a shop assistant would give it, in one to three sentences.
  ///
  /// - Parameters:
  ///   - language: the language it is given in.
  ///   - name: how a variant is called; by default by its identifier.
  public func sentence(in language: Language, name: (VariantID) -> String = { $0.text }) -> String {
    switch language {
    case .english: sentence(in: English.self, name)
    case .indonesian: sentence(in: Indonesian.self, name)
    }
  }

  private func sentence<Words: Phrasebook>(in words: Words.Type, _ name: (VariantID) -> String) -> String {
    switch self {
    case .unlimited(let variant, let ordered):
      return words.unlimited(name(variant), ordered: ordered)
    case .tolerance(let variant, let available, let bundles, let other, let tolerance, let unlock):
      return words.opening(available, name(variant)) + " "
        + words.tolerance(of: name(other), units: tolerance, bundles: bundles) + " "
        + words.unlock(name(variant), available, after: unlock, name)
    case .capacity(let variant, let available, let bundles, let held):
      return words.opening(available, name(variant)) + " "
        + words.capacity(name(variant), available, bundles: bundles, held: held)
    case .ahead(let variant, let available, let other, let unlock):
      return words.opening(available, name(variant)) + " " + words.ahead(name(variant), available, of: name(other))
        + " "
        + words.unlock(name(variant), available, after: unlock, name)
    case .progress(let variant, let available, let missing):
      return words.opening(available, name(variant)) + " " + words.progress(name(variant), available, missing: missing)
    case .stock(let variant, let available, let onHand, let ordered):
      return words.opening(available, name(variant)) + " "
        + words.stock(name(variant), available, onHand: onHand, reserved: min(ordered, onHand))
    case .acceptedBasket(let asked, let bundles):
      return words.accepted(words.portions(asked, name), isMixed: asked.count > 1, bundles: bundles)
    case .refusedBasket(let asked, let bundles, let violations, let instead, let additions):
      let reason = words.reason(violations, bundles: bundles, name)
      return words.refused(words.portions(asked, name), because: reason) + " "
        + words.remedy(instead, of: asked, orAdding: additions, name)
    }
  }
}

/// What an explanation needs to be said in one language.
protocol Phrasebook {
  static var language: Language { get }
  static func joined(_ items: [String]) -> String
  static func others(_ count: String) -> String

  static func opening(_ available: Int, _ variant: String) -> String
  static func unlimited(_ variant: String, ordered: Int) -> String
  static func tolerance(of other: String, units: Int, bundles: Int) -> String
  static func capacity(_ variant: String, _ available: Int, bundles: Int, held: Int) -> String
  static func ahead(_ variant: String, _ available: Int, of other: String) -> String
  static func progress(_ variant: String, _ available: Int, missing: Int?) -> String
  static func stock(_ variant: String, _ available: Int, onHand: Int, reserved: Int) -> String

  /// Units of a variant that must sell first; `isLast` tells the last of a list, which may take what goes with all.
  static func more(_ units: String, _ variant: String, isLast: Bool) -> String
  static func unlock(_ variant: String, _ available: Int, after units: String, isSingle: Bool) -> String

  static func accepted(_ basket: String, isMixed: Bool, bundles: Int) -> String
  static func refused(_ basket: String, because reason: String) -> String
  static func need(bundles: Int, isTooMany: Bool, leaving leftovers: String?) -> String
  static func leftover(_ units: String, kept: Int) -> String
  static func shortage(_ asked: Int, _ variant: String, available: Int) -> String
  static func takeInstead(_ part: String, isMixed: Bool) -> String
  static var takeAnother: String { get }
  static func orAdd(_ units: String) -> String
}

extension Phrasebook {
  /// A count with its thousands separated.
  static func count(_ number: Int) -> String { language.grouped(number) }

  /// `5 M and 4 L`.
  static func portions(_ portions: [Explanation.Portion], _ name: (VariantID) -> String) -> String {
    list(portions.map { "\(count($0.units)) \(name($0.variant))" })
  }

  /// `a`, `a and b`, `a, b and c`; of many, the first four and how many others there are.
  static func list(_ items: [String]) -> String {
    items.count > 5 ? joined(items.prefix(4) + [others(count(items.count - 4))]) : joined(items)
  }

  static func unlock(
    _ variant: String, _ available: Int, after hints: [UnlockHint], _ name: (VariantID) -> String
  ) -> String {
    let items = hints.enumerated().map { position, hint in
      more(count(hint.units), name(hint.variant), isLast: position == hints.count - 1)
    }
    return unlock(variant, available, after: list(items), isSingle: hints.count == 1 && hints[0].units == 1)
  }

  /// What speaks against a basket, as one clause.
  static func reason(_ violations: [BasketViolation], bundles: Int, _ name: (VariantID) -> String) -> String {
    var isTooMany = false
    var leftovers: [String] = []
    var shortages: [String] = []
    for violation in violations {
      switch violation {
      case .capacity: isTooMany = true
      case .tolerance(let variant, let excess, let tolerance):
        leftovers.append(leftover("\(count(excess)) \(name(variant))", kept: tolerance))
      case .unavailable(let variant, let asked, let available):
        shortages.append(shortage(asked, name(variant), available: available))
      }
    }
    guard shortages.isEmpty else { return list(shortages) }
    return need(bundles: bundles, isTooMany: isTooMany, leaving: leftovers.isEmpty ? nil : list(leftovers))
  }

  static func remedy(
    _ instead: [Explanation.Portion], of asked: [Explanation.Portion], orAdding additions: [Explanation.Portion],
    _ name: (VariantID) -> String
  ) -> String {
    let part = instead.isEmpty ? takeAnother : takeInstead(portions(instead, name), isMixed: asked.count > 1)
    return part + (additions.isEmpty ? "" : orAdd(portions(additions, name))) + "."
  }
}
