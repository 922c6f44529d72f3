/// A buyer's participation in one session: an order, or a pledge to order as soon as it can be let in (SPEC §5).
///
/// A buyer may have several in one session.
public struct Participant: Sendable {
  private var storage: Storage

  /// Creates a participant that awaits payment until an instant.
  init(
    _ id: ParticipantID, of buyer: BuyerID, in session: SessionID, number: Int, lines: [VariantUnits], total: Money,
    kind: Kind, requestedAt: Instant, until: Instant
  ) {
    storage = Storage(
      Contents(
        id: id, session: session, buyer: buyer, number: number, lines: lines, total: total, kind: kind,
        requestedAt: requestedAt, status: .awaitingPayment(until: until), escrowed: .zero(total.currency),
        credited: .zero(total.currency)))
  }

  /// An order is allocated at once; a pledge is admitted when it can be.
  public enum Kind: Sendable, Hashable {
    /// An order, whose units are held until it is paid.
    case order
    /// A pledge, which waits; in parts where its buyer accepts that.
    case pledge(acceptsPartial: Bool)
  }

  /// Where a participation stands.
  public enum Status: Sendable, Hashable {
    /// Neither paid nor lapsed yet.
    case awaitingPayment(until: Instant)
    /// Paid, and at least a part of it waits to be let in.
    case waiting
    /// Paid and in, as far as it still wants to be.
    case paid
    /// The payment did not come in time.
    case lapsed
    /// The buyer left.
    case left
    /// The payment was charged back before the session closed.
    case reversed
    /// The session ended without it; the buyer got back what they paid.
    case returned

    /// Its name on the wire.
    public var name: String {
      switch self {
      case .awaitingPayment: "awaitingPayment"
      case .waiting: "waiting"
      case .paid: "paid"
      case .lapsed: "lapsed"
      case .left: "left"
      case .reversed: "reversed"
      case .returned: "returned"
      }
    }
  }

  // MARK: Behind one reference

  /// What there is to say of a participant; what was asked for never changes.
  private struct Contents: Equatable, Sendable {
    let id: ParticipantID
    let session: SessionID
    let buyer: BuyerID
    let number: Int
    let lines: [VariantUnits]
    let total: Money
    let kind: Kind
    let requestedAt: Instant
    var status: Status
    var admitted: [VariantUnits] = []
    var place = 0
    var paidAt: Instant?
    var payment: PaymentReference?
    var escrowed: Money
    var credited: Money
    var isDisputed = false
  }

  /// The contents behind one reference, because participants are handed on far more often than they are changed: in
  /// events, rows and queues.
  ///
  /// They are only changed by who is the reference's only owner, so that a participant is a value all the same.
  private final class Storage: @unchecked Sendable {
    // Only its one owner changes it, so that no two accesses can overlap; to check that costs more than the change.
    @exclusivity(unchecked) var contents: Contents
    init(_ contents: Contents) { unsafe self.contents = contents }
  }

  private var contents: Contents {
    get { unsafe storage.contents }
    _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = unsafe Storage(storage.contents) }
      yield unsafe &storage.contents
    }
  }
}

extension Participant: Equatable {
  /// Whether both are the same in everything.
  public static func == (left: Self, right: Self) -> Bool {
    unsafe left.storage === right.storage || left.storage.contents == right.storage.contents
  }
}

extension Participant {
  /// Its identity.
  public var id: ParticipantID { unsafe storage.contents.id }

  /// The session.
  public var session: SessionID { unsafe storage.contents.session }

  /// The buyer.
  public var buyer: BuyerID { unsafe storage.contents.buyer }

  /// What was asked for, in product order.
  public var lines: [VariantUnits] { unsafe storage.contents.lines }

  /// What it costs up front: base price and adjustment of every unit.
  public var total: Money { unsafe storage.contents.total }

  /// Whether it is an order or a pledge.
  public var kind: Kind { unsafe storage.contents.kind }

  /// How many participants joined the session before it.
  public var number: Int { unsafe storage.contents.number }

  /// When it was asked for.
  public var requestedAt: Instant { unsafe storage.contents.requestedAt }

