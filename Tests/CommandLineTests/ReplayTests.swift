import Foundation
import GrosirJSON
import GrosirTesting
import XCTest

/// `grosir replay` as others meet it: the reports of the fixtures, the numbers that SPEC gives, and what is refused.
final class ReplayTests: XCTestCase {
  private static let folder = Tool.repository.appendingPathComponent("Fixtures/scenarios")

  // MARK: Golden

  /// Every scenario's report is printed to the byte, and again the same.
  func testPrintsTheReportsOfTheFixtures() throws {
    var compared = 0
    for name in try names() {
      for (suffix, options) in [("report.json", []), ("report.txt", ["--pretty"])] as [(String, [String])] {
        let file = ReplayTests.folder.appendingPathComponent("\(name).\(suffix)")
        guard suffix == "report.json" || FileManager.default.fileExists(atPath: file.path) else { continue }
        let arguments = ["replay"] + options + ["Fixtures/scenarios/\(name).json"]
        let result = try Tool.run(arguments)
        XCTAssertEqual(result.status, 0, result.problem)
        XCTAssertEqual(result.output, try String(contentsOf: file, encoding: .utf8), "\(arguments)")
        XCTAssertEqual(try Tool.run(arguments).output, result.output, "\(arguments) again")
        compared += 1
      }
    }
    XCTAssertGreaterThanOrEqual(compared, 9)
  }

  /// The view for people fits 100 columns.
  func testPrettyFitsItsColumns() throws {
    for name in try names() {
      let result = try Tool.run(["replay", "--pretty", "Fixtures/scenarios/\(name).json"])
      XCTAssertFalse(result.output.contains("\u{1B}"))
      for line in result.output.split(separator: "\n") where line.count > 100 {
        XCTFail("\(name): \(line.count) columns: \(line)")
      }
    }
  }

  // MARK: The numbers of SPEC §3.1, §4 and §5, worked out by hand

  func testTheHoodieSession() throws {
    let report = try report("hoodie-m-locks-and-unlocks")
    // SPEC §3.1, the table: empty; 5 M; 50 M; then 2 S and 4 L make it 11 bundles, so that 5 more M can be sold.
    XCTAssertEqual(changes(report, step: 0), ["S 20", "M 50", "L 40", "XL 10"])
    XCTAssertEqual(changes(report, step: 1), ["M 45"])
    XCTAssertEqual(changes(report, step: 4), ["M 0"])
    XCTAssertEqual(changes(report, step: 8), ["S 20", "M 5", "L 40", "XL 11"])
    // 12 200 000 paid for 61 of 100 units; at 135 000 a unit each gets 65 000 back: 3 965 000.
    XCTAssertEqual(session(report)["settlement"]?["tier"], 5_000)
    XCTAssertEqual(balances(report)["escrow"], 12_200_000 - 3_965_000)
    XCTAssertEqual(balances(report)["wallet citra"], 45 * 65_000)
    XCTAssertEqual(units(report, "XL")["lapsed"], 3)
  }

  func testASessionThatFillsTo100Percent() throws {
    let report = try report("fills-to-100-percent")
    XCTAssertEqual(session(report)["settlement"]?["tier"], 10_000)
    XCTAssertEqual(session(report)["bundles"], 10)
    XCTAssertEqual(balances(report)["escrow"], 100 * 105_000)
    XCTAssertEqual(balances(report)["wallet b"], 36 * 95_000)
  }

  /// SPEC §5: 10 paid of 99 are topped up by 15; where nobody joined, and where nothing was promised, it fails.
  func testASessionSavedByTheGuarantee() throws {
    let report = try report("saved-by-the-guarantee")
    XCTAssertEqual(session(report, 0)["settlement"]?["platformFill"], 15)
    XCTAssertEqual(session(report, 0)["settlement"]?["tier"], 2_500)
    XCTAssertEqual(session(report, 0)["settlement"]?["owed"]?["amount"], 1_500_000)
    XCTAssertEqual(session(report, 0)["announcedFill"], 15)
    XCTAssertEqual(session(report, 1)["state"], "failed")
    XCTAssertEqual(session(report, 2)["state"], "failed")
    XCTAssertEqual(balances(report)["escrow unpromised"], 0)
  }

