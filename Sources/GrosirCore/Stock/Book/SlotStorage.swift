/// The slots of a book: what each line is, and beside it how lines are linked.
///
/// Links are kept apart from what they link: a line that comes or goes touches its neighbours' links, which all lie
/// within a few megabytes, and nothing else of its neighbours.
struct SlotStorage: ~Copyable {
  private var lines = DenseStorage<ReservationSlot>()
  /// How each is linked.
  var links = DenseStorage<SlotLinks>()

  var count: Int { lines.count }

  subscript(place: UInt32) -> ReservationSlot {
    @inline(__always) _read { yield lines[place] }
    @inline(__always) _modify { yield &lines[place] }
  }

  /// Adds a slot, linked to nothing.
  mutating func append(_ slot: ReservationSlot) -> UInt32 {
    links.append(SlotLinks())
    return lines.append(slot)
  }
}

/// How a slot is linked, in 20 bytes.
struct SlotLinks: BitwiseCopyable {
  var queue = QueueLink()
  var line = LineLink()
}

/// A reservation's place in the queue it is in, by its first line.
///
/// The queue is a compartment of the wheel, or those that have ended.
struct QueueLink: BitwiseCopyable {
  var next = nowhere
  var back = nowhere
}

/// A line's place among its stock key's lines that expire: in the run, or in the heap.
struct LineLink: BitwiseCopyable {
  /// The first line below, in the heap; ``run`` in the run.
  var below = nowhere
  /// The next line beside, or after.
  var beside = nowhere
  /// Whatever leads here.
  var back = nowhere

  /// What ``below`` says of a line in the run.
  static let run = nowhere - 1
}
