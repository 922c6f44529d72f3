import GrosirCore
import GrosirEngine
import GrosirTesting

/// One kind of command, as often as it is wanted, in a store that was made ready for it.
///
/// All identities of a command hold its number with ten digits: so they are ordered by time, and a loop without a store
/// can write the same rows.
protocol StoreWork: Sendable {
  associatedtype Given: Command

  /// What its commands' identities begin with.
  var name: String { get }

  /// The query for how often it was done.
  var countQuery: String { get }

  /// Makes a new store ready.
  func prepare(_ engine: Engine<some GrosirStore>) async throws

  /// The command of a number.
  func command(_ number: Int) -> Given
}

extension StoreWork {
  /// The context of the command of a number.
  func context(_ number: Int) -> Context {
    Context(
      tenant: TenantID(literal: "tenant"), command: CommandID(known: "\(name)-\(padded(number))"),
      actor: ActorID(literal: "benchmark"), now: SessionStream.opening, seed: UInt64(number))
  }
}

/// Orders reserve one unit each, of a variant in turn or of any.
struct Reserving: StoreWork {
  let variants: Int
  var isRandom = false

  var name: String { "reserve" }
  var countQuery: String { "SELECT sum(reserved) FROM stocks" }

  func prepare(_ engine: Engine<some GrosirStore>) async throws {
    for variant in 0..<variants {
      let receipt = AdjustStock(key(variant), by: 900_000_000, because: .receipt)
      _ = try await engine.execute(receipt, in: SessionStream.context("stock", variant))
    }
  }

  func command(_ number: Int) -> ReserveStock {
    var random = SeededGenerator(seed: UInt64(number))
    let variant = isRandom ? Int(random.next(upTo: UInt64(variants - 1))) : number % variants
    return ReserveStock(Reserving.order(number), [StockLine(key(variant), 1)])
  }

  static func order(_ number: Int) -> OrderID { OrderID(known: "order-\(padded(number))") }

  private func key(_ variant: Int) -> StockKey {
    StockKey(
      owner: OwnerID(literal: "platform"), location: LocationID(literal: "jakarta"),
      variant: VariantID(known: SampleSession.identifier(variant)))
  }
}

/// What orders reserved is released.
struct Releasing: StoreWork {
  var name: String { "release" }
  var countQuery: String { "SELECT count(*) FROM reservations WHERE state = 'released'" }

  func prepare(_ engine: Engine<some GrosirStore>) async throws {}

  func command(_ number: Int) -> ReleaseReservation { ReleaseReservation(Reserving.order(number), because: .cancelled) }
}

/// Buyers join a session with one unit each, of a variant in turn.
struct Joining: StoreWork {
  private let stream: SessionStream
  private let variants: Int

  /// A session that tolerates so many bundles of each variant left over.
  init(variants: Int, tolerating bundles: Int32 = 60_000) {
    stream = SessionStream(variants: variants, turns: [], tolerating: bundles)
    self.variants = variants
  }

  var name: String { "join" }
  var countQuery: String { "SELECT sum(joined_count) FROM sessions" }

  func prepare(_ engine: Engine<some GrosirStore>) async throws {
    _ = try await engine.execute(stream.product, in: SessionStream.context("product", 0))
    _ = try await engine.execute(stream.sessions[0], in: SessionStream.context("session", 0))
  }

  func command(_ number: Int) -> JoinSession {
    JoinSession(
      SessionID(literal: "session-0"),
      participant: ParticipantID(known: "participant-\(padded(number))"),
      buyer: BuyerID(known: "buyer-\(padded(number))"),
      lines: [
        .init(
          VariantID(known: SampleSession.identifier(number % variants)), units: 1,
          unitPrice: SessionStream.basePrice)
      ], total: Money(SessionStream.basePrice, .idr))
  }
}

/// A number with ten digits.
private func padded(_ number: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
}
