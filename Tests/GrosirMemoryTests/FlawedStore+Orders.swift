import GrosirCore
import GrosirEngine
import GrosirMemory

/// What is wrong with orders and goods in a store that has a flaw about them.
extension FlawedStore {
  /// How a command decides, as a store with this flaw has it done.
  func spoilt(_ given: Transaction) -> @Sendable (WorkingSet) -> Decision {
    { [flaw] workingSet in
      switch flaw {
      case .findsNothingExpiredOnStocks:
        given.decide(workingSet.finding(nothingFor: given.reads) { if case .stock(.due) = $0 { true } else { false } })
      case .findsNoOrdersDue:
        given.decide(workingSet.finding(nothingFor: given.reads) { if case .order(.due) = $0 { true } else { false } })
      case .losesOrdersReservations where given.name == "placeOrder":
        given.decide(workingSet).losing(in: given.context) { row, _ in
          if case .stock(.reservation) = row { true } else { false }
        }
      case .takesCartsInParts where given.name == "placeOrder":
        given.decide(workingSet).losing(in: given.context) { row, orders in
          if case .order(.order) = row { orders > 0 } else { false }
        }
      case .losesOrderPayments:
        given.decide(workingSet).losing(in: given.context) { row, _ in
          if case .order(.payment) = row { true } else { false }
        }
      case .losesWhatGoodsHadCost:
        given.decide(workingSet).losing(in: given.context) { row, _ in
          if case .stock(.costs) = row { true } else { false }
        }
      case .losesDeliveries where given.name == "receiveGoods":
        given.decide(workingSet).losing(in: given.context) { row, _ in
          if case .purchaseOrder = row { true } else { false }
        }
      default: given.decide(workingSet)
      }
    }
  }

  /// What is found of orders, as a store with this flaw finds it.
  func spoilt(
    _ found: WorkingSet, _ reads: [Read], of tenant: TenantID, in kept: MemoryStore
  ) async throws(StoreError) -> WorkingSet {
    var workingSet = found
    for case .order(.page(of: let party, after: let place, limit: let limit)) in reads {
      let read = OrderRead.page(of: party, after: place, limit: limit)
      switch flaw {
      case .repeatsOrders where place != nil:
        let first = OrderRead.page(of: party, after: nil, limit: limit)
        let page = try await kept.look(at: [.order(first)], of: tenant).orders(first)
        workingSet.bring(.order(read), .rows(page.map { .order(.order($0)) }))
      case .findsOrdersInAnyOrder:
        workingSet.bring(.order(read), .rows(found.orders(read).reversed().map { .order(.order($0)) }))
      default: break
      }
    }
    return workingSet
  }
}

extension WorkingSet {
  /// The same, but that nothing was found for some reads of several.
  fileprivate func finding(nothingFor reads: [Read], where isLost: (Read) -> Bool) -> WorkingSet {
    var workingSet = self
    for read in reads where isLost(read) { workingSet.bring(read, .rows([])) }
    return workingSet
  }
}

extension Decision {
  /// The same, but that some rows are not saved: each is judged with how many orders come before it.
  func losing(in context: Context, where isLost: (Row, Int) -> Bool) -> Decision {
    guard case .accepted(let receipt, let changes) = self else { return self }
    var (rows, orders) = ([Row](), 0)
    for row in changes.rows {
      if !isLost(row, orders) { rows.append(row) }
      if case .order(.order) = row { orders += 1 }
    }
    return .accepted(
      receipt: receipt, Changes(events: changes.events, effects: changes.effects, rows: rows, in: context))
  }
}
