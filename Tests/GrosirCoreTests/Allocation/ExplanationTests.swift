import GrosirCore
import GrosirTesting
import XCTest

/// What a shop assistant would say, in English and Indonesian, for every kind of answer: each sentence names the
/// variant, the units and what would help (SPEC §3.1, §14).
final class ExplanationTests: XCTestCase {
  /// A variant of a session: its name, units per bundle, tolerance, and what of it is ordered, held and on hand.
  private struct Entry {
    let name: String
    let unitsPerBundle: Int
    let tolerance: Int?
    var ordered = 0
    var held = 0
    var onHand = 0

    init(_ name: String, _ unitsPerBundle: Int, _ tolerance: Int?, ordered: Int = 0, held: Int = 0, onHand: Int = 0) {
      (self.name, self.unitsPerBundle, self.tolerance) = (name, unitsPerBundle, tolerance)
      (self.ordered, self.held, self.onHand) = (ordered, held, onHand)
    }
  }

  private func session(_ policy: AllocationPolicy, _ entries: [Entry]) throws -> AllocationSnapshot {
    let lines = entries.map {
      AllocationRules.Line(
        VariantID(unchecked: $0.name), unitsPerBundle: $0.unitsPerBundle, tolerance: $0.tolerance)
    }
    let tallies = Tallies(entries.map { Tally(unchecked: $0.ordered, held: $0.held, onHand: $0.onHand) })
    return try AllocationSnapshot(of: tallies, under: AllocationRules(lines, policy: policy))
  }

  /// The hoodie of the worked examples, of which so much is ordered.
  private func hoodie(m: Int = 0, held: Int = 0, capacity: Int? = nil) throws -> AllocationSnapshot {
    try session(
      .bundleTolerance(BundleTolerance(capacityBundles: capacity)),
      [Entry("S", 2, 20), Entry("M", 5, 50, ordered: m, held: held), Entry("L", 4, 40), Entry("XL", 1, 30)])
  }

  private func assert(
    _ explanation: Explanation, english: String, indonesian: String, file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertEqual(explanation.sentence(in: .english), english, file: file, line: line)
    XCTAssertEqual(explanation.sentence(in: .indonesian), indonesian, file: file, line: line)
  }

  private func explanation(_ state: AllocationSnapshot, of basket: [(String, Int)]) throws -> Explanation {
    let lines = basket.map { (variant: VariantID(unchecked: $0.0), units: $0.1) }
    return state.explanation(of: try Basket(lines, of: state.rules.composition))
  }
}

// MARK: - Variants

extension ExplanationTests {
  func testToleranceWhileSomeAreAvailable() throws {
    assert(
      try hoodie().explanation(at: 0),
      english: "20 S can still be ordered. For more, the factory would have to ship at least 11 bundles, and more M "
        + "would be left over than the 50 we can keep. More S opens up once 5 more M and 4 more L are sold and paid.",
      indonesian: "S masih bisa dipesan sampai 20 buah. Untuk tambahan, pabrik harus mengirim paling sedikit 11 "
        + "paket grosir, dan sisa M akan melebihi 50 buah yang bisa kami simpan. Jatah S bertambah setelah 5 M dan 4 L "
        + "lagi terjual dan dibayar.")
  }

  func testToleranceWhenLocked() throws {
    assert(
      try hoodie(m: 50).explanation(at: 1),
      english: "M is locked for now. For more, the factory would have to ship at least 11 bundles, and more S would be "
        + "left over than the 20 we can keep. M opens again once 2 more S and 4 more L are sold and paid.",
      indonesian: "M sedang dikunci. Untuk tambahan, pabrik harus mengirim paling sedikit 11 paket grosir, dan "
        + "sisa S akan melebihi 20 buah yang bisa kami simpan. M dibuka lagi setelah 2 S dan 4 L lagi terjual dan "
        + "dibayar.")
  }

  func testToleranceOfNoneAndOneUnitMissing() throws {
    let policy = try AllocationPolicy.bundleTolerance(BundleTolerance(committedBundles: 0))
    assert(
      try session(policy, [Entry("S", 1, 0), Entry("M", 1, 5)]).explanation(at: 1),
      english: "M is locked for now. For more, the factory would have to ship at least 1 bundle, and S would be left "
        + "over, of which we can keep none. M opens again once 1 more S is sold and paid.",
      indonesian: "M sedang dikunci. Untuk tambahan, pabrik harus mengirim paling sedikit 1 paket grosir, dan "
        + "akan ada sisa S, padahal tidak ada yang bisa kami simpan. M dibuka lagi setelah 1 S lagi terjual dan "
        + "dibayar."
    )
  }

