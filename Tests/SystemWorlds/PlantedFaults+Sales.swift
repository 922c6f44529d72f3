extension PlantedFault {
  static let ofAllocation: [PlantedFault] = [
    PlantedFault(
      .allocation, "GrosirCore/Allocation/Snapshot/AllocationLanes+Keyed.swift",
      "orders &- counts(held, vector) &- stock", becomes: "orders &- stock", "held units count as firm"),
    PlantedFault(
      .allocation, "GrosirCore/Allocation/Standing.swift",
      "tightest?.position == position ? nextTightest : tightest", becomes: "tightest",
      "a variant's own tolerance bounds it"),
    PlantedFault(
      .allocation, "GrosirCore/Allocation/AllocationState+Baskets.swift", .statement,
      "if let capacity = algorithm.capacityBundles, level > capacity { return nil }", becomes: "",
      "what the factory can make is not looked at"),
    PlantedFault(
      .allocation, "GrosirCore/Allocation/AllocationState+Baskets.swift",
      in: "let firm = tally(at: line.position).firm + line.units\n    return level",
      "tally(at: line.position).firm + line.units", becomes: "tally(at: line.position).firm",
      "a basket's other lines do not help its first"),
    PlantedFault(
      .allocation, "GrosirCore/Allocation/AllocationState+Baskets.swift",
      "(net + line.units).dividedRoundingUp(by: rules.composition.unitsPerBundle(at: line.position))",
      becomes: "(net + line.units).dividedRoundingDown(by: rules.composition.unitsPerBundle(at: line.position))",
      "a bundle begun is not counted"),
    PlantedFault(
      .allocation, "GrosirCore/Allocation/AllocationState+Baskets.swift",
      in: "tally.ordered + line.units > maxAllowed else", "tally.ordered + line.units > maxAllowed",
      becomes: "tally.ordered > maxAllowed", "under other policies the basket itself is not counted"),
  ]

  static let ofSessions: [PlantedFault] = [
    PlantedFault(
      .sessions, "GrosirCore/Sessions/SessionTurn.swift",
      "workingSet.participants(.holdsDue(in: id, through: context.now))", becomes: "[]",
      "holds do not lapse on the way"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/SessionTurn.swift", "$0 <= limit", becomes: "$0 < limit",
      "a hold lapses an instant late"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/SessionRows+Apply.swift", .statement,
      "for line in participant.admitted { tally(.departed(line.units), line.variant) }", becomes: "",
      "who leaves keeps their allocation"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/LeaveSession.swift", .statement,
      "if let refund { turn.request(.refund(refund)) }", becomes: "", "who leaves is not sent their money"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/LeaveSession.swift", .statement, "try turn.admit()", becomes: "",
      "nobody is let in for who leaves"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/ConfirmPayment.swift", "amount == participant.total ? nil : .paymentMismatch",
      becomes: "nil as ReturnReason?", "any amount is the right one"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/ConfirmPayment.swift",
      "turn.session.takesBack(participant, of: standing) ? nil : .lapsed", becomes: "nil as ReturnReason?",
      "who has lapsed is taken back in any case"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/SessionTerms.swift", "paidUnits + fill", becomes: "paidUnits",
      "the platform's fill does not count"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/CloseSession.swift", "participant.isDisputed ? 0 : returned",
      becomes: "returned", "money that was charged back goes back once more"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/ReversePayment.swift",
      "turn.session.state.isOpen && turn.now < turn.session.plan.closesAt", becomes: "true",
      "a reversal takes from escrow whatever has become of it"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/CloseSession.swift", "turn.now >= plan.closesAt || earlyBecause != nil",
      becomes: "true", "anybody closes a session before its time"),
    PlantedFault(
      .sessions, "GrosirCore/Sessions/JoinSession.swift", "standing.openHolds < conditions.maxOpenHoldsPerBuyer",
      becomes: "standing.openHolds <= conditions.maxOpenHoldsPerBuyer", "one hold too many"),
  ]

  static let ofStock: [PlantedFault] = [
    PlantedFault(
      .stock, "GrosirCore/Stock/ReservationLife.swift", .statement,
      "if let expiresAt, expiresAt <= now { throw .reservationExpired(at: expiresAt) }", becomes: "",
      "what has expired can go out"),
    PlantedFault(
      .stock, "GrosirCore/Stock/StockTurn.swift", .statement,
      in: "try release(expired: expired, by: instant, &changes)",
      "try release(expired: expired, by: instant, &changes)", becomes: "",
      "what has expired is not freed before somebody is refused"),
    PlantedFault(
      .stock, "GrosirCore/Stock/StockTurn.swift", in: "let lines = lines.summed\n    let keys", "lines.summed",
      becomes: "lines", "several lines of one stock are checked one by one"),
    PlantedFault(
      .stock, "GrosirCore/Stock/StockCount.swift", in: "public var available: Int { onHand - reserved }",
      "onHand - reserved", becomes: "onHand", "what is reserved is available once more"),
    PlantedFault(
      .stock, "GrosirCore/Stock/StockCount.swift", in: "StockCount(unchecked: onHand, reserved: reserved - units)",
      "reserved - units", becomes: "reserved", "a release frees nothing"),
    PlantedFault(
      .stock, "GrosirCore/Stock/StockCount.swift",
      in: "StockCount(unchecked: onHand - units, reserved: reserved - units)", "onHand - units", becomes: "onHand",
      "what goes out stays on hand"),
    PlantedFault(
      .stock, "GrosirCore/Stock/StockCount.swift", "sum >= reserved", becomes: "sum >= 0",
      "what is reserved can be written off"),
    PlantedFault(
      .stock, "GrosirCore/Stock/ReservationLife.swift", "expiry <= latest", becomes: "true",
      "a reservation is extended for ever"),
    PlantedFault(
      .stock, "GrosirCore/Stock/ReservationLife.swift", .statement,
      "if isExpired(at: now) { return ended(.released(.expired), at: now) }", becomes: "",
      "what has expired is cancelled"),
  ]
}
