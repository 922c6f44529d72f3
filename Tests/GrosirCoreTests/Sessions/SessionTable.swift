import GrosirCore

/// The table of SPEC §5, every state with every action, as it is written there.
///
/// In an open session every command begins with what has lapsed; a lapse may let in somebody who has paid, and then a
/// session that was found forming goes on as an active one. So what is the `same` for it may be `active`, and closing
/// it may succeed.
enum SessionTable {
  /// Where an action leads to, or nil if it is an invalid transition.
  static func successors(of state: SessionState, under action: SessionAction) -> Set<SessionState>? {
    let found = rows.filter { $0.from == state && $0.actions.contains(action) }
    return found.isEmpty ? nil : found.reduce(into: []) { $0.formUnion($1.to) }
  }

  private typealias Row = (from: SessionState, actions: [SessionAction], to: Set<SessionState>)

  /// Money that moves without asking.
  private static let money: [SessionAction] = [.confirmPayment, .reversePayment, .refuseRefund]

  private static let whileOpen: [SessionAction] =
    money + [.join, .leave, .lapse, .announceNearExpiry, .moveToRules, .setAsideStock]

  private static let whileAwaited: [SessionAction] = [
    .startProduction, .completeProduction, .ship, .refuseOrder, .placeAnotherOrder, .reportOverdue,
  ]

  private static let rows: [Row] = [
    (.forming, whileOpen, [.forming, .active]),
    (.forming, [.cancel], [.cancelled]),
    (.forming, [.close], [.failed, .moqReached]),
    (.active, whileOpen, [.active]),
    (.active, [.cancel], [.cancelled]),
    (.active, [.close], [.failed, .moqReached]),
    (.moqReached, [.fulfil], [.success, .pendingStock]),
    (.moqReached, [.cancel], [.cancelled]),
    (.moqReached, money + [.close], [.moqReached]),
    (.pendingStock, whileAwaited, [.pendingStock]),
    (.pendingStock, [.receive], [.pendingStock, .stockReceived]),
    (.pendingStock, [.cancel], [.cancelled]),
    (.pendingStock, money + [.close], [.pendingStock]),
    (.stockReceived, [.complete], [.success]),
    (.stockReceived, money + [.close], [.stockReceived]),
    (.success, money + [.close, .receive], [.success]),
    (.failed, money + [.close], [.failed]),
    (.cancelled, money + [.receive], [.cancelled]),
  ]
}