  func testCapacity() throws {
    assert(
      try hoodie(m: 28, capacity: 6).explanation(at: 1),
      english: "2 M can still be ordered. The factory can make 6 bundles and no more. More M opens up only if it can "
        + "make more.",
      indonesian: "M masih bisa dipesan sampai 2 buah. Pabrik hanya sanggup membuat 6 paket grosir. Jatah M bertambah "
        + "hanya kalau pabrik sanggup membuat lebih banyak.")
  }

  func testCapacityWithUnpaidOrders() throws {
    assert(
      try hoodie(m: 30, held: 3, capacity: 6).explanation(at: 1),
      english: "M is locked for now. The factory can make 6 bundles and no more. M opens again only if it can make "
        + "more, or if any of the 3 M that are not yet paid for are given up.",
      indonesian: "M sedang dikunci. Pabrik hanya sanggup membuat 6 paket grosir. M dibuka lagi hanya kalau pabrik "
        + "sanggup membuat lebih banyak, atau kalau ada yang batal dari 3 M yang belum dibayar.")
    assert(
      try hoodie(m: 5, held: 1, capacity: 1).explanation(at: 1),
      english:
        "M is locked for now. The factory can make 1 bundle and no more. M opens again only if it can make more, "
        + "or if the 1 M that is not yet paid for is given up.",
      indonesian: "M sedang dikunci. Pabrik hanya sanggup membuat 1 paket grosir. M dibuka lagi hanya kalau pabrik "
        + "sanggup membuat lebih banyak, atau kalau ada yang batal dari 1 M yang belum dibayar.")
  }

  func testUnlimited() throws {
    assert(
      try session(.open, [Entry("M", 5, 50, ordered: 1_250)]).explanation(at: 0),
      english: "You can order as many M as you like: 1,250 are ordered so far, and there is no limit.",
      indonesian: "M boleh dipesan berapa pun: sejauh ini sudah dipesan 1.250 buah, dan tidak ada batasnya.")
    XCTAssertEqual(
      try session(.open, [Entry("M", 5, 50, ordered: 1)]).explanation(at: 0).sentence(in: .english),
      "You can order as many M as you like: 1 is ordered so far, and there is no limit.")
  }

  func testStock() throws {
    let state = try session(
      .stockOnly,
      [
        Entry("S", 2, nil, ordered: 3, onHand: 10), Entry("M", 5, nil, ordered: 9, onHand: 8), Entry("L", 4, nil),
        Entry("XL", 1, nil, onHand: 4), Entry("XXL", 1, nil, ordered: 1, onHand: 1),
      ])
    assert(
      state.explanation(at: 0),
      english:
        "7 S can still be ordered. The warehouse has 10, of which 3 are taken. More S opens up once the warehouse "
        + "is restocked or an order is cancelled.",
      indonesian: "S masih bisa dipesan sampai 7 buah. Gudang punya 10 buah, dan 3 di antaranya sudah dipesan. Jatah S "
        + "bertambah kalau stok gudang ditambah atau ada pesanan yang batal.")
    assert(
      state.explanation(at: 1),
      english:
        "M is locked for now. All 8 in the warehouse are taken. M opens again once the warehouse is restocked or "
        + "an order is cancelled.",
      indonesian:
        "M sedang dikunci. Semua 8 buah di gudang sudah dipesan. M dibuka lagi kalau stok gudang ditambah atau "
        + "ada pesanan yang batal.")
    assert(
      state.explanation(at: 2),
      english: "L is locked for now. The warehouse has none. L opens again once the warehouse is restocked.",
      indonesian: "L sedang dikunci. Stok gudang kosong. L dibuka lagi kalau stok gudang ditambah.")
    assert(
      state.explanation(at: 3),
      english: "4 XL can still be ordered. The warehouse has no more than that. More XL opens up once the warehouse is "
        + "restocked.",
      indonesian:
        "XL masih bisa dipesan sampai 4 buah. Stok gudang memang hanya itu. Jatah XL bertambah kalau stok gudang "
        + "ditambah.")
    XCTAssertEqual(
      state.explanation(at: 4).sentence(in: .english),
      "XXL is locked for now. The only one in the warehouse is taken. XXL opens again once the warehouse is restocked "
        + "or an order is cancelled.")
  }

