import GrosirCore
import GrosirJSON

/// `grosir settle`: what everybody paid, owes and gets back when a session closes.
struct SettleCommand: Command {
  static let name = "settle"
  static let summary = "what everybody paid, finally owes and gets back when a session closes"
  static let help = """
    What everybody paid, finally owes and gets back when a session closes.

    usage: grosir settle [--pretty [--language en|id]] [FILE]

      FILE               the document; "-" or nothing for standard input
      --pretty           tables, for people, in place of JSON
      --language en|id   how numbers are written: 1,250 (default) or 1.250

    The document; every field is required:

      {"target": 100, "basePrice": 200000, "currency": "IDR",
       "tiers": [{"threshold": 2500, "price": 150000}, {"threshold": 5000, "price": 135000}],
       "guarantee": {"minimumFill": 2500}, "successRule": "lowestTier",
       "participants": [{"id": "A", "units": 10, "priceAdjustment": 0, "paid": true}]}

      target        units to be sold, 2 or more
      tiers         thresholds in basis points of the target (2500 is 25 %), rising, with prices that do not
      guarantee     up to which share of the target the platform tops the session up; null for not at all
      successRule   lowestTier: success from the lowest threshold on; fullTarget: only from the whole target on
      participants  one entry per line bought; what is not paid counts for nothing

    Amounts are whole numbers of the currency's smallest charged unit; for IDR that is one rupiah.

    examples:

      grosir settle Fixtures/settle/joins-of-10-15-20.json
      grosir settle --pretty Fixtures/settle/joins-of-10-15-20.json

    """

  func answer(to bytes: [UInt8], _ arguments: Arguments, usesColor: Bool) async throws(Failure) -> Answer {
    let request = try read(bytes, as: SettlementRequest.self)
    let answer: SettlementAnswer
    do throws(InvalidDocument) {
      answer = try SettlementAnswer(to: request)
    } catch {
      throw .refused(error)
    }
    guard arguments.isPretty else { return Answer(answer.json.printed(.indented) + "\n") }
    let view = SettlementView(
      request: request, settlement: answer.settlement, language: arguments.language,
      palette: Palette(usesColor: usesColor))
    return Answer(view.text)
  }
}