  /// SPEC §5, waiting list: the first XL opens a second bundle, and all ten are admitted at once.
  func testAPledgeOpensABundle() throws {
    let report = try report("pledge-opens-a-bundle")
    let admitting = timeline(report).filter { events($0).contains("PLEDGE_ADMITTED") }
    XCTAssertEqual(admitting.count, 1)
    XCTAssertEqual(admitting.first?["step"], 12, "the XL's")
    XCTAssertEqual(events(admitting[0]).count { $0 == "PLEDGE_ADMITTED" }, 10)
    XCTAssertEqual(changes(report, step: 12), ["XL 2"])
    XCTAssertEqual(session(report)["bundles"], 2)
    XCTAssertEqual(units(report, "M")["returned"], 5, "nobody could let the last one in")
    XCTAssertEqual(balances(report)["escrow"], 22 * 80_000)
  }

  /// SPEC §5 and §9: whatever money does, escrow ends at zero, and who bears what is known.
  func testAwkwardPayments() throws {
    let report = try report("awkward-payments")
    XCTAssertEqual(session(report)["state"], "cancelled")
    let balances = balances(report)
    XCTAssertEqual(balances["escrow"], 0)
    // The refused refund of 49 999, and 10 000 of the tier at the close.
    XCTAssertEqual(balances["wallet wrong"], 59_999)
    XCTAssertEqual(balances["wallet regretful"], 100_000)
    // The tier's 30 000, then the refused refund of the other 120 000.
    XCTAssertEqual(balances["wallet late"], 150_000)
    // Charged 300 000 back after 60 000 were credited; the 240 000 in escrow go against it.
    XCTAssertEqual(balances["disputes"], -60_000)
  }

  /// SPEC §9: a later cancellation returns what was paid less what was credited.
  func testCancelledAfterTierRefunds() throws {
    let report = try report("cancelled-after-tier-refunds")
    let balances = balances(report)
    XCTAssertEqual(balances["escrow"], 0)
    XCTAssertEqual(balances["wallet b"], 15 * 50_000)
    XCTAssertEqual(balances["disputes"], -20 * 50_000, "c charged all back and keeps the credit")
    // In: 10 · 200 000 + 5 · 200 000 + 30 · 195 000. Out: what a and b had not been credited, and all of c's.
    XCTAssertEqual(balances["gateway"], -8_850_000 + 1_500_000 + 2_200_000 + 3_900_000)
    XCTAssertEqual(units(report, "S")["released"], 4)
  }

  /// SPEC §9: 100 000 withdrawn are 97 500 paid out and a fee of 2 500; a withdrawal that fails gives back 100 000.
  func testWithdrawalsAndPayouts() throws {
    let report = try report("withdrawals-and-payouts")
    let balances = balances(report)
    // Tier refunds of 50 000 a unit for 10, 15 and 20 units; then what each took out, and not what failed.
    XCTAssertEqual(balances["wallet ani"], 500_000 - 100_000 - 10_000)
    XCTAssertEqual(balances["wallet budi"], 750_000 - 750_000)
    XCTAssertEqual(balances["wallet citra"], 0)
    XCTAssertEqual(balances["bank"], 97_500 + 997_500)
    XCTAssertEqual(balances["platformFees"], 2 * 2_500)
    XCTAssertEqual(balances["withdrawals"], 750_000 + 10_000, "one is being paid, one waits for Friday")
    XCTAssertEqual(balances["escrow"], 9_000_000 - 2_250_000)
    XCTAssertEqual(report["addsUp"], true)
    let states = (report["withdrawals"]?.elements ?? []).map { $0["state"] }
    XCTAssertEqual(states, ["completed", "failed", "completed", "processing", "pending"])
    let failed = timeline(report).filter { events($0).contains("WITHDRAWAL_FAILED") }
    XCTAssertEqual(failed.count, 1, "said twice, done once")
    let orders = timeline(report).flatMap { $0["effects"]?.elements ?? [] }.filter { $0["effect"] == "disburse" }
    XCTAssertEqual(
      orders.map { $0["key"] }, ["withdrawal/ani-1", "withdrawal/budi-1", "withdrawal/citra-1", "withdrawal/budi-2"])
    XCTAssertEqual(report["settlements"]?.elements.map { $0["payableAt"] }, ["2026-03-20T03:00:00Z"])
  }

