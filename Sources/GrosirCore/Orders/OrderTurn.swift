/// One command's turn at an order: what was read of it and of what is held for it, and what the command makes of that
/// (SPEC §12).
///
/// Whatever a command is about, it first notes that the order's time to be paid is over, if it is; so nothing depends
/// on how often a job looks.
struct OrderTurn {
  /// The order's rows, as far as they were brought.
  private var rows = OrderRows()

  /// What is held for it, and the stocks.
  var stock: StockTurn

  /// When this happens, unless something it changes has happened later already: a clock may jump back.
  let now: Instant

  private let id: OrderID
  private let workingSet: WorkingSet
  private var reservation: Reservation?

  /// What is to be read of an order before anything is done to it.
  static func reads(of order: OrderID) -> [Read] { [.order(.order(order)), .stock(.reservation(.order(order)))] }

  /// Begins a turn, and checks that the order allows the action.
  ///
  /// - Throws: ``OrderError/unknownOrder(_:)``;
  ///   ``OrderError/invalidTransition(from:payment:action:)``.
  init(
    at id: OrderID, to action: OrderAction, from workingSet: WorkingSet, in context: Context, _ changes: inout Changes
  ) throws(Interruption<OrderError>) {
    guard let order = workingSet.order(id) else { throw .refused(.unknownOrder(id)) }
    self.id = id
    self.workingSet = workingSet
    reservation = workingSet.reservation(of: .order(id))
    now = max(context.now, order.lastInstant, reservation?.life.lastInstant ?? context.now)
    stock = StockTurn(from: workingSet, at: now)
    rows.orders.bring(order, as: id)
    try noteExpiry(&changes)
    try check(action)
  }

  /// Ends the turn: what changed is to be saved.
  consuming func end(into changes: inout Changes) {
    stock.end(into: &changes)
    changes.save(rows)
  }

  /// The order, as it is by now.
  var order: Order {
    guard let order = rows.orders[id] else { preconditionFailure("a turn has its order") }
    return order
  }

  /// Records what happened to the order.
  mutating func record(_ event: OrderEvent, into changes: inout Changes) {
    changes.record(event, of: id, at: now, on: &rows)
  }

  private mutating func noteExpiry(_ changes: inout Changes) throws(Interruption<OrderError>) {
    guard order.isExpired(at: now, holding: reservation) else { return }
    if reservation?.life.state == .reserved { try release(.expired, into: &changes) }
    record(.expired, into: &changes)
  }

  private func check(_ action: OrderAction) throws(Interruption<OrderError>) {
    let (status, payment) = (order.status, order.paymentStatus)
    guard !status.successors(under: action).isEmpty, !payment.successors(under: action).isEmpty else {
      throw .refused(.invalidTransition(from: status, payment: payment, action: action))
    }
  }

  /// - Throws: ``OrderError/belongsToSession(_:)`` for a group order: its money and its units are its session's.
  func checkIsRetail() throws(Interruption<OrderError>) {
    if let session = order.session { throw .refused(.belongsToSession(session)) }
  }

  // MARK: Units

  /// Frees the units that are held for the order.
  mutating func release(_ reason: ReleaseReason, into changes: inout Changes) throws(Interruption<OrderError>) {
    _ = try OrderError.atStock { () throws(Interruption<StockError>) in
      try stock.release(.order(id), reason, into: &changes)
    }
  }

  /// Holds the units of a paid order until they go out; of one that had expired anew, if they can be had.
  ///
  /// - Returns: whether they are held.
  mutating func secure(into changes: inout Changes) throws(Interruption<OrderError>) -> Bool {
    guard order.paymentStatus == .expired else {
      _ = try OrderError.atStock { () throws(Interruption<StockError>) in try stock.secure(id, into: &changes) }
      return true
    }
    do throws(Interruption<StockError>) {
      let lines = order.stockLines
      _ = try stock.reserve(lines, for: id, .untilReleased, under: .standard, into: &changes)
      return true
    } catch .refused(.insufficient) {
      return false
    } catch {
      throw error.map { .stock($0) }
    }
  }

  /// Lets the units go out; a group order's have gone out with its session's.
  mutating func consume(into changes: inout Changes) throws(Interruption<OrderError>) {
    guard order.session == nil else { return }
    _ = try OrderError.atStock { () throws(Interruption<StockError>) in
      try stock.consume(.order(id), into: &changes)
    }
  }

  // MARK: Money

  /// What the seller and the platform give up of the order when so much goes back.
  func share(ofRefunding amount: Money) throws(Interruption<OrderError>) -> SellerShare {
    guard case .seller(let seller) = order.seller else { preconditionFailure("a retail order has a seller") }
    let (paid, before) = (order.amounts.total, order.refunded)
    do throws(JournalError) {
      return SellerShare(
        seller: seller, split: try FeeSplit(refunding: amount, of: paid, after: before, at: order.fee))
    } catch .exceedsSale(let asked, let left) {
      throw .refused(.exceedsPaid(asked: asked, left: left))
    } catch {
      throw .refused(
        .invalid([Violation(FieldPath("amount"), .inconsistent, "what is given back is in \(paid.currency.code)")]))
    }
  }
}
