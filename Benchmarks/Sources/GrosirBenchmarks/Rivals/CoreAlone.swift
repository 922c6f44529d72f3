import GrosirCore

/// The commands without an engine: rows in dictionaries, no record of commands, no log, no outbox, no lock.
///
/// It is not safe: what it leaves out is what the engine is for.
struct CoreAlone {
  private var sessions: [SessionID: GroupSession] = [:]
  private var participants: [ParticipantID: Participant] = [:]
  private var buyers: [BuyerID: BuyerStanding] = [:]
  private var payments: [PaymentReference: Payment] = [:]
  private var products: [ProductID: Product] = [:]

  /// How many have joined.
  var count: Int { participants.count }

  /// What lies in escrow, of all sessions.
  var escrow: Int64 { sessions.values.reduce(0) { $0 + $1.escrow.amount } }

  /// Runs a command and keeps its rows.
  mutating func run<C: Command>(_ command: C, in context: Context) throws -> C.Receipt {
    var workingSet = WorkingSet()
    var reads = command.reads(in: context)
    while true {
      for read in reads { workingSet.bring(read, found(read)) }
      var changes = Changes(in: context)
      do throws(Interruption<C.Refusal>) {
        let receipt = try command.decide(from: workingSet, in: context, into: &changes)
        for row in changes.rows { keep(row) }
        return receipt
      } catch {
        switch error {
        case .needs(let more): reads = more
        case .refused(let refusal): throw refusal
        }
      }
    }
  }

  private func found(_ read: Read) -> WorkingSet.Found {
    switch read {
    case .product(let id): row(products[id].map { .product($0) })
    case .session(let id): row(sessions[id].map { .session($0) })
    case .participant(let id): row(participants[id].map { .participant($0) })
    case .buyer(let id, in: _): row(buyers[id].map { .buyer($0) })
    case .payment(let reference): row(payments[reference].map { .payment($0) })
    case .sessionWithCode, .refund: .nothing
    case .participants: .participants(Array(participants.values))
    // Nobody lapses or waits in what is measured.
    case .holdsDue, .waiting: .participants([])
    case .stock, .factory, .location, .purchaseOrder, .purchaseOrderOfReceipt, .order, .money, .partner:
      preconditionFailure("what is timed here reads sessions alone")
    }
  }

  private func row(_ row: Row?) -> WorkingSet.Found { row.map { .row($0) } ?? .nothing }

  private mutating func keep(_ row: Row) {
    switch row {
    case .product(let product): products[product.id] = product
    case .session(let session): sessions[session.id] = session
    case .participant(let participant): participants[participant.id] = participant
    case .buyer(let buyer): buyers[buyer.buyer] = buyer
    case .payment(let payment): payments[payment.reference] = payment
    case .refund: break
    case .stock, .factory, .location, .purchaseOrder, .order, .money, .partner:
      preconditionFailure("what is timed here changes sessions alone")
    }
  }
}