  /// Where it stands.
  public internal(set) var status: Status {
    get { unsafe storage.contents.status }
    set { contents.status = newValue }
  }

  /// What of it was admitted and is paid: of an order all, of a pledge perhaps a part.
  public internal(set) var admitted: [VariantUnits] {
    get { unsafe storage.contents.admitted }
    set { contents.admitted = newValue }
  }

  /// Its place among those that were paid for at one instant; later ones have higher numbers.
  public internal(set) var place: Int {
    get { unsafe storage.contents.place }
    set { contents.place = newValue }
  }

  /// When it was paid for.
  public internal(set) var paidAt: Instant? {
    get { unsafe storage.contents.paidAt }
    set { contents.paidAt = newValue }
  }

  /// The payment that was accepted for it.
  public internal(set) var payment: PaymentReference? {
    get { unsafe storage.contents.payment }
    set { contents.payment = newValue }
  }

  /// How much of its money lies in escrow.
  public internal(set) var escrowed: Money {
    get { unsafe storage.contents.escrowed }
    set { contents.escrowed = newValue }
  }

  /// How much the session's settlement credited to the buyer's wallet.
  public internal(set) var credited: Money {
    get { unsafe storage.contents.credited }
    set { contents.credited = newValue }
  }

  /// Whether the payment was charged back after the session had closed.
  public internal(set) var isDisputed: Bool {
    get { unsafe storage.contents.isDisputed }
    set { contents.isDisputed = newValue }
  }
}

extension Participant {
  /// Units asked for.
  public var units: Int { lines.units }

  /// Whether it waits to be paid.
  public var isAwaitingPayment: Bool {
    if case .awaitingPayment = status { return true }
    return false
  }

  /// When it lapses unless it is paid before.
  public var deadline: Instant? {
    if case .awaitingPayment(let until) = status { return until }
    return nil
  }

  /// What still waits to be let in.
  public var waitingLines: [VariantUnits] {
    guard status == .waiting else { return [] }
    guard !admitted.isEmpty else { return lines }
    return lines.compactMap { line in
      let rest = line.units - admittedUnits(of: line.variant)
      return rest > 0 ? VariantUnits(line.variant, rest) : nil
    }
  }

  /// Units of a variant that were admitted.
  func admittedUnits(of variant: VariantID) -> Int {
    admitted.first { $0.variant == variant }?.units ?? 0
  }

  /// Whether it waits and can be let in unit by unit, as far as there is room.
  public var isTakenByTheUnit: Bool {
    guard case .pledge(let acceptsPartial) = kind else { return false }
    let waiting = waitingLines
    return waiting.count == 1 && (acceptsPartial || waiting[0].units == 1)
  }
}

/// The identity of a ``Participant``.
public typealias ParticipantID = Identifier<Participant>

/// Whoever buys; a subject for ``BuyerID`` and nothing else.
public enum Buyer: Sendable {}

/// The identity of a buyer, and of their wallet.
public typealias BuyerID = Identifier<Buyer>

extension Participant: Recorded {
  /// The whole row.
  public var record: Record {
    var fields: [Record.Field] = [
      .init("participant", id.record), .init("buyer", buyer.record), .init("lines", lines.record),
      .init("total", total.record), .init("kind", kind.record), .init("requestedAt", requestedAt.record),
      .init("status", .text(status.name)),
    ]
    if let deadline { fields.append(.init("until", deadline.record)) }
    if !admitted.isEmpty { fields.append(.init("admitted", admitted.record)) }
    if let payment { fields.append(.init("payment", payment.record)) }
    if let paidAt { fields.append(.init("paidAt", paidAt.record)) }
    return .fields(fields)
  }
}

extension Participant.Kind: Recordable {
  /// `order`, `pledge` or `splittablePledge`.
  public var record: Record {
    switch self {
    case .order: "order"
    case .pledge(acceptsPartial: false): "pledge"
    case .pledge(acceptsPartial: true): "splittablePledge"
    }
  }

  /// From `order`, `pledge` or `splittablePledge`.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    switch word {
    case "order": self = .order
    case "pledge": self = .pledge(acceptsPartial: false)
    case "splittablePledge": self = .pledge(acceptsPartial: true)
    default: return nil
    }
  }
}
