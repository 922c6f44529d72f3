import GrosirCore
import GrosirJSON

extension ReplayWords {
  // MARK: Asked

  /// What somebody asked of stock, as said of them: `reserves 2 hoodie-m of seller/medan for cart-7`.
  func askedOfStock(_ content: Record, _ entry: ReplayEntry) -> String {
    let order = text(content, "order")
    switch ScenarioVerb(rawValue: entry.name) {
    case .reserveStock:
      let lines: [StockLine] = content.field("lines") ?? []
      return "reserves \(self.lines(lines)) for \(order)"
    case .extendReservation:
      let until: Instant? = content.field("until")
      return "keeps \(order) until \(until.map { moment($0) } ?? "some time")"
    case .consumeReservation: return "hands out \(order)"
    case .releaseReservation: return "gives up \(order): \(reason(text(content, "reason")))"
    case .sweepReservations: return "sweeps what has expired"
    case .adjustStock:
      let (units, word): (Int, String) = (content.field("units") ?? 0, text(content, "reason"))
      let reason = AdjustmentReason(rawValue: word)
      let what = reason.map { phrase($0) } ?? word
      let number = reason == .correction ? signed(units) : grouped(abs(units))
      let reference: String? = content.field("reference")
      return "\(what) \(number) \(stock(of: content))" + (reference.map { ", \($0)" } ?? "")
    default:
      let (low, most): (Int?, Int?) = (content.field("reorderPoint"), content.field("maximum"))
      let limits = [low.map { "low at \(grouped($0))" }, most.map { "\(grouped($0)) at most" }]
        .compactMap { $0 }
      return "limits \(stock(of: content)): "
        + (limits.isEmpty ? "none" : limits.joined(separator: ", "))
    }
  }

  private func stock(of content: Record) -> String {
    StockKey(record: content).map { name(of: $0) } ?? "a stock"
  }

  // MARK: Happened

  /// What happened to stock, on a line.
  func words(for event: StockEvent) -> (text: String, paint: Paint) {
    switch event {
    case .limitsSet(let key, _): ("\(name(of: key)) is judged by that from now on", .plain)
    case .adjusted(let movement):
      (
        "\(signed(movement.after.onHand - movement.before.onHand)) \(name(of: movement.key))",
        .plain
      )
    case .reserved(let reservation, let movements):
      (
        "\(lines(movements)) held\(purpose(of: reservation.holder))"
          + (reservation.life.expiresAt.map { " until \(moment($0))" } ?? ""),
        .good
      )
    case .extended(let reservation):
      (
        "\(name(of: reservation.holder)) lasts until \(reservation.life.expiresAt.map { moment($0) } ?? "released")",
        .good
      )
    case .consumed(let reservation, _): ("\(lines(reservation.lines)) went out", .good)
    case .released(let reservation, let movements):
      (
        "\(lines(movements)) free again (\(name(of: reservation.holder)))"
          + (movements.first.map { ": \(reason($0.cause.name))" } ?? ""), .warning
      )
    case .valued(let key, let units, let unitCost):
      ("\(grouped(units)) \(name(of: key)) bought at \(money(unitCost)) each", .plain)
    case .sold(_, let costed): (cost(costed), .plain)
    case .writtenOff(_, let costed): ("written off: \(cost([costed]))", .warning)
    case .listing(let event): words(for: event)
    }
  }

  private func cost(_ costed: [CostedUnits]) -> String {
    costed.map { "\(grouped($0.units)) \(name(of: $0.key)) had cost \(money($0.cost))" }.joined(separator: ", ")
  }

  /// Why it is too late or too soon for a reservation, with the instant as the timeline has it.
  func stockDue(_ refusal: Record) -> String? {
    switch StockError(record: refusal) {
    case .reservationExpired(let instant): "the reservation expired at \(moment(instant))"
    case .beyondLifetime(let instant): "the reservation ends at \(moment(instant)) at the latest"
    case .notExpired(let instant?): "the reservation does not expire before \(moment(instant))"
    default: nil
    }
  }

  /// How a stock stands now, and how it stood.
  func changed(_ change: StockChange) -> String {
    let (before, now) = (change.before, change.now)
    let available = grouped(now.count.available)
    let earlier = before.map { grouped($0.count.available) } ?? available
    var parts = [
      (earlier == available ? "" : "\(earlier) → ") + "\(available) available of \(grouped(now.count.onHand))"
    ]
    if now.overflow > 0 { parts.append("\(grouped(now.overflow)) too many") }
    if before?.status != now.status { parts.append(phrase(now.status)) }
    return "\(name(of: change.key)): " + parts.joined(separator: ", ")
  }

  // MARK: Parts

  /// A stock, the platform's own by its variant alone: `hoodie-m`, `hoodie-m of seller/medan`.
  func name(of key: StockKey) -> String {
    key.variant.text + name(of: StockPlace(owner: key.owner, location: key.location))
  }

  private func name(of holder: ReservationHolder) -> String {
    switch holder {
    case .order(let order): order.text
    case .session(let session): session.text
    }
  }

  private func lines(_ lines: [StockLine]) -> String {
    together(lines.map { (text: grouped($0.units), key: $0.key) })
  }

  private func lines(_ movements: [StockMovement]) -> String {
    together(movements.map { (text: grouped(abs($0.before.reserved - $0.after.reserved)), key: $0.key) })
  }

  /// Units of several stocks; where all are in one place, that is said once: `2 S and 1 M of seller/medan`.
  private func together(_ lines: [(text: String, key: StockKey)]) -> String {
    let places = Set(lines.map { StockPlace(owner: $0.key.owner, location: $0.key.location) })
    guard let place = places.first, places.count == 1 else {
      return joined(lines.map { "\($0.text) \(name(of: $0.key))" })
    }
    return joined(lines.map { "\($0.text) \($0.key.variant.text)" }) + name(of: place)
  }

  /// Behind what is there: nothing for the platform's own warehouse, ` of seller/medan` for others.
  private func name(of place: StockPlace) -> String {
    place == .platform ? "" : " of \(place.owner.text)/\(place.location.text)"
  }

  /// Behind what is held: the session, whose units come bit by bit; an order was named before.
  private func purpose(of holder: ReservationHolder) -> String {
    if case .session(let session) = holder { " for \(session.text)" } else { "" }
  }

  private func joined(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "nothing" }
    return texts.dropLast().joined(separator: ", ") + " and " + last
  }

  private func signed(_ units: Int) -> String {
    units < 0 ? "−\(grouped(-units))" : "+\(grouped(units))"
  }

  private func reason(_ word: String) -> String {
    switch ReleaseReason(rawValue: word) {
    case .cancelled: "cancelled"
    case .paymentFailed: "the payment failed"
    case .expired: "its time is over"
    case nil: word
    }
  }

  private func phrase(_ reason: AdjustmentReason) -> String {
    switch reason {
    case .receipt: "receives"
    case .correction: "corrects by"
    case .writeOff: "writes off"
    case .customerReturn: "takes back"
    }
  }

  /// A stock's state in words.
  func phrase(_ status: StockStatus) -> String {
    switch status {
    case .outOfStock: "out of stock"
    case .lowStock: "low"
    case .inStock: "in stock"
    }
  }
}