  func testAhead() throws {
    let policy = try AllocationPolicy.allocationMultiple(AllocationMultiple(catchUp: .slowest))
    let state = try session(
      policy, [Entry("S", 4, nil, ordered: 5), Entry("M", 4, nil, ordered: 8), Entry("L", 4, nil, ordered: 1)])
    assert(
      state.explanation(at: 1),
      english: "M is locked for now. One more would put M too far ahead of L. M opens again once 3 more L are sold and "
        + "paid.",
      indonesian: "M sedang dikunci. Kalau ditambah, M akan terlalu jauh mendahului L. M dibuka lagi setelah 3 L lagi "
        + "terjual dan dibayar.")
    assert(
      state.explanation(at: 0),
      english:
        "3 S can still be ordered. Any more would put S too far ahead of L. More S opens up once 3 more L are sold "
        + "and paid.",
      indonesian: "S masih bisa dipesan sampai 3 buah. Lebih dari itu, S akan terlalu jauh mendahului L. Jatah S "
        + "bertambah setelah 3 L lagi terjual dan dibayar.")
  }

  func testProgress() throws {
    let policy = try AllocationPolicy.progressiveUnlock(ProgressiveUnlock(target: 100))
    func state(_ s: Int, _ m: Int) throws -> AllocationSnapshot {
      try session(policy, [Entry("S", 4, nil, ordered: s), Entry("M", 4, nil, ordered: m)])
    }
    assert(
      try state(8, 2).explanation(at: 0),
      english: "S is locked for now. S opens again once 15 more units, of any variant, are sold and paid.",
      indonesian: "S sedang dikunci. S dibuka lagi setelah 15 buah lagi, varian apa pun, terjual dan dibayar.")
    assert(
      try state(8, 16).explanation(at: 1),
      english: "M is locked for now. M opens again once 1 more unit, of any variant, is sold and paid.",
      indonesian: "M sedang dikunci. M dibuka lagi setelah 1 buah lagi, varian apa pun, terjual dan dibayar.")
    assert(
      try state(39, 40).explanation(at: 0),
      english:
        "1 S can still be ordered. That is the most S this session sells; for more, please choose another variant.",
      indonesian:
        "S masih bisa dipesan sampai 1 buah. Hanya sebanyak itu S dijual di sesi ini; kalau perlu lebih banyak, "
        + "silakan pilih varian lain.")
    assert(
      try state(39, 40).explanation(at: 1),
      english: "M is locked for now. This session sells no more of it; please choose another variant.",
      indonesian: "M sedang dikunci. Sesi ini tidak menjualnya lagi; silakan pilih varian lain.")
  }
}

// MARK: - Baskets

extension ExplanationTests {
  func testAcceptedBaskets() throws {
    assert(
      try explanation(hoodie(), of: [("M", 5)]),
      english: "You can have 5 M. With that, the factory ships 1 bundle.",
      indonesian: "5 M bisa diambil. Dengan itu pabrik mengirim 1 paket grosir.")
    assert(
      try explanation(hoodie(), of: [("M", 55), ("S", 2), ("L", 4)]),
      english: "You can have 2 S, 55 M and 4 L together. With that, the factory ships 11 bundles.",
      indonesian: "2 S, 55 M, dan 4 L bisa diambil sekaligus. Dengan itu pabrik mengirim 11 paket grosir.")
    assert(
      try explanation(session(.stockOnly, [Entry("M", 5, nil, onHand: 9)]), of: [("M", 5)]),
      english: "You can have 5 M. The factory need not make anything for it.",
      indonesian: "5 M bisa diambil. Pabrik tidak perlu membuat apa-apa.")
  }

