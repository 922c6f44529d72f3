extension OrderEvent {
  /// The journal entries of an event of an order, in order; none if it moved no money (SPEC §9).
  ///
  /// A retail sale is posted when its payment is confirmed: from then on the provider holds the money, and it is the
  /// seller's and the platform's. Nothing else could explain it, for there is no escrow but a session's; and what the
  /// seller owes for it is bounded by the hold before a settlement is paid. A cancellation posts it the other way.
  ///
  /// The money of a group order is its session's, so its order moves none.
  func entries(at instant: Instant) -> [JournalEntry] {
    do throws(JournalError) {
      switch self {
      case .paid(let payment): return try payment.entries(at: instant)
      case .paymentReturned(let payment, _):
        return [try .paymentReturned(payment.reference, of: payment.amount, to: payment.buyer, at: instant)]
      case .cancelled(_, let refund?), .refunded(let refund, _): return try refund.entries(at: instant)
      case .placed, .paymentBegun, .paymentFailed, .expired, .cancelled(_, nil), .shipmentBooked, .shipped, .tracked:
        return []
      }
    } catch {
      preconditionFailure("the amounts of an order's events are not negative")
    }
  }
}

extension OrderPayment {
  fileprivate func entries(at instant: Instant) throws(JournalError) -> [JournalEntry] {
    guard case .accepted(let share) = outcome else { return [] }
    return [try .retailSale(order, share.split, by: share.seller, at: instant)]
  }
}

extension OrderRefund {
  fileprivate func entries(at instant: Instant) throws(JournalError) -> [JournalEntry] {
    guard let share = reason.share else { return [] }
    return [try .retailRefund(id, share.split, by: share.seller, at: instant)]
  }
}
