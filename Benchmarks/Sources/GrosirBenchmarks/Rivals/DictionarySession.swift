/// A session as one would first write it: dictionaries keyed by text, everything computed anew for each order.
///
/// It keeps what a service would: who joined, what was answered to whom, a log of what happened and of what is to be
/// done. It has no waiting list, no lapses and no limits, and its caller must not call it twice at once.
struct DictionarySession {
  struct Participant {
    var buyer: String
    var variant: String
    var units: Int
    var amount: Int64
    var isPaid: Bool
    var refund: Int64
  }

  private var unitsPerBundle: [String: Int] = [:]
  private var tolerances: [String: Int] = [:]
  private var ordered: [String: Int] = [:]
  private var held: [String: Int] = [:]
  private(set) var participants: [String: Participant] = [:]
  private var answers: [String: String] = [:]
  private var log: [[String: String]] = []
  private var outbox: [[String: String]] = []
  private(set) var escrow: Int64 = 0

  init(_ sample: SampleSession) {
    for position in 0..<sample.count {
      let variant = SampleSession.identifier(position)
      unitsPerBundle[variant] = Int(sample.unitsPerBundle[position])
      tolerances[variant] = Int(sample.tolerances[position])
      ordered[variant] = 0
      held[variant] = 0
    }
  }

  /// Units of a variant that may still be sold, from all variants' numbers.
  func available(_ variant: String) -> Int {
    var needed = 0
    var tightest = Int.max
    for (other, share) in unitsPerBundle {
      let firm = (ordered[other] ?? 0) - (held[other] ?? 0)
      needed = max(needed, (firm + share - 1) / share)
      if other != variant { tightest = min(tightest, (firm + (tolerances[other] ?? 0)) / share) }
    }
    return max(0, max(1, needed, tightest) * (unitsPerBundle[variant] ?? 0) - (ordered[variant] ?? 0))
  }

  /// Holds units of a variant for a buyer; false if they are not to be had.
  mutating func join(
    _ participant: String, buyer: String, variant: String, units: Int, amount: Int64, command: String
  ) -> Bool {
    if let answer = answers[command] { return answer == "held" }
    guard participants[participant] == nil, available(variant) >= units else {
      answers[command] = "refused"
      return false
    }
    ordered[variant, default: 0] += units
    held[variant, default: 0] += units
    participants[participant] = Participant(
      buyer: buyer, variant: variant, units: units, amount: amount, isPaid: false, refund: 0)
    answers[command] = "held"
    log.append(["event": "joined", "participant": participant, "variant": variant, "units": "\(units)"])
    outbox.append(["effect": "requestPayment", "participant": participant, "amount": "\(amount)"])
    return true
  }

  /// Takes the money of somebody who joined; false if there is nobody to take it from.
  mutating func confirm(_ participant: String, payment: String, amount: Int64, command: String) -> Bool {
    if let answer = answers[command] { return answer == "paid" }
    guard var found = participants[participant], !found.isPaid, found.amount == amount else {
      answers[command] = "refused"
      return false
    }
    found.isPaid = true
    participants[participant] = found
    held[found.variant, default: 0] -= found.units
    escrow += amount
    answers[command] = "paid"
    log.append(["event": "paid", "participant": participant, "payment": payment, "amount": "\(amount)"])
    return true
  }

  /// Gives every paid buyer so much back for each unit.
  mutating func close(refundPerUnit: Int64) -> Int64 {
    var total: Int64 = 0
    for (id, participant) in participants where participant.isPaid {
      let refund = refundPerUnit * Int64(participant.units)
      participants[id]?.refund = refund
      escrow -= refund
      total += refund
      log.append(["event": "settled", "participant": id, "refund": "\(refund)"])
      outbox.append(["effect": "creditWallet", "participant": id, "amount": "\(refund)"])
    }
    return total
  }
}
