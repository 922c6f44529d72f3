/// Where a withdrawal stands (SPEC §9); the raw values are the wire's.
public enum WithdrawalState: String, Sendable, Hashable, CaseIterable {
  /// Asked for; the next batch after it takes it.
  case pending
  /// In a batch, on its way to the buyer's bank.
  case processing
  /// The buyer has the money. Final.
  case completed
  /// The buyer could not be paid, and has all of it in the wallet again. Final.
  case failed

  /// Whether nothing leads out of it.
  public var isFinal: Bool { self == .completed || self == .failed }

  /// The state an action leads to from here; nil if it is an invalid transition.
  ///
  /// An action that leads to where the withdrawal already is changes nothing: providers say things twice.
  public func successor(under action: WithdrawalAction) -> WithdrawalState? {
    switch (self, action) {
    case (.pending, .claim): .processing
    case (.processing, .complete), (.completed, .complete): .completed
    case (.processing, .fail), (.failed, .fail): .failed
    case (.pending, .complete), (.pending, .fail), (.processing, .claim), (.completed, .claim), (.completed, .fail),
      (.failed, .claim), (.failed, .complete):
      nil
    }
  }
}

/// What can be done to a withdrawal (SPEC §9); the raw values are the wire's.
public enum WithdrawalAction: String, Sendable, Hashable, CaseIterable {
  /// A batch takes it.
  case claim
  /// The bank paid.
  case complete
  /// The bank did not.
  case fail
}
