import GrosirCore

/// How often what happened: kept for each world, and added up.
package struct Coverage: Sendable {
  /// States that were come to.
  package private(set) var states = [Int](repeating: 0, count: Coverage.stateNames.count)
  /// Steps with each disturbance.
  package private(set) var disturbances = [Int](repeating: 0, count: Disturbance.allCases.count)
  /// Steps with one disturbance that come within so many steps after one with another, by both.
  package private(set) var pairs = [Int](
    repeating: 0, count: Disturbance.allCases.count * Disturbance.allCases.count)
  /// Commands in the order of their names: accepted, refused.
  private var accepted = [Int](repeating: 0, count: Coverage.commandNames.count)
  private var refused = [Int](repeating: 0, count: Coverage.commandNames.count)
  package private(set) var repeated = 0
  package private(set) var conflicts = 0
  package private(set) var steps = 0
  package private(set) var worlds = 0
  package private(set) var events = 0

  /// Within so many steps of one world two disturbances count as a pair.
  package static var pairWindow: Int { 8 }
  private var lastAt = [Int](repeating: -1_000, count: Disturbance.allCases.count)

  package init() {}

  // MARK: Counting

  mutating func count(_ step: Step) {
    steps += 1
    for kind in step.disturbances {
      disturbances[kind.rawValue] += 1
      lastAt[kind.rawValue] = steps
    }
    for kind in step.disturbances {
      for other in lastAt.indices where other != kind.rawValue && steps - lastAt[other] < Coverage.pairWindow {
        pairs[kind.rawValue * lastAt.count + other] += 1
      }
    }
  }

  mutating func count(_ name: String, isAccepted: Bool) {
    guard let place = Coverage.commandPlaces[name] else { preconditionFailure("\(name) is not among the commands") }
    if isAccepted { accepted[place] += 1 } else { refused[place] += 1 }
  }

  mutating func countEvents(_ count: Int) { events += count }
  mutating func countRepeated() { repeated += 1 }
  mutating func countConflict() { conflicts += 1 }
  mutating func countWorld() { worlds += 1 }

  /// Adds another's counts.
  package mutating func add(_ other: Coverage) {
    for place in states.indices { states[place] += other.states[place] }
    for place in disturbances.indices { disturbances[place] += other.disturbances[place] }
    for place in pairs.indices { pairs[place] += other.pairs[place] }
    for place in accepted.indices { accepted[place] += other.accepted[place] }
    for place in refused.indices { refused[place] += other.refused[place] }
    repeated += other.repeated
    conflicts += other.conflicts
    steps += other.steps
    worlds += other.worlds
    events += other.events
  }

  // MARK: States

  /// States of reservations, participants, withdrawals and settlements.
  enum Landmark: Int, CaseIterable {
    case reservationReserved, reservationConsumed, reservationExpired, reservationCancelled
    case reservationPaymentFailed
    case participantAwaiting, participantWaiting, participantPaid, participantLapsed, participantLeft
    case participantReversed, participantReturned
    case withdrawalPending, withdrawalProcessing, withdrawalCompleted, withdrawalFailed
    case settlementUnpaid, settlementPaid
  }

  private static let sessionPlace = Landmark.allCases.count
  private static let purchasePlace = sessionPlace + SessionState.allCases.count
  private static let orderPlace = purchasePlace + PurchaseOrderStatus.allCases.count
  private static let paymentPlace = orderPlace + OrderStatus.allCases.count
  private static let shipmentPlace = paymentPlace + PaymentStatus.allCases.count
  private static let sellerPlace = shipmentPlace + ShipmentStatus.allCases.count

  /// The names of all states, in the order of their counts.
  package static let stateNames: [String] =
    Landmark.allCases.map { "\($0)" } + SessionState.allCases.map { "session \($0.rawValue)" }
    + PurchaseOrderStatus.allCases.map { "purchase order \($0.rawValue)" }
    + OrderStatus.allCases.map { "order \($0.rawValue)" }
    + PaymentStatus.allCases.map { "order payment \($0.rawValue)" }
    + ShipmentStatus.allCases.map { "shipment \($0.rawValue)" } + SellerStatus.allCases.map { "seller \($0.rawValue)" }

  mutating func reach(_ landmark: Landmark) { states[landmark.rawValue] += 1 }
  mutating func reach(_ state: SessionState) { states[Coverage.sessionPlace + state.place] += 1 }
  mutating func reach(_ status: PurchaseOrderStatus) { states[Coverage.purchasePlace + status.place] += 1 }
  mutating func reach(_ status: OrderStatus) { states[Coverage.orderPlace + status.place] += 1 }
  mutating func reach(_ status: PaymentStatus) { states[Coverage.paymentPlace + status.place] += 1 }
  mutating func reach(_ status: SellerStatus) { states[Coverage.sellerPlace + status.place] += 1 }
  mutating func reach(_ status: ShipmentStatus) { states[Coverage.shipmentPlace + status.place] += 1 }
}

