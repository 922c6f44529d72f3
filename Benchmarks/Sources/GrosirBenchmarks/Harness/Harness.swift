/// One way of doing a job.
struct Contender {
  /// What it is called in the table.
  let name: String

  /// Does the job so many times, and tells how it went.
  ///
  /// It checks its own results, and may do a little more or less than it was asked for.
  let run: (_ calls: Int) throws -> Turn
}

/// What came of a contender's turn.
struct Turn {
  /// How often the job was done.
  let calls: Int
  /// How long that took.
  let nanoseconds: Double

  /// The time of one call.
  var perCall: Double { nanoseconds / Double(calls) }
}

/// What a ratio is held to.
struct Goal {
  /// The contender whose time is divided by the first one's.
  let rival: String
  /// The least ratio that meets the goal.
  let ratio: Double

  /// At least so many times faster than a rival.
  static func faster(than rival: String, times: Double) -> Goal { Goal(rival: rival, ratio: times) }

  /// At most so many times a rival's time.
  static func time(of rival: String, atMost times: Double) -> Goal { Goal(rival: rival, ratio: 1 / times) }
}

/// Contenders that do the same job on the same input; the first is the one whose goals are given.
struct Comparison {
  /// The feature measured.
  let group: String
  /// The job and its size.
  let title: String
  /// Variants that one call answers for, or 1.
  let items: Int
  let contenders: [Contender]
  let goals: [Goal]
  /// What else was found out while the inputs were made.
  var note: String?
}

/// The figures of one comparison; what its contenders held is given back.
struct Result {
  let group: String
  let title: String
  let items: Int
  /// The contenders' names.
  let contenders: [String]
  let goals: [Goal]
  let note: String?
  /// Nanoseconds per call of each contender, round by round.
  let rounds: [[Double]]

  init(_ comparison: Comparison, rounds: [[Double]]) {
    (group, title, items) = (comparison.group, comparison.title, comparison.items)
    contenders = comparison.contenders.map { $0.name }
    (goals, note) = (comparison.goals, comparison.note)
    self.rounds = rounds
  }

  /// Nanoseconds per call of a contender, the median over the rounds.
  func median(of contender: Int) -> Double { rounds.map { $0[contender] }.median }

  /// A contender's time divided by the first one's, the median over the rounds.
  func ratio(of contender: Int) -> Double { rounds.map { $0[contender] / $0[0] }.median }
}

/// Runs comparisons.
struct Harness {
  let options: Options

  /// Lets every contender take its turn in every round.
  ///
  /// The order rotates from round to round, so that none always follows the same other.
  func measure(_ comparison: Comparison) throws -> Result {
    let contenders = comparison.contenders
    let calls = try contenders.map { try callsPerTurn($0) }
    var rounds: [[Double]] = []
    for round in 0..<options.rounds {
      var times = [Double](repeating: 0, count: contenders.count)
      for place in contenders.indices {
        let contender = (place + round) % contenders.count
        times[contender] = try contenders[contender].run(calls[contender]).perCall
      }
      rounds.append(times)
    }
    return Result(comparison, rounds: rounds)
  }

  /// How many calls fill a turn; finding out warms the contender up.
  private func callsPerTurn(_ contender: Contender) throws -> Int {
    var calls = 1
    while true {
      let turn = try contender.run(calls)
      if turn.nanoseconds >= options.turn / 4 || calls >= 1 << 30 {
        return max(1, Int(options.turn / max(turn.perCall, 0.01)))
      }
      calls = max(turn.calls, calls) * 2
    }
  }
}

/// Times what is done, once.
@inline(__always)
func nanoseconds(_ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  body()
  let duration = clock.now - start
  return Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) * 1e-9
}

extension [Double] {
  /// The middle value, or the mean of the two in the middle.
  var median: Double {
    let sorted = self.sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}

/// Two contenders that should have agreed, and did not.
struct Disagreement: Error, CustomStringConvertible {
  let description: String
}

/// Ends the run unless a contender's results are as they should be.
func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(Disagreement) {
  if !condition { throw Disagreement(description: message()) }
}