  func testRulesMovedAndStockSetAside() throws {
    let report = try report("rules-moved-and-stock-set-aside")
    XCTAssertEqual(session(report)["rulesVersion"], 2)
    XCTAssertEqual(units(report, "M")["admitted"], 4, "by the four set aside")
    XCTAssertEqual(units(report, "S")["released"], 1, "two set aside, one sold")
    XCTAssertEqual(session(report)["bundles"], 0)
    let open = timeline(report).filter { $0["id"] == "open" }
    XCTAssertEqual(open.map { $0["repeated"] ?? false }, [false, true, false])
    XCTAssertEqual(open[0]["accepted"], open[1]["accepted"])
    XCTAssertEqual(open[2]["refused"]?["code"], "conflict")
  }

  /// SPEC §7: two sellers' stocks on one day, with checkouts that expire, and a payment that comes late.
  func testARetailDay() throws {
    let report = try report("a-retail-day")
    // Came, went out, on hand, reserved, available, overflow.
    XCTAssertEqual(
      stock(report),
      [
        "joko/medan/hoodie-m 18 0 18 4 14 3 in_stock",
        "rina/jakarta/hoodie-m 9 5 4 0 4 0 low_stock",
        "rina/jakarta/hoodie-s 8 2 6 1 5 0 in_stock",
      ])
    // Every short line is told, those of the same order that are there are not.
    let short = timeline(report)[7]["refused"]
    XCTAssertEqual(short?["code"], "insufficient")
    XCTAssertEqual(
      (short?["shortages"]?.elements ?? []).map {
        "\(text($0["variant"])) \($0["asked"]?.integer ?? 0)"
      },
      ["hoodie-m 1", "hoodie-s 9", "hoodie-xl 1"])
    // At 9:41 the first cart's units are freed, though nobody swept; each sweep finds what had expired besides.
    XCTAssertEqual(events(timeline(report)[19]), ["INVENTORY_RELEASED", "INVENTORY_RESERVED"])
    XCTAssertEqual(timeline(report)[17]["accepted"]?["released"], 1)
    XCTAssertEqual(timeline(report)[20]["accepted"]?["released"], 1)
    XCTAssertEqual(report["checks"]?.elements.filter { $0["holds"] != true }.count, 0)
    XCTAssertEqual(report["checks"]?.elements.count, 8)
  }

  /// Stopped between two steps, what has expired by then is free, though nobody has swept.
  func testARetailDayStopped() throws {
    let file = "Fixtures/scenarios/a-retail-day.json"
    for (time, expected) in [("09:39:59", "3 0"), ("09:40:00", "0 3")] {
      let result = try Tool.run(["replay", "--until=2026-03-02T\(time)+07:00", file])
      let report = try JSONValue(parsing: Array(result.output.utf8))
      let hoodie = report["stock"]?.elements.first {
        $0["owner"] == "rina" && $0["variant"] == "hoodie-m"
      }
      let (reserved, available) = (
        hoodie?["reserved"]?.integer ?? -1, hoodie?["available"]?.integer ?? -1
      )
      XCTAssertEqual("\(reserved) \(available)", expected, time)
      XCTAssertEqual(report["addsUp"], true)
    }
  }