  func testABasketRefusedForTolerance() throws {
    assert(
      try explanation(hoodie(), of: [("M", 55)]),
      english:
        "We cannot take an order of 55 M: it takes 11 bundles, and 22 S (we can keep 20) and 44 L (we can keep 40) "
        + "would be left over. Take at most 50 M, or add 2 S and 4 L.",
      indonesian: "Pesanan 55 M belum bisa kami terima: perlu 11 paket grosir, dan akan tersisa 22 S (yang bisa kami "
        + "simpan 20) dan 44 L (yang bisa kami simpan 40). Ambil paling banyak 50 M, atau tambahkan 2 S dan 4 L.")
    assert(
      try explanation(hoodie(m: 50), of: [("M", 1)]),
      english:
        "We cannot take an order of 1 M: it takes 11 bundles, and 22 S (we can keep 20) and 44 L (we can keep 40) "
        + "would be left over. Please choose another variant, or add 2 S and 4 L.",
      indonesian:
        "Pesanan 1 M belum bisa kami terima: perlu 11 paket grosir, dan akan tersisa 22 S (yang bisa kami simpan "
        + "20) dan 44 L (yang bisa kami simpan 40). Silakan pilih varian lain, atau tambahkan 2 S dan 4 L.")
  }

  func testABasketRefusedForCapacity() throws {
    assert(
      try explanation(hoodie(capacity: 9), of: [("M", 50)]),
      english:
        "We cannot take an order of 50 M: it takes 10 bundles, more than the factory can make. Take at most 45 M.",
      indonesian:
        "Pesanan 50 M belum bisa kami terima: perlu 10 paket grosir, melebihi kesanggupan pabrik. Ambil paling "
        + "banyak 45 M.")
    assert(
      try explanation(hoodie(capacity: 12), of: [("M", 65)]),
      english:
        "We cannot take an order of 65 M: it takes 13 bundles, more than the factory can make, and 26 S (we can keep "
        + "20) and 52 L (we can keep 40) would be left over. Take at most 50 M.",
      indonesian: "Pesanan 65 M belum bisa kami terima: perlu 13 paket grosir, melebihi kesanggupan pabrik, dan akan "
        + "tersisa 26 S (yang bisa kami simpan 20) dan 52 L (yang bisa kami simpan 40). Ambil paling banyak 50 M.")
  }

  func testABasketOfSeveralVariantsIsOfferedInPart() throws {
    assert(
      try explanation(hoodie(capacity: 9), of: [("M", 50), ("XL", 3), ("S", 30)]),
      english:
        "We cannot take an order of 30 S, 50 M and 3 XL: it takes 15 bundles, more than the factory can make, and 60 "
        + "L (we can keep 40) would be left over. Take 18 S, 45 M and 3 XL instead.",
      indonesian: "Pesanan 30 S, 50 M, dan 3 XL belum bisa kami terima: perlu 15 paket grosir, melebihi kesanggupan "
        + "pabrik, dan akan tersisa 60 L (yang bisa kami simpan 40). Ambil 18 S, 45 M, dan 3 XL saja.")
  }

  func testABasketRefusedForShortage() throws {
    let state = try session(
      .stockOnly, [Entry("S", 2, nil, ordered: 3, onHand: 10), Entry("M", 5, nil, ordered: 9, onHand: 9)])
    assert(
      try explanation(state, of: [("S", 8)]),
      english: "We cannot take an order of 8 S: only 7 of the 8 S can be had. Take at most 7 S.",
      indonesian: "Pesanan 8 S belum bisa kami terima: dari 8 S hanya tersedia 7. Ambil paling banyak 7 S.")
    assert(
      try explanation(state, of: [("S", 8), ("M", 1)]),
      english:
        "We cannot take an order of 8 S and 1 M: only 7 of the 8 S can be had and no M can be had. Take 7 S instead.",
      indonesian:
        "Pesanan 8 S dan 1 M belum bisa kami terima: dari 8 S hanya tersedia 7 dan M tidak tersedia. Ambil 7 S "
        + "saja.")
    assert(
      try explanation(state, of: [("M", 1_000)]),
      english: "We cannot take an order of 1,000 M: no M can be had. Please choose another variant.",
      indonesian: "Pesanan 1.000 M belum bisa kami terima: M tidak tersedia. Silakan pilih varian lain.")
  }

