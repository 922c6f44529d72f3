import Foundation
import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirTesting

/// One thing as it was stored once: a line of a file that is kept so that every later version still reads it.
///
///     {"name": "HOLD_LAPSED", "stored": {"version": 1, "about": "session", …}}
struct StoredLine: Equatable {
  /// What it is: a row's kind and where it stands, an event's name, a command's and what it was answered.
  let name: String
  /// What was stored.
  let stored: Record

  init(_ name: String, _ stored: Record) {
    self.name = name
    self.stored = stored
  }

  init?(_ text: Substring) {
    guard let record = Rereading.record(of: text), let name: String = record.field("name"),
      let stored = record["stored"]
    else { return nil }
    self.init(name, stored)
  }

  var text: String { Rereading.text(of: ["name": .text(name), "stored": stored]) }
}

/// The files of what was stored once.
enum StoredFile: String, CaseIterable {
  case rows, events, effects, answers, entries

  var url: URL { Tool.repository.appendingPathComponent("Fixtures/stored/\(rawValue).jsonl") }

  func lines() throws -> [StoredLine] {
    try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
      guard let line = StoredLine(line) else { throw Unreadable(line: String(line)) }
      return line
    }
  }

  /// Writes lines in place of those that are there.
  func write(_ lines: [StoredLine]) throws {
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(lines.map { $0.text + "\n" }.joined().utf8).write(to: url)
  }

  struct Unreadable: Error { let line: String }
}

extension StoredFile {
  /// What a line has when it is read and stored again; that it is read at all is what the files are for.
  func storedAgain(_ line: StoredLine) throws(StoredFault) -> Record {
    switch self {
    case .rows:
      guard let kind = Row.Kind(rawValue: String(line.name.prefix { $0 != "/" })) else { throw StoredFault(.unknown) }
      return try Row(kind, stored: line.stored).stored
    case .events: return try DatedEvent(stored: line.stored).stored
    case .effects: return try Effect(stored: line.stored).stored
    case .entries: return try JournalEntry(stored: line.stored).stored
    case .answers:
      let command = String(line.name.prefix { $0 != "/" })
      guard let read = StoredAnswers.readers[command] else { throw StoredFault(.unknown) }
      guard let record = read(line.stored, line.name == command) else { throw StoredFault(.malformed) }
      return record
    }
  }
}

/// A store that notes of everything that it keeps the example that says most.
///
/// So the examples are the same whenever the same scenarios are run.
struct CollectingStore: StoreWrapper {
  let kept = MemoryStore()
  private let found: Guarded<[StoredFile: [String: StoredLine]]>

  init(into found: Guarded<[StoredFile: [String: StoredLine]]>) { self.found = found }

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    let (found, decide) = (found, transaction.decide)
    return try await kept.transact(
      transaction.deciding { workingSet in
        let decision = decide(workingSet)
        found.withLock { CollectingStore.note(decision, of: transaction.name, in: &$0) }
        return decision
      })
  }

  private static func note(
    _ decision: Decision, of command: String, in found: inout [StoredFile: [String: StoredLine]]
  ) {
    func note(_ name: String, _ record: Record, _ file: StoredFile) {
      let line = StoredLine(name, record)
      let (length, before) = (line.text.utf8.count, found[file]?[name].map { $0.text.utf8.count } ?? 0)
      if length > before, length < 4_000 { found[file, default: [:]][name] = line }
    }
    switch decision {
    case .needs: break
    case .refused(let refusal):
      let code: String? = refusal.record.field("code")
      note("\(command)/\(code ?? "")", refusal.record, .answers)
    case .accepted(let receipt, let changes):
      note(command, receipt.record, .answers)
      for row in changes.rows { note(name(of: row), row.stored, .rows) }
      for event in changes.events {
        note(event.event.name, event.stored, .events)
        for entry in event.entries { note(entry.reference.kind.rawValue, entry.stored, .entries) }
      }
      for effect in changes.effects { note(effect.name, effect.stored, .effects) }
    }
  }

  /// What a row is, and where it stands if it stands anywhere.
  private static func name(of row: Row) -> String {
    let stored = row.stored
    for field in ["state", "status", "outcome"] {
      if let word: String = stored.field(field) { return "\(row.kind.rawValue)/\(word)" }
    }
    return row.kind.rawValue
  }
}

extension Rereading {
  static func text(of record: Record) -> String { JSONValue(record).printed() }

  static func record(of text: some StringProtocol) -> Record? {
    do throws(InvalidDocument) {
      return Record(try JSONValue(parsing: Array(text.utf8)))
    } catch {
      return nil
    }
  }
}