  /// SPEC §12 and §9: a cart of two sellers, late money that finds its units and late money that does not, and parts of
  /// an order that go back.
  func testACheckoutDay() throws {
    let report = try report("a-checkout-day")
    // Goods of 355 000 and 135 000: of a discount of 10 000, taxes of 5 000 and shipping of 18 000 the first has
    // ⌊10 000 · 355/490⌋ = 7 244, 3 622 and 13 040, and the second all the rest.
    let (first, second) = (355_000 - 7_244 + 3_622 + 13_040, 135_000 - 2_756 + 1_378 + 4_960)
    XCTAssertEqual(first + second, 503_000)
    XCTAssertEqual(
      buyerOrders(report),
      [
        "cart-1/1 rina \(first) delivered paid delivered 120000 1 1",
        "cart-1/2 joko \(second) refunded refunded delivered 138582 2 0",
        "cart-2/1 rina 240000 cancelled expired - 0 1 0",
        "cart-3/1 rina 240000 cancelled refunded - 240000 0 0", "cart-5/1 rina 360000 cancelled failed - 0 1 0",
        "cart-6/1 joko 45000 cancelled expired - 0 0 0", "cart-7/1 joko 90000 pending_payment pending - 0 0 0",
      ])
    // Of the only order that has kept any of its money 5 % are the platform's.
    let left = Int64(first - 120_000)
    let balances = balances(report)
    XCTAssertEqual(balances["gateway"], -left)
    XCTAssertEqual(balances["platformFees"], 12_221, "5 % of \(left)")
    XCTAssertEqual(balances["sellerPayable rina"], left - 12_221)
    XCTAssertEqual(balances["sellerPayable joko"], 0)
    for buyer in ["ani", "budi", "dewi"] { XCTAssertEqual(balances["wallet \(buyer)"], 0, buyer) }
    XCTAssertNil(balances["wallet citra"], "her money was accepted, and went back as it came")
    XCTAssertEqual(
      stock(report),
      [
        "joko/medan/blue 10 3 7 2 5 0 in_stock", "rina/warehouse/M 7 2 5 0 5 0 in_stock",
        "rina/warehouse/S 2 1 1 0 1 0 in_stock",
      ])
    XCTAssertEqual(report["addsUp"], true)
    XCTAssertEqual(timeline(report).flatMap { events($0) }.count { $0 == "SHIPMENT_TRACKED" }, 1, "told three times")
  }

  /// Stopped where nobody has looked yet, an order that was not paid in time has expired.
  func testACheckoutDayStopped() throws {
    let file = "Fixtures/scenarios/a-checkout-day.json"
    for (time, expected) in [("09:34:59", "pending_payment pending"), ("09:35:00", "cancelled expired")] {
      let result = try Tool.run(["replay", "--until=2026-03-02T\(time)+07:00", file])
      let report = try JSONValue(parsing: Array(result.output.utf8))
      let order = report["orders"]?.elements.first { $0["order"] == "cart-2/1" }
      XCTAssertEqual("\(text(order?["status"])) \(text(order?["paymentStatus"]))", expected, time)
      XCTAssertEqual(report["addsUp"], true)
    }
  }

  /// SPEC §10 and §11: two resellers of one supplier's stock, of whom one is stopped for a while; what is out of stock
  /// and comes back, and what a person switched off and nothing else switches on.
  func testAResellersDay() throws {
    let report = try report("a-resellers-day")
    let sellers = (report["sellers"]?.elements ?? []).map { "\(text($0["seller"])) \(text($0["status"]))" }
    XCTAssertEqual(sellers, ["rina active", "joko active"])
    let listings = (report["listings"]?.elements ?? []).map { listing in
      [
        text(listing["reseller"]), text(listing["supplier"]), text(listing["location"]), text(listing["variant"]),
        "\(listing["available"]?.integer ?? -1)", "\(listing["syncedStock"]?.integer ?? -1)",
        listing["isSellable"] == true ? "sellable" : "not", listing["outOfStepSince"] == .null ? "" : "late",
      ].joined(separator: " ")
    }
    XCTAssertEqual(
      listings,
      [
        "rina garut warehouse M 3 4 sellable late", "rina garut warehouse S 4 4 sellable ",
        "rina solo warehouse blue 8 8 sellable ", "joko garut medan M 0 0 not ", "joko garut warehouse S 4 4 sellable ",
      ])
    let synced = timeline(report).filter { $0["command"] == "syncListings" }
    XCTAssertEqual(
      synced.map { entry in
        ["stocks", "listings", "disabled", "enabled", "left"].map { "\(entry["accepted"]?[$0]?.integer ?? -1)" }
          .joined(separator: " ")
      },
      [
        // Of M while mugs have changed as well; M, then S, of which joko's is switched off; the mugs; nothing.
        "1 2 0 0 0", "1 2 2 0 1", "1 2 1 0 0", "1 1 0 0 0", "0 0 0 0 0",
        // M and the mugs by the supplier's write-off, then S; nothing. In the end 1 of 3 is left.
        "2 3 0 2 1", "1 2 0 1 0", "0 0 0 0 0", "2 3 1 0 1",
      ])
    XCTAssertEqual(events(synced[4]), [], "a second run right after the first")
    XCTAssertEqual(report["addsUp"], true)
  }

