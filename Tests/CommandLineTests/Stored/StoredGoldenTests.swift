import Foundation
import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest
import grosir

/// What was stored once is read for ever: the files under `Fixtures/stored` hold an example of everything that a store
/// keeps, and each is the same again, to the byte.
///
/// A line stays when what it tells of is stored in a new way: that is a new version, with a line of its own, and of the
/// earlier one it is then seen that it is still read. Examples for what is new are added by
///
///     GROSIR_STORED_FIXTURES=write swift test -c release --filter StoredGoldenTests.testEverythingHasAnExample
///
/// which takes them from the scenarios, and leaves those alone that are there.
final class StoredGoldenTests: XCTestCase {
  func testEveryExampleIsReadBack() throws {
    for file in StoredFile.allCases {
      let text = try String(contentsOf: file.url, encoding: .utf8).split(separator: "\n")
      let lines = try file.lines()
      XCTAssertEqual(Set(lines.map { $0.name }).count, lines.count, "\(file): each once")
      for (line, bytes) in zip(lines, text) {
        do throws(StoredFault) {
          let again = StoredLine(line.name, try file.storedAgain(line))
          XCTAssertEqual(again.text, String(bytes), "\(file): \(line.name)")
        } catch {
          XCTFail("\(file): \(line.name): \(error)")
        }
      }
    }
  }

  /// Of every row, event, effect, entry and command there is an example; the lists are those of the code.
  func testEverythingHasAnExample() async throws {
    if ProcessInfo.processInfo.environment["GROSIR_STORED_FIXTURES"] == "write" { try await addExamples() }
    let rows = try StoredFile.rows.lines()
    XCTAssertEqual(Set(rows.map { String($0.name.prefix { $0 != "/" }) }), Set(Row.Kind.allCases.map { $0.rawValue }))
    var events: Set<EventName> = []
    for line in try StoredFile.events.lines() {
      let event = try DatedEvent(stored: line.stored).event
      XCTAssertEqual(event.name, line.name)
      XCTAssertEqual(EventName(event).rawValue, line.name)
      events.insert(EventName(event))
    }
    XCTAssertEqual(Set(EventName.allCases).subtracting(events).map { $0.rawValue }.sorted(), [])
    var effects: Set<EffectName> = []
    for line in try StoredFile.effects.lines() {
      let effect = try Effect(stored: line.stored)
      XCTAssertEqual(effect.name, line.name)
      effects.insert(EffectName(effect))
    }
    XCTAssertEqual(Set(EffectName.allCases).subtracting(effects).map { $0.rawValue }.sorted(), [])
    let entries = Set(try StoredFile.entries.lines().map { $0.name })
    XCTAssertEqual(Set(EntryKind.allCases.map { $0.rawValue }).subtracting(entries).sorted(), [])
    let answers = Set(try StoredFile.answers.lines().map { $0.name })
    XCTAssertEqual(Set(StoredAnswers.readers.keys).subtracting(answers).sorted(), [], "commands without a receipt")
  }

  /// A session, a participant and the like in every state in which a scenario leaves them.
  func testEveryStateHasAnExample() throws {
    let names = Set(try StoredFile.rows.lines().map { $0.name })
    let states = SessionState.allCases.filter { $0 != .stockReceived }.map { "session/\($0.rawValue)" }
    let orders = OrderStatus.allCases.map { "order/\($0.rawValue)" }
    let reservations = ["reserved", "consumed", "released"].map { "reservation/\($0)" }
    let withdrawals = WithdrawalState.allCases.map { "withdrawal/\($0.rawValue)" }
    XCTAssertEqual(Set(states + orders + reservations + withdrawals).subtracting(names).sorted(), [])
  }

  private func addExamples() async throws {
    let found = Guarded<[StoredFile: [String: StoredLine]]>([:])
    for name in try StoredFixtures.scenarioNames() {
      _ = await ScenarioRun(try StoredFixtures.scenario(name), on: CollectingStore(into: found))
    }
    var all = found.withLock { $0 }
    // No replay is late enough for a payment that is charged back between the deadline and the close.
    let disputed = try JournalEntry.tierRefundDisputed(
      for: ParticipantID(literal: "ani"), of: Money(50_000, .idr), from: SessionID(literal: "march"), at: .epoch)
    all[.entries]?[disputed.reference.kind.rawValue] = StoredLine(
      disputed.reference.kind.rawValue, disputed.stored.asMostFormatsHaveIt)
    for file in StoredFile.allCases {
      let known = FileManager.default.fileExists(atPath: file.url.path) ? try file.lines() : []
      let names = Set(known.map { $0.name })
      let new = (all[file] ?? [:]).values.filter { !names.contains($0.name) }
      try file.write((known + new).sorted { $0.name < $1.name })
    }
  }
}

/// The name of every effect there is, listed so that a new one does not compile before it has its name here.
private enum EffectName: String, CaseIterable {
  case requestPayment, refund, creditWallet, notifyBuyer, fulfil, notifyFactory, renewSession, requestOrderPayment
  case refundOrder, bookShipment, cancelShipment, disburse, payOut

  init(_ effect: Effect) {
    self =
      switch effect {
      case .requestPayment: .requestPayment
      case .refund: .refund
      case .creditWallet: .creditWallet
      case .notifyBuyer: .notifyBuyer
      case .fulfil: .fulfil
      case .notifyFactory: .notifyFactory
      case .renewSession: .renewSession
      case .requestOrderPayment: .requestOrderPayment
      case .refundOrder: .refundOrder
      case .bookShipment: .bookShipment
      case .cancelShipment: .cancelShipment
      case .disburse: .disburse
      case .payOut: .payOut
      }
  }
}
