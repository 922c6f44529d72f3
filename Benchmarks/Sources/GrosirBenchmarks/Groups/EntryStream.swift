import GrosirCore
import GrosirTesting

/// Money movements of sessions and their buyers, made from a seed: the same for every contender.
///
/// Of ten, seven are payments into one of 1 000 escrows, two are refunds of tiers into one of 100 000 wallets, and one
/// is a release to one of 100 factories.
struct EntryStream {
  let entries: [JournalEntry]

  /// The same as plain text, for who keeps everything by text.
  let texts: [Text]

  struct Text {
    let reference: String
    let postings: [(account: String, amount: Int64)]
  }

  init(count: Int) throws {
    var random = SeededGenerator(seed: 20_260_301)
    func draw(_ count: Int) -> Int { Int(random.next(upTo: UInt64(count - 1))) }
    func identifier<Subject>(_ kind: Int, _ number: Int) -> Identifier<Subject> {
      let digits = String(number, radix: 16)
      let text = "0000000\(kind)-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
      guard let id = Identifier<Subject>(text) else { preconditionFailure("a number makes an identifier") }
      return id
    }
    entries = try (0..<count).map { number in
      let session: SessionID = identifier(1, draw(1_000))
      let instant = Instant(millisecondsSince1970: 1_772_000_000_000 + Int64(number)) ?? .epoch
      switch draw(10) {
      case 0..<7:
        let amount = Money(200_000 * Int64(1 + draw(30)), .idr)
        return try .payment(identifier(2, number), of: amount, into: session, at: instant)
      case 7..<9:
        let amount = Money(50_000 * Int64(1 + draw(30)), .idr)
        return try .tierRefund(
          for: identifier(3, number), of: amount, to: identifier(4, draw(100_000)), from: session, at: instant)
      default:
        let split = FeeSplit(of: Money(150_000 * Int64(1 + draw(30)), .idr), at: Factory.defaultFee)
        return try .consignmentRelease(
          split, for: identifier(5, number), from: session, to: identifier(6, draw(100)), at: instant)
      }
    }
    texts = entries.map { entry in
      Text(
        reference: entry.reference.description,
        postings: entry.postings.map { (account: $0.account.description, amount: $0.amount.amount) })
    }
  }
}
