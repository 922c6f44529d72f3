package import GrosirCore
import GrosirEngine
import GrosirTesting

/// One world from its beginning to its end.
package struct WorldRun: Sendable {
  /// From what its choices follow.
  package let seed: UInt64
  /// How often what happened.
  package let coverage: Coverage
  /// What did not hold, and after which steps.
  package let failure: Failure?

  /// What did not hold, with the steps that led there.
  package struct Failure: Sendable {
    package let broken: Broken
    let setup: [Step]
    let steps: [Step]

    /// How many steps were done.
    package var stepCount: Int { setup.count + steps.count }
  }

  /// Steps that a world has before its end.
  static let stepRange = 200...360

  /// Runs the world of a seed.
  ///
  /// - Parameters:
  ///   - seed: From what its choices follow.
  ///   - demand: What a test asks for beyond what must hold.
  ///   - listener: Told of everything that the store is given to keep.
  package static func run(
    seed: UInt64, demanding demand: Trace.Demand? = nil, telling listener: ((Changes) -> Void)? = nil
  ) async -> WorldRun {
    await run(seed: seed, with: Choices(), demanding: demand, telling: listener)
  }

  /// The same with choices whose storage has served worlds before.
  private static func run(
    seed: UInt64, with choices: Choices, demanding demand: Trace.Demand?, telling listener: ((Changes) -> Void)?
  ) async -> WorldRun {
    choices.beginRandom(seed: seed)
    let world = World()
    world.demand = demand
    if let listener {
      world.journalist = { heard, _ in
        if let changes = heard.changes { listener(changes) }
      }
    }
    let chooser = Chooser(choices, world)
    let setup = chooser.setup()
    do throws(Broken) {
      for step in setup { try await world.perform(step) }
      let count = choices.integer(in: WorldRun.stepRange)
      for _ in 0..<count { try await world.perform(chooser.next()) }
      for step in chooser.lastLetters() { try await world.perform(step) }
      try await world.finish()
    } catch {
      let all = world.steps
      world.book.coverage.countWorld()
      return WorldRun(
        seed: seed, coverage: world.book.coverage,
        failure: Failure(broken: error, setup: setup, steps: Array(all.dropFirst(setup.count))))
    }
    world.book.coverage.countWorld()
    return WorldRun(seed: seed, coverage: world.book.coverage, failure: nil)
  }

  /// Runs so many worlds whose seeds follow from one, on so many tasks; what comes of it does not depend on them.
  package static func run(worlds: Int, from base: UInt64, tasks: Int) async -> (Coverage, [WorldRun]) {
    // Each task takes the next world when it is done with one: no core waits for a slower one.
    let remaining = Guarded((0..<worlds)[...])
    return await withTaskGroup(of: (Coverage, [(number: Int, run: WorldRun)]).self) { group in
      for _ in 0..<tasks {
        group.addTask {
          var coverage = Coverage()
          var failed: [(number: Int, run: WorldRun)] = []
          let choices = Choices()
          while let number = remaining.withLock({ $0.popFirst() }) {
            let seed = SeededGenerator.seed(ofCase: number, base: base)
            let run = await WorldRun.run(seed: seed, with: choices, demanding: nil, telling: nil)
            coverage.add(run.coverage)
            if run.failure != nil { failed.append((number, run)) }
          }
          return (coverage, failed)
        }
      }
      var coverage = Coverage()
      var failed: [(number: Int, run: WorldRun)] = []
      for await (part, runs) in group {
        coverage.add(part)
        failed += runs
      }
      return (coverage, failed.sorted { $0.number < $1.number }.map { $0.run })
    }
  }
}

extension Chooser {
  /// What is there from the start.
  func setup() -> [Step] {
    products = choices.boolean() ? [product("a")] : [product("a"), product("b")]
    var deeds: [Deed] = [.putLocation(PutLocation(Chooser.location)), .putFactory(PutFactory(factory()))]
    deeds += products.map { .putProduct(PutProduct($0)) }
    for product in products {
      for variant in product.variants {
        for place in [Chooser.place, Chooser.shop] {
          let units = choices.element(of: [0, 0, 1, 5])
          let key = place.key(of: VariantID(unchecked: variant.id))
          if units > 0 { deeds.append(.adjustStock(AdjustStock(key, by: units, because: .receipt))) }
        }
      }
    }
    return deeds.enumerated().map { place, deed in
      Step(at: World.start, command: CommandID(unchecked: "a\(place)"), deed: deed)
    }
  }

  /// Answers that are still on their way: none is lost for good.
  func lastLetters() -> [Step] {
    letters.filter { !$0.isDelivered }.enumerated().map { place, letter in
      Step(at: now, command: CommandID(unchecked: "l\(place)"), deed: letter.deed)
    }
  }
}
