/// One thing about money that a command declares to read.
public enum MoneyRead: Sendable, Hashable {
  /// What an account holds in a currency, as an ``AccountStanding``.
  case standing(of: Account, in: Currency)
  /// A withdrawal.
  case withdrawal(WithdrawalID)
  /// The withdrawals that are pending and were requested before an instant, so many of them at most: by the instant of
  /// the request, then by identity.
  case pendingWithdrawals(before: Instant, limit: Int)
  /// A settlement.
  case settlement(SettlementID)
  /// The settlements with a factory or seller whose periods have an instant in common with a period, in any order.
  case settlements(with: Payee, in: Currency, overlapping: Range<Instant>)
  /// What was posted to a payable in a period, as ``PayeeEarnings``.
  case earnings(of: Payee, in: Currency, during: Range<Instant>)
}

/// One thing about money that a store keeps, besides its journal.
public enum MoneyRow: Sendable, Hashable {
  /// A withdrawal.
  case withdrawal(Withdrawal)
  /// A settlement.
  case settlement(SettledPeriod)
}

/// What an account holds in one currency, and from when on it does.
public struct AccountStanding: Sendable, Hashable {
  /// What it holds.
  public let balance: Money

  /// The instant before which nothing is dated on it any more; nil where nothing is yet, and for the platform's own.
  public let lastInstant: Instant?

  /// Creates a standing.
  public init(_ balance: Money, lastInstant: Instant?) {
    self.balance = balance
    self.lastInstant = lastInstant
  }
}

extension Journal {
  /// What an account holds, and from when on it does.
  ///
  /// - Complexity: O(1) on average.
  public func standing(of account: Account, in currency: Currency) -> AccountStanding {
    AccountStanding(
      balance(of: account, in: currency), lastInstant: lastInstant(of: account, in: currency))
  }
}

extension WorkingSet {
  /// What an account holds in a currency.
  ///
  /// - Precondition: it was declared; so for all others.
  public func standing(of account: Account, in currency: Currency) -> AccountStanding {
    guard case .standing(let standing) = found(.money(.standing(of: account, in: currency))) else {
      preconditionFailure("something else was brought where an account's standing was asked for")
    }
    return standing
  }

  /// A withdrawal.
  public func withdrawal(_ id: WithdrawalID) -> Withdrawal? {
    guard case .money(.withdrawal(let withdrawal)) = row(.money(.withdrawal(id))) else { return nil }
    return withdrawal
  }

  /// The withdrawals found for a read of several.
  public func withdrawals(_ read: MoneyRead) -> [Withdrawal] {
    rows(.money(read)).map { row in
      guard case .money(.withdrawal(let withdrawal)) = row else {
        preconditionFailure("something else was brought where withdrawals were asked for")
      }
      return withdrawal
    }
  }

  /// A settlement.
  public func settlement(_ id: SettlementID) -> SettledPeriod? {
    guard case .money(.settlement(let settled)) = row(.money(.settlement(id))) else { return nil }
    return settled
  }

  /// The settlements found for a read of several.
  public func settlements(_ read: MoneyRead) -> [SettledPeriod] {
    rows(.money(read)).map { row in
      guard case .money(.settlement(let settled)) = row else {
        preconditionFailure("something else was brought where settlements were asked for")
      }
      return settled
    }
  }

  /// What was posted to a payable in a period.
  public func earnings(of payee: Payee, in currency: Currency, during period: Range<Instant>) -> PayeeEarnings {
    guard case .earnings(let earnings) = found(.money(.earnings(of: payee, in: currency, during: period))) else {
      preconditionFailure("something else was brought where a payable's earnings were asked for")
    }
    return earnings
  }
}
