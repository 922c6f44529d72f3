import GrosirCore

/// What a step of a scenario can do: every command there is, by its name on the wire (SPEC §15).
public enum ScenarioVerb: String, Sendable, CaseIterable {
  /// A product is configured, for the first time or anew.
  case putProduct
  /// A factory is configured, for the first time or anew.
  case putFactory
  /// A warehouse or another location is configured, for the first time or anew.
  case putLocation
  /// Somebody opens a session.
  case createSession
  /// A buyer joins a session, or pledges.
  case joinSession
  /// Money arrives.
  case confirmPayment
  /// What has expired is let go.
  case lapseHolds
  /// A buyer leaves a session, or its waiting list.
  case leaveSession
  /// A payment is charged back.
  case reversePayment
  /// The provider refuses a refund.
  case refuseRefund
  /// The platform's fill is announced.
  case announceNearExpiry
  /// A session moves to its product's newest rules.
  case moveToRules
  /// Warehouse stock is set aside for a session.
  case setAsideStock
  /// A session closes.
  case closeSession
  /// An operator ends a session.
  case cancelSession
  /// What a session sold is taken from stock, or ordered.
  case fulfilSession
  /// An operator orders once more for a session that awaits goods.
  case placeAnotherOrder
  /// Something is said about a purchase order.
  case markPurchaseOrder
  /// Goods arrive for a purchase order.
  case receiveGoods
  /// An operator orders bundles for the warehouse.
  case orderForStock
  /// Goods that should be there by now are reported.
  case reportOverdue
  /// Units are held for an order.
  case reserveStock
  /// An order's reservation is to last until another instant.
  case extendReservation
  /// The units that an order has reserved go out.
  case consumeReservation
  /// The units that an order has reserved become free.
  case releaseReservation
  /// What has expired is released.
  case sweepReservations
  /// Units come, or go, that were not promised.
  case adjustStock
  /// An operator says when a stock is low, and when it is too much.
  case setStockLimits
  /// A buyer asks for money out of their wallet.
  case requestWithdrawal
  /// A batch takes what was asked for.
  case runWithdrawalBatch
  /// The bank says that it has paid a withdrawal.
  case completeWithdrawal
  /// The bank says that it could not pay a withdrawal.
  case failWithdrawal
  /// A period is settled with a factory or seller.
  case settlePayee
  /// A settlement is paid out.
  case paySettlement
  /// A buyer goes to the till.
  case placeOrder
  /// The provider says that a buyer is paying for an order.
  case beginOrderPayment
  /// Money arrives for an order.
  case confirmOrderPayment
  /// The provider says that a payment for an order did not go through.
  case failOrderPayment
  /// Orders that were not paid in time come to nothing.
  case expireOrders
  /// An order is not wanted any more.
  case cancelOrder
  /// A seller packs an order, and a carrier is to come for it.
  case bookShipment
  /// An order's goods go out.
  case shipOrder
  /// A carrier tells where an order's goods are.
  case recordTracking
  /// Money of an order goes back after its goods went out.
  case refundOrder
  /// Somebody registers as a seller.
  case registerSeller
  /// An operator lets a seller sell.
  case activateSeller
  /// An operator stops a seller.
  case suspendSeller
  /// A reseller lists a supplier's stock.
  case putListing
  /// A person disables a listing, or enables it again.
  case switchListing
  /// Listings follow the stocks that they mirror.
  case syncListings
}

/// What the writer of a scenario expects of a step; the raw values are the wire's.
///
/// A refusal is expected by its code, money that is returned by the reason.
public enum ScenarioExpectation: String, Sendable, CaseIterable {
  /// It is done; money that arrives stays.
  case accepted
  // Why a command about a session is refused: the codes of ``SessionError``.
  case invalid, unknownSession, unknownProduct, unknownParticipant, unknownPayment, unknownRefund
  case duplicateSession, duplicateCode, duplicateParticipant
  case invalidTransition, notOpenYet, pastDeadline, notYetDue
  case staleQuote, notAcceptable, noWaitingList, tooManyUnits, tooManyOpenHolds, totalOutOfRange
  case notActive, conflictingPayment, notNewer, insufficientStock
  // Why a product is, beside what is invalid: the codes of ``CatalogueError``.
  case otherProduct, versionsExhausted
  // Why a command about stock is, beside what sessions refuse as well: the codes of ``StockError``.
  case insufficient, belongsToOrder, unknownReservation, unknownOrder, reservationExpired
  case beyondLifetime, neverExpires, notExpired, belowReserved, bookFull, costOutOfRange
  // Why a withdrawal is: the codes of ``WithdrawalError``.
  case unknownWithdrawal, duplicateWithdrawal, belowMinimum, exceedsBalance, afterCutOff
  // Why a settlement is: the codes of ``SettlementError``.
  case unknownSettlement, duplicateSettlement, overlapping, periodNotOver, sumOutOfRange
  // Why a command about fulfilment is, beside what sessions refuse as well: the codes of ``FulfilmentError``.
  case unknownFactory, unknownPurchaseOrder, duplicatePurchaseOrder, duplicateReceipt
  case invalidOrderTransition, nothingMissing
  /// The step's command was given before, and asked for something else; or its order has reserved something else.
  case conflict
  // Why money goes back at once: those of ``ReturnReason``.
  case paymentMismatch, alreadyPaid, lapsed, left, sessionEnded
  // Why a command about an order is refused, beside what stock refuses as well: the codes of ``OrderError``.
  case duplicateCheckout, belongsToSession, conflictingRefund, conflictingShipment, exceedsPaid
  case sellersNotActive, listingsNotSellable
  // Why an order's money goes back at once, beside what a session's does for: those of ``OrderReturnReason``.
  case soldOut, orderCancelled
  // Why a command about a seller or a listing is refused: the codes of ``SellerError`` and ``ListingError``.
  case unknownSeller, duplicateSeller, unknownStock, unknownListing, tooManyListings
}
