import GrosirCore
import GrosirEngine

/// The deadlines of all sessions: of each the earliest hold, and what is due for the session itself.
///
/// What is no longer so stays in the heap until it comes to its top; a mark tells it from what is.
struct Schedule {
  private var entries = BinaryHeap<Entry>()
  private var lastMark: Int64 = 0

  /// What stands in the schedule for a session.
  struct Mark: Equatable {
    let kind: Deadline.Kind
    let instant: Instant
    let number: Int64
  }

  /// An object: a deadline has texts, and the heap moves its entries often.
  private final class Entry: Comparable {
    let deadline: Deadline
    let number: Int64
    let session: SessionMemory

    init(_ deadline: Deadline, number: Int64, _ session: SessionMemory) {
      (self.deadline, self.number, self.session) = (deadline, number, session)
    }

    var isCurrent: Bool {
      session.scheduledHold?.number == number || session.scheduledDeadline?.number == number
    }

    static func < (left: Entry, right: Entry) -> Bool { left.deadline < right.deadline }
    static func == (left: Entry, right: Entry) -> Bool { left.number == right.number }
  }

  /// Takes in what a session's deadlines are now.
  mutating func refresh(_ memory: SessionMemory, of tenant: TenantID) {
    let hold = memory.session.state.isOpen ? memory.earliestHold() : nil
    if hold != memory.scheduledHold?.instant {
      memory.scheduledHold = hold.map { schedule(.lapseHolds, at: $0, memory, tenant) }
    }
    let next = memory.session.nextDeadline
    let kind = next.map { Deadline.Kind($0.action) }
    if next?.instant != memory.scheduledDeadline?.instant || kind != memory.scheduledDeadline?.kind {
      memory.scheduledDeadline = next.map { schedule(Deadline.Kind($0.action), at: $0.instant, memory, tenant) }
    }
  }

  private mutating func schedule(
    _ kind: Deadline.Kind, at instant: Instant, _ memory: SessionMemory, _ tenant: TenantID
  ) -> Mark {
    lastMark += 1
    let deadline = Deadline(kind, of: memory.session.id, in: tenant, at: instant)
    entries.insert(Entry(deadline, number: lastMark, memory))
    return Mark(kind: kind, instant: instant, number: lastMark)
  }

  /// The deadlines by an instant, the earliest first.
  mutating func deadlines(dueBy instant: Instant, limit: Int) -> [Deadline] {
    var due: [Entry] = []
    while due.count < limit, let first = entries.first, first.deadline.instant <= instant {
      entries.removeFirst()
      if first.isCurrent { due.append(first) }
    }
    for entry in due { entries.insert(entry) }
    return due.map { $0.deadline }
  }
}
