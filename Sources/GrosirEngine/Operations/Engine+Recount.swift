import GrosirCore

extension Engine {
  /// How many events are read at a time where nobody says otherwise.
  static var recountPage: Int { 1_000 }

  /// Counts everything that happened to something, and then looks at what is kept of it, both of one moment.
  ///
  /// Rows and events are saved together, so what is seen while no further event comes is what all events make.
  ///
  /// - Parameters:
  ///   - subject: what it is about.
  ///   - tenant: whose.
  ///   - count: told of every event once, in order.
  ///   - look: looks at what is kept; called again when something has happened meanwhile.
  /// - Returns: what was seen last.
  func recount<Kept>(
    _ subject: EventSubject, of tenant: TenantID, pageSize: Int = Engine.recountPage, _ count: (LoggedEvent) -> Void,
    look: () async throws(StoreError) -> Kept
  ) async throws(StoreError) -> Kept {
    var last = try await read(subject, of: tenant, after: 0, pageSize, count)
    for _ in 0..<Deliberation.mostRounds {
      let kept = try await look()
      let now = try await read(subject, of: tenant, after: last, pageSize, count)
      if now == last { return kept }
      last = now
    }
    throw .unavailable("this changes faster than it can be counted")
  }

  /// Reads events of something, or all of a tenant, to the last.
  ///
  /// - Parameter end: the last that is wanted; nil for all there are.
  /// - Returns: the number of the last that was read.
  @discardableResult
  func read(
    _ subject: EventSubject?, of tenant: TenantID, after first: Int64, through end: Int64? = nil,
    _ pageSize: Int = Engine.recountPage, _ body: (LoggedEvent) -> Void
  ) async throws(StoreError) -> Int64 {
    var last = first
    while end.map({ last < $0 }) ?? true {
      let page = try await store.events(of: subject, in: tenant, after: last, limit: pageSize)
      guard let newest = page.last?.number, newest > last else { return last }
      for event in page {
        if let end, event.number > end { return last }
        last = event.number
        body(event)
      }
    }
    return last
  }
}
