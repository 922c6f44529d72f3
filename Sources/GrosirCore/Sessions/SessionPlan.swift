/// What a session is created with and keeps to its end: whose product at which prices, until when, and on what terms
/// with its buyers (SPEC §5).
///
/// Only the allocation rules can change later; they are the session's own.
public struct SessionPlan: Sendable, Hashable {
  /// The session's identity.
  public let session: SessionID

  /// The code by which buyers find it; unique in its tenant.
  public let code: SessionCode

  /// What is sold.
  public let product: ProductID

  /// Target, prices, guarantee, and when it counts as a success.
  public let terms: SessionTerms

  /// What each variant costs more per unit than the ladder says, or less, in product order.
  public let priceAdjustments: [Int64]

  /// From when on buyers may join.
  public let opensAt: Instant

  /// The first instant at which they may not any more.
  public let closesAt: Instant

  /// What its buyers can count on.
  public let conditions: SessionConditions

  /// Who sells what its own bundles bring.
  public let selling: Selling

  /// Whose stock it sells first, and where what its buyers get is gathered.
  public let warehouse: StockPlace

  /// What a unit costs up front of the variant at a position.
  ///
  /// - Precondition: the position is one of the composition's.
  public func unitPrice(at position: Int) -> Money {
    // The lowest price with any adjustment is not negative, and a price is at most 10¹² with another 10¹² on top: fits.
    Money(terms.ladder.basePrice.amount + priceAdjustments[position], currency)
  }

  /// What all of a basket costs up front, or nil if that does not fit 64 bits.
  func total(of basket: Basket) -> Money? {
    var total: Int64 = 0
    for line in basket.lines {
      guard let amount = unitPrice(at: line.position).amount.checkedMultiplied(by: Int64(line.units)),
        let sum = total.checkedAdding(amount)
      else { return nil }
      total = sum
    }
    return Money(total, currency)
  }

  /// The currency of all its money.
  public var currency: Currency { terms.ladder.basePrice.currency }
}

/// What a session's buyers can count on while it is open.
public struct SessionConditions: Sendable, Hashable {
  /// How long before the deadline the platform's fill is announced; ten minutes unless told otherwise.
  public var nearExpiryWindow: Timespan

  /// How long units are held that are not paid yet; 24 hours unless told otherwise.
  public var paymentWindow: Timespan

  /// How many units one buyer may ask for in all, or nil for any number.
  public var maxUnitsPerBuyer: Int?

  /// How many orders and pledges of one buyer may await payment at once; 3 unless told otherwise.
  public var maxOpenHoldsPerBuyer: Int

  /// Whether buyers may pledge and wait; so unless told otherwise.
  public var hasWaitingList: Bool

  /// Whether a replacement is proposed when the session closes.
  public var autoRenew: Bool

  /// Whether the session takes all stock that is free when it is created; so for renewed sessions.
  public var useFreeStock: Bool

  /// Creates conditions; ``CreateSession`` validates them.
  public init(
    nearExpiryWindow: Timespan = .minutes(10), paymentWindow: Timespan = .hours(24), maxUnitsPerBuyer: Int? = nil,
    maxOpenHoldsPerBuyer: Int = 3, hasWaitingList: Bool = true, autoRenew: Bool = false, useFreeStock: Bool = false
  ) {
    self.nearExpiryWindow = nearExpiryWindow
    self.paymentWindow = paymentWindow
    self.maxUnitsPerBuyer = maxUnitsPerBuyer
    self.maxOpenHoldsPerBuyer = maxOpenHoldsPerBuyer
    self.hasWaitingList = hasWaitingList
    self.autoRenew = autoRenew
    self.useFreeStock = useFreeStock
  }
}

extension SessionConditions {
  /// What is wrong with them, if anything.
  var violations: [Violation] {
    var found: [Violation] = []
    let longest = Product.longestTimespan
    if !(Timespan.zero...longest ~= nearExpiryWindow) {
      found.append(Violation(FieldPath("nearExpiryWindow"), .outOfRange, "a window is 0 to \(longest.description)"))
    }
    if paymentWindow <= .zero || paymentWindow > longest {
      found.append(
        Violation(
          FieldPath("paymentWindow"), .outOfRange, "a payment window is positive, at most \(longest.description)")
      )
    }
    if let most = maxUnitsPerBuyer, !(1...Quantity.maximum ~= most) {
      found.append(
        Violation(
          FieldPath("maxUnitsPerBuyer"), .outOfRange, "a limit is 1 to \(Quantity.maximum), or null, not \(most)"))
    }
    if !(1...Quantity.maximum ~= maxOpenHoldsPerBuyer) {
      found.append(
        Violation(
          FieldPath("maxOpenHoldsPerBuyer"), .outOfRange,
          "a limit is 1 to \(Quantity.maximum), not \(maxOpenHoldsPerBuyer)"))
    }
    return found
  }
}

/// The identity of a ``GroupSession``.
public typealias SessionID = Identifier<GroupSession>

/// Text by which buyers find a session; a subject for ``SessionCode`` and nothing else.
public enum SessionCodeText: Sendable {}

/// The code by which buyers find a session; unique in its tenant.
public typealias SessionCode = Identifier<SessionCodeText>
