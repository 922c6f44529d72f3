import CRivals
import GrosirCore

/// Posting to a journal, against dictionaries keyed by text.
///
/// A call is one entry, posted to a journal that grows from nothing to the size that is named.
/// There is no goal: the rival keeps its texts ready and leaves out what takes time here, comparing what is repeated,
/// dating, and the balance after each posting.
enum JournalBenchmarks {
  private static let ours = "Journal"
  private static let repeated = "Journal, every entry a second time"
  private static let rival = "dictionaries keyed by text"

  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] {
    (options.isQuick ? [10_000] : [10_000, 1_000_000]).map(posting)
  }

  private static func posting(_ count: Int) -> Planned {
    let title = "posting \(count) entries"
    return Planned(group: "journal", title: title) {
      let stream = try EntryStream(count: count)
      try agree(stream)
      let note = try memory(of: stream)
      let full = try journal(of: stream)
      return Comparison(
        group: "journal", title: title, items: 1,
        contenders: [
          Contender(name: ours) { try run(stream, $0) { try post(stream, $0) } },
          Contender(name: repeated) { try run(stream, $0) { try post(stream, $0, again: full) } },
          Contender(name: rival) { try run(stream, $0) { try postTexts(stream, $0) } },
        ],
        goals: [], note: note)
    }
  }

  /// What the journal allocates for an entry, beside the texts it was given.
  private static func memory(of stream: EntryStream) throws -> String {
    let before = c_allocated_bytes()
    let journal = try journal(of: stream)
    return "\((c_allocated_bytes() - before) / journal.count) bytes allocated for an entry in the journal"
  }

  /// Both end with the same balances, which count again to the same.
  private static func agree(_ stream: EntryStream) throws {
    let journal = try journal(of: stream)
    var rival = DictionaryJournal()
    for text in stream.texts { try require(rival.post(text.reference, text.postings), "\(text.reference) was refused") }
    for line in journal.balances {
      try require(rival.balances["\(line.account)"] == line.balance.amount, "\(line.account) differs")
    }
    try require(rival.balances.count == journal.balances.count, "there are other accounts")
    try require(journal.differences().isEmpty && journal.trialBalance.isBalanced, "the journal does not add up")
  }

  private static func journal(of stream: EntryStream) throws -> Journal {
    var journal = Journal()
    for entry in stream.entries { try journal.post(entry) }
    return journal
  }

  /// Goes through the stream from its start as often as it takes.
  private static func run(_ stream: EntryStream, _ calls: Int, _ pass: (Int) throws -> Double) throws -> Turn {
    var (done, time) = (0, 0.0)
    while done < calls {
      time += try pass(stream.entries.count)
      done += stream.entries.count
    }
    return Turn(calls: done, nanoseconds: time)
  }

  private static func post(_ stream: EntryStream, _ count: Int, again full: Journal? = nil) throws -> Double {
    var journal = full ?? Journal()
    var accepted = 0
    let time = nanoseconds { accepted = take(stream.entries, into: &journal) }
    try require(accepted == (full == nil ? count : 0) && journal.count == count, "\(accepted) of \(count) are new")
    return time
  }

  @inline(never)
  private static func take(_ entries: [JournalEntry], into journal: inout Journal) -> Int {
    var accepted = 0
    do throws(JournalError) {
      for entry in entries {
        let receipt = try journal.post(entry)
        if !receipt.isRepeated { accepted += 1 }
      }
    } catch {
      return -1
    }
    return accepted
  }

  private static func postTexts(_ stream: EntryStream, _ count: Int) throws -> Double {
    var journal = DictionaryJournal()
    let time = nanoseconds {
      for text in stream.texts { _ = journal.post(text.reference, text.postings) }
    }
    try require(journal.count == count, "\(journal.count) of \(count) were posted")
    return time
  }
}
