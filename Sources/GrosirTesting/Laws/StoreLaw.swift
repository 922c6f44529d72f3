public import GrosirEngine

/// What every store keeps to (``GrosirStore``), one law at a time, each shown on a store of its own.
///
/// A store's test suite is one loop, in whatever test framework:
///
///     for law in StoreLaw.allCases {
///       try await law.verify { hook in MemoryStore(hook: hook) }
///     }
///
/// A law speaks only through the engine and the store's own methods, so it says the same of every store.
public enum StoreLaw: String, Sendable, Hashable, CaseIterable {
  /// What was accepted is there afterwards: rows, events, effects and the answer.
  case acceptedIsSaved
  /// What was refused changes nothing, and is on record.
  case refusedIsOnlyRecorded
  /// The same command is answered the same, and does nothing; another one under its identity is a conflict.
  case commandsAreAnsweredOnce
  /// However many want the last units at once, no more are sold than there are.
  case nothingIsOversold
  /// Units that are held count as sold until the hold lapses.
  case openHoldsCount
  /// Several lines of one variant are not taken one by one.
  case linesOfOneVariantAreRefused
  /// However many want a warehouse's last units at once, no more are promised than there are.
  case stockIsNotOversold
  /// Several lines of one stock are summed before they are checked, and kept as one.
  case linesOfOneStockAreSummed
  /// Of reservations that have expired all are found, what expired first first, as many as asked for, and no others.
  case expiredReservationsAreFoundExactly
  /// A reservation that was released and made anew, or extended, is found once.
  case whatIsReservedAnewIsFoundOnce
  /// A sweep is brought what it releases, however much exists.
  case sweepsReadWhatTheyRelease
  /// Folding the event log gives the stocks and reservations, and a history has what is about its subject.
  case eventsMakeTheStock
  /// An owner's stocks and a variant's reservations come in pages that leave nothing out and repeat nothing.
  case stockIsFoundInPages
  /// Of two commands that both find nothing where each would make something, one wins.
  case whatTwoMakeAtOnceIsMadeOnce
  /// A transaction that fails at any point leaves everything or nothing.
  case faultsLeaveAllOrNothing
  /// An effect is lent to one at a time, and to another when the lease expires.
  case effectsAreLentOnceAtATime
  /// Whoever lost the lease of an effect settles nothing.
  case lostLeasesSettleNothing
  /// What failed is due again when it was said to be; what was parked, when an operator says so.
  case failedEffectsAreRetriedAndParked
  /// Deadlines are found in order, however many there are of a session.
  case deadlinesAreFoundInOrder
  /// Several tickers act once on each deadline.
  case deadlinesAreMetOnce
  /// Who waits is found in order of arrival, as many as asked for.
  case waitingIsInOrderOfArrival
  /// Tenants never see each other, equal identities included.
  case tenantsAreApart
  /// Folding the event log gives the rows.
  case eventsMakeTheRows
  /// History comes in pages that leave nothing out and repeat nothing.
  case historyIsComplete
  /// The balances are what the events of the log moved, and nothing else; so are statements, withdrawals, settlements.
  case journalIsWhatTheEventsMake
  /// The same movement said twice is posted once.
  case entriesArePostedOnce
  /// However the clock jumps back, what happens to somebody's money is never dated before what happened to it already.
  case accountsNeverGoBackInTime
  /// However many withdraw from a wallet at once, no more leaves it than is in it.
  case walletsAreNeverOverdrawn
  /// However many batches run at once, each withdrawal is claimed by one, the oldest first.
  case withdrawalsAreClaimedOnce
  /// A transaction that fails at any point posts everything or nothing.
  case faultsPostAllOrNothing
  /// Purging forgets what is old, as much as it may at once, and keeps what is young.
  case purgingKeepsWhatIsYoung
  /// Purging forgets nothing that is open, however old, nor anything twice; and what is old of every tenant.
  case purgingKeepsWhatIsOpen
  /// No order is without its reservation, from the till to the carrier; and orders are what their events make.
  case ordersHaveTheirReservations
  /// However many carts want the last units at once, each is taken whole or not at all.
  case cartsAreTakenWhole
  /// Money that comes when an order's units are not held any more reserves them again, or goes back.
  case lateMoneyFindsUnitsOrGoesBack
  /// Somebody's orders come in pages that leave nothing out and repeat nothing.
  case ordersComeInPages
  /// Purchase orders, deliveries and what goods had cost are found as they were saved, and are what the events make.
  case goodsAreFoundAsTheyCame
  /// Listings show what their suppliers have once they are synchronised, and what a person disabled stays so.
  case listingsFollowTheirStocks
  /// Stocks that are out of step with their listings are found in order, once, and no others.
  case whatIsOutOfStepIsFoundInOrder
  /// A sync is brought what changed, however much exists.
  case syncsReadWhatChanged
  /// A reseller's listings, and those of a stock, come in pages that leave nothing out and repeat nothing.
  case listingsComeInPages
  /// However many change a stock while its listings follow, no change is lost.
  case syncsLoseNoChange
  /// Sellers' registrations are found as they were saved, and are what the events make.
  case sellersSellWhileActive

  /// Makes a store that is empty, and calls the hook at each ``TransactionPoint`` of every transaction.
  public typealias MakeStore<Store: GrosirStore> = (@escaping TransactionHook) async throws -> Store

  /// What came of a law.
  public enum Outcome: Sendable, Hashable {
    /// The store keeps to it, as far as could be seen.
    case held
    /// The store cannot be made to fail on purpose, and so it was not looked at.
    case notApplicable
  }

