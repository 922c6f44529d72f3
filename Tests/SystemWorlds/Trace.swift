import GrosirCore

/// Steps after which something does not hold, as few of them as it takes.
package struct Trace: Sendable {
  /// What does not hold.
  package let broken: Broken
  /// The steps, from an empty market on.
  let steps: [Step]
  /// How many runs it took to find them.
  package private(set) var attempts = 0

  /// How many steps there are.
  package var count: Int { steps.count }

  /// What is checked beyond what must hold; for tests of the shrinking itself.
  package typealias Demand = @Sendable (borrowing WorldView) -> String?

  /// The same steps from an empty market on, and what does not hold then.
  ///
  /// The world is driven to its end after them, as every world is, unless something fails before.
  private static func run(_ steps: [Step], _ demand: Demand?) async -> Trace? {
    let world = World()
    world.demand = demand
    do throws(Broken) {
      for step in steps { try await world.perform(step) }
      try await world.finish()
    } catch {
      return Trace(broken: error, steps: Array(steps.prefix(world.steps.count)))
    }
    return nil
  }

  private init(broken: Broken, steps: [Step]) {
    self.broken = broken
    self.steps = steps
  }

  /// Leaves out what the failure does not need: halves, quarters and so on down to single steps, until none can go.
  package static func shrink(_ failure: WorldRun.Failure, demanding demand: Demand? = nil) async -> Trace? {
    let plain = (failure.setup + failure.steps).filter { !$0.command.text.hasPrefix("e") }.map { step in
      Step(at: step.at, command: step.command, deed: step.deed, failure: step.failure)
    }
    guard var best = await run(plain, demand) else { return nil }
    var attempts = 1
    var size = max(1, best.steps.count / 2)
    while true {
      var hasShrunk = false
      var start = 0
      while start < best.steps.count {
        var candidate = best.steps
        candidate.removeSubrange(start..<min(start + size, candidate.count))
        attempts += 1
        if let found = await run(candidate, demand), found.broken.invariant == best.broken.invariant {
          best = found
          hasShrunk = true
        } else {
          start += size
        }
      }
      if size > 1 { size /= 2 } else if !hasShrunk { break }
    }
    best.attempts = attempts
    return best
  }

  /// Whether it would not fail without any one of its steps.
  package func needsEveryStep(demanding demand: Demand?) async -> Bool {
    for place in steps.indices {
      var fewer = steps
      fewer.remove(at: place)
      if let found = await Trace.run(fewer, demand), found.broken.invariant == broken.invariant { return false }
    }
    return true
  }

  /// The steps as a scenario that `grosir replay` runs, and what follows them up to the failure.
  package func scenario() async -> ScenarioFile {
    let world = World()
    let file = ScenarioFile(of: world)
    do throws(Broken) {
      for step in steps { try await world.perform(step) }
      try await world.finish()
    } catch {
      // That is what it shows.
    }
    return file
  }
}

/// What a test sees of a world: sums that the book keeps.
package struct WorldView: ~Copyable {
  let book: Book

  /// Refunds that were decided.
  package var refundCount: Int { book.refunds.count }
  /// Sessions that have succeeded.
  package var successCount: Int { book.sessionOrder.count { $0.state == .success } }
  /// Orders that were placed.
  package var orderCount: Int { book.orderList.count }
  /// Purchase orders that were placed.
  package var purchaseOrderCount: Int { book.purchaseOrderList.count }
  /// Withdrawals that were asked for.
  package var withdrawalCount: Int { book.withdrawalList.count }
}