  // MARK: Fulfilment: the numbers of SPEC §6, worked out by hand

  /// 90 units of 3/3/3/3 with no stock take one order of 14 bundles, which leaves 78 over; some come damaged, one M is
  /// short and ordered again; the factory is paid for what it sold, and the platform buys the rest, which April sells.
  func testAFullLifeOnConsignment() throws {
    let report = try report("a-full-life-on-consignment")
    XCTAssertEqual(session(report)["bundles"], 14)
    XCTAssertEqual((session(report)["units"]?.elements ?? []).map { $0["leftOver"] }, [22, 2, 17, 37])
    XCTAssertEqual(orders(report), ["po-1 march 14 received", "po-2 march 1 refused", "po-3 march 1 received"])
    XCTAssertEqual(fulfilled(report, "M"), "40 of 0 + 40, 45 came, 3 damaged, 0 surplus, 2 over")
    XCTAssertEqual(fulfilled(report, "L"), "25 of 0 + 25, 45 came, 12 damaged, 0 surplus, 8 over")
    // S 25, M 2, L 8 and XL 40 at 60 000, of which 40, 50, 50 and 25 % may come back.
    let leftOver = session(report)["fulfilment"]?["leftOver"]
    XCTAssertEqual(leftOver, ["units": 75, "cost": 4_500_000, "recoverable": 1_500_000, "waste": 3_000_000])
    let short = timeline(report).filter { events($0).contains("FULFILMENT_SHORT") }
    let oneM: JSONValue = [["variant": "M", "units": 1]]
    XCTAssertEqual(short.map { $0["accepted"]?["short"] }, [oneM, oneM], "once damaged, once refused")
    XCTAssertEqual(session(report)["fulfilment"]?["isOverdue"], true)
    XCTAssertEqual(session(report, 1)["state"], "success")
    XCTAssertEqual((session(report, 1)["units"]?.elements ?? []).map { $0["setAside"] }, [25, 2, 8, 40])
    XCTAssertEqual((session(report, 1)["units"]?.elements ?? []).map { $0["released"] }, [16, 2, 3, 10])
    // March: 9 000 000 less 5 %; 15 units damaged; 75 bought; 650 000 and 75 000 of shipping. April: 44 at 90 000.
    assertBalances(
      report,
      [
        "gateway": -10_800_000 - 5_280_000, "escrow march": 0, "escrow april": 0,
        "factoryPayable bandung": 8_550_000 + 900_000 + 4_500_000 + 725_000, "sales": 3_762_000,
        "platformFees": 450_000 + 198_000, "inventory": -(4_500_000 - 44 * 60_000),
        "costOfGoods": -(44 * 60_000 + 725_000), "writeOffs": -900_000,
      ])
  }

