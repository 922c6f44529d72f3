/// A day of the week; its raw value is that of ISO 8601, Monday being 1 and Sunday 7.
public enum Weekday: Int, Sendable, Hashable, CaseIterable {
  /// The first day, 1.
  case monday = 1
  /// The second day, 2.
  case tuesday
  /// The third day, 3.
  case wednesday
  /// The fourth day, 4.
  case thursday
  /// The fifth day, 5.
  case friday
  /// The sixth day, 6.
  case saturday
  /// The seventh day, 7.
  case sunday

  /// Its English name, in small letters.
  var name: String {
    switch self {
    case .monday: "monday"
    case .tuesday: "tuesday"
    case .wednesday: "wednesday"
    case .thursday: "thursday"
    case .friday: "friday"
    case .saturday: "saturday"
    case .sunday: "sunday"
    }
  }

  /// The day with this number where numbers go on past Sunday and back before Monday: 8 and −6 are Mondays too.
  init(cycling number: Int) {
    switch number - number.dividedRoundingDown(by: 7) * 7 {
    case 1: self = .monday
    case 2: self = .tuesday
    case 3: self = .wednesday
    case 4: self = .thursday
    case 5: self = .friday
    case 6: self = .saturday
    default: self = .sunday
    }
  }
}
