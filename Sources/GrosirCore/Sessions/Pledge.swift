/// A paid request of a buyer whose basket is not acceptable yet and who would rather wait than be refused (SPEC §5,
/// waiting list).
///
/// It arrived with its payment; of two paid for at one instant, the one asked for earlier comes first.
public struct Pledge: Sendable, Hashable {
  /// Its identity.
  public let id: PledgeID

  /// What is still waited for.
  public let basket: Basket

  /// Whether a part of the basket may be admitted, the remainder waiting on.
  public let acceptsPartial: Bool

  /// When it was asked for.
  public let requestedAt: Instant

  /// When it was paid for.
  public let paidAt: Instant

  /// Creates a pledge.
  public init(
    _ id: PledgeID, basket: Basket, acceptsPartial: Bool = false, requestedAt: Instant, paidAt: Instant
  ) {
    self.id = id
    self.basket = basket
    self.acceptsPartial = acceptsPartial
    self.requestedAt = requestedAt
    self.paidAt = paidAt
  }

  /// The same pledge, waiting for something else.
  func waiting(for basket: Basket) -> Pledge {
    Pledge(id, basket: basket, acceptsPartial: acceptsPartial, requestedAt: requestedAt, paidAt: paidAt)
  }

  /// The one variant waited for, if the pledge can be admitted unit by unit as far as there is room.
  var variantTakenByTheUnit: Int? {
    guard let line = basket.lines.first, basket.lines.count == 1, acceptsPartial || line.units == 1 else { return nil }
    return line.position
  }
}

/// The identity of a ``Pledge``: that of the participation it is.
public typealias PledgeID = ParticipantID
