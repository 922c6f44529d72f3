extension Journal {
  /// What happened on one account, the last first.
  public struct Statement: Sendable, Hashable {
    /// The account's postings, the last first.
    public let lines: [Line]

    /// Where the next page begins; nil if this is the last.
    public let next: Place?

    /// One posting.
    public struct Line: Sendable, Hashable {
      /// The entry it is part of.
      public let entry: JournalEntry
      /// What was added; negative where money left.
      public let amount: Money
      /// What the account held after the entry.
      public let balance: Money
    }
  }

  /// A place in an account's history; it stays where it is while more is posted.
  public struct Place: Sendable, Hashable {
    let posting: Int
  }

  /// A page of what happened on an account, the last first.
  ///
  /// Going from ``Statement/next`` to the next visits every posting once that was there at first.
  ///
  /// - Parameters:
  ///   - account: Whose.
  ///   - currency: In which currency; an account has a balance in each.
  ///   - place: Where to begin: what the page before said. Nil begins with the last posting.
  ///   - limit: How many lines at most.
  /// - Complexity: O(limit), and O(m) for each entry's movements; independent of how much was posted.
  /// - Precondition: the limit is positive, and the place is of this account.
  public func statement(
    of account: Account, in currency: Currency, from place: Place? = nil, limit: Int = 50
  ) -> Statement {
    precondition(limit > 0, "a page has lines")
    guard let number = accounts.number(of: account, in: currency) else { return Statement(lines: [], next: nil) }
    var posting = place?.posting ?? accounts.rows[number].lastPosting
    var lines: [Statement.Line] = []
    while posting >= 0, lines.count < limit {
      let row = rows[posting]
      precondition(row.account == number, "a place is of the account whose page said it")
      lines.append(
        Statement.Line(
          entry: entry(at: row.entry), amount: Money(row.amount, currency), balance: Money(row.balance, currency)))
      posting = row.previous
    }
    return Statement(lines: lines, next: posting < 0 ? nil : Place(posting: posting))
  }
}
