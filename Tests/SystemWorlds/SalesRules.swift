import GrosirCore

/// What one variant of a session has sold, as the book counts it.
struct SalesTally: Equatable {
  var held = 0
  var paid = 0
  var setAside = 0

  var ordered: Int { held + paid }
  /// Paid units that bundles must bring.
  var firm: Int { paid - setAside }
}

/// What may be sold, by the words of SPEC §3 and nothing else: slow, and without a line of the implementation.
///
/// The letters of the specification are b = `shares`, t = `tolerances`, s = `setAside`, B = ``bundlesNeeded(_:)``.
struct SalesRules {
  var shares: [Int]
  var tolerances: [Int?]
  var policy: AllocationPolicy

  private static func ceiling(_ dividend: Int, _ divisor: Int) -> Int {
    dividend > 0 ? (dividend + divisor - 1) / divisor : -(-dividend / divisor)
  }

  /// B = max over v of max(0, ⌈firm / b⌉).
  func bundlesNeeded(_ tallies: [SalesTally]) -> Int {
    var needed = 0
    for place in tallies.indices { needed = max(needed, SalesRules.ceiling(tallies[place].firm, shares[place])) }
    return needed
  }

  /// Whether a basket may be taken: units of each variant, 0 for what is not in it.
  func accepts(_ units: [Int], _ tallies: [SalesTally]) -> Bool {
    guard case .bundleTolerance(let rules) = policy else {
      for place in units.indices where units[place] > 0 {
        if let most = maxAllowed(place, after: units, tallies), tallies[place].ordered + units[place] > most {
          return false
        }
      }
      return true
    }
    let granted = max(rules.committedBundles, bundlesNeeded(tallies))
    for place in units.indices where units[place] > 0 {
      let net = tallies[place].ordered - tallies[place].setAside
      let level = max(0, SalesRules.ceiling(net + units[place], shares[place]))
      if level <= granted { continue }
      if let capacity = rules.capacityBundles, level > capacity { return false }
      for other in units.indices where other != place {
        guard let tolerance = tolerances[other] else { continue }
        let firm = tallies[other].firm + units[other]
        let bears =
          level * shares[other] - firm <= tolerance || SalesRules.ceiling(firm, shares[other]) >= level
        if !bears { return false }
      }
    }
    return true
  }

  /// Under the other policies: maxAllowed(v) after adding the basket's other lines, taken and paid.
  private func maxAllowed(_ place: Int, after units: [Int], _ tallies: [SalesTally]) -> Int? {
    switch policy {
    case .bundleTolerance, .open: return nil
    case .stockOnly: return tallies[place].setAside
    case .allocationMultiple(let rules):
      var reference: Int?
      for other in units.indices where other != place {
        let filled = (tallies[other].paid + units[other]) / shares[other]
        guard let known = reference else {
          reference = filled
          continue
        }
        reference = rules.catchUp == .slowest ? min(known, filled) : max(known, filled)
      }
      return reference.map { ($0 + rules.multiple) * shares[place] }
    case .progressiveUnlock(let rules):
      var paid = 0
      for other in units.indices { paid += tallies[other].paid + (other == place ? 0 : units[other]) }
      let factor = paid * 4 < rules.target ? 2 : paid * 2 < rules.target ? 4 : paid * 4 < rules.target * 3 ? 6 : 10
      return factor * shares[place]
    }
  }

  /// The guarantee of SPEC §3.1: where B > K, every excess is within its tolerance or demands the last bundle itself.
  func keepsGuarantee(_ tallies: [SalesTally]) -> Bool {
    guard case .bundleTolerance(let rules) = policy else { return true }
    let bundles = bundlesNeeded(tallies)
    guard bundles > rules.committedBundles else { return true }
    if let capacity = rules.capacityBundles, bundles > capacity { return false }
    for place in tallies.indices {
      guard let tolerance = tolerances[place] else { continue }
      let excess = bundles * shares[place] - tallies[place].firm
      if excess > tolerance, SalesRules.ceiling(tallies[place].firm, shares[place]) < bundles { return false }
    }
    return true
  }
}