  /// Verifies the law on stores that a function makes.
  ///
  /// - Parameters:
  ///   - callsHooks: Whether the stores call their hook. If not, what happens in a fault is not looked at.
  ///   - makeStore: makes an empty store; it is called several times.
  /// - Throws: ``StoreViolation`` with what was found; or whatever making a store throws.
  @discardableResult
  public func verify<Store: GrosirStore>(
    callsHooks: Bool = true, _ makeStore: MakeStore<Store>
  ) async throws -> Outcome {
    switch self {
    case .faultsLeaveAllOrNothing:
      guard callsHooks else { return .notApplicable }
      try await described { try await faultsLeaveAllOrNothing(makeStore) }
      return .held
    case .faultsPostAllOrNothing:
      guard callsHooks else { return .notApplicable }
      try await described { try await faultsPostAllOrNothing(makeStore) }
      return .held
    default: break
    }
    let store = try await makeStore { _ in }
    try await described { try await verify(on: store) }
    return .held
  }

  /// Whatever went wrong, as a violation of this law.
  private func described(_ body: () async throws -> Void) async throws(StoreViolation) {
    do {
      try await body()
    } catch let failure as ExpectationFailure {
      throw StoreViolation(law: self, description: failure.message)
    } catch let error as StoreError {
      throw StoreViolation(law: self, description: "the store threw \(error.debugDescription)")
    } catch {
      throw StoreViolation(law: self, description: "unexpectedly: \(error)")
    }
  }

  private func verify(on store: some GrosirStore) async throws {
    switch self {
    case .acceptedIsSaved: try await acceptedIsSaved(in: store)
    case .goodsAreFoundAsTheyCame: try await goodsAreFoundAsTheyCame(in: store)
    case .refusedIsOnlyRecorded: try await refusedIsOnlyRecorded(in: store)
    case .commandsAreAnsweredOnce: try await commandsAreAnsweredOnce(in: store)
    case .nothingIsOversold: try await nothingIsOversold(in: store)
    case .openHoldsCount: try await openHoldsCount(in: store)
    case .linesOfOneVariantAreRefused: try await linesOfOneVariantAreRefused(in: store)
    case .stockIsNotOversold: try await stockIsNotOversold(in: store)
    case .linesOfOneStockAreSummed: try await linesOfOneStockAreSummed(in: store)
    case .expiredReservationsAreFoundExactly: try await expiredReservationsAreFoundExactly(in: store)
    case .whatIsReservedAnewIsFoundOnce: try await whatIsReservedAnewIsFoundOnce(in: store)
    case .sweepsReadWhatTheyRelease: try await sweepsReadWhatTheyRelease(in: store)
    case .eventsMakeTheStock: try await eventsMakeTheStock(in: store)
    case .stockIsFoundInPages: try await stockIsFoundInPages(in: store)
    case .whatTwoMakeAtOnceIsMadeOnce: try await whatTwoMakeAtOnceIsMadeOnce(in: store)
    case .faultsLeaveAllOrNothing, .faultsPostAllOrNothing: break
    case .effectsAreLentOnceAtATime: try await effectsAreLentOnceAtATime(in: store)
    case .lostLeasesSettleNothing: try await lostLeasesSettleNothing(in: store)
    case .failedEffectsAreRetriedAndParked: try await failedEffectsAreRetriedAndParked(in: store)
    case .deadlinesAreFoundInOrder: try await deadlinesAreFoundInOrder(in: store)
    case .deadlinesAreMetOnce: try await deadlinesAreMetOnce(in: store)
    case .waitingIsInOrderOfArrival: try await waitingIsInOrderOfArrival(in: store)
    case .tenantsAreApart: try await tenantsAreApart(in: store)
    case .eventsMakeTheRows: try await eventsMakeTheRows(in: store)
    case .historyIsComplete: try await historyIsComplete(in: store)
    case .journalIsWhatTheEventsMake: try await journalIsWhatTheEventsMake(in: store)
    case .entriesArePostedOnce: try await entriesArePostedOnce(in: store)
    case .accountsNeverGoBackInTime: try await accountsNeverGoBackInTime(in: store)
    case .walletsAreNeverOverdrawn: try await walletsAreNeverOverdrawn(in: store)
    case .withdrawalsAreClaimedOnce: try await withdrawalsAreClaimedOnce(in: store)
    case .purgingKeepsWhatIsYoung: try await purgingKeepsWhatIsYoung(in: store)
    case .purgingKeepsWhatIsOpen: try await purgingKeepsWhatIsOpen(in: store)
    case .ordersHaveTheirReservations: try await ordersHaveTheirReservations(in: store)
    case .cartsAreTakenWhole: try await cartsAreTakenWhole(in: store)
    case .lateMoneyFindsUnitsOrGoesBack: try await lateMoneyFindsUnitsOrGoesBack(in: store)
    case .ordersComeInPages: try await ordersComeInPages(in: store)
    case .listingsFollowTheirStocks: try await listingsFollowTheirStocks(in: store)
    case .whatIsOutOfStepIsFoundInOrder: try await whatIsOutOfStepIsFoundInOrder(in: store)
    case .syncsReadWhatChanged: try await syncsReadWhatChanged(in: store)
    case .listingsComeInPages: try await listingsComeInPages(in: store)
    case .syncsLoseNoChange: try await syncsLoseNoChange(in: store)
    case .sellersSellWhileActive: try await sellersSellWhileActive(in: store)
    }
  }
}

/// A store does not keep to a law.
public struct StoreViolation: Error, Sendable, Hashable, CustomStringConvertible {
  /// Which.
  public let law: StoreLaw

  /// What was found.
  public let what: String

  init(law: StoreLaw, description: String) {
    self.law = law
    what = description
  }

  /// The law, and what was found.
  public var description: String { "\(law.rawValue): \(what)" }
}