  /// The same demand, where the warehouse sells: it buys all that comes, what is damaged is written off, and what the
  /// warehouse had ordered for itself serves the last two buyers of M.
  func testAFullLifeUnderWarehouse() throws {
    let report = try report("a-full-life-under-warehouse")
    XCTAssertEqual(session(report)["bundles"], 14)
    XCTAssertEqual(orders(report), ["po-1 march 14 received", "po-2 stock 1 received"])
    XCTAssertEqual(fulfilled(report, "M"), "40 of 2 + 38, 43 came, 3 damaged, 1 surplus, 2 over")
    // S 22, M 2, L 17 and XL 35; those of the order for stock are not left over.
    let leftOver = session(report)["fulfilment"]?["leftOver"]
    XCTAssertEqual(leftOver, ["units": 76, "cost": 4_560_000, "recoverable": 1_623_000, "waste": 2_937_000])
    // 9 000 000 less 2.5 %; 164 and 12 units bought, 5 damaged, shipping 500 000; 90 sold, and 86 are there.
    assertBalances(
      report,
      [
        "gateway": -10_800_000, "escrow march": 0, "sales": 8_775_000, "platformFees": 225_000,
        "factoryPayable bandung": 176 * 60_000 + 300_000 + 500_000, "inventory": -86 * 60_000,
        "costOfGoods": -(90 * 60_000 + 500_000), "writeOffs": -300_000,
      ])
  }

  // MARK: Options

  /// Stopped at an instant, a report shows how things stand then.
  func testUntil() throws {
    let file = "Fixtures/scenarios/hoodie-m-locks-and-unlocks.json"
    let result = try Tool.run(["replay", "--until=2026-03-02T13:30:00+07:00", file])
    let report = try JSONValue(parsing: Array(result.output.utf8))
    XCTAssertEqual(session(report)["state"], "active")
    XCTAssertEqual(timeline(report).last?["step"], 4)
    XCTAssertEqual(session(report)["availability"]?.elements.map { $0["available"] }, [20, 0, 40, 10])
    let pretty = try Tool.run(["replay", "--pretty", "--until", "2026-03-02T13:30:00+07:00", file])
    XCTAssertTrue(pretty.output.contains("Stopped at Mon 2 Mar, 13:30."))
    XCTAssertTrue(pretty.output.contains("50 of 100 units paid"))
  }

  func testSummary() throws {
    let file = "Fixtures/scenarios/awkward-payments.json"
    let whole = try report("awkward-payments")
    let result = try Tool.run(["replay", "--summary", "--format", "json", "--store", "memory", file])
    let summary = try JSONValue(parsing: Array(result.output.utf8))
    XCTAssertNil(summary["timeline"])
    XCTAssertNil(session(summary)["participants"])
    XCTAssertEqual(summary["money"], whole["money"])
    XCTAssertEqual(summary["checks"], whole["checks"])
  }

  func testSchema() throws {
    let file = ReplayTests.folder.appendingPathComponent("scenario.schema.json")
    XCTAssertEqual(try Tool.run(["replay", "--schema"]).output, try String(contentsOf: file, encoding: .utf8))
  }

  func testMisuse() throws {
    let cases: [([String], String)] = [
      (["--until", "noon"], "--until takes an instant"), (["--until"], "--until takes an instant"),
      (["--store", "paper"], "--store takes memory"), (["--format=xml"], "--format takes json"),
      (["--language", "id"], "no option --language"), (["--pretty=yes"], "no option --pretty=yes"),
    ]
    for (arguments, expected) in cases {
      let result = try Tool.run(["replay"] + arguments)
      XCTAssertEqual(result.status, 2, "\(arguments)")
      XCTAssertEqual(result.output, "")
      XCTAssertTrue(result.problem.contains(expected), result.problem)
    }
    XCTAssertEqual(try Tool.run(["settle", "--until", "x"]).status, 2, "an option of another command")
  }

