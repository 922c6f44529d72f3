import GrosirCore
import GrosirJSON

/// One command of a replay, and what became of it.
struct ReplayEntry {
  /// Which step of the scenario it belongs to; none where the engine acted of its own accord.
  let step: Int?
  /// When it was given.
  let at: Instant
  /// Who gave it.
  let actor: ActorID
  /// The command's name on the wire.
  let name: String
  /// Its identity.
  let command: CommandID
  /// What it asked for.
  let content: Record
  /// What it was answered.
  let answer: ReplayAnswer
  /// Why a basket was refused and what would be taken, where one was.
  let sentence: String?
  /// What happened.
  let events: [DatedEvent]
  /// What was asked of the outside.
  let effects: [Effect]
  /// The variants of which another number may be sold now.
  let changes: [AvailabilityChange]
  /// The stocks that stand otherwise now.
  let stockChanges: [StockChange]
}

/// A step that did not end as its writer expected.
struct ReplaySurprise {
  let step: Int
  let expected: ScenarioExpectation
  let found: ScenarioExpectation
}

/// What a command was answered.
enum ReplayAnswer {
  /// It was done; the receipt, and whether it had been before.
  case accepted(Record, isRepeated: Bool)
  /// It was refused; the refusal, and the same in words.
  case refused(Record, words: String)
  /// Its identity is that of another command.
  case conflict

  /// What a scenario's writer would have expected.
  var kind: ScenarioExpectation {
    switch self {
    case .accepted(let receipt, _):
      // A session's payment says it there, an order's here.
      let reason: String? = receipt["outcome"]?.field("reason") ?? receipt.field("returned")
      return reason.flatMap(ScenarioExpectation.init(rawValue:)) ?? .accepted
    case .refused(let refusal, _):
      let code: String? = refusal.field("code")
      return code.flatMap(ScenarioExpectation.init(rawValue:)) ?? .invalid
    case .conflict: return .conflict
    }
  }
}

/// A variant of which another number may be sold than before.
struct AvailabilityChange {
  /// How it was; nil for a session that was just created.
  let before: Availability?
  /// How it is.
  let now: Availability
  /// Why.
  let explanation: Explanation
}

extension ReplayLedger {
  /// The join that is meant; where no quote is given, with the right prices.
  func command(_ join: ScenarioAction.Join) -> JoinSession {
    let account = sessions[join.session]
    let lines = join.basket.enumerated().map { place, line in
      let price = join.quote.map { $0.unitPrices[place] } ?? account?.unitPrice(of: line.variant) ?? 0
      return JoinSession.Line(line.variant, units: line.units, unitPrice: price)
    }
    let total = join.quote?.total ?? lines.reduce(0) { $0.adding($1.unitPrice, times: $1.units) }
    return JoinSession(
      join.session, participant: join.participant, buyer: join.buyer, lines: lines,
      total: Money(total, account?.plan.currency ?? .idr), ifLocked: join.ifLocked)
  }

  /// The payment that is meant; where no amount is given, what is asked for, and without a reference the participant's
  /// name is one.
  func command(_ pay: ScenarioAction.Pay) -> ConfirmPayment {
    let asked = participant(pay.participant)?.total
    let currency = pay.currency ?? asked?.currency ?? sessions[pay.session]?.plan.currency ?? .idr
    return ConfirmPayment(
      pay.session, participant: pay.participant, payment: pay.payment ?? PaymentReference(sameTextAs: pay.participant),
      amount: Money(pay.amount ?? asked?.amount ?? 0, currency))
  }
}

extension Int64 {
  /// This and so many times that, or the largest number there is: a sum that does not fit is refused by the engine.
  fileprivate func adding(_ price: Int64, times units: Int) -> Int64 {
    let (product, isTooLarge) = price.multipliedReportingOverflow(by: Int64(units))
    let (sum, overflows) = addingReportingOverflow(product)
    return isTooLarge || overflows ? .max : sum
  }
}

extension Identifier {
  /// The identity of another subject that is written the same: both are the same kind of text.
  init<Other>(sameTextAs other: Identifier<Other>) {
    guard let identifier = Identifier(other.text) else { preconditionFailure("an identifier's text is one") }
    self = identifier
  }
}
