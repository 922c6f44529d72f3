import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting

/// Reservations through the engine on the memory store: commands with a record, events and movements of each.
///
/// A store forgets no reservation, so that every order is a new one.
final class EngineReservations {
  private let engine = Engine(MemoryStore())
  private let work: ReservationWork
  /// The orders that are open, where the one that ends next is replaced.
  private var open: [OrderID] = []
  private var step = 0
  private var random = SeededGenerator(seed: 11)

  /// A store in which the first orders have reserved.
  init(_ work: ReservationWork) throws {
    self.work = work
    let engine = engine
    let work = work
    try waiting {
      for (number, key) in work.keys.enumerated() {
        let command = AdjustStock(key, by: 900_000_000, because: .receipt)
        _ = try await engine.execute(command, in: EngineReservations.context("stock", number, at: .epoch))
      }
      for number in 0..<work.live {
        let now = Instant(work.madeAt(number))
        let command = ReserveStock(work.orders[number], [StockLine(work.keys[work.keyOf[number]], 1)])
        _ = try await engine.execute(command, in: EngineReservations.context("first", number, at: now))
      }
    }
    open = Array(work.orders[0..<work.live])
  }

  /// One is reserved, and one of those that were is consumed or released, so many times.
  func run(_ calls: Int) throws -> Turn {
    var reservations: [(command: ReserveStock, context: Context)] = []
    var ends: [(order: OrderID, isConsumed: Bool, context: Context)] = []
    for _ in 0..<calls {
      step += 1
      let now = Instant(work.start + Int64(step / 16))
      let place = Int(random.next(upTo: UInt64(open.count - 1)))
      let order = work.newOrder(step)
      let key = work.keys[work.keyOf[step % work.keyOf.count]]
      reservations.append(
        (ReserveStock(order, [StockLine(key, 1)]), EngineReservations.context("reserve", step, at: now)))
      ends.append((open[place], step & 1 == 0, EngineReservations.context("end", step, at: now)))
      open[place] = order
    }
    let (engine, given, ended) = (engine, reservations, ends)
    let time = try waiting {
      let clock = ContinuousClock()
      let start = clock.now
      for (reservation, end) in zip(given, ended) {
        _ = try await engine.execute(reservation.command, in: reservation.context)
        let outcome =
          end.isConsumed
          ? try await engine.execute(ConsumeReservation(end.order), in: end.context)
          : try await engine.execute(ReleaseReservation(end.order, because: .cancelled), in: end.context)
        guard outcome.isNew else { throw Disagreement(description: "\(end.order.text) had ended") }
      }
      let duration = clock.now - start
      return Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) * 1e-9
    }
    return Turn(calls: calls, nanoseconds: time)
  }

  private static func context(_ kind: String, _ number: Int, at now: Instant) -> Context {
    guard let command = CommandID("\(kind) \(number)") else { preconditionFailure("not an identifier") }
    return Context(
      tenant: TenantID(literal: "tenant"), command: command, actor: ActorID(literal: "shop"), now: now,
      seed: UInt64(number))
  }
}
