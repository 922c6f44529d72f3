import GrosirCore

extension Engine {
  /// Whether a withdrawal is where it was said to be last.
  func findings(aboutWithdrawal id: WithdrawalID, in tenant: TenantID) async throws(StoreError) -> Reconciliation {
    var counted: Withdrawal?
    let kept = try await recount(.withdrawal(id), of: tenant) { logged in
      if case .money(let event) = logged.dated.event, let told = event.withdrawal, told.id == id { counted = told }
    } look: { () async throws(StoreError) in
      try await self.withdrawal(id, of: tenant)
    }
    var findings = Findings(.withdrawal(id))
    findings.compare("state", counted?.state.rawValue, kept?.state.rawValue)
    findings.compare("amount", Int128(counted?.amount.amount ?? 0), Int128(kept?.amount.amount ?? 0))
    return findings.result
  }

  /// Whether the settlements with somebody are what was said of them last.
  func findings(
    aboutSettlementsWith payee: Payee, in tenant: TenantID
  ) async throws(StoreError) -> Reconciliation {
    var told: [SettlementID: SettledPeriod] = [:]
    let kept = try await recount(.payee(payee), of: tenant) { logged in
      if case .money(let event) = logged.dated.event, let settled = event.settlement { told[settled.id] = settled }
    } look: { () async throws(StoreError) in
      let ids = told.keys.sorted()
      let found = try await self.store.look(at: ids.map { .money(.settlement($0)) }, of: tenant)
      return ids.map { (id: $0, row: found.settlement($0)) }
    }
    var findings = Findings(.payee(payee))
    for (id, row) in kept {
      let counted = told[id]
      findings.compare(
        "owed of \(id.text)", Int128(counted?.settlement.net.amount ?? 0), Int128(row?.settlement.net.amount ?? 0))
      findings.compare("paid of \(id.text)", counted?.payout?.amount.description, row?.payout?.amount.description)
    }
    return findings.result
  }
}

/// All money of a tenant counted again from the log: every account, and what explains some of them.
struct MoneyRecount {
  private var journal = JournalRecount()
  /// What is on its way out of wallets.
  private var underWay: [WithdrawalID: Money] = [:]
  /// What the platform's goods cost that came and did not go.
  private var goods: [Currency: Int128] = [:]
  private var currencies: Set<Currency> = []

  /// Counts what happened.
  mutating func count(_ logged: LoggedEvent) {
    for entry in logged.dated.entries {
      for movement in entry.movements { currencies.insert(movement.amount.currency) }
      journal.count(entry)
    }
    switch logged.dated.event {
    case .money(let event):
      if let told = event.withdrawal { underWay[told.id] = told.state.isFinal ? nil : told.amount }
    case .stock(.valued(_, let units, let cost)): pay(Int128(cost.amount) * Int128(units), in: cost.currency)
    case .stock(.sold(_, let costed)): for units in costed { pay(-Int128(units.cost.amount), in: units.cost.currency) }
    case .stock(.writtenOff(_, let costed)): pay(-Int128(costed.cost.amount), in: costed.cost.currency)
    case .product, .session, .stock, .order, .purchaseOrder, .factory, .location, .seller: break
    }
  }

  private mutating func pay(_ amount: Int128, in currency: Currency) { goods[currency, default: 0] += amount }

  /// Holds it against the balances that are kept.
  func findings(against balances: [AccountBalance]) -> Reconciliation {
    var result = Reconciliation()
    result.note("account", balances.count)
    result.comparisons += max(balances.count, journal.accountCount)
    for difference in journal.differences(to: balances) { result.add(.init(difference)) }
    for currency in currencies.sorted() {
      var findings = Findings(.account(.withdrawals, currency))
      let underWay = underWay.values.reduce(Int128(0)) { $1.currency == currency ? $0 + Int128($1.amount) : $0 }
      findings.compare("on its way out of wallets", underWay, kept(.withdrawals, currency, balances))
      result.add(findings.result)
      findings = Findings(.account(.inventory, currency))
      findings.compare("cost of the platform's goods", -(goods[currency] ?? 0), kept(.inventory, currency, balances))
      result.add(findings.result)
      let all = balances.reduce(Int128(0)) { $1.balance.currency == currency ? $0 + Int128($1.balance.amount) : $0 }
      findings = Findings(.everything)
      findings.compare("all accounts in \(currency.code) together", 0, all)
      result.add(findings.result)
    }
    return result
  }

  private func kept(_ account: Account, _ currency: Currency, _ balances: [AccountBalance]) -> Int128 {
    balances.reduce(0) { sum, line in
      line.account == account && line.balance.currency == currency ? sum + Int128(line.balance.amount) : sum
    }
  }
}

extension Reconciliation.Difference {
  /// A difference between balances and entries.
  fileprivate init(_ difference: JournalDifference) {
    switch difference {
    case .balance(let account, let kept, let recounted):
      self.init(
        subject: .account(account, kept.currency), number: "balance, by entries",
        counted: .number(Int128(recounted.amount)), kept: .number(Int128(kept.amount)))
    case .uncountable(let account, let currency):
      self.init(
        subject: .account(account, currency), number: "balance, by entries", counted: .word("too large to count"),
        kept: .word("a balance"))
    case .keptTwice(let account, let currency):
      self.init(
        subject: .account(account, currency), number: "balances that are kept", counted: .number(1), kept: .number(2))
    case .overdrawn(let account, let balance):
      self.init(
        subject: .account(account, balance.currency), number: "balance, which may not be below zero",
        counted: .number(Int128(balance.amount)), kept: .word("0 or more"))
    case .repeated(let reference):
      self.init(
        subject: .everything, number: "entries of \(reference.description)", counted: .word("several"), kept: .number(1)
      )
    }
  }
}
