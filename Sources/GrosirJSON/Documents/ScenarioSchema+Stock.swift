import GrosirCore

extension ScenarioSchema {
  /// What a verb about stock takes.
  static func stock(_ verb: ScenarioVerb) -> JSONObject {
    let order = Property("order", identifier("whose reservation"), isRequired: true)
    switch verb {
    case .reserveStock:
      return object(
        "Holds units for an order, all lines or none, for 15 minutes unless it says otherwise.",
        [
          order,
          Property(
            "lines",
            list(
              reference("stockLine"), 1...Scenario.maximumStockLines,
              "lines of one stock are summed"),
            isRequired: true),
          Property("lasting", reference("timespan")),
          Property(
            "untilReleased", flag("whether it lasts until it is consumed or released; false")),
        ])
    case .extendReservation:
      return object(
        "Moves a reservation's expiry, up to an hour after it was made.",
        [order, Property("until", reference("time"), isRequired: true)])
    case .consumeReservation: return object("The reserved units go out.", [order])
    case .releaseReservation:
      let reasons = ReleaseReason.allCases.map { $0.rawValue }
      return object(
        "The reserved units are free again.",
        [order, Property("reason", choice(reasons), isRequired: true)])
    case .sweepReservations:
      return object(
        "Releases what has expired, what expired first first.",
        [Property("limit", integer(1...SweepReservations.mostAtOnce, "how many at most; 1000"))])
    case .adjustStock:
      let most = Quantity.maximum
      return object(
        "Units come, or go if negative, that were not promised.",
        key + [
          Property("units", integer(-most...most, "how many come"), isRequired: true),
          Property(
            "reason", choice(AdjustmentReason.allCases.map { $0.rawValue }), isRequired: true),
          Property(
            "reference", identifier("a delivery note, a count; the command's identity unless given")
          ),
        ])
    case .setStockLimits:
      let limits = 0...Quantity.maximum
      return object(
        "Says when a stock is low, and when it is too much.",
        key + [
          Property("reorderPoint", nullable(integer(limits, "units on hand that count as low"))),
          Property("maximum", nullable(integer(limits, "units that there should be at most"))),
        ])
    default: preconditionFailure("\(verb.rawValue) is not about stock")
    }
  }

  /// So many units of one stock.
  static var stockLine: JSONObject {
    object(
      "Units of one stock.",
      key + [
        Property("units", integer(1...Quantity.maximum, "how many are asked for"), isRequired: true)
      ])
  }

  /// Whose stock, and where.
  static var stockPlace: JSONObject { object("Whose stock, and where.", place) }

  /// The fields that name a stock.
  private static var key: [Property] {
    place + [Property("variant", identifier("of what"), isRequired: true)]
  }

  private static var place: [Property] {
    [
      Property("owner", identifier("whose; \"platform\" unless given")),
      Property("location", identifier("where; \"warehouse\" unless given")),
    ]
  }
}
