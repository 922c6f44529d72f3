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
