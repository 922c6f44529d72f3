import GrosirCore
import GrosirEngine
import GrosirMemory

/// What is wrong with sellers and listings in a store that has a flaw about them.
extension FlawedStore {
  /// How a command decides, as a store with this flaw has it done.
  func spoiltByPartners(_ given: Transaction) -> @Sendable (WorkingSet) -> Decision {
    { [flaw] workingSet in
      given.decide(workingSet).losing(in: given.context) { row, _ in
        switch (flaw, row) {
        case (.losesSwitches, .partner(.listing)): given.name == "switchListing"
        case (.losesWhatListingsShow, .stock(.item)): given.name == "syncListings"
        case (.losesSuspensions, .partner(.seller)): given.name == "suspendSeller"
        case (.losesSellersDetails, .partner(.sellerDetails(let details))): details.bank.account != "12345678"
        default: false
        }
      }
    }
  }

  /// What is found of stocks that are out of step, as a store with this flaw finds it.
  func spoilOutOfStep(
    _ read: StockRead, in workingSet: inout WorkingSet, of tenant: TenantID, in kept: MemoryStore
  ) async throws(StoreError) {
    switch (flaw, read) {
    case (.findsOutOfStepInAnyOrder, .outOfStep):
      workingSet.bring(.stock(read), .rows(workingSet.stockItems(read).reversed().map { .stock(.item($0)) }))
    case (.countsOutOfStepToOne, .outOfStepCount):
      workingSet.bring(.stock(read), .count(min(1, workingSet.count(.stock(read)))))
    case (.findsOutOfStepOfEverybody, .outOfStep(_, let limit)):
      let other = StockRead.outOfStep(.everything, limit: limit)
      let found = try await kept.look(at: [.stock(other)], of: tenant).stockItems(other)
      workingSet.bring(.stock(read), .rows(found.map { .stock(.item($0)) }))
    case (.findsAllOutOfStep, .outOfStep(.everything, let limit)):
      let other = StockRead.items(of: OwnerID(literal: "big"), after: nil, limit: limit)
      let found = try await kept.look(at: [.stock(other)], of: tenant).stockItems(other)
      if !found.isEmpty { workingSet.bring(.stock(read), .rows(found.map { .stock(.item($0)) })) }
    default: break
    }
  }

  /// What is found of listings, as a store with this flaw finds it.
  func spoilListings(
    _ read: PartnerRead, in workingSet: inout WorkingSet, of tenant: TenantID, in kept: MemoryStore
  ) async throws(StoreError) {
    let other: PartnerRead
    switch (flaw, read) {
    case (.findsListingsInAnyOrder, .listings), (.findsListingsInAnyOrder, .mirroring):
      workingSet.bring(.partner(read), .rows(workingSet.listings(read).reversed().map { .partner(.listing($0)) }))
      return
    case (.repeatsListings, .listings(let reseller, _, let limit)):
      other = .listings(of: reseller, after: nil, limit: limit)
    case (.repeatsListings, .mirroring(let stock, _, let limit)): other = .mirroring(stock, after: nil, limit: limit)
    default: return
    }
    let found = try await kept.look(at: [.partner(other)], of: tenant).listings(other)
    workingSet.bring(.partner(read), .rows(found.map { .partner(.listing($0)) }))
  }
}