extension CaseIterable where Self: Equatable {
  /// Which case it is.
  fileprivate var place: Int {
    var place = 0
    for value in Self.allCases {
      if value == self { return place }
      place += 1
    }
    return place
  }
}

// MARK: - What is demanded

extension Coverage {
  /// What happened too seldom; empty where all that can happen did.
  ///
  /// Every disturbance comes in at least a hundredth of the steps, every two of them within ``pairWindow`` steps of one
  /// world at least `pairs` times; every state is come to at least `states` times, and every command is accepted and
  /// refused at least `commands` times.
  package func gaps(pairs leastPairs: Int, states leastStates: Int, commands leastCommands: Int) -> [String] {
    var gaps: [String] = []
    for kind in Disturbance.allCases where disturbances[kind.rawValue] * 100 < steps {
      gaps.append("\(kind) in \(disturbances[kind.rawValue]) of \(steps) steps")
    }
    for kind in Disturbance.allCases {
      for other in Disturbance.allCases where other != kind {
        let count = pairs[kind.rawValue * disturbances.count + other.rawValue]
        if count < leastPairs { gaps.append("\(kind) after \(other): \(count)") }
      }
    }
    for (name, count) in zip(Coverage.stateNames, states) where count < leastStates { gaps.append("\(name): \(count)") }
    for (place, name) in Coverage.commandNames.enumerated() {
      if accepted[place] < leastCommands { gaps.append("\(name) accepted: \(accepted[place])") }
      if refused[place] < leastCommands { gaps.append("\(name) refused: \(refused[place])") }
    }
    if repeated < leastCommands { gaps.append("repeated: \(repeated)") }
    if conflicts < leastCommands { gaps.append("conflicts: \(conflicts)") }
    return gaps
  }

  /// Everything that was counted, to be read by people.
  package var summary: String {
    var lines = ["\(steps) steps in \(worlds) worlds, \(events) events; repeated \(repeated), conflicts \(conflicts)"]
    for kind in Disturbance.allCases {
      let share = steps == 0 ? 0 : disturbances[kind.rawValue] * 1_000 / steps
      lines.append("  \(kind): \(disturbances[kind.rawValue]), \(share / 10).\(share % 10) %")
    }
    let least = Disturbance.allCases.flatMap { kind in
      Disturbance.allCases.filter { $0 != kind }.map { pairs[kind.rawValue * disturbances.count + $0.rawValue] }
    }.min()
    lines.append("  the rarest pair of them: \(least ?? 0)")
    for (name, count) in zip(Coverage.stateNames, states) { lines.append("  \(name): \(count)") }
    for (place, name) in Coverage.commandNames.enumerated() {
      lines.append("  \(name): \(accepted[place]) accepted, \(refused[place]) refused")
    }
    return lines.joined(separator: "\n")
  }

  private static let commandPlaces = Dictionary(
    uniqueKeysWithValues: commandNames.enumerated().map { ($1, $0) })

  /// Every command there is.
  static let commandNames: [String] = [
    PutProduct.name, PutFactory.name, PutLocation.name, CreateSession.name, JoinSession.name, ConfirmPayment.name,
    LeaveSession.name, LapseHolds.name, AnnounceNearExpiry.name, ReversePayment.name, RefuseRefund.name,
    MoveToRules.name, SetAsideStock.name, CloseSession.name, CancelSession.name, FulfilSession.name,
    PlaceAnotherOrder.name, MarkPurchaseOrder.name, ReceiveGoods.name, OrderForStock.name, ReportOverdue.name,
    ReserveStock.name, ExtendReservation.name, ConsumeReservation.name, ReleaseReservation.name,
    SweepReservations.name, AdjustStock.name, SetStockLimits.name, RequestWithdrawal.name, RunWithdrawalBatch.name,
    CompleteWithdrawal.name, FailWithdrawal.name, SettlePayee.name, PaySettlement.name, PlaceOrder.name,
    BeginOrderPayment.name, ConfirmOrderPayment.name, FailOrderPayment.name, ExpireOrders.name, CancelOrder.name,
    BookShipment.name, ShipOrder.name, RecordTracking.name, RefundOrder.name, RegisterSeller.name,
    ActivateSeller.name, SuspendSeller.name, PutListing.name, SwitchListing.name, SyncListings.name,
  ]
}
