/// A paid request of a buyer whose basket is not acceptable yet and who would rather wait than be refused (SPEC §5,
/// waiting list).
public struct Pledge: Sendable, Hashable {
  /// Its identity.
  public let id: PledgeID

  /// What is still waited for.
  public let basket: Basket

  /// Whether a part of the basket may be admitted, the remainder waiting on.
  public let acceptsPartial: Bool

  /// Creates a pledge.
  public init(_ id: PledgeID, basket: Basket, acceptsPartial: Bool = false) {
    self.id = id
    self.basket = basket
    self.acceptsPartial = acceptsPartial
  }

  /// The one variant waited for, if the pledge can be admitted unit by unit as far as there is room.
  var variantTakenByTheUnit: Int? {
    guard let line = basket.lines.first, basket.lines.count == 1, acceptsPartial || line.units == 1 else { return nil }
    return line.position
  }
}

/// The identity of a ``Pledge``.
public typealias PledgeID = Identifier<Pledge>

/// A pledge, or a part of one, that was let in.
public struct Admission: Sendable, Hashable {
  /// The pledge.
  public let pledge: PledgeID

  /// What was let in, as paid units.
  public let basket: Basket

  /// What goes on waiting in the pledge's place, if anything.
  public let remainder: Basket?

  /// Creates an admission.
  package init(pledge: PledgeID, basket: Basket, remainder: Basket?) {
    self.pledge = pledge
    self.basket = basket
    self.remainder = remainder
  }
}
