import GrosirCore
import GrosirTesting
import XCTest

/// The table of SPEC §5: every state with every action.
final class SessionStateTests: XCTestCase {
  func testTheTableIsTheSpecs() {
    for state in SessionState.allCases {
      for action in SessionAction.allCases {
        let found = Set(state.successors(under: action))
        XCTAssertEqual(found, SessionTable.successors(of: state, under: action) ?? [], "\(state) \(action)")
        XCTAssertEqual(found.count, state.successors(under: action).count, "\(state) \(action): twice the same")
      }
    }
    let sources = SessionState.allCases.filter { state in
      SessionAction.allCases.contains { !Set(state.successors(under: $0)).isSubset(of: [state]) }
    }
    XCTAssertEqual(sources, [.forming, .active, .moqReached, .pendingStock, .stockReceived], "the others are final")
    XCTAssertEqual(SessionState.allCases.filter { $0.isFinal }, [.success, .failed, .cancelled])
    XCTAssertEqual(SessionState.allCases.filter { $0.isOpen }, [.forming, .active])
    let names = [
      "forming", "active", "moq_reached", "pending_stock", "stock_received", "success", "failed", "cancelled",
    ]
    XCTAssertEqual(SessionState.allCases.map { $0.rawValue }, names)
  }

  /// Every state that commands lead to so far, with every command, before the deadline and after it: accepted where
  /// the table allows it, leading where the table says; refused as an invalid transition where it does not.
  func testEveryCommandInEveryState() throws {
    let states: [SessionState] = [.forming, .active, .moqReached, .failed, .cancelled]
    for state in states {
      for action in SessionAction.allCases {
        guard let command = SessionProbe(action) else { continue }
        for hour in [100, 168] {
          var example = try SessionProbe.example(in: state)
          XCTAssertEqual(try example.session.state, state)
          let code = try command.run(in: &example, at: SessionExample.hour(hour))
          let allowed = SessionTable.successors(of: state, under: action)
          XCTAssertEqual(code == "invalidTransition", allowed == nil, "\(state) \(action): \(code)")
          let after = try example.session.state
          if code == "accepted" {
            XCTAssertTrue(allowed?.contains(after) ?? false, "\(state) \(action) leads to \(after)")
          } else {
            XCTAssertEqual(after, state)
          }
          let isExpected = allowed == nil || code == command.expected(in: state, at: hour)
          XCTAssertTrue(isExpected, "\(state) \(action) at \(hour): \(code)")
        }
      }
    }
  }
}

/// One command for an action, that nothing but the session's state or the clock speaks against.
private struct SessionProbe {
  let action: SessionAction

  /// Those there are commands for so far.
  init?(_ action: SessionAction) {
    switch action {
    case .fulfil, .startProduction, .completeProduction, .ship, .refuseOrder, .placeAnotherOrder, .reportOverdue,
      .receive, .complete:
      return nil
    default: self.action = action
    }
  }

  /// A session in a state, in which somebody has paid, somebody waits to pay where it is open, and a refund was made.
  static func example(in state: SessionState) throws -> SessionExample {
    var example = try SessionExample {
      $0.conditions.nearExpiryWindow = .hours(100)
      if state == .failed { $0.successRule = .fullTarget }
    }
    let open = try example.join("ayu", ["S": 1], at: SessionExample.hour(90))
    try example.pay(open, 1, at: SessionExample.hour(90))
    if state != .forming { try example.buy("budi", ["S": 1], at: SessionExample.hour(90)) }
    let session = SessionExample.session
    switch state {
    case .cancelled:
      _ = try example.accept(
        CancelSession(session, because: try XCTUnwrap(Reason("x"))), at: SessionExample.hour(91))
    case .moqReached, .failed:
      _ = try example.accept(CloseSession(session, earlyBecause: Reason("x")), at: SessionExample.hour(91))
    default: break
    }
    if state.isOpen { try example.put(Self.newRules, at: SessionExample.hour(91)) }
    return example
  }

  private static var newRules: Product.Draft {
    var draft = SessionExample.product
    draft.variants[0].tolerance = 9
    return draft
  }

  /// What comes of it where the table allows it.
  func expected(in state: SessionState, at hour: Int) -> String {
    let isLate = hour >= 168
    switch action {
    case .join, .leave, .announceNearExpiry, .moveToRules, .setAsideStock: return isLate ? "pastDeadline" : "accepted"
    case .close: return isLate || !state.isOpen ? "accepted" : "notYetDue"
    default: return "accepted"
    }
  }

  func run(in example: inout SessionExample, at instant: Instant) throws -> String {
    let session = SessionExample.session
    let somebody = ParticipantID(literal: "p0")
    let refund = try XCTUnwrap(example.refunds.first).id
    return switch action {
    case .join: try code(example.world.run(example.joining("citra", ["M": 1]), at: instant))
    case .confirmPayment: try code(example.world.run(example.paying(somebody, "another"), at: instant))
    case .leave: try code(example.world.run(LeaveSession(session, participant: somebody), at: instant))
    case .lapse: try code(example.world.run(LapseHolds(session), at: instant))
    case .reversePayment:
      try code(example.world.run(ReversePayment(session, payment: PaymentReference(literal: "pay-0")), at: instant))
    case .refuseRefund: try code(example.world.run(RefuseRefund(session, refund: refund), at: instant))
    case .announceNearExpiry: try code(example.world.run(AnnounceNearExpiry(session), at: instant))
    case .moveToRules: try code(example.world.run(MoveToRules(session), at: instant))
    case .setAsideStock:
      try code(
        example.world.run(SetAsideStock(session, [VariantUnits(VariantID(literal: "S"), 1)]), at: instant))
    case .close: try code(example.world.run(CloseSession(session), at: instant))
    case .cancel:
      try code(example.world.run(CancelSession(session, because: try XCTUnwrap(Reason("x"))), at: instant))
    default: ""
    }
  }

  private func code<Receipt>(_ result: Result<Receipt, SessionError>) -> String {
    if case .failure(let error) = result { error.code } else { "accepted" }
  }
}