  /// A step that comes out otherwise than expected is named; the report is there nevertheless.
  func testAnUnmetExpectation() throws {
    let scenario = """
      {"start": "2026-03-02T09:00:00+07:00",
       "products": [{"id": "shirt", "basePrice": 1000, "target": 10, "variants": [{"id": "S", "unitsPerBundle": 2}]}],
       "steps": [{"at": "+0m", "createSession": {"session": "s", "tiers": [{"threshold": 2500, "price": 900}]}},
                 {"at": "+1m", "leaveSession": {"participant": "nobody"}, "expect": "accepted"},
                 {"at": "+2m", "joinSession": {"participant": "a", "basket": {"S": 1}}, "expect": "notAcceptable"}]}
      """
    let result = try Tool.run(["replay"], input: Data(scenario.utf8))
    XCTAssertEqual(result.status, 1)
    XCTAssertTrue(result.output.contains("\"addsUp\": true"))
    let problem = try JSONValue(parsing: Array(result.problem.utf8))
    XCTAssertEqual(problem["code"], "unmetExpectation")
    XCTAssertEqual(problem["violations"]?.elements.map { $0["path"] }, ["steps[1].expect", "steps[2].expect"])
    XCTAssertEqual(
      problem["violations"]?.elements.first?["message"], "is \"accepted\", but it came out as \"unknownParticipant\"")
  }

  // MARK: The large one

