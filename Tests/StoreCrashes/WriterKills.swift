import Foundation
import GrosirTesting

/// Kills processes that write, again and again, and looks at what they have left.
struct WriterKills<Place: StorePlace> {
  private let surroundings: String
  private let seed: UInt64
  private var place: Place
  private var random: SeededGenerator

  init(in surroundings: String, seed: UInt64) throws {
    self.surroundings = surroundings
    self.seed = seed
    place = try Place(in: surroundings, named: "crash-\(seed)-0")
    random = SeededGenerator(seed: seed)
  }

  /// Kills so many times; of several processes, one after the other, while the others go on.
  mutating func run(_ cycles: Int) async throws {
    var (kept, saved, lost, kills) = (0, 0, 0, 0)
    for cycle in 0..<cycles {
      if cycle > 0, cycle.isMultiple(of: 20) { try moveOn(to: cycle / 20) }
      let tenant = "tenant-\(cycle)"
      let lines = try await kill(tenant)
      kills += Place.writers
      let store = try await place.open()
      let count = try await Aftermath(store, of: tenant, "cycle \(cycle)").check(WritersWords(lines))
      await store.close()
      kept += count.kept
      saved += count.saved
      lost += count.lost
    }
    try place.remove()
    print(
      """
      \(kills) times killed: \(kept) answered and kept; of those that were not answered, \(saved) were saved and \
      \(lost) were not, and were given again
      """)
  }

  /// What is written to again and again does not grow for ever: all of it is looked at each time.
  private mutating func moveOn(to number: Int) throws {
    try place.remove()
    place = try Place(in: surroundings, named: "crash-\(seed)-\(number)")
  }

  /// Starts writers, kills them, and returns what they have said.
  private mutating func kill(_ tenant: String) async throws -> [String] {
    var writers: [Child] = []
    for number in 0..<Place.writers { writers.append(try await Child(["work", place.text, "\(number)"])) }
    for writer in writers { try writer.tell("go \(tenant)") }
    // Time enough to begin.
    for writer in writers { try await writer.wait { $0.hasPrefix("?") } }
    var lines: [String] = []
    for (number, writer) in writers.enumerated() {
      let pause = number == 0 ? 20 + random.next(upTo: 150) : random.next(upTo: 50)
      try await Task.sleep(for: .milliseconds(pause))
      writer.kill()
      lines += try writer.takeLines()
    }
    return lines
  }
}
