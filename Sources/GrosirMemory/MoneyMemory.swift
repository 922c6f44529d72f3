import GrosirCore
import GrosirEngine

/// The journal of one tenant, its withdrawals and settlements, and what is needed to find them in order.
final class MoneyMemory {
  /// All money there is, as the log's events moved it.
  var journal: Journal { _read { yield unsafe keptJournal } }
  // Behind the lock no two accesses can overlap; it would be copied for the time of each.
  @exclusivity(unchecked) private var keptJournal = Journal()

  private var withdrawals: [WithdrawalID: Withdrawal] = [:]
  private var pending = BinaryHeap<Pending>()
  private var settlements: [SettlementID: SettledPeriod] = [:]

  /// The settlements of each payable, in order of time; their periods have no instant in common.
  private var settled: [Payable: [SettledPeriod]] = [:]

  private struct Payable: Hashable {
    let payee: Payee
    let currency: Currency
  }

  /// That a withdrawal waits for a batch; no longer so once one has taken it.
  private struct Pending: Comparable {
    let requestedAt: Instant
    let id: WithdrawalID

    static func < (left: Pending, right: Pending) -> Bool {
      (left.requestedAt, left.id) < (right.requestedAt, right.id)
    }
  }

  // MARK: Finding

  /// What there is for a read.
  func find(_ read: MoneyRead) -> WorkingSet.Found {
    switch read {
    case .standing(of: let account, in: let currency): .standing(unsafe keptJournal.standing(of: account, in: currency))
    case .withdrawal(let id): withdrawals[id].map { .row(.money(.withdrawal($0))) } ?? .nothing
    case .pendingWithdrawals(before: let cutOff, limit: let limit): .rows(pending(before: cutOff, limit))
    case .settlement(let id): settlements[id].map { .row(.money(.settlement($0))) } ?? .nothing
    case .settlements(with: let payee, in: let currency, overlapping: let period):
      .rows(settlements(of: Payable(payee: payee, currency: currency), overlapping: period))
    case .earnings(of: let payee, in: let currency, during: let period):
      .earnings(unsafe keptJournal.earnings(of: payee, in: currency, during: period))
    }
  }

  /// The oldest first; those that a batch has taken are left out for good.
  private func pending(before cutOff: Instant, _ limit: Int) -> [Row] {
    var found: [Pending] = []
    var rows: [Row] = []
    while found.count < limit, let first = pending.first, first.requestedAt < cutOff {
      pending.removeFirst()
      guard let withdrawal = withdrawals[first.id], withdrawal.state == .pending else { continue }
      found.append(first)
      rows.append(.money(.withdrawal(withdrawal)))
    }
    for entry in found { pending.insert(entry) }
    return rows
  }

  private func settlements(of payable: Payable, overlapping period: Range<Instant>) -> [Row] {
    guard let all = settled[payable] else { return [] }
    return all[all.place { $0.settlement.period.upperBound <= period.lowerBound }...]
      .prefix { $0.settlement.period.lowerBound < period.upperBound }.map { .money(.settlement($0)) }
  }

  // MARK: Saving

  /// Posts entries, all of them or none.
  ///
  /// - Throws: ``StoreError/defect(_:)`` for what no command may decide: a wallet would be overdrawn, or an entry's
  ///   reference is another's; ``StoreError/limitReached(_:)`` where a balance would be too large.
  func post(_ entries: [JournalEntry]) throws(StoreError) {
    guard !entries.isEmpty else { return }
    do throws(JournalError) {
      try unsafe keptJournal.post(all: entries)
    } catch {
      if case .balanceOverflow = error { throw .limitReached("\(error)") }
      throw .defect("\(error)")
    }
  }

  /// Saves a row.
  func save(_ row: MoneyRow) {
    switch row {
    case .withdrawal(let withdrawal): save(withdrawal)
    case .settlement(let settled): save(settled)
    }
  }

  private func save(_ withdrawal: Withdrawal) {
    let before = withdrawals.updateValue(withdrawal, forKey: withdrawal.id)
    guard withdrawal.state == .pending, before?.state != .pending else { return }
    pending.insert(Pending(requestedAt: withdrawal.requestedAt, id: withdrawal.id))
  }

  private func save(_ row: SettledPeriod) {
    let isKnown = settlements.updateValue(row, forKey: row.id) != nil
    let payable = Payable(payee: row.settlement.payee, currency: row.currency)
    var all = settled[payable] ?? []
    let start = row.settlement.period.lowerBound
    let place = all.place { $0.settlement.period.lowerBound < start }
    if isKnown { all[place] = row } else { all.insert(row, at: place) }
    settled[payable] = all
  }
}

extension [SettledPeriod] {
  /// How many come first of which something holds that holds of no later one, found by halving.
  fileprivate func place(_ comesBefore: (SettledPeriod) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if comesBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
