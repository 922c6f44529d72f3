import GrosirCore
import GrosirJSON

/// `grosir availability`: how much of each variant may still be sold, and why.
struct AvailabilityCommand: Command {
  static let name = "availability"
  static let summary = "how much of each variant may still be sold, why no more, and what unlocks it"
  static let help = """
    How much of each variant may still be sold, why no more, and what unlocks it; and whether a basket may be taken.

    usage: grosir availability [--pretty [--language en|id]] [FILE]

      FILE               the document; "-" or nothing for standard input
      --pretty           a table with reasons, for people, in place of JSON
      --language en|id   the language of the reasons: English (default) or Indonesian

    The document:

      {"policy": {"kind": "bundleTolerance", "committedBundles": 1, "capacityBundles": null},
       "variants": [{"id": "S", "unitsPerBundle": 2, "tolerance": 20, "ordered": 0, "held": 0, "onHand": 0},
                    {"id": "M", "unitsPerBundle": 5, "tolerance": 50, "ordered": 50}],
       "basket": {"S": 4}}

      policy      bundleTolerance: bundles the platform accepts whatever they leave over (committedBundles, default 1),
                    bundles the factory can make (capacityBundles, default null: any number)
                  allocationMultiple: allocations a variant may be ahead (multiple, default 2) of the others' slowest or
                    fastest (catchUp: slowest | runnerUp)
                  progressiveUnlock: by how much of the target (target) is paid for
                  stockOnly, open
      variants    unitsPerBundle: units of it in one bundle; tolerance: units the warehouse accepts as left over
                  (default null: any number); ordered: units sold, of which held are not paid yet; onHand: warehouse
                  units set aside for this session (each default 0)
      basket      units somebody would like to order, all or nothing; may be absent

    examples:

      grosir availability Fixtures/availability/hoodie-50-m-locked.json
      grosir availability --pretty Fixtures/availability/hoodie-basket-55-m.json
      echo '{"policy": {"kind": "stockOnly"},
             "variants": [{"id": "S", "unitsPerBundle": 1, "onHand": 8, "ordered": 5}]}' \\
        | grosir availability --pretty --language id

    """

  func answer(to bytes: [UInt8], _ arguments: Arguments, usesColor: Bool) async throws(Failure) -> Answer {
    let request = try read(bytes, as: AvailabilityRequest.self)
    let answer: AvailabilityAnswer
    do throws(InvalidDocument) {
      answer = try AvailabilityAnswer(to: request)
    } catch {
      throw .refused(error)
    }
    guard arguments.isPretty else { return Answer(answer.json.printed(.indented) + "\n") }
    let view = AvailabilityView(
      answer: answer, basket: request.basket, language: arguments.language, palette: Palette(usesColor: usesColor))
    return Answer(view.text)
  }
}
