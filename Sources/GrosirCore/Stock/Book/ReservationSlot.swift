/// One line of a reservation, in 64 bytes: all there is to know of it, in one line of the cache.
///
/// The first line also stands for the reservation.
struct ReservationSlot: BitwiseCopyable {
  /// When the reservation was made; of its first line only, as is ``lastInstant``.
  private(set) var madeAt: Instant
  private(set) var lastInstant: Instant
  /// When it expires, on every line; meaningless where it never does.
  private(set) var expiry: Instant
  /// Units of the stock key, 1…10⁹.
  let units: UInt32
  /// The stock key.
  let level: UInt32

  /// The reservation's next line.
  var nextLine = nowhere
  /// The order of a first line; the first line's place of any other.
  let owner: UInt32

  /// The generation in the upper 28 bits, then whether it expires, then what it is in the lowest three.
  private var stamp: UInt32

  /// Where the reservation waits to expire, or to be forgotten; of a first line only.
  var queue = QueueLink()
  /// Where the line stands among those of its stock key whose time is over.
  var line = LineLink()

  /// The first line of a new reservation.
  init(_ line: BookLine, order: UInt32, life: ReservationLife, generation: UInt32) {
    self.init(line, owner: order, life: life, stamp: generation << 4 | ReservationSlot.code(of: life.state))
  }

  /// Another line of a new reservation.
  init(_ line: BookLine, first: UInt32, life: ReservationLife, generation: UInt32) {
    self.init(line, owner: first, life: life, stamp: generation << 4 | ReservationSlot.furtherLine)
  }

  private init(_ line: BookLine, owner: UInt32, life: ReservationLife, stamp: UInt32) {
    madeAt = life.madeAt
    lastInstant = life.lastInstant
    expiry = life.expiresAt ?? .latest
    units = UInt32(truncatingIfNeeded: line.units)
    level = line.level
    self.owner = owner
    self.stamp = stamp | (life.expiresAt == nil ? 0 : ReservationSlot.expiring)
  }

  // MARK: What it is

  private static let vacant: UInt32 = 0
  private static let furtherLine: UInt32 = 6
  private static let expiring: UInt32 = 8
  private static let kind: UInt32 = 7

  /// The last generation of a place, after which it is given out no more.
  static let lastGeneration: UInt32 = 1 << 28 - 1

  /// How often the place was given out before.
  var generation: UInt32 { stamp >> 4 }

  /// Whether the line's units are ever free again by themselves.
  var expires: Bool { stamp & ReservationSlot.expiring != 0 }

  /// Whether it stands for a reservation.
  var isFirst: Bool { 1...5 ~= stamp & ReservationSlot.kind }

  /// Makes it stand for nothing.
  mutating func vacate() { stamp &= ~15 }

  /// Makes handles of what it stood for worth nothing.
  ///
  /// - Precondition: it is not in its last generation.
  mutating func beginNextGeneration() { stamp += 16 }

  /// The reservation's life; of a first line only.
  var life: ReservationLife {
    @inline(__always) get {
      ReservationLife(
        madeAt: madeAt, lastInstant: lastInstant, expiresAt: expires ? expiry : nil, state: state)
    }
    @inline(__always) set {
      lastInstant = newValue.lastInstant
      if let expiresAt = newValue.expiresAt { expiry = expiresAt }
      stamp = stamp & ~ReservationSlot.kind | ReservationSlot.code(of: newValue.state)
    }
  }

  /// Moves the expiry of a line that is not the first.
  mutating func follow(_ life: ReservationLife) {
    if let expiresAt = life.expiresAt { expiry = expiresAt }
  }

  private var state: ReservationState {
    switch stamp & ReservationSlot.kind {
    case 1: .reserved
    case 2: .consumed
    case 3: .released(.cancelled)
    case 4: .released(.paymentFailed)
    default: .released(.expired)
    }
  }

  private static func code(of state: ReservationState) -> UInt32 {
    switch state {
    case .reserved: 1
    case .consumed: 2
    case .released(.cancelled): 3
    case .released(.paymentFailed): 4
    case .released(.expired): 5
    }
  }
}

/// Units of a stock key, all lines of an order together.
struct BookLine: BitwiseCopyable {
  let level: UInt32
  var units: Int
}

/// The slots of a book.
typealias SlotStorage = DenseStorage<ReservationSlot>

/// A reservation's place in the queue it is in.
///
/// The queue is a compartment of the wheel, those whose time is over, or those that have ended.
struct QueueLink: BitwiseCopyable {
  var next = nowhere
  var back = nowhere
}

/// A line's place among its stock key's lines whose time is over: in the run, in the heap, or in neither.
struct LineLink: BitwiseCopyable {
  /// The first line below, in the heap; ``run`` in the run; ``apart`` in neither.
  var below = LineLink.apart
  /// The next line beside, or after.
  var beside = nowhere
  /// Whatever leads here.
  var back = nowhere

  /// What ``below`` says of a line in the run.
  static let run = nowhere - 1
  /// What ``below`` says of a line that is in neither.
  static let apart = nowhere - 2
}

/// The stock of one key, in 32 bytes.
struct LevelSlot: BitwiseCopyable {
  private var onHand: UInt32 = 0
  private var reserved: UInt32 = 0
  /// When it last changed.
  var lastInstant: Instant
  /// Its open lines whose time is known to be over, in the order in which they expired.
  var firstOfRun = nowhere
  var lastOfRun = nowhere
  /// The top of the heap of those that were found out of order.
  var heap = nowhere
  /// Where the lines of the order being reserved are summed, one more than the place; zero if it asks for none.
  var sum: UInt32 = 0

  init() { lastInstant = .earliest }

  var count: StockCount {
    @inline(__always) get { StockCount(unchecked: Int(onHand), reserved: Int(reserved)) }
    @inline(__always) set {
      onHand = UInt32(truncatingIfNeeded: newValue.onHand)
      reserved = UInt32(truncatingIfNeeded: newValue.reserved)
    }
  }
}
