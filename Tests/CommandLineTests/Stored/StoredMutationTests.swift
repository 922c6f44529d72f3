import GrosirCore
import GrosirJSON
import XCTest

/// SPEC §14: from what is not as it was stored either no value is made, and it is said where the fault is, or one that
/// keeps its own rules; nothing traps.
final class StoredMutationTests: XCTestCase {
  func testNothingTraps() throws {
    var counts = (refused: 0, read: 0)
    for file in StoredFile.allCases where file != .answers {
      for line in try file.lines() {
        for mutated in line.stored.mutations {
          do throws(StoredFault) {
            let again = try file.use(StoredLine(line.name, mutated))
            counts.read += 1
            // Whatever is read is stored in a way that is read to the same.
            XCTAssertEqual(try file.storedAgain(StoredLine(line.name, again)), again, "\(line.name): \(mutated)")
          } catch {
            counts.refused += 1
            XCTAssertFalse("\(error)".isEmpty)
          }
        }
      }
    }
    print("\(counts.refused) of \(counts.refused + counts.read) mutated records are refused")
    XCTAssertGreaterThan(counts.refused, counts.read)
  }

  /// Receipts and refusals are read by other code; it must not trap either.
  func testNoAnswerTraps() throws {
    for line in try StoredFile.answers.lines() {
      for mutated in line.stored.mutations {
        do throws(StoredFault) {
          _ = try StoredFile.answers.storedAgain(StoredLine(line.name, mutated))
        } catch {
          XCTAssertEqual(error.reason, .malformed)
        }
      }
    }
  }

  /// A field that is left out is named, wherever it is, unless there may be nothing.
  func testWhatIsMissingIsNamed() throws {
    var named = 0
    for file in [StoredFile.rows, .events, .effects] {
      for line in try file.lines() {
        for (path, without, value) in line.stored.withoutOneField where value != .null {
          do throws(StoredFault) {
            _ = try file.storedAgain(StoredLine(line.name, without))
          } catch {
            if error.reason == .missing, error.path.description == path { named += 1 }
          }
        }
        for (path, with) in line.stored.withOneMoreField {
          do throws(StoredFault) {
            _ = try file.storedAgain(StoredLine(line.name, with))
          } catch {
            if error.reason == .unknown, error.path.description == path { named += 1 }
          }
        }
      }
    }
    XCTAssertGreaterThan(named, 2_000)
  }

  func testALaterVersionIsRefused() throws {
    for file in [StoredFile.events, .effects] {
      for line in try file.lines() {
        for version in [0, 2, -1, 7] {
          let later = line.stored.setting("version", to: .integer(Int64(version)))
          do throws(StoredFault) {
            _ = try file.storedAgain(StoredLine(line.name, later))
            XCTFail("\(line.name) is read in version \(version)")
          } catch {
            XCTAssertEqual(error, StoredFault(.unknownVersion(version), at: FieldPath("version")))
          }
        }
      }
    }
  }

  /// What nobody knows is said to be that, and not to be damaged.
  func testAnUnknownNameIsRefused() throws {
    for (file, name) in [(StoredFile.events, "event"), (.effects, "effect")] {
      for line in try file.lines() {
        let unknown = line.stored.setting(name, to: "SOMETHING_NEW")
        do throws(StoredFault) {
          _ = try file.storedAgain(StoredLine(line.name, unknown))
          XCTFail("\(line.name) is read under another name")
        } catch {
          XCTAssertEqual(error.path, FieldPath(error.path.description.hasPrefix("data") ? "data" : name))
        }
      }
    }
  }
}