  /// 100 000 orders over several sessions, made from a seed: too many bytes for a repository, not for the tool.
  func testAHundredThousandOrders() throws {
    let scenario = LargeScenario(seed: 1, orders: 100_000).text
    XCTAssertLessThan(scenario.utf8.count, JSONLimits.standard.size)
    let began = ContinuousClock.now
    let result = try Tool.run(["replay", "--summary"], input: Data(scenario.utf8))
    print("100 000 orders, \(scenario.utf8.count) bytes:", ContinuousClock.now - began)
    XCTAssertEqual(result.status, 0, result.problem)
    let report = try JSONValue(parsing: Array(result.output.utf8))
    XCTAssertEqual(report["addsUp"], true)
    let sessions = report["sessions"]?.elements ?? []
    XCTAssertEqual(sessions.count, LargeScenario.sessions)
    XCTAssertTrue(sessions.allSatisfy { $0["state"] == "moq_reached" })
    let total = (report["money"]?.elements ?? []).reduce(0) { $0 + ($1["balance"]?.integer ?? 0) }
    XCTAssertEqual(total, 0)
    var places: [String: Int64] = [:]
    for unit in sessions.flatMap({ $0["units"]?.elements ?? [] }) {
      for place in ["asked", "sold", "admitted", "lapsed", "departed"] {
        places[place, default: 0] += unit[place]?.integer ?? 0
      }
    }
    print(places.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    for place in places { XCTAssertGreaterThan(place.value, 100, "\(place.key)") }
    XCTAssertEqual(places["asked"], places.filter { $0.key != "asked" }.values.reduce(0, +))
  }

  // MARK: Support

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: ReplayTests.folder.path).sorted()
      .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".report.json") && !$0.hasSuffix(".schema.json") }
      .map { String($0.dropLast(".json".count)) }
  }

  private func report(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: Array(Tool.run(["replay", "Fixtures/scenarios/\(name).json"]).output.utf8))
  }

  private func timeline(_ report: JSONValue) -> [JSONValue] { report["timeline"]?.elements ?? [] }

  private func session(_ report: JSONValue, _ place: Int = 0) -> JSONValue {
    report["sessions"]?.elements[place] ?? nil
  }

  private func events(_ entry: JSONValue) -> [String] {
    (entry["events"]?.elements ?? []).compactMap { event in
      if case .string(let name)? = event["event"] { name } else { nil }
    }
  }

  /// What may be sold after a step, of the variants where that has changed in it.
  private func changes(_ report: JSONValue, step: Int64) -> [String] {
    timeline(report).filter { $0["step"] == .integer(step) }.flatMap { $0["availability"]?.elements ?? [] }
      .compactMap { change in
        guard case .string(let variant)? = change["variant"] else { return nil }
        return "\(variant) \(change["available"]?.integer ?? -1)"
      }
  }

  private func units(_ report: JSONValue, _ variant: String) -> JSONValue {
    session(report)["units"]?.elements.first { $0["variant"] == .string(variant) } ?? nil
  }

  /// Each purchase order: its number, for whom it is, its bundles and where it stands.
  private func orders(_ report: JSONValue) -> [String] {
    (report["purchaseOrders"]?.elements ?? []).map { order in
      let session = order["session"] == .null ? "stock" : text(order["session"])
      return "\(text(order["purchaseOrder"])) \(session) \(order["bundles"]?.integer ?? -1) \(text(order["status"]))"
    }
  }

  /// How a variant's demand was met: from stock and from bundles, and what those brought.
  private func fulfilled(_ report: JSONValue, _ variant: String) -> String {
    let line = session(report)["fulfilment"]?["units"]?.elements.first { $0["variant"] == .string(variant) }
    func number(_ name: String) -> Int64 { line?[name]?.integer ?? -1 }
    return "\(number("demand")) of \(number("fromStock")) + \(number("fromBundles")), \(number("received")) came, "
      + "\(number("damaged")) damaged, \(number("surplus")) surplus, \(number("leftOver")) over"
  }

  /// Every account but the wallets, and all of them together are zero.
  private func assertBalances(_ report: JSONValue, _ expected: [String: Int64], line: UInt = #line) {
    var found = balances(report)
    XCTAssertEqual(
      (report["money"]?.elements ?? []).reduce(0) { $0 + ($1["balance"]?.integer ?? 0) }, 0, line: line)
    found["escrow"] = nil
    XCTAssertEqual(found.filter { !$0.key.hasPrefix("wallet") }, expected, line: line)
    XCTAssertEqual(report["addsUp"], true, line: line)
  }

  private func text(_ value: JSONValue?) -> String {
    if case .string(let text)? = value { text } else { "" }
  }

  /// Each stock in the end, a line each.
  private func stock(_ report: JSONValue) -> [String] {
    (report["stock"]?.elements ?? []).map { stock in
      let key = ["owner", "location", "variant"].map { text(stock[$0]) }.joined(separator: "/")
      let numbers = ["came", "wentOut", "onHand", "reserved", "available", "overflow"].map { name in
        "\(stock[name]?.integer ?? -1)"
      }
      return ([key] + numbers + [text(stock["status"])]).joined(separator: " ")
    }
  }

  /// Each order in the end, a line each: who sells for how much, where it stands, what went back of its money, how many
  /// payments went back at once, and how many units came back.
  private func buyerOrders(_ report: JSONValue) -> [String] {
    (report["orders"]?.elements ?? []).map { order in
      let words = ["order", "seller"].map { text(order[$0]) }
      let standing = ["status", "paymentStatus", "shipmentStatus"].map { name in
        order[name] == .null ? "-" : text(order[name])
      }
      let numbers = ["refunded", "returnedPayments", "returnedUnits"].map { "\(order[$0]?.integer ?? -1)" }
      return (words + ["\(order["total"]?.integer ?? -1)"] + standing + numbers).joined(separator: " ")
    }
  }

  /// What lies in each account: `gateway`, `wallet ani`, `escrow march`, and `escrow` of the first session.
  private func balances(_ report: JSONValue) -> [String: Int64] {
    var balances: [String: Int64] = [:]
    for account in report["money"]?.elements ?? [] where account["currency"] == "IDR" {
      guard case .string(var name)? = account["account"] else { continue }
      if name == "escrow", balances[name] == nil { balances[name] = account["balance"]?.integer }
      for field in ["session", "buyer", "factory", "seller"] {
        if case .string(let owner)? = account[field] { name += " \(owner)" }
      }
      balances[name] = account["balance"]?.integer
    }
    return balances
  }
}

extension JSONValue {
  /// The member of this name, or nil if this is no object or has none.
  fileprivate subscript(name: String) -> JSONValue? {
    if case .object(let object) = self { object[name] } else { nil }
  }

  /// The elements, none if this is no list.
  fileprivate var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The integer, or nil if this is none.
  fileprivate var integer: Int64? {
    if case .integer(let integer) = self { integer } else { nil }
  }
}