  func testVeryLongListsAreShortened() throws {
    let entries = (1...9).map { Entry("v\($0)", 1, $0 == 1 ? 50 : 0) }
    let state = try session(.standard, entries)
    assert(
      try explanation(state, of: [("v1", 2)]),
      english:
        "We cannot take an order of 2 v1: it takes 2 bundles, and 2 v2 (we can keep none), 2 v3 (we can keep none), 2 "
        + "v4 (we can keep none), 2 v5 (we can keep none) and 4 others would be left over. Take at most 1 v1, or add 2 "
        + "v2, 2 v3, 2 v4, 2 v5 and 4 others.",
      indonesian: "Pesanan 2 v1 belum bisa kami terima: perlu 2 paket grosir, dan akan tersisa 2 v2 (tidak bisa kami "
        + "simpan), 2 v3 (tidak bisa kami simpan), 2 v4 (tidak bisa kami simpan), 2 v5 (tidak bisa kami simpan), dan 4 "
        + "lainnya. Ambil paling banyak 1 v1, atau tambahkan 2 v2, 2 v3, 2 v4, 2 v5, dan 4 lainnya.")
  }

  func testVariantsAreCalledByTheirNames() throws {
    let names = ["S": "Hoodie merah S", "M": "Hoodie merah M", "L": "Hoodie merah L"]
    let text = try hoodie(m: 50).explanation(at: 1).sentence(in: .indonesian) { names[$0.text] ?? $0.text }
    XCTAssertTrue(text.hasPrefix("Hoodie merah M sedang dikunci."), text)
    XCTAssertTrue(text.contains("2 Hoodie merah S dan 4 Hoodie merah L lagi"), text)
  }

  func testLanguagesHaveTheirCodes() {
    XCTAssertEqual(Language.allCases.map(\.rawValue), ["en", "id"])
  }
}

// MARK: - Advice is true

extension ExplanationTests {
  /// A session under any policy, in any state, not only in those that orders lead to.
  private func anySession(_ choices: Choices) throws -> AllocationSnapshot {
    let policy: AllocationPolicy
    switch choices.weighted([(6, 0), (3, 1), (2, 2), (2, 3), (1, 4)]) {
    case 0:
      let committed = choices.integer(in: 0...2)
      let capacity = choices.optional { $0.integer(in: committed...8) }
      policy = try .bundleTolerance(BundleTolerance(committedBundles: committed, capacityBundles: capacity))
    case 1:
      policy = try .allocationMultiple(
        AllocationMultiple(
          multiple: choices.integer(in: 1...3), catchUp: choices.anyCase(of: AllocationMultiple.CatchUp.self)))
    case 2: policy = try .progressiveUnlock(ProgressiveUnlock(target: choices.integer(in: 1...60)))
    case 3: policy = .stockOnly
    default: policy = .open
    }
    let entries = choices.list(1...5) { choices in
      let ordered = choices.boundaryInteger(in: 0...20)
      return Entry(
        "v", choices.integer(in: 1...5), choices.chance(4, in: 5) ? choices.integer(in: 0...12) : nil, ordered: ordered,
        held: choices.chance(1, in: 3) ? choices.integer(in: 0...ordered) : 0,
        onHand: choices.chance(1, in: 3) ? choices.integer(in: 0...12) : 0)
    }
    return try session(
      policy,
      entries.enumerated().map {
        Entry(
          "v\($0)", $1.unitsPerBundle, $1.tolerance, ordered: $1.ordered, held: $1.held, onHand: $1.onHand)
      })
  }

  private func basket(_ portions: [Explanation.Portion], _ state: AllocationSnapshot) throws -> Basket {
    try Basket(portions.map { (variant: $0.variant, units: $0.units) }, of: state.rules.composition)
  }

  /// "Take …", "take at most …", "choose another variant" and "add …" are each what the engine then does.
  func testTheRemedyOfARefusedBasketIsTrue() throws {
    try checkProperty(
      "the remedy of a refused basket is true", cases: 20_000,
      minimumShares: ["refused": 0.2, "added": 0.05, "at most": 0.05, "in part": 0.05, "nothing": 0.02]
    ) { choices in
      let state = try anySession(choices)
      let positions = Array(state.rules.composition.variants.indices)
      let lines = choices.shuffled(positions).prefix(choices.integer(in: 1...positions.count)).map {
        (variant: state.rules.composition.variants[$0], units: choices.boundaryInteger(in: 1...40))
      }
      let asked = try Basket(lines, of: state.rules.composition)
      let explanation = state.explanation(of: asked)
      choices.note(explanation.sentence(in: .english))
      guard case .refusedBasket(let portions, _, let violations, let instead, let additions) = explanation else {
        return try expect(state.decision(on: asked).isAccepted, "accepted")
      }
      choices.count("refused")
      try expect(!violations.isEmpty, "a reason")
      try expectEqual(Set(portions.map(\.units)), Set(lines.map(\.units)), "what was asked")
      try expectPart(instead, of: portions, state, choices)
      guard !additions.isEmpty else { return }
      choices.count("added")
      var units = Dictionary(uniqueKeysWithValues: portions.map { ($0.variant, $0.units) })
      for addition in additions { units[addition.variant, default: 0] += addition.units }
      let larger = try Basket(units.map { (variant: $0.key, units: $0.value) }, of: state.rules.composition)
      try expect(state.decision(on: larger).isAccepted, "with the additions it is accepted")
    }
  }