extension StoredFile {
  /// Reads what was stored, and uses what it is in ways that would trap if it broke its own rules.
  fileprivate func use(_ line: StoredLine) throws(StoredFault) -> Record {
    let record = try storedAgain(line)
    guard self == .rows, let kind = Row.Kind(rawValue: String(line.name.prefix { $0 != "/" })) else { return record }
    switch try Row(kind, stored: line.stored) {
    case .session(let session):
      let state = AllocationSnapshot(of: session.tallies, under: session.rules)
      for position in 0..<session.composition.count {
        _ = (state.availability(at: position), session.plan.unitPrice(at: position))
      }
      _ = (
        session.nextDeadline, session.paidUnits, session.fulfilment?.missing, session.plan.terms.verdict(paidUnits: 3)
      )
    case .participant(let participant):
      _ = (participant.units, participant.waitingLines, participant.isTakenByTheUnit, participant.deadline)
    case .purchaseOrder(let order): _ = (order.total, order.outstanding)
    case .stock(.item(let item)): _ = (item.level.overflow, item.level.status, item.level.count.available)
    case .stock(.costs(var costs)): _ = try costs.takeEverything()
    case .order(.order(let order)): _ = (order.kept, order.session)
    case .money(.withdrawal(let withdrawal)): _ = withdrawal.net
    case .money(.settlement(let settled)):
      _ = settled.settlement.payout(from: Money(.max, settled.currency))
    default: break
    }
    return record
  }
}

extension StockCosts {
  fileprivate mutating func takeEverything() throws(StoredFault) -> Money {
    var layers = layers
    do throws(JournalError) {
      return try layers.take(layers.units)
    } catch {
      throw StoredFault(.inconsistent("\(error)"))
    }
  }
}

extension Record {
  /// The record with one thing wrong, wherever that may be.
  fileprivate var mutations: [Record] {
    var found = Record.replacements.filter { $0 != self }
    switch self {
    case .fields(let fields):
      for place in fields.indices {
        let field = fields[place]
        found.append(.fields(fields.filter { $0 != field }))
        found.append(.fields(fields + [field]))
        for mutated in field.value.mutations {
          var others = fields
          others[place] = Field(field.name, mutated)
          found.append(.fields(others))
        }
      }
      found.append(.fields(fields + [Field("nobodyKnows", .null)]))
      found.append(.fields(fields.reversed()))
    case .list(let records):
      for place in records.indices {
        var fewer = records
        fewer.remove(at: place)
        found.append(.list(fewer))
        found.append(.list(records + [records[place]]))
        for mutated in records[place].mutations {
          var others = records
          others[place] = mutated
          found.append(.list(others))
        }
      }
    case .integer(let integer):
      if integer < .max { found.append(.integer(integer + 1)) }
      if integer > .min { found.append(.integer(integer - 1)) }
    case .null, .flag, .text, .instant, .money: break
    }
    return found
  }

  private static let replacements: [Record] = [
    .null, .flag(true), .flag(false), .integer(0), .integer(-1), .integer(.min), .integer(.max),
    .integer(2_000_000_000),
    "", "reserved", "paid", "IDR", "USD", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "\u{0}",
    .text(String(repeating: "x", count: 3_000)), .list([]), .list([.null]), .fields([]),
  ]

  /// The record with a field set to something else.
  fileprivate func setting(_ name: String, to value: Record) -> Record {
    guard case .fields(let fields) = self else { return self }
    return .fields(fields.map { $0.name == name ? Field(name, value) : $0 })
  }

  /// The record without one of its outermost fields, which of them, and what it was.
  fileprivate var withoutOneField: [(path: String, record: Record, value: Record)] {
    guard case .fields(let fields) = self else { return [] }
    var found: [(String, Record, Record)] = []
    for place in fields.indices {
      var others = fields
      let field = others.remove(at: place)
      found.append((field.name, .fields(others), field.value))
      for (path, record, value) in field.value.withoutOneField {
        others = fields
        others[place] = Field(field.name, record)
        found.append(("\(field.name).\(path)", .fields(others), value))
      }
    }
    return found
  }

  /// The record with a field more, and where that is.
  fileprivate var withOneMoreField: [(path: String, record: Record)] {
    guard case .fields(let fields) = self else { return [] }
    var found: [(String, Record)] = [("nobodyKnows", .fields(fields + [Field("nobodyKnows", .null)]))]
    for place in fields.indices {
      for (path, record) in fields[place].value.withOneMoreField {
        var others = fields
        others[place] = Field(fields[place].name, record)
        found.append(("\(fields[place].name).\(path)", .fields(others)))
      }
    }
    return found
  }
}
