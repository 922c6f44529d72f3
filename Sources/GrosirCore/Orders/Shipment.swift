/// What a carrier asks for a shipment: what the shipping port answers when it is asked for rates (SPEC §12).
public struct ShippingRate: Sendable, Hashable {
  /// Who carries.
  public let carrier: CarrierCode
  /// Which of the carrier's services.
  public let service: CarrierCode
  /// What it costs; not negative.
  public let amount: Money

  /// Creates a rate.
  public init(carrier: CarrierCode, service: CarrierCode, amount: Money) {
    self.carrier = carrier
    self.service = service
    self.amount = amount
  }
}

/// A carrier or one of its services; a subject for ``CarrierCode`` and nothing else.
public enum Carrier: Sendable {}

/// The shipping provider's code for a carrier, or for one of its services.
public typealias CarrierCode = Identifier<Carrier>

/// How far a shipment is; the raw values are the wire's, and their order is the one in which it gets there.
///
/// Carriers tell things twice and in any order; a shipment never goes back.
public enum ShipmentStatus: String, Sendable, Hashable, CaseIterable {
  /// The carrier was asked to come.
  case booked
  /// The carrier has it.
  case pickedUp = "picked_up"
  /// It is between the carrier's places.
  case inTransit = "in_transit"
  /// It is on the last stretch.
  case outForDelivery = "out_for_delivery"
  /// The recipient has it.
  case delivered

  /// How far that is.
  private var rank: Int {
    switch self {
    case .booked: 0
    case .pickedUp: 1
    case .inTransit: 2
    case .outForDelivery: 3
    case .delivered: 4
    }
  }
}

extension ShipmentStatus: Comparable {
  /// Whether one comes before the other.
  public static func < (left: ShipmentStatus, right: ShipmentStatus) -> Bool { left.rank < right.rank }
}

/// The goods of an order on their way.
public struct Shipment: Sendable, Hashable {
  /// What was agreed with the carrier, if the platform booked it.
  public internal(set) var rate: ShippingRate?
  /// Under which number it is tracked, once that is known.
  public internal(set) var trackingNumber: TrackingNumber?
  /// How far it is.
  public internal(set) var status: ShipmentStatus
  /// When the carrier says that it got there.
  public internal(set) var statusAt: Instant
}

/// What a carrier tells about a shipment.
public struct TrackingEvent: Sendable, Hashable {
  /// How far it is.
  public let status: ShipmentStatus
  /// Since when, by the carrier's clock.
  public let instant: Instant

  /// Creates an event.
  public init(_ status: ShipmentStatus, at instant: Instant) {
    self.status = status
    self.instant = instant
  }
}
