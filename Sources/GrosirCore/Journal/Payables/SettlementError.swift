/// Why a settlement with a factory or seller, or its payout, is refused (SPEC §9, §14).
public enum SettlementError: Error, Sendable, Hashable {
  /// What was given breaks rules; every violation is listed, with its path.
  case invalid([Violation])
  /// There is no such settlement.
  case unknownSettlement(SettlementID)
  /// Another settlement has the identity.
  case duplicateSettlement(SettlementID)
  /// The period has an instant in common with one that was settled; this is that settlement, and its period.
  case overlapping(SettlementID, from: Instant, until: Instant)
  /// The period does not end before this instant, and what is posted in it is not all there yet.
  case periodNotOver(endsAt: Instant)
  /// A sum is too large to be an amount of money; settle shorter periods.
  case sumOutOfRange
  /// It can be paid at this instant; nil if never.
  case notYetDue(at: Instant?)

  /// The error's name for programs; part of the wire format.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .unknownSettlement: "unknownSettlement"
    case .duplicateSettlement: "duplicateSettlement"
    case .overlapping: "overlapping"
    case .periodNotOver: "periodNotOver"
    case .sumOutOfRange: "sumOutOfRange"
    case .notYetDue: "notYetDue"
    }
  }
}

extension SettlementError: CustomStringConvertible {
  /// What went wrong and what to do, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    case .unknownSettlement(let id): "there is no settlement \(id.text)"
    case .duplicateSettlement(let id): "the settlement \(id.text) is of another period or payee"
    case .overlapping(let id, let from, let until):
      "the settlement \(id.text) covers \(from.rfc3339) to \(until.rfc3339); begin where it ends"
    case .periodNotOver(let end): "the period goes on until \(end.rfc3339)"
    case .sumOutOfRange: "more was earned than can be counted; settle shorter periods"
    case .notYetDue(let instant): instant.map { "it is payable at \($0.rfc3339)" } ?? "it is never payable"
    }
  }
}

extension SettlementError: Recordable {
  /// The code, and what the case carries.
  public var record: Record {
    let code = Record.text(code)
    return switch self {
    case .invalid(let violations): ["code": code, "violations": violations.record]
    case .unknownSettlement(let id), .duplicateSettlement(let id): ["code": code, "settlement": id.record]
    case .overlapping(let id, let from, let until):
      ["code": code, "settlement": id.record, "from": from.record, "until": until.record]
    case .periodNotOver(let end): ["code": code, "at": end.record]
    case .notYetDue(let instant): ["code": code, "at": instant.record]
    case .sumOutOfRange: ["code": code]
    }
  }

  /// From the code, and what the case carries.
  public init?(record: Record) {
    guard let code: String = record.field("code") else { return nil }
    let made: SettlementError? =
      switch code {
      case "invalid": record.field("violations").map { .invalid($0) }
      case "unknownSettlement": record.field("settlement").map { .unknownSettlement($0) }
      case "duplicateSettlement": record.field("settlement").map { .duplicateSettlement($0) }
      case "periodNotOver": record.field("at").map { .periodNotOver(endsAt: $0) }
      case "notYetDue": record.field("at").map { .notYetDue(at: $0) }
      case "sumOutOfRange": .sumOutOfRange
      case "overlapping": SettlementError(overlapping: record)
      default: nil
      }
    guard let made else { return nil }
    self = made
  }

  private init?(overlapping record: Record) {
    guard let id: SettlementID = record.field("settlement"), let from: Instant = record.field("from"),
      let until: Instant = record.field("until")
    else { return nil }
    self = .overlapping(id, from: from, until: until)
  }
}
