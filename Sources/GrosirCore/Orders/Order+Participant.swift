extension Order {
  /// The order of a participant of a session whose stock is assured: paid when it is made (SPEC §6, §12).
  ///
  /// Its goods cost what the participant paid up front; its discount is the difference to the tier's price that the
  /// session settled. Its units are its session's, and so is its money.
  ///
  ///     let order = Order(
  ///       id, of: participant, in: session, product: product, soldBy: .warehouse, at: instant)
  ///
  /// - Parameters:
  ///   - id: The order's identity.
  ///   - participant: Whose order it is; what was admitted of it is bought.
  ///   - session: The participant's, closed with a success.
  ///   - product: The session's, in any version; names and codes are noted as they are in it.
  ///   - seller: The factory on consignment, the warehouse otherwise.
  ///   - address: Where it goes, if the buyer has said.
  ///   - instant: When its stock was assured.
  /// - Precondition: the participant is one of the session's, and the product the session's.
  /// - Returns: nil where there is nothing to send: nobody was admitted, or the session has not succeeded.
  /// - Complexity: O(n) in the variants.
  public init?(
    _ id: OrderID, of participant: Participant, in session: GroupSession, product: Product,
    soldBy seller: OrderSeller, to address: AddressID? = nil, at instant: Instant
  ) {
    precondition(
      participant.session == session.id && product.id == session.plan.product, "what belongs to one session")
    guard participant.status == .paid, !participant.admitted.isEmpty, let tier = session.settlement?.verdict.tier
    else { return nil }
    let plan = session.plan
    var (goods, discount) = (Int64(0), Int64(0))
    var lines: [OrderLine] = []
    for line in participant.admitted {
      guard let position = session.composition.position(of: line.variant) else {
        preconditionFailure("what was admitted is one of the session's variants")
      }
      let price = plan.unitPrice(at: position)
      // The session counted these sums when the participant joined: they fit.
      goods += price.amount * Int64(line.units)
      discount += (plan.terms.ladder.basePrice.amount - tier.price.amount) * Int64(line.units)
      lines.append(
        OrderLine(
          line.variant, of: product, units: line.units, unitPrice: price,
          priceAdjustment: Money(plan.priceAdjustments[position], plan.currency), stock: nil))
    }
    guard let amounts = OrderAmounts(goods: goods, discount: discount, tax: 0, shipping: 0, plan.currency) else {
      preconditionFailure("a tier's price with its adjustment is not negative")
    }
    self.init(
      id, of: participant.buyer, from: .participant(participant.id, of: session.id), soldBy: seller,
      factory: product.factory, lines: lines, address: address, amounts: amounts, fee: .zero, placedAt: instant,
      payBefore: nil)
  }
}
