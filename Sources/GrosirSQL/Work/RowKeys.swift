import GrosirCore
import GrosirEngine

/// One row of one tenant, by a read that finds it.
struct RowKey: Hashable, Sendable {
  let tenant: TenantID
  let read: Read
}

extension Row {
  /// The reads that find this very row, its identity first.
  var reads: [Read] {
    switch self {
    case .product(let row): [.product(row.id)]
    case .session(let row): [.session(row.id), .sessionWithCode(row.plan.code)]
    case .participant(let row): [.participant(row.id)]
    case .buyer(let row): [.buyer(row.buyer, in: row.session)]
    case .payment(let row): [.payment(row.reference)]
    case .refund(let row): [.refund(row.id)]
    case .factory(let row): [.factory(row.id)]
    case .location(let row): [.location(row.id)]
    case .purchaseOrder(let row): [.purchaseOrder(row.number)] + row.receipts.map { .purchaseOrderOfReceipt($0) }
    case .stock(.item(let row)): [.stock(.item(row.key))]
    case .stock(.reservation(let row)): [.stock(.reservation(row.holder))]
    case .stock(.costs(let row)): [.stock(.costs(row.key))]
    case .order(.order(let row)): [.order(.order(row.id))]
    case .order(.payment(let row)): [.order(.payment(row.reference))]
    case .order(.refund(let row)): [.order(.refund(row.id))]
    case .order(.address(let row)): [.order(.address(row.id))]
    case .money(.withdrawal(let row)): [.money(.withdrawal(row.id))]
    case .money(.settlement(let row)): [.money(.settlement(row.id))]
    case .partner(.seller(let row)): [.partner(.seller(row.id))]
    case .partner(.sellerDetails(let row)): [.partner(.sellerDetails(row.seller))]
    case .partner(.listing(let row)): [.partner(.listing(row.key))]
    }
  }
}

extension Read {
  /// Whether it finds a row by something else than its identity.
  var isOfAnotherIdentity: Bool {
    switch self {
    case .sessionWithCode, .purchaseOrderOfReceipt: true
    default: false
    }
  }

  /// Whether it finds one row, or that there is none, by an identity: what is found stays so until the row is saved.
  var isOfOneRow: Bool {
    switch self {
    case .product, .session, .sessionWithCode, .participant, .buyer, .payment, .refund, .factory, .location,
      .purchaseOrder, .purchaseOrderOfReceipt:
      true
    case .holdsDue, .waiting, .participants: false
    case .stock(let read):
      switch read {
      case .item, .reservation, .costs: true
      case .due, .expired, .items, .open, .outOfStep, .outOfStepCount: false
      }
    case .order(let read):
      switch read {
      case .order, .payment, .refund, .address: true
      case .due, .page: false
      }
    case .money(let read):
      switch read {
      case .withdrawal, .settlement: true
      case .standing, .pendingWithdrawals, .settlements, .earnings: false
      }
    case .partner(let read):
      switch read {
      case .seller, .sellerDetails, .listing: true
      case .mirroring, .listings: false
      }
    }
  }
}
