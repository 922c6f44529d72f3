import GrosirCore
import GrosirEngine

/// What a world was given, as the document that `grosir replay` reads (SPEC §15).
///
/// What the engine's own jobs gave is left out where a replay gives it by itself: lapses, announcements, closings and
/// what is overdue. What cannot be said in a document, an amount that is none, is left out too.
package final class ScenarioFile {
  private var products: [String] = []
  private var steps: [String] = []
  private let world: World

  init(of world: World) {
    self.world = world
    world.journalist = { [unowned self] heard, instant in self.note(heard, at: instant) }
  }

  /// How many commands there are, products aside.
  package var commandCount: Int { steps.count }

  /// The document, one line for each product and command.
  package var text: String {
    """
    {"start":"\(World.start.rfc3339)",
    "products":[
    \(products.joined(separator: ",\n"))],
    "steps":[
    \(steps.joined(separator: ",\n"))]}

    """
  }

  private func note(_ heard: ObservedStore.Heard, at instant: Instant) {
    let deed = world.book.deed
    if deed.isCommand {
      if case .putProduct(let command) = deed, instant == World.start, command.draft.basePrice > 0 {
        return products.append(ScenarioFile.product(command.draft))
      }
      guard let verb = verb(of: deed) else { return }
      write(verb, at: instant, heard.command)
    } else if heard.name == FulfilSession.name, let session: SessionID = heard.kept.content.field("session") {
      write(
        ("fulfilSession", ScenarioFile.object([("session", ScenarioFile.quoted(session.text))])), at: instant,
        heard.command)
    }
  }

  func write(_ verb: (name: String, content: String), at instant: Instant, _ command: CommandID) {
    steps.append(
      "{\"at\":\"\(instant.rfc3339)\",\"command\":\(ScenarioFile.quoted(command.text)),"
        + "\"\(verb.name)\":\(verb.content)}")
  }

  // MARK: Verbs

  private func verb(of deed: Deed) -> (name: String, content: String)? {
    sessionVerb(of: deed) ?? goodsVerb(of: deed) ?? moneyVerb(of: deed) ?? orderVerb(of: deed) ?? partnerVerb(of: deed)
  }

  typealias Fields = [(String, String)]

  private func sessionVerb(of deed: Deed) -> (String, String)? {
    typealias File = ScenarioFile
    func named(_ session: SessionID, _ more: Fields = []) -> String {
      File.object([("session", File.quoted(session.text))] + more)
    }
    switch deed {
    case .putProduct(let command) where command.draft.basePrice > 0:
      return (PutProduct.name, File.product(command.draft))
    case .putFactory(let command) where command.draft.phone.hasPrefix("+"):
      return (
        PutFactory.name,
        File.object([("id", File.quoted(command.draft.id)), ("fee", "\(command.draft.fee)")])
      )
    case .putLocation(let command) where !command.draft.postalCode.isEmpty:
      return (PutLocation.name, File.object([("id", File.quoted(command.draft.id))]))
    case .createSession(let command) where command.target.map({ $0 > 1 }) ?? true:
      return (CreateSession.name, File.session(command))
    case .join(let command): return (JoinSession.name, File.join(command))
    case .confirmPayment(let command) where command.amount.amount >= 0:
      return (
        ConfirmPayment.name,
        named(
          command.session,
          [
            ("participant", File.quoted(command.participant.text)), ("payment", File.quoted(command.payment.text)),
            ("amount", "\(command.amount.amount)"),
          ])
      )
    case .leave(let command):
      return (LeaveSession.name, named(command.session, [("participant", File.quoted(command.participant.text))]))
    case .lapseHolds(let command): return (LapseHolds.name, named(command.session))
    case .announce(let command): return (AnnounceNearExpiry.name, named(command.session))
    case .reversePayment(let command):
      return (ReversePayment.name, named(command.session, [("payment", File.quoted(command.payment.text))]))
    case .refuseRefund(let command):
      guard let refund = world.book.refunds[command.refund] else { return nil }
      return (RefuseRefund.name, named(command.session, [("payment", File.quoted(refund.payment.text))]))
    case .moveToRules(let command): return (MoveToRules.name, named(command.session))
    case .setAside(let command) where !command.lines.isEmpty:
      return (SetAsideStock.name, named(command.session, [("lines", File.units(command.lines))]))
    case .closeSession(let command):
      let reason = command.earlyBecause.map { [("earlyBecause", File.quoted($0.text))] } ?? []
      return (CloseSession.name, named(command.session, reason))
    case .cancelSession(let command):
      return (CancelSession.name, named(command.session, [("reason", File.quoted(command.reason.text))]))
    case .fulfil(let command):
      return (FulfilSession.name, named(command.session, File.order(command.number, command.shippingCost)))
    case .placeAnother(let command):
      return (PlaceAnotherOrder.name, named(command.session, File.order(command.number, command.shippingCost)))
    case .reportOverdue(let command): return (ReportOverdue.name, named(command.session))
    default: return nil
    }
  }

  private func goodsVerb(of deed: Deed) -> (String, String)? {
    typealias File = ScenarioFile
    switch deed {
    case .mark(let command): return (MarkPurchaseOrder.name, File.mark(command))
    case .receiveGoods(let command): return (ReceiveGoods.name, File.delivery(command))
    case .orderForStock(let command) where command.bundles > 0:
      return (
        OrderForStock.name,
        File.object(
          [("product", File.quoted(command.product.text)), ("bundles", "\(command.bundles)")]
            + File.order(command.number, command.shippingCost) + [("draft", "\(command.isDraft)")])
      )
    case .reserveStock(let command) where command.lines.allSatisfy { $0.units > 0 }:
      return (ReserveStock.name, File.reservation(command))
    case .extendReservation(let command):
      return (
        ExtendReservation.name,
        File.object([("order", File.quoted(command.order.text)), ("until", File.quoted(command.until.rfc3339))])
      )
    case .consumeReservation(let command):
      return (ConsumeReservation.name, File.object([("order", File.quoted(command.order.text))]))
    case .releaseReservation(let command):
      return (
        ReleaseReservation.name,
        File.object([("order", File.quoted(command.order.text)), ("reason", File.quoted(command.reason.rawValue))])
      )
    case .sweep(let command) where command.limit > 0: return (SweepReservations.name, "{\"limit\":\(command.limit)}")
    case .adjustStock(let command):
      return (
        AdjustStock.name,
        File.object(
          File.key(command.key) + [("units", "\(command.units)"), ("reason", File.quoted(command.reason.rawValue))])
      )
    case .setLimits(let command) where (command.reorderPoint ?? 0) <= (command.maximum ?? .max):
      return (
        SetStockLimits.name,
        File.object(
          File.key(command.key) + [
            ("reorderPoint", command.reorderPoint.map { "\($0)" } ?? "null"),
            ("maximum", command.maximum.map { "\($0)" } ?? "null"),
          ])
      )
    default: return nil
    }
  }
}
