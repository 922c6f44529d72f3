extension DatedEvent {
  /// The journal entries of what happened, in order; none if no money moved (SPEC §9).
  ///
  /// The same event always has the same entries: whoever reads the log from its start posts each once, and has the
  /// journal. So a store keeps journal and log equal by posting these, and nothing else, with the event.
  public var entries: [JournalEntry] {
    switch event {
    case .session(let session, let event): event.entries(in: session, at: instant)
    case .order(_, let event): event.entries(at: instant)
    case .stock(let event): event.entries(at: instant)
    case .purchaseOrder(let number, let source, let event): event.entries(of: number, source, at: instant)
    case .money(let event): event.entries(at: instant)
    case .product, .factory, .location, .seller: []
    }
  }
}
