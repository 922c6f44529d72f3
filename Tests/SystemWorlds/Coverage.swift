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
  /// Commands by their names: accepted, refused.
  package private(set) var accepted: [String: Int] = [:]
  package private(set) var refused: [String: Int] = [:]
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
    if isAccepted { accepted[name, default: 0] += 1 } else { refused[name, default: 0] += 1 }
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
    accepted.merge(other.accepted, uniquingKeysWith: +)
    refused.merge(other.refused, uniquingKeysWith: +)
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

  /// The names of all states, in the order of their counts.
  package static let stateNames: [String] =
    Landmark.allCases.map { "\($0)" } + SessionState.allCases.map { "session \($0.rawValue)" }
    + PurchaseOrderStatus.allCases.map { "purchase order \($0.rawValue)" }
    + OrderStatus.allCases.map { "order \($0.rawValue)" }
    + PaymentStatus.allCases.map { "order payment \($0.rawValue)" }
    + ShipmentStatus.allCases.map { "shipment \($0.rawValue)" }

  mutating func reach(_ landmark: Landmark) { states[landmark.rawValue] += 1 }
  mutating func reach(_ state: SessionState) { states[Coverage.sessionPlace + state.place] += 1 }
  mutating func reach(_ status: PurchaseOrderStatus) { states[Coverage.purchasePlace + status.place] += 1 }
  mutating func reach(_ status: OrderStatus) { states[Coverage.orderPlace + status.place] += 1 }
  mutating func reach(_ status: PaymentStatus) { states[Coverage.paymentPlace + status.place] += 1 }
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
