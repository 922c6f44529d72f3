public import GrosirCore

extension ScenarioAction {
  /// What a step does about money that leaves the platform.
  public enum MoneyAction: Sendable {
    /// A buyer asks for money out of their wallet.
    case requestWithdrawal(RequestWithdrawal)
    /// A batch takes what was asked for.
    case runWithdrawalBatch(RunWithdrawalBatch)
    /// The bank has paid.
    case completeWithdrawal(CompleteWithdrawal)
    /// The bank could not pay.
    case failWithdrawal(FailWithdrawal)
    /// A period is settled with a factory or seller.
    case settlePayee(SettlePayee)
    /// A settlement is paid out.
    case paySettlement(PaySettlement)
  }
}

extension ScenarioAction.MoneyAction {
  /// Reads what a verb takes.
  ///
  /// - Precondition: the verb is one of these.
  init(_ verb: ScenarioVerb, reading object: inout ObjectReader, in scope: ScenarioScope) throws(Unreadable) {
    switch verb {
    case .requestWithdrawal: self = .requestWithdrawal(try RequestWithdrawal(reading: &object))
    case .runWithdrawalBatch:
      let cutOff = object.optional("cutOff", .time(since: scope.start))
      let limit = object.defaulted("limit", .integer(1...RunWithdrawalBatch.mostAtOnce), to: RunWithdrawalBatch().limit)
      object.end()
      self = .runWithdrawalBatch(try RunWithdrawalBatch(cutOff: cutOff(), limit: limit()))
    case .completeWithdrawal:
      let withdrawal = object.required("withdrawal", .identifier(WithdrawalID.self))
      object.end()
      self = .completeWithdrawal(CompleteWithdrawal(try withdrawal()))
    case .failWithdrawal:
      let withdrawal = object.required("withdrawal", .identifier(WithdrawalID.self))
      let reason = object.required("reason", .reason)
      object.end()
      self = .failWithdrawal(try FailWithdrawal(withdrawal(), because: reason()))
    case .settlePayee: self = .settlePayee(try SettlePayee(reading: &object, in: scope))
    case .paySettlement:
      let settlement = object.required("settlement", .identifier(SettlementID.self))
      object.end()
      self = .paySettlement(PaySettlement(try settlement()))
    default: preconditionFailure("no other verb takes money out")
    }
  }
}

extension RequestWithdrawal {
  /// Reads a request under the standard terms.
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let withdrawal = object.required("withdrawal", .identifier(WithdrawalID.self))
    let buyer = object.required("buyer", .identifier(BuyerID.self))
    let amount = object.required("amount", .int64(atLeast: 0))
    let currency = object.defaulted("currency", .text("three capital letters such as IDR", Currency.init), to: .idr)
    object.end()
    try self.init(withdrawal(), of: Money(amount(), currency()), for: buyer())
  }
}

extension SettlePayee {
  /// Reads a settlement under the standard terms.
  fileprivate init(reading object: inout ObjectReader, in scope: ScenarioScope) throws(Unreadable) {
    let settlement = object.required("settlement", .identifier(SettlementID.self))
    let factory = object.optional("factory", .identifier(FactoryID.self))
    let seller = object.optional("seller", .identifier(SellerID.self))
    let from = object.required("from", .time(since: scope.start))
    let until = object.required("until", .time(since: scope.start))
    let currency = object.defaulted("currency", .text("three capital letters such as IDR", Currency.init), to: .idr)
    object.end()
    let payee: Payee
    switch try (factory(), seller()) {
    case (let factory?, nil): payee = .factory(factory)
    case (nil, let seller?): payee = .seller(seller)
    case (nil, nil): throw object.refuse("factory", .missing, "is required, but missing, without a seller")
    case (_?, _?): throw object.refuse("seller", .inconsistent, "is not settled with together with a factory")
    }
    try self.init(payee, from: from(), until: until(), in: currency(), as: settlement())
  }
}