  private func expectPart(
    _ instead: [Explanation.Portion], of asked: [Explanation.Portion], _ state: AllocationSnapshot, _ choices: Choices
  ) throws {
    if instead.isEmpty {
      choices.count("nothing")
      for portion in asked {
        let one = try Basket([(variant: portion.variant, units: 1)], of: state.rules.composition)
        try expect(!state.decision(on: one).isAccepted, "nothing of \(portion.variant) is to be had")
      }
      return
    }
    try expect(state.decision(on: try basket(instead, state)).isAccepted, "what is offered instead is accepted")
    for portion in instead {
      let most = asked.first { $0.variant == portion.variant }?.units ?? 0
      try expect(portion.units >= 1 && portion.units <= most, "a part of what was asked")
    }
    guard asked.count == 1 else { return choices.count("in part") }
    choices.count("at most")
    for units in 1...instead[0].units {
      let less = try Basket([(variant: instead[0].variant, units: units)], of: state.rules.composition)
      try expect(state.decision(on: less).isAccepted, "\(units), at most \(instead[0].units), are accepted")
    }
    let more = try Basket([(variant: instead[0].variant, units: instead[0].units + 1)], of: state.rules.composition)
    try expect(!state.decision(on: more).isAccepted, "one more than at most is refused")
  }

  /// "… opens up once … are sold and paid": then more may be sold.
  func testWhatIsSaidToOpenAVariantOpensIt() throws {
    try checkProperty(
      "what is said to open a variant opens it", cases: 20_000,
      minimumShares: ["tolerance": 0.1, "ahead": 0.05, "progress": 0.05, "held": 0.02, "stock": 0.05]
    ) { choices in
      let state = try anySession(choices)
      let position = choices.integer(in: 0...(state.rules.composition.count - 1))
      let explanation = state.explanation(at: position)
      choices.note(explanation.sentence(in: .english))
      var after = state.tallies
      switch explanation {
      case .tolerance(_, _, _, _, _, let unlock), .ahead(_, _, _, let unlock):
        if case .tolerance = explanation { choices.count("tolerance") } else { choices.count("ahead") }
        for entry in unlock {
          guard let other = state.rules.composition.position(of: entry.variant) else { continue }
          try Self.sell(entry.units, at: other, in: &after)
        }
      case .progress(_, _, let missing):
        guard let missing else { return }
        choices.count("progress")
        let other = choices.integer(in: 0...(state.rules.composition.count - 1))
        if other == position { return }
        try Self.sell(missing, at: other, in: &after)
      case .capacity(_, _, _, let held):
        guard held > 0 else { return }
        choices.count("held")
        try after.apply(.lapsed(held), at: position)
      case .stock(_, _, let onHand, _):
        choices.count("stock")
        try after.apply(.setAside(onHand + state.tally(at: position).ordered + 1), at: position)
      case .unlimited, .acceptedBasket, .refusedBasket: return
      }
      let before = state.availability(at: position)
      let answer = AllocationSnapshot(of: after, under: state.rules).availability(at: position)
      let gained = (answer.maxAllowed ?? .max) - answer.ordered > (before.maxAllowed ?? .max) - before.ordered
      try expect(gained, "more may be sold: \(before), then \(answer)")
    }
  }

  private static func sell(_ units: Int, at position: Int, in tallies: inout Tallies) throws(AllocationError) {
    try tallies.apply(.held(units), at: position)
    try tallies.apply(.paid(units), at: position)
  }
}
