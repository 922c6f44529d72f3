private import GrosirCore

/// How large the numbers of a generated allocation are.
public enum AllocationScale: Sendable, Hashable, CaseIterable {
  /// So small that an answer changes with nearly every unit, and ties abound.
  case small
  /// As in a shop: bundles of some dozen units, orders of some hundred.
  case everyday
  /// Anything up to the limits, each magnitude as likely as another, mostly near its ends.
  case extreme

  /// What a quantity counts.
  enum Measure {
    case unitsPerBundle, tolerance, units, bundles
  }

  /// The largest quantity of the scale, or nil where there is no other limit than the general one.
  func largest(_ measure: Measure) -> Int? {
    switch (self, measure) {
    case (.small, .unitsPerBundle): 4
    case (.small, .tolerance): 9
    case (.small, .units): 14
    case (.small, .bundles): 4
    case (.everyday, .unitsPerBundle): 24
    case (.everyday, .tolerance): 120
    case (.everyday, .units): 500
    case (.everyday, .bundles): 24
    case (.extreme, _): nil
    }
  }

  /// The most units a generated tally or basket line has.
  public var largestUnits: Int { largest(.units) ?? Quantity.maximum }
}
