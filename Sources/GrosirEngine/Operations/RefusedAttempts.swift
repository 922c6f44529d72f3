public import GrosirCore

/// Somebody asked for more than there was: who, for how much, when how much was left (SPEC §13).
public struct RefusedAttempt: Sendable, Hashable {
  /// The place of the refusal among the tenant's; see ``RefusedCommand/number``.
  public let number: Int64
  /// When it was asked for.
  public let instant: Instant
  /// Who asked.
  public let actor: ActorID
  /// Under which identity.
  public let command: CommandID
  /// What was asked for, by the command's name on the wire: `joinSession`, `reserveStock`, `placeOrder`.
  public let name: String
  /// Why not, by the refusal's code: `notAcceptable`, `insufficient`.
  public let code: String
  /// The session in which it was asked for, if in one.
  public let session: SessionID?
  /// What there was too little of.
  public let lines: [Line]

  /// One thing that there was too little of.
  public struct Line: Sendable, Hashable {
    /// Of what.
    public let variant: VariantID
    /// In which stock; nil for what a session may sell.
    public let stock: StockKey?
    /// Units asked for.
    public let asked: Int
    /// Units that were left; nil for any number, where another variant was in the way.
    public let available: Int?
  }
}

/// Some of the refused attempts.
public struct RefusedAttemptPage: Sendable, Hashable {
  /// The attempts, in the order in which they were refused.
  public let attempts: [RefusedAttempt]

  /// Where the next page begins; nil if there is none.
  public let next: Int64?
}

extension RefusedAttempt {
  /// What a refusal tells of too little, or nil if that was not why.
  init?(_ refused: RefusedCommand) {
    guard let code: String = refused.refusal.field("code") else { return nil }
    let lines = RefusedAttempt.lines(of: refused.refusal)
    guard !lines.isEmpty else { return nil }
    number = refused.number
    instant = refused.context.now
    actor = refused.context.actor
    command = refused.context.command
    name = refused.name
    self.code = code
    session = refused.content.field("session")
    self.lines = lines
  }

  private static func lines(of refusal: Record) -> [Line] {
    let error = SessionError(record: refusal)
    if case .notAcceptable(let reasons) = error {
      return reasons.lines.map { line in
        Line(variant: line.variant, stock: nil, asked: line.asked, available: line.available)
      }
    }
    // A session's, an order's and a reservation's shortages are the same, each in its own place.
    let stock = refusal["stock"] ?? refusal
    let shortages: [StockError.Shortage] = stock.field("shortages") ?? []
    return shortages.map { short in
      Line(variant: short.key.variant, stock: short.key, asked: short.asked, available: short.available)
    }
  }
}

extension Engine {
  /// A page of who asked for how much when how much was left, in the order in which they were refused (SPEC §13).
  ///
  /// Other refusals are left out, so that a page may have fewer, and none on a page does not mean that no page follows:
  /// ``RefusedAttemptPage/next`` tells. Refusals are forgotten when they are purged.
  ///
  /// - Parameters:
  ///   - tenant: Whose.
  ///   - variant: Only of this variant; nil for any.
  ///   - session: Only in this session; nil for any, and for what is sold from stock.
  ///   - period: Only those asked for in it; nil for ever. Clocks jump, so it is looked for in all refusals.
  ///   - number: What comes after this place; zero for the first page.
  ///   - limit: How many refusals are looked at, and so how many attempts there are at most; at least one.
  /// - Complexity: O(limit).
  public func refusedAttempts(
    of tenant: TenantID, for variant: VariantID? = nil, in session: SessionID? = nil,
    during period: Range<Instant>? = nil,
    after number: Int64 = 0, limit: Int = 1_000
  ) async throws(StoreError) -> RefusedAttemptPage {
    precondition(limit > 0, "a page has refusals")
    let page = try await store.refusals(of: tenant, after: number, limit: limit)
    let attempts = page.compactMap { RefusedAttempt($0) }.filter { attempt in
      (variant.map { variant in attempt.lines.contains { $0.variant == variant } } ?? true)
        && (session.map { $0 == attempt.session } ?? true) && (period?.contains(attempt.instant) ?? true)
    }
    return RefusedAttemptPage(attempts: attempts, next: page.count < limit ? nil : page.last?.number)
  }
}

extension RefusedAttempt: Recorded {
  /// Everything.
  public var record: Record {
    [
      "number": number.record, "at": instant.record, "by": actor.record, "command": command.record,
      "name": .text(name), "code": .text(code), "session": session.record, "lines": lines.record,
    ]
  }
}

extension RefusedAttempt.Line: Recorded {
  /// Everything.
  public var record: Record {
    [
      "variant": variant.record, "stock": stock.record, "asked": asked.record, "available": available.record,
    ]
  }
}
